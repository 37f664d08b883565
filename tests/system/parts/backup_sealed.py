#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a sealed backup has to be, opened with plain age and zstd: backup_sealed.py BACKUP KEY SOURCE [TREE...].
Each part is as the list without names says, its tar as its sealed list says (place, size, SHA-256), the
files are those of the source, byte by byte, each in the list or left out by name; nothing on the
medium holds a name or a text of the source. TREE: a folder into which another program has unpacked all parts.
Says how many files; exit 1 at the first difference."""
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import unicodedata

backup, key, source = sys.argv[1], sys.argv[2], os.fsencode(sys.argv[3])


def read(path):
    with open(path, "rb") as f:
        return f.read()


def unseal(name):
    return subprocess.run(["age", "-d", "-i", key, os.path.join(backup, name)], stdout=subprocess.PIPE, check=True).stdout


def lines_of(data):
    return [json.loads(text) for text in data.decode("ascii").splitlines()]


def path_of(line):
    return bytes.fromhex(line["path"]) if "path" in line else line["name"].rstrip("/").encode()


counts = ("files", "folders", "bytes", "damaged", "left_out")
outer = lines_of(read(backup + "/manifest.jsonl"))
assert outer[0]["profile"] == "sealed" and outer[0]["source"] == "" and outer[-1]["record"] == "end"
assert unseal("manifest.jsonl.age") == b"".join(read(backup + "/manifest.jsonl").splitlines(keepends=True)[:-2])
pieces, reached = [], {}
for line in outer[1:-2]:
    piece = lines_of(unseal(line["list"]))
    assert piece[0]["record"] == "backup" and piece[-1]["record"] == "end" and piece[-2]["record"] == "shard"
    assert piece[0]["profile"] == "sealed-list" and piece[0]["source"] and piece[0]["id"] == outer[0]["id"]
    assert {k: piece[-1][k] for k in counts} == {k: line[k] for k in counts} and piece[-1]["shards"] == 1, line
    assert all(piece[-2][k] == line[k] for k in ("name", "size", "sha256")), line
    data = read(os.path.join(backup, line["list"]))
    assert len(data) == line["list_size"] and hashlib.sha256(data).hexdigest() == line["list_sha256"], line
    # Where one part ends in the source another begins, whichever was written first.
    assert line["from"] <= line["reached"] and reached.setdefault(line["from"], line["reached"]) == line["reached"], line
    pieces += piece[1:-1]
inner = [None] + pieces + [None]
at = 0
while at in reached:
    at = reached.pop(at)
assert not reached and at == sum(outer[-1][k] for k in ("files", "folders", "left_out")), (reached, at)
keys = {"record", "name", "size", "files", "folders", "bytes", "damaged", "left_out", "why", "signs", "sha256", "lines",
        "list", "list_size", "list_sha256", "from", "reached", "proof"}
for line in outer[1:-1]:
    assert line["record"] in ("shard", "list") and set(line) <= keys, line
    data = read(os.path.join(backup, line["name"]))
    assert len(data) == line["size"] and hashlib.sha256(data).hexdigest() == line["sha256"], line
assert [line["record"] for line in outer].count("list") == 1
assert sorted(os.listdir(backup)) == sorted([line["name"] for line in outer[1:-1]] + [line["list"] for line in outer[1:-2]] + ["manifest.jsonl", "README.txt"])

there, folders, left, waiting = {}, set(), {}, []
for line in inner[1:-1]:
    if line["record"] in ("file", "folder"):
        waiting.append(line)
    elif line["record"] == "left-out":
        left[path_of(line)] = line["reason"]
    elif line["record"] == "shard":
        data = subprocess.run(["zstd", "-dc"], input=unseal(line["name"]), stdout=subprocess.PIPE, check=True).stdout
        members = tarfile.open(fileobj=io.BytesIO(data), mode="r:").getmembers()
        assert len(members) == len(waiting), line
        for m, w in zip(members, waiting):
            name = m.name.encode("utf-8", "surrogateescape")
            assert m.offset == w["offset"] and m.uid == 0 and not m.uname, w
            if m.isdir():
                assert name == path_of(w) and w["record"] == "folder", w
                folders.add(name)
                continue
            assert m.isreg() and m.size == w["size"] and hashlib.sha256(data[m.offset_data:m.offset_data + m.size]).hexdigest() == w["sha256"], w
            assert name == path_of(w) + (b".%03d" % w["part"] if "part" in w else b""), w
            there[name] = data[m.offset_data:m.offset_data + m.size]
            assert "part" in w or m.mtime == int(os.stat(os.path.join(source, name)).st_mtime), w
        waiting = []
assert not waiting
wanted, names = {}, set()
for top, subs, files in os.walk(source):
    for name in subs + files:
        path = os.path.relpath(os.path.join(top, name), source)
        names.add(name)
        if os.path.islink(os.path.join(top, name)):
            assert left.get(path) == "link", path
        elif name in files:
            wanted[path] = read(os.path.join(source, path))
        else:
            assert path in folders, path
assert there == wanted, sorted(there.keys() ^ wanted.keys())[:5]
for tree in sys.argv[4:]:
    found = {}
    for top, _, files in os.walk(os.fsencode(tree)):
        for name in files:
            found[os.path.relpath(os.path.join(top, name), os.fsencode(tree))] = read(os.path.join(top, name))
    if tree.endswith("/bsdtar"):  # puts letters and their marks together
        def together(name):
            try:
                return unicodedata.normalize("NFC", name.decode()).encode()
            except UnicodeDecodeError:
                return name
        want, found = {together(n): d for n, d in wanted.items()}, {together(n): d for n, d in found.items()}
    else:
        want = wanted
    assert found == want, (tree, sorted(found.keys() ^ want.keys())[:5])

# No name, in none of the ways in which one could have been written; no text.
marks = set()
for name in names:
    stem = name.rsplit(b".", 1)[0] if len(name.rsplit(b".", 1)[0]) > 5 else name
    if len(stem) < 5:
        continue
    marks |= {stem, stem.hex().encode()}
    text = stem.decode("utf-8", "replace")
    if "\ufffd" not in text:
        marks |= {text.encode("utf-16-le"), json.dumps(text).strip('"').encode()}
        marks |= {text.encode("cp932", "ignore")} if len(text.encode("cp932", "ignore")) > 5 else set()
for word in "御見積書 いつもお世話に なっております".split():
    marks |= {word.encode(), word.encode("cp932")}
if not sys.argv[4:]:  # it takes its time: once, for the bytes that the trees are of
    marks = set()
for name in os.listdir(backup):
    data = read(os.path.join(backup, name))
    for mark in marks:
        assert mark not in data, (name, mark)
print(len(there), "files,", len(left), "left out,", len(marks), "marks looked for")
