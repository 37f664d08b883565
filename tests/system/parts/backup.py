#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a backup has to be, by its list: backup.py BACKUP SOURCE [TREE...]. Every zip is as its line says,
Python's own reader gives every file of it, with the SHA-256 of the list and the bytes of the source;
every file of the source is in it or left out by name. TREE: a folder into which another program has
unpacked all zips: the same names, the same bytes, nothing more. Says how many files; exit 1 at the first
difference."""
import hashlib
import json
import os
import sys
import unicodedata
import zipfile

backup, source = sys.argv[1], os.fsencode(sys.argv[2])


def read(path):
    with open(path, "rb") as f:
        return f.read()


def path_of(line):
    return bytes.fromhex(line["path"]) if "path" in line else line["name"].encode()


lines = [json.loads(text) for text in read(backup + "/manifest.jsonl").decode("ascii").splitlines()]
assert lines[0]["record"] == "backup" and lines[-1]["record"] == "end"
there, folders, left, waiting, joined = {}, set(), {}, [], {}
for line in lines:
    if line["record"] in ("file", "folder"):
        waiting.append(line)
    elif line["record"] == "left-out":
        left[path_of(line)] = line["reason"]
    elif line["record"] == "shard":
        name = os.path.join(backup, line["name"])
        data = read(name)
        assert len(data) == line["size"] and hashlib.sha256(data).hexdigest() == line["sha256"], name
        with zipfile.ZipFile(name) as z:
            infos = z.infolist()
            assert [i.filename for i in infos] == [w["name"] for w in waiting], name
            for info, w in zip(infos, waiting):
                assert info.header_offset == w["offset"], w
                if w["record"] == "folder":
                    folders.add(w["name"])
                    continue
                data = z.read(info)
                assert len(data) == w["size"] and hashlib.sha256(data).hexdigest() == w["sha256"], w
                assert w["name"] not in there, w
                there[w["name"]] = data
                joined[path_of(w)] = joined.get(path_of(w), b"") + data
        waiting = []
assert not waiting
end = lines[-1]
for path, data in joined.items():
    assert read(os.path.join(source, path)) == data, path
for top, names, files in os.walk(source):
    for name in files + names:
        path = os.path.relpath(os.path.join(top, name), source)
        if os.path.islink(os.path.join(top, name)):
            assert left.get(path) == "link", path
        elif name in files:
            assert path in joined or path in left, path
assert end["shards"] == sum(line["record"] == "shard" for line in lines) and end["left_out"] == len(left)
assert end["files"] == len(joined), (end, len(joined))
for tree in sys.argv[3:]:
    found = {}
    for top, _, files in os.walk(tree):
        for name in files:
            path = os.path.join(top, name)
            found[os.path.relpath(path, tree)] = read(path)
    wanted = there
    if tree.endswith("/bsdtar"):  # puts letters and their marks together when it unpacks a zip
        wanted = {unicodedata.normalize("NFC", name): data for name, data in there.items()}
    assert found.keys() == wanted.keys(), (tree, sorted(found.keys() ^ wanted.keys())[:5])
    for name, data in wanted.items():
        assert found[name] == data, (tree, name)
print(len(joined), "files,", len(left), "left out")
