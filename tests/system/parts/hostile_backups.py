#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Backups that lie, brought back: hostile_backups.py KENSHIN WORK. Each row of the table makes one, and says
what has to be in the target afterwards, to the byte, and what has to be told. Beside the target lie a
tree and the backup itself: they are compared before and after. Prints a line for each; exit 1 when one is
not as it has to be. hostile_backups.py --changed FOLDER: writes one of them; --names
FOLDER: one with all names that would lead elsewhere, and with files larger than its list says."""
import bz2
import hashlib
import json
import os
import re
import shutil
import stat
import struct
import subprocess
import sys
import threading
import zlib

KENSHIN, WORK = sys.argv[1], sys.argv[2]
ESC = b"\x1b"


def sha(data):
    return hashlib.sha256(data).hexdigest()


def deflate(data):
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    return c.compress(data) + c.flush()


class Backup:
    """Zip parts and their list, with whatever lies in them. A dict's keys say what is not as it ought."""

    def __init__(self):
        self.parts = [[]]
        self.head = {"record": "backup", "schema": 1, "tool": "test", "started": "2026-11-22T14:30:00Z",
                     "profile": "plain", "source": "PC", "shard_bytes": 1 << 30, "file_max": 0, "zone": 32400}
        self.end = True
        self.changed = lambda lines: lines
        self.ends = {}

    def add(self, name, data=b"", path=None, **other):
        self.parts[-1].append(dict(name=name, data=data, path=path, **other))
        return self

    def next(self):
        self.parts.append([])
        return self

    @staticmethod
    def local(e, flags, method, packed, crc, size):
        name = e.get("zip_name", e["name"])
        name = name if isinstance(name, bytes) else name.encode("utf-8", "surrogatepass")
        extra = e.get("extra", b"")
        return struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, method, 0x6000, 0x5a6a, crc, len(packed) if size < 1 << 32 else 0xffffffff,
                           min(size, 0xffffffff), e.get("name_n", len(name)), e.get("extra_n", len(extra))) + name + extra, name

    def zip(self, entries):
        out, central, n = bytearray(entries[0].get("prefix", b"") if entries else b""), b"", 0
        for e in entries:
            if not e.get("in_zip", True):
                e["at"] = 0
                continue
            data = e["data"]
            method = e.get("method", 0)
            packed = e.get("packed", deflate(data) if method == 8 else data)
            crc, size = e.get("crc", zlib.crc32(data)), e.get("zip_size", len(data))
            flags = e.get("flags", 0x800)
            e["at"] = len(out)
            head, name = self.local(e, flags, method, packed, crc, size)
            out += head + packed
            if flags & 8:
                out += e.get("descriptor", struct.pack("<4s3I", b"PK\7\10", crc, len(packed), size))
            for _ in range(e.get("listed", 1)):
                central += struct.pack("<4s6H3I5H2I", b"PK\1\2", e.get("made_by", 20), 20, flags, method, 0x6000, 0x5a6a, crc, len(packed), size,
                                       len(name), 0, 0, 0, 0, e.get("attributes", 0), e["at"]) + name
                n += 1
        at = len(out)
        return bytes(out), central + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, n, n, len(central), at, 0)

    def write(self, folder):
        os.makedirs(folder)
        lines, text = [], b""
        sums = dict(files=0, folders=0, bytes=0, damaged=0, left_out=0, shards=0)

        def put(line):
            nonlocal text
            lines.append(json.dumps(line, separators=(",", ":")).encode() + b"\n")
            text += lines[-1]

        put(self.head)
        for i, entries in enumerate(self.parts):
            zip_name = "%04d.zip" % (i + 1)
            body, index = self.zip(entries)
            whole = body + index
            with open(folder + "/" + zip_name, "wb") as f:
                f.write(whole)
            for e in entries:
                if not e.get("in_list", True):
                    continue
                line = {"record": "folder" if e["name"].endswith("/") else "file", "name": e["name"]}
                if e["path"] is not None:
                    line["path"] = e["path"] if isinstance(e["path"], str) else e["path"].hex()
                line["modified"] = "2024-05-06T07:08:09Z"
                line["offset"] = e.get("offset", e["at"])
                if line["record"] == "file":
                    line["size"] = e.get("size", len(e["data"]))
                    line["sha256"] = e.get("sha256", sha(e["data"]))
                    if "part" in e:
                        line["part"], line["parts"] = e["part"], e["parts"]
                    sums["files"] += e.get("part", 1) == e.get("parts", 1)
                    sums["bytes"] += line["size"] if isinstance(line["size"], int) else 0
                else:
                    sums["folders"] += 1
                if "sign" in e:
                    line["sign"] = e["sign"]
                put(line)
            sums["shards"] += 1
            put({"record": "shard", "name": entries[0].get("part_name", zip_name) if entries else zip_name, "size": len(whole), "files": len(entries),
                 "sha256": sha(whole), "lines": sha(text)})
        sums.update(self.ends)
        if self.end:
            put({"record": "end", **sums, "lines": sha(text)})
        with open(folder + "/manifest.jsonl", "wb") as f:
            f.write(b"".join(self.changed(lines)))


