# SPDX-License-Identifier: GPL-2.0-or-later
"""The owner's USB memory: made without mounting anything, plugged into a running guest, pulled out,
and looked at from outside afterwards. Its writes are logged like a client disk's."""
import os
import struct
import subprocess
import time
import zipfile

import blocklog
import stick
from exfat import ExFat

START = 2048 * 512  # where the part begins on one that has a table


def _fs(path, kind, megabytes, label):
    with open(path, "wb") as f:
        f.truncate(megabytes << 20)
    words = {"exfat": ["mkfs.exfat", "-L", label],
             "vfat": ["mkfs.vfat", "-F", "32" if megabytes > 40 else "16", "-n", label],
             "ntfs": ["mkntfs", "-q", "-F", "-f", "-L", label]}[kind]
    subprocess.run(words + [path], check=True, capture_output=True)


class Memory:
    """kind: vfat, exfat, ntfs. table: with a list of parts, as most are sold."""

    def __init__(self, bench, name, kind, megabytes=64, table=True):
        self.kind, self.name = kind, name
        self.offset = START if table else 0
        self.path = bench.big(bench.path(name + ".img"))
        self.log = bench.path(name + ".log")
        inner = bench.big(self.path + ".fs")
        _fs(inner, kind, megabytes, name.upper()[:11])
        with open(self.path, "wb") as f, open(inner, "rb") as fs:
            if table:
                entry = struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff", 0x0C if kind == "vfat" else 7,
                                    b"\xfe\xff\xff", START // 512, megabytes << 11)
                f.write(struct.pack("<440sI2s64s2s", b"", 0x4B454E53, b"", entry, b"\x55\xaa"))
                f.truncate(START)
                f.seek(START)
            f.write(fs.read())
            f.truncate(self.offset + (megabytes << 20))
        os.unlink(inner)

    def fill(self, leave):
        """All but `leave` bytes are taken (FAT only)."""
        big = self.path + ".big"
        free = self._free()
        with open(big, "wb") as f:
            f.truncate(free - leave)
        self._mtools("mcopy", big, "::old.bin")
        os.unlink(big)

    def put(self, files):
        """Files by their path (FAT only)."""
        for path, content in files.items():
            parts = path.split("/")
            for depth in range(1, len(parts)):
                folder = "::" + "/".join(parts[:depth])
                subprocess.run(["mmd", "-i", "%s@@%d" % (self.path, self.offset), "-D", "s", folder],
                               capture_output=True)
            one = self.path + ".one"
            with open(one, "wb") as f:
                f.write(content)
            self._mtools("mcopy", one, "::" + path)
            os.unlink(one)

    def _mtools(self, tool, *words):
        return subprocess.run([tool, "-i", "%s@@%d" % (self.path, self.offset)] + list(words),
                              check=True, capture_output=True).stdout

    def _free(self):
        last = self._mtools("mdir", "::").decode().strip().split("\n")[-1]
        return int("".join(c for c in last if c.isdigit()))

    # --- in the guest
    def plug(self, vm, bus="usb0.0", removable=True, port=None):
        if not os.path.exists(self.log):
            blocklog.create(self.log)
        node = "memory-" + self.name
        if not getattr(self, "known", None):
            vm.qmp.ask("blockdev-add", **{"driver": "file", "node-name": node + "-file",
                                          "filename": self.path})
            vm.qmp.ask("blockdev-add", **{"driver": "file", "node-name": node + "-log",
                                          "filename": self.log})
            vm.qmp.ask("blockdev-add", **{"driver": "blklogwrites", "node-name": node,
                                          "file": node + "-file", "log": node + "-log"})
            self.known = True
        vm.qmp.ask("device_add", driver="usb-storage", id=node, drive=node, bus=bus,
                   removable=removable, serial="OWNER-" + self.name.upper(),
                   **({"port": port} if port else {}))

    def pull(self, vm):
        node = "memory-" + self.name
        vm.qmp.ask("device_del", id=node)
        watch = vm.watch()
        while not vm.qmp.happened("DEVICE_DELETED", device=node):
            watch.look("the memory to be out")
            time.sleep(0.1)
        vm.qmp.events = [e for e in vm.qmp.events if e["event"] != "DEVICE_DELETED"]

    # --- afterwards
    def sum(self):
        return stick.sha256(self.path)

    def writes(self):
        return blocklog.writes(self.log)

    def files(self):
        """{name: bytes} in its uppermost folder."""
        if self.kind == "exfat":
            fs = ExFat(self.path, self.offset)
            names = fs.files()
            return {n: fs.read(n) for n in names}
        if self.kind != "vfat":
            return {}
        listed = self._mtools("mdir", "-b", "-a", "::").decode().split("\n")
        names = [n[3:] for n in listed if n.startswith("::/")]
        return {n: self._mtools("mtype", "::" + n) for n in names}

    def copy_out(self, folder):
        """All files with their folders, for programs of the host."""
        os.makedirs(folder)
        if self.kind == "vfat":
            self._mtools("mcopy", "-s", "-n", "::*", folder)
            return
        if self.kind == "ntfs":
            self._ntfs_out(folder)
            return
        fs = ExFat(self.path, self.offset)
        for name in fs.files():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(fs.read(name))

    def _part(self):
        """A copy of the part alone, for programs that know no offset."""
        part = self.path + ".part"
        with open(self.path, "rb") as f, open(part, "wb") as out:
            f.seek(self.offset)
            out.write(f.read())
        return part

    def _ntfs_out(self, folder):
        """By ntfs-3g's own driver, which mounts nothing that is marked as in use or has an open log."""
        part, there = self._part(), folder + ".mount"
        os.makedirs(there)
        subprocess.run(["ntfs-3g", "-o", "ro", part, there], check=True, capture_output=True)
        try:
            subprocess.run(["cp", "-r", there + "/.", folder], check=True)
        finally:
            subprocess.run(["umount", there], check=True)
            os.rmdir(there)
            os.unlink(part)

    def in_order(self):
        """What the file system's own checker says; it looks at a copy of the part."""
        part = self._part()
        tool = {"exfat": "fsck.exfat", "vfat": "fsck.vfat", "ntfs": "ntfsfix"}[self.kind]
        done = subprocess.run([tool, "-n", part], capture_output=True)
        os.unlink(part)
        return done.returncode == 0, done.stdout.decode("utf-8", "replace").strip()[-200:]


