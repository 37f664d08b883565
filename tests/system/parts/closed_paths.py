#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: closed_paths.py CLIENT COMMAND...: the command checks the folder CLIENT and gives a document. Each
path in turn cannot be read; the document then is compared with that of the whole client."""
import json
import os
import subprocess
import sys

OWN = ("/Documents", "/Pictures", "/Desktop", "/Downloads", "/OneDrive")  # documents: alike to every check


def look(command):
    done = subprocess.run(command, capture_output=True, env=dict(os.environ, KENSHIN_LANG="en"), timeout=300)
    return json.loads(done.stdout) if done.stdout.strip() else None


def answers(document):
    return {(f["id"], f.get("system")): f for f in document["findings"]}


def paths(client):
    """Every folder; of the files of a large folder one of each ending."""
    for folder, _, files in os.walk(client):
        if folder != client:
            yield folder
        if "/Users/" in folder and any(o in folder for o in OWN):
            continue
        kinds = set()
        for name in sorted(files):
            kind = os.path.splitext(name)[1] if len(files) > 30 else name
            if kind not in kinds:
                kinds.add(kind)
                yield os.path.join(folder, name)


def holes(whole, hurt):
    """What looks better than it is. No document at all is an error that was told."""
    if hurt is None:
        return []
    want, got = answers(whole), answers(hurt)
    better = [(k[0], want[k]["answer"] if k in want else None, f["answer"]) for k, f in got.items()
              if f["answer"] in ("ok", "notice", "not-applicable") and not f.get("reason")
              and (k not in want or want[k]["answer"] != f["answer"])]
    if set(want) - set(got) and not hurt["not_looked_at"]:
        better.append(("missing", len(want), len(got)))
    return better


def main():
    client, command = sys.argv[1], sys.argv[2:]
    whole = look(command)
    if holes(whole, look(command)):
        sys.exit("two looks at the same client differ")
    looks = found = changed = 0
    for path in paths(client):
        if os.path.islink(path):
            continue
        mode = os.stat(path).st_mode
        os.chmod(path, 0)
        try:
            hurt = look(command)
        finally:
            os.chmod(path, mode)
        looks += 1
        changed += hurt is None or any(f["answer"] != answers(whole).get(k, f)["answer"] for k, f in answers(hurt).items())
        for hole in holes(whole, hurt):
            found += 1
            print("%s: %s" % (path[len(client):], hole))
    print("%d paths could not be read, one at a time; %d changed an answer, %d to a better one" % (looks, changed, found))
    sys.exit(found > 0 or changed == 0)


main()