def good(**other):
    """Three files of which the middle one is the liar's."""
    return Backup().add("a.txt", b"first").add("d/", b"").add("d/b.txt", b"second" * 100, **other).add("z.txt", b"third")


if KENSHIN == "--changed":  # only one, whose every hash is right but the one of a file
    good(sha256="1" * 64).write(WORK)
    sys.exit()
GOOD = {"a.txt": b"first", "d/b.txt": b"second" * 100, "z.txt": b"third"}
REST = {"a.txt": b"first", "z.txt": b"third"}
ROWS = []


def row(name, backup, tree, code=1, words="", before=None, after=None, **how):
    """tree: what is in the target at the end. before(case), after(case): done to the folder of the case
    when the backup is written, and while it is being brought back."""
    ROWS.append(dict(name=name, backup=backup, tree=tree, code=code, words=words, before=before, after=after, how=how))


# --- names in the list ------------------------------------------------------------------------------
BAD_NAMES = ("../x", "../../canary/x", "../canary/file", "/abs", "//abs", "a/../../x", "a/../b", "./x", "a/./b", "a//b", ".", "..", "a/..", "C:\\x", "C:x", "\\\\srv\\share",
            "..\\x", "a\\b", "CON", "aux.txt", "d/LPT1", "COM\u00b9", "x.", "x ", "d./x", "a:b", "a*b", "tab\tx", "new\nline", "\x1b[2J\x1b]0;title\x07x", "del\x7f",
            "n" * 300, "漢" * 300)
for bad in BAD_NAMES:
    row("the name %r" % bad[:30], Backup().add("a.txt", b"first").add(bad, b"evil").add("z.txt", b"third"), REST, words="no backup has")
row("a name of a NUL", Backup().add("a\0b", b"evil"), {}, words="no finished part")
row("a name of half a pair", Backup().add("a", b"first").next().add("\ud800", b"evil"), {"a": b"first"}, words="not what was written")
row("an empty name", Backup().add("", b"evil").add("z.txt", b"third"), {"z.txt": b"third"}, words="no backup has")
row("a name longer than any", Backup().add("a", b"first").next().add("n/" * 9000 + "x", b"evil"), {"a": b"first"}, words="not what was written")
row("500 folders deep", Backup().add("d/" * 500 + "x", b"deep"), {"d/" * 500 + "x": b"deep"}, code=0)
row("a link's mark on a folder", Backup().add("../d/", b"").add("z.txt", b"third"), {"z.txt": b"third"}, words="no backup has")
BAD_PATHS = (b"../x", b"/x", b"d/..", b"d/.", b"../../canary/file", b"..", b"./x", b"/", b"d//x", b"d/")
for path in BAD_PATHS:
    name = "/".join("n" for _ in path.split(b"/"))
    row("the path %r" % path, Backup().add(name, b"evil", path=path).add("z.txt", b"third"), {"z.txt": b"third"}, words="lead out of the folder|do not fit")