def zip_names(path):
    """{name: (size, CRC)} of a zip file."""
    with zipfile.ZipFile(path) as z:
        return {i.filename: (i.file_size, i.CRC) for i in z.infolist()}


def save(kiosk, memory):
    """From S13: choose it, plugged in only now, and say yes; back on S13. Whether it was saved."""
    kiosk.press("2", until="page S42")
    mark = len(kiosk.vm.heard())
    memory.plug(kiosk.vm)
    kiosk.vm.wait_for("^kenshin: memories 1", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("memory-" + memory.name)
    kiosk.press("1", until="page S43")
    kiosk.vm.screenshot("ask-" + memory.name)
    mark = len(kiosk.vm.heard())
    kiosk.press("1", until="page S35")
    said = kiosk.vm.wait_for("^kenshin: saved (?:yes|no)", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("saved-" + memory.name)
    if kiosk.page()[0] == "S35":
        kiosk.press("1", until="page S13")
    return "saved yes" in said


def look(b, memory, printed=None, number="0412-07"):
    """What lies on it, from outside: both files, the PDF with the words that came out of the
    printer (CUPS lays a PDF out anew on its way). The PDF's bytes."""
    good, words = memory.in_order()
    b.check(good, "%s: its own checker finds it in order (%s)" % (memory.name, words))
    files = memory.files()
    names = ["kenshin-%s.pdf" % number, "kenshin-%s.txt" % number]
    b.check(sorted(files) == names, "%s: the two files and nothing else (%s)"
            % (memory.name, sorted(files)))
    saved = files.get(names[0], b"")
    b.check(saved[:5] == b"%PDF-" and b"%%EOF" in saved[-16:], "%s: a whole PDF (%d bytes)"
            % (memory.name, len(saved)))
    if printed and os.path.exists(printed):
        ours = subprocess.run(["pdftotext", "-layout", "-", "-"], input=saved, capture_output=True)
        theirs = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True)
        b.check(ours.stdout == theirs.stdout and ours.stdout,
                "%s: word for word what was printed" % memory.name)
    text = files.get(names[1], b"").decode("utf-8", "replace")
    b.check(number in text, "%s: the text bears its number" % memory.name)
    return saved