if KENSHIN == "--names":
    backup = Backup().add("a.txt", b"first")
    for bad in BAD_NAMES:
        backup.add(bad, b"evil")
    for path in BAD_PATHS:
        backup.add("/".join("n" for _ in path.split(b"/")), b"evil", path=path)
    backup.add("larger.txt", b"evil" * 100000, size=4, sha256=sha(b"evil")).add("none.txt", b"evil", size=0, sha256=sha(b""))
    backup.add("..%u005Cx/", b"").add("z.txt", b"third").write(WORK)
    sys.exit()
row("a path of other depth", Backup().add("x", b"evil", path=b"d/x").add("z.txt", b"third"), {"z.txt": b"third"}, words="do not fit")
row("an empty path", Backup().add("x", b"evil", path=b"").add("z.txt", b"third"), {"z.txt": b"third"}, words="lead out")
row("a path that is no hex", Backup().add("a", b"1").next().add("x", b"evil", path="zz"), {"a": b"1"}, words="not what was written")
row("a path with a NUL", Backup().add("a", b"1").next().add("x", b"evil", path=b"a\0b"), {"a": b"1"}, words="not what was written")
row("a path of control bytes is only a name", Backup().add("x", b"fine", path=b"\x1b[31mred\n"), {b"\x1b[31mred\n": b"fine"}, code=0)
row("... and told without them", Backup().add("x", b"fine", path=b"\x1b[31mred\n", sha256="0" * 64), {}, words=r"\\x1B\[31mred")
row("a path of backslashes is only a name", Backup().add("x", b"fine", path=b"..\\..\\canary\\file"), {b"..\\..\\canary\\file": b"fine"}, code=0)
row("a path that Windows reserves", Backup().add("%u0043ON", b"fine", path=b"CON"), {"CON": b"fine"}, code=0)
row("a path in CP932", Backup().add("x", b"fine", path=b"\x83e\x83X\x83g"), {b"\x83e\x83X\x83g": b"fine"}, code=0)
row("a path too long for the medium", Backup().add("x%~0123456789abcdef", b"fine", path=b"x" * 300), {"x%~0123456789abcdef": b"fine"}, code=0, words="spelled out")
row("two names too long for the medium", Backup().add("漢" * 200 + ".txt", b"fine"), None, code=0, words="spelled out")

# --- one on the other ---------------------------------------------------------------------------------
row("the same name twice", Backup().add("x.txt", b"one").add("x.txt", b"two"), {"x.txt": b"one", "x (2).txt": b"two"}, code=0, words="second name")
row("the same path twice", Backup().add("a", b"one", path=b"x").add("b", b"two", path=b"x"), {"x": b"one", "x (2)": b"two"}, code=0, words="second name")
row("names that differ in case", Backup().add("Same.txt", b"one").add("same%~2.txt", b"two", path=b"same.txt"), {"Same.txt": b"one", "same.txt": b"two"}, code=0)
row("names that differ in form", Backup().add("か\u3099", b"one").add("が", b"two"), {"か\u3099": b"one", "が": b"two"}, code=0)
row("a file where a folder has to be", Backup().add("a", b"one").add("b", b"1").add("a/b", b"two").add("z.txt", b"third"), None, code=None)
row("a folder where a file has to be", Backup().add("a/", b"").add("a", b"one"), {"a/": None, "a (2)": b"one"}, code=0, words="put beside it")
row("a sign of a virus is told again", good(sign="Eicar-Test"), GOOD, code=0, words="Eicar-Test")

# --- what is in the target already ----------------------------------------------------------------------
def in_target(name, data):
    def do(case):
        path = os.path.join(case, "target", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
    return do


def link_in_target(name, to):
    return lambda case: os.symlink(to, os.path.join(case, "target", name))


row("another file of that name", good(), {**GOOD, "a.txt": b"old", "a (2).txt": b"first"}, code=0, words="nothing that was there was replaced", before=in_target("a.txt", b"old"))
row("two of that name", good(), {**GOOD, "a.txt": b"old", "a (2).txt": b"old2", "a (3).txt": b"first"}, code=0,
    before=lambda c: (in_target("a.txt", b"old")(c), in_target("a (2).txt", b"old2")(c)))
row("the very file", good(), GOOD, code=0, words="1 files were there already", before=in_target("a.txt", b"first"))
row("another of that size", good(), {**GOOD, "a.txt": b"FIRST", "a (2).txt": b"first"}, code=0, before=in_target("a.txt", b"FIRST"))
row("a link to a folder outside", good(), {**REST, "d": "../canary"}, words="in the way", before=link_in_target("d", "../canary"))
row("a link to the root", good(), {**REST, "d": "/"}, words="in the way", before=link_in_target("d", "/"))
row("a link to itself", good(), {**REST, "d": "."}, words="in the way", before=link_in_target("d", "."))
row("a link to a file outside", good(), {**GOOD, "a.txt": "../canary/file", "a (2).txt": b"first"}, code=0, before=link_in_target("a.txt", "../canary/file"))
row("a link to nothing outside", good(), {**GOOD, "a.txt": "../canary/new", "a (2).txt": b"first"}, code=0, before=link_in_target("a.txt", "../canary/new"))
row("a link to the very bytes", good(), {**GOOD, "a.txt": "../canary/first", "a (2).txt": b"first"}, code=0, before=link_in_target("a.txt", "../canary/first"))
row("a FIFO of that name", good(), {**GOOD, "a.txt": "fifo", "a (2).txt": b"first"}, code=0, before=lambda c: os.mkfifo(c + "/target/a.txt"))
row("a folder of a file's name", good(), {"d/b.txt": b"second" * 100, "z.txt": b"third", "a.txt/": None, "a (2).txt": b"first"}, code=0, before=lambda c: os.mkdir(c + "/target/a.txt"))
row("a file of a folder's name", good(), {**REST, "d": b"old"}, words="in the way", before=in_target("d", b"old"))
row("a folder of ours that was left", good(), {**GOOD, ".kenshin-restore-1/x": b"left"}, code=0, before=in_target(".kenshin-restore-1/x", b"left"))
row("a link of our folder's name", good(), {**GOOD, ".kenshin-restore-1": "../canary"}, code=0, before=link_in_target(".kenshin-restore-1", "../canary"))


def swap(case):
    """Folder and link change places as fast as can be."""
    stop = threading.Event()
    target = case + "/target"
    os.mkdir(target + "/real")
    os.symlink("../canary", target + "/link")
    libc = __import__("ctypes").CDLL(None)
    root = os.open(target, os.O_RDONLY)

    def turn():
        while not stop.is_set():
            libc.renameat2(root, b"real", root, b"link", 2)
    thread = threading.Thread(target=turn)
    thread.start()

    def end():
        stop.set()
        thread.join()
        os.close(root)
    return end


many = Backup()
for i in range(300):
    many.add("real/%03d/%d.txt" % (i // 3, i), b"%d" % i)
row("a folder that turns into a link and back", many, None, code=None, after=swap)

# --- the zips ---------------------------------------------------------------------------------------------
ALONE = {**REST, "d/": None}
row("a wrong CRC: the SHA-256 proves it", good(crc=1, flags=0x800), GOOD, code=0)
row("a changed byte", good(packed=b"Second" + b"second" * 99), words="SHA-256", tree=ALONE)
row("a wrong SHA-256 in the list", good(sha256="1" * 64), words="SHA-256", tree=ALONE)
row("shorter than the list says", good(size=601), words="another size", tree=ALONE)
row("longer than the list says", good(size=599, sha256=sha((b"second" * 100)[:599])), words="larger than the list", tree=ALONE)
row("nothing, says the list", good(size=0, sha256=sha(b"")), words="larger than the list", tree=ALONE)
row("a bomb of 1 GB", good(method=8, packed=deflate(bytes(1 << 30)), zip_size=600), words="d/b.txt: ", tree=ALONE)
row("a bomb that is a stream", good(method=8, flags=0x808, packed=deflate(bytes(1 << 28)), zip_size=0), words="larger than the list", tree=ALONE)
row("10 TB, says the list", good(size=10 << 40), {}, words="there is room for")
row("more than can be counted", Backup().add("a", b"1", size=1 << 62).add("b", b"1", size=1 << 62).add("c", b"1", size=1 << 62).add("d", b"1", size=1 << 62).add("e", b"1", size=1 << 62),
    {}, words="there is room for")
row("locked with a password", good(flags=0x801), words="locked with a password", tree=ALONE)
row("locked in the strong way", good(flags=0x841), words="locked with a password", tree=ALONE)
row("a masked directory", good(flags=0x2800), words="locked with a password", tree=ALONE)
row("packed as AES", good(method=99), words="packed in a way", tree=ALONE)
row("packed with bzip2", good(method=12, packed=bz2.compress(b"second" * 100)), words="packed in a way", tree=ALONE)
row("packed as nobody does", good(method=77), words="packed in a way", tree=ALONE)
row("deflate that is none", good(method=8, packed=b"\xff" * 50), words="cannot be unpacked", tree=ALONE)
row("deflate that breaks off", good(method=8, packed=deflate(b"second" * 100)[:9]), tree=ALONE, words="d/b.txt: ")
row("deflate as a stream", good(method=8, flags=0x808), GOOD, code=0)
row("a descriptor that lies", good(method=8, flags=0x808, descriptor=b"PK\7\10" + b"\xff" * 12), GOOD, code=0)
row("no descriptor", good(method=8, flags=0x808, descriptor=b""), GOOD, code=0)
row("zip64 that says more", good(zip_size=600, extra=struct.pack("<HHQQ", 1, 16, 1 << 60, 1 << 60)), GOOD, code=0)
row("zip64 sizes of 2^63", good(method=8, packed=deflate(b"second" * 100), extra=struct.pack("<HHQQ", 1, 16, 1 << 63, 1 << 63)), None, code=None)
row("a name of 65535 bytes", good(name_n=65535), words="another name", tree=ALONE)
row("an extra field of 65535 bytes", good(extra_n=65535), tree=ALONE, words="d/b.txt: ")
row("another name in the zip", good(zip_name="../../canary/file"), words="another name", tree=ALONE)
row("a name of the same length in the zip", good(zip_name="d/B.txt"), words="another name", tree=ALONE)
row("a place in the middle of another", good(offset=5), words="not where the list says", tree=ALONE)
row("a place behind the end", good(offset=1 << 40), words="not where the list says", tree=ALONE)
row("a place of 2^63-1", good(offset=(1 << 63) - 1), words="not where the list says", tree=ALONE)
row("a place of -1", Backup().add("a", b"1").next().add("x", b"evil", offset=-1), {"a": b"1"}, words="not what was written")
row("not in the zip", good(in_zip=False), words="d/b.txt: ", tree=ALONE)
row("a link in the zip is a file", good(attributes=0o120777 << 16, made_by=3 << 8 | 20), None, code=None)
row("an entry that the list does not have", good().add("../../canary/evil", b"evil", in_list=False), GOOD, words="canary/evil: is in a zip file, but not in the list")
row("... whose name is of control bytes", good().add("\x1b[31m\nred", b"evil", in_list=False), GOOD, words=r"\\x1B\[31m")
row("2,000 entries that the list does not have", (lambda b: [b.add("s%d" % i, b"s", in_list=False) for i in range(2000)] and b)(good()), GOOD, words="2,000 things")
row("an entry that is listed five times", good(listed=5), GOOD, code=0)
row("an entry that the directory does not have", good(listed=0), GOOD, code=0)
row("bytes before the first entry", Backup().add("a.txt", b"first", prefix=b"MZ" * 5000).add("z.txt", b"third"), REST, code=0)
inner = Backup().local({"name": "x"}, 0x800, 0, b"evil", zlib.crc32(b"evil"), 4)[0] + b"evil"
row("a zip in a zip", Backup().add("in.zip", inner).add("x", b"fine", offset=36), {"in.zip": inner}, words="x: ")


def cut(n, part="0001.zip"):
    def do(case):
        path = case + "/PC-backup-1/" + part
        os.truncate(path, n if n >= 0 else os.path.getsize(path) + n)
    return do


def replaced(how, part="0001.zip"):
    def do(case):
        path = case + "/PC-backup-1/" + part
        shutil.move(path, case + "/PC-backup-1/kept.bin")
        how(path)
    return do


def appended(data, part="0001.zip"):
    def do(case):
        with open(case + "/PC-backup-1/" + part, "ab") as f:
            f.write(data)
    return do


row("cut in the middle", good(), {"a.txt": b"first", "d/": None}, words="2 files were not brought back", before=cut(200))
row("cut behind the last file", good(), GOOD, words="table of contents", before=cut(-60))
row("an empty part", good(), {"d/": None}, words="3 files were not brought back", before=cut(0))
row("no part", good(), {}, words="it is not there", before=replaced(lambda p: None))
row("a FIFO", good(), {}, words="it is no file", before=replaced(os.mkfifo))
row("a folder", good(), {}, words="it (is no file|cannot be opened)", before=replaced(os.mkdir))
row("a link to the very part", good(), {}, words="it cannot be opened", before=replaced(lambda p: os.symlink("kept.bin", p)))
row("a link to a device", good(), {}, words="it cannot be opened", before=replaced(lambda p: os.symlink("/dev/zero", p)))
row("a second directory behind the first", good(), GOOD, words="evil: is in a zip",
    before=lambda c: appended(b"".join((lambda z: (z[0], z[1]))(Backup().zip([dict(name="evil", data=b"evil", path=None)])))[0:0] + second_directory(c))(c))
row("a directory's end without a directory", good(), GOOD, words="table of contents", before=appended(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 9, 9, 1 << 30, 1 << 30, 0)))
row("a directory of 4 GiB, it says", good(), GOOD, words="table of contents|parts of the backup are damaged|list", before=appended(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, 0xfffffffe, 0, 0)))
row("a part that is text", good(), {"d/": None}, words="3 files were not brought back", before=replaced(lambda p: open(p, "w").write("nothing\n" * 1000)))
row("one of two parts is gone", Backup().add("a.txt", b"first").next().add("b.txt", b"x").next().add("z.txt", b"third"), REST, words="0002.zip: nothing", before=replaced(lambda p: None, "0002.zip"))


def second_directory(case):
    path = case + "/PC-backup-1/0001.zip"
    size = os.path.getsize(path)
    body, index = Backup().zip([dict(name="evil", data=b"evil", path=None)])
    index = bytearray(index)
    struct.pack_into("<I", index, 42, size)
    struct.pack_into("<I", index, len(index) - 6, size + len(body))
    return body + bytes(index)


# --- the list --------------------------------------------------------------------------------------------
def lines(change):
    def with_change(backup):
        backup.changed = change
        return backup
    return with_change


TWO = lambda: Backup().add("a.txt", b"first").next().add("z.txt", b"third")
row("without its end", lines(lambda l: l[:-1])(TWO()), REST, code=3, words="is incomplete")
row("cut in a line", lines(lambda l: l[:-2] + [l[-2][:30]])(TWO()), {"a.txt": b"first"}, code=3, words="is incomplete")
row("only its first line", lines(lambda l: l[:1])(TWO()), {}, words="no finished part")
row("empty", lines(lambda l: [])(TWO()), {}, words="no list of a backup")
row("nothing but noise", lines(lambda l: [b"\xff\xfe\0\0" * 5000])(TWO()), {}, words="no list of a backup")
row("a line of a megabyte", lines(lambda l: l[:3] + [b" " * (1 << 20) + b"\n"] + l[3:])(TWO()), {"a.txt": b"first"}, words="not what was written")
row("a line that is changed", lines(lambda l: l[:3] + [l[3].replace(b"z.txt", b"y.txt")] + l[4:])(TWO()), {"a.txt": b"first"}, words="not what was written")
row("a line that is gone", lines(lambda l: l[:3] + l[4:])(TWO()), {"a.txt": b"first"}, words="not what was written")
row("two lines turned round", lines(lambda l: [l[0], l[2], l[1]] + l[3:])(TWO()), {}, words="no finished part")
row("its sums lie", (lambda b: (b.ends.update(files=7), b)[1])(TWO()), REST, words="not what was written")
row("twice its end", lines(lambda l: l + l[-1:])(TWO()), REST, words="not what was written")
row("a key twice", lines(lambda l: [l[0], l[1].replace(b'"name"', b'"name":"x","name"')] + l[2:])(TWO()), {}, words="no finished part")
row("a size of -1", Backup().add("a", b"1").next().add("x", b"evil", size=-1), {"a": b"1"}, words="not what was written")
row("a part of another folder", Backup().add("a", b"1").next().add("x", b"1", part_name="../../canary/z.zip"), {"a": b"1"}, words="not what was written")
row("a part that is the list", Backup().add("a", b"1").next().add("x", b"1", part_name="manifest.jsonl"), {"a": b"1"}, words="x: ")
row("another kind of backup", (lambda b: (b.head.update(profile="sealed", id="11" * 32, keys="22" * 32), b)[1])(TWO()), {}, words="name its key with --identity")
row("another version", (lambda b: (b.head.update(schema=2), b)[1])(TWO()), {}, words="no list of a backup")
row("the list is a FIFO", TWO(), {}, words="", before=lambda c: (os.unlink(c + "/PC-backup-1/manifest.jsonl"), os.mkfifo(c + "/PC-backup-1/manifest.jsonl")))
row("the list is a link", TWO(), {}, words="manifest", before=lambda c: (shutil.move(c + "/PC-backup-1/manifest.jsonl", c + "/list"), os.symlink("../list", c + "/PC-backup-1/manifest.jsonl")))

# --- files in several entries --------------------------------------------------------------------------------
def pieces(*numbers, of=3):
    b = Backup()
    for n in numbers:
        b.add("large.bin.%03d" % n, b"%d" % n * 1000, path=b"large.bin", part=n, parts=of).next()
    return b.add("z.txt", b"third")


WHOLE = b"1" * 1000 + b"2" * 1000 + b"3" * 1000
row("a file in three pieces", pieces(1, 2, 3), {"large.bin": WHOLE, "z.txt": b"third"}, code=0)
row("the last piece is missing", pieces(1, 2), {"z.txt": b"third"}, words="1 files were not brought back")
row("the first piece is missing", pieces(2, 3), {"z.txt": b"third"}, words="1 files were not brought back")
row("the middle piece is missing", pieces(1, 3), {"z.txt": b"third"}, words="beginning of it")
row("pieces in another order", pieces(1, 3, 2), {"z.txt": b"third"}, words="not brought back")
row("a piece twice", pieces(1, 2, 2, 3), {"z.txt": b"third"}, words="not brought back")
row("piece 1 of 4,000,000,000", pieces(1, of=4000000000), {"z.txt": b"third"}, words="1 files were not brought back")
row("the part with the middle piece is gone", pieces(1, 2, 3), {"z.txt": b"third"}, words="1 files were not brought back", before=replaced(lambda p: None, "0002.zip"))
row("another file between the pieces", Backup().add("l.001", b"1", path=b"l", part=1, parts=2).add("x", b"x").add("l.002", b"2", path=b"l", part=2, parts=2), {"x": b"x"}, words="not brought back")

# --- a part of it ---------------------------------------------------------------------------------------------
row("one folder", good(), {"d/b.txt": b"second" * 100}, code=0, folder=["d"])
row("one file, in other letters", good(), {"a.txt": b"first"}, code=0, file=["/A.TXT"])
row("a file and a folder", good(), {"a.txt": b"first", "d/b.txt": b"second" * 100}, code=0, file=["a.txt"], folder=["/d/"])
row("one file of an archive with strangers", good().add("evil", b"evil", in_list=False), {"a.txt": b"first"}, code=0, file=["a.txt"])
row("a file that is not in it", good(), {}, words="none of that", file=["nowhere"])
row("a file outside of it", good(), {}, words="none of that", file=["../canary/file"])
row("a file in pieces, by its name", pieces(1, 2, 3), {"large.bin": WHOLE}, code=0, file=["large.bin"])


# --- what was, and what is -------------------------------------------------------------------------------------
def look(top, skip):
    seen = {}
    for folder, names, files in os.walk(top):
        names[:] = [n for n in names if os.path.join(folder, n) != skip]
        for n in names + files:
            path = os.path.join(folder, n)
            st = os.lstat(path)
            data = b""
            if stat.S_ISLNK(st.st_mode):
                data = os.readlink(path)
            elif stat.S_ISREG(st.st_mode):
                with open(path, "rb") as f:
                    data = f.read()
            seen[path] = (st.st_mode, st.st_size if stat.S_ISREG(st.st_mode) else 0, st.st_mtime_ns, data)
    return seen


def tree_of(top):
    """Bytes of files, targets of links, None for folders with nothing in them."""
    tree, top = {}, os.fsencode(top)
    for folder, names, files in os.walk(top):
        for n in names + files:
            path = os.path.join(folder, n)
            name = os.path.relpath(path, top)
            st = os.lstat(path)
            if stat.S_ISLNK(st.st_mode):
                tree[name] = os.readlink(path)
            elif stat.S_ISFIFO(st.st_mode):
                tree[name] = b"fifo"
            elif stat.S_ISREG(st.st_mode):
                with open(path, "rb") as f:
                    tree[name] = f.read()
            elif not os.listdir(path):
                tree[name + b"/"] = None
    return tree


def wanted_tree(tree):
    return {os.fsencode(k): os.fsencode(v) if isinstance(v, str) else v for k, v in tree.items()}


def run(i, r):
    case = os.path.join(WORK, "%03d" % i)
    os.makedirs(case + "/target")
    os.makedirs(case + "/canary/sub")
    for name, data in (("file", b"canary"), ("sub/file", b"canary"), ("first", b"first"), ("b.txt", b"canary")):
        with open(case + "/canary/" + name, "wb") as f:
            f.write(data)
    os.symlink("file", case + "/canary/link")
    r["backup"].write(case + "/PC-backup-1")
    if r["before"]:
        r["before"](case)
    before = look(case, case + "/target")
    end = r["after"](case) if r["after"] else None
    args = [KENSHIN, "backup", "restore", "--from", case, "--to", case + "/target", "--lang", "en"]
    for kind in ("folder", "file"):
        for path in r["how"].get(kind, []):
            args += ["--" + kind, path]
    done = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    if end:
        end()
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    wrong = []
    if look(case, case + "/target") != before:
        wrong.append("something outside of the target was changed")
    if r["code"] is not None and done.returncode != r["code"]:
        wrong.append("exit code %d" % done.returncode)
    if done.returncode not in (0, 1, 3):
        wrong.append("exit code %d" % done.returncode)
    if r["words"] and not re.search(r["words"], said):
        wrong.append("it does not say '%s'" % r["words"])
    if re.search("[\0-\x08\x0b-\x1f\x7f]", said):
        wrong.append("it says control bytes")
    if not said.strip():
        wrong.append("it says nothing")
    tree = tree_of(case + "/target")
    if any(name.startswith(b".kenshin-restore-") and name not in wanted_tree(r["tree"] or {}) for name in tree):
        wrong.append("something of ours was left")
    if r["tree"] is not None and tree != wanted_tree(r["tree"]):
        wrong.append("in the target: %r" % {k: v if v is None else v[:20] for k, v in list(tree.items())[:8]})
    if not r["after"] and any(v == b"evil" for v in tree.values()):
        wrong.append("evil was brought back")
    subprocess.run(["rm", "-rf", case])
    if wrong:
        print("not ok: %s: %s\n%s" % (r["name"], "; ".join(wrong), said))
    return not wrong


bad = sum(not run(i, r) for i, r in enumerate(ROWS))
print("%d hostile backups, %d not as they have to be" % (len(ROWS), bad))
sys.exit(bad > 0)
