#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: backup_flips.py KENSHIN BACKUP LEAST: flips one bit in each 4 KiB block of each file of a backup that a
hash stands for, at least LEAST times, and asks verify: every flip is found. Round n takes the nth block of
every part at once, since verify says how many parts are bad; blocks of the list go one at a time."""
import os
import random
import re
import subprocess
import sys

BLOCK = 4096


def blocks(path):
    return (os.path.getsize(path) + BLOCK - 1) // BLOCK


def flip(path, block, rng):
    """Flips a bit of that block; gives what is needed to flip it back."""
    at = block * BLOCK + rng.randrange(min(BLOCK, os.path.getsize(path) - block * BLOCK))
    bit = 1 << rng.randrange(8)
    change(path, at, bit)
    return path, at, bit


def change(path, at, bit):
    with open(path, "r+b") as f:
        f.seek(at)
        byte = f.read(1)[0]
        f.seek(at)
        f.write(bytes([byte ^ bit]))


def verify(kenshin, session):
    done = subprocess.run([kenshin, "backup", "verify", "--from", session], capture_output=True, text=True,
                          env=dict(os.environ, KENSHIN_LANG="en"))
    said = re.search(r"^(\d+) parts?\b.*did not come back", done.stdout, re.M)
    return done.returncode, int(said.group(1)) if said else 0


def main():
    kenshin, session, least = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rng = random.Random(11)
    parts = sorted(os.path.join(session, n) for n in os.listdir(session) if re.match(r"\d{4}\.", n))
    lists = [os.path.join(session, n) for n in os.listdir(session) if "manifest" in n]
    flips = missed = 0
    if verify(kenshin, session) != (0, 0):
        sys.exit("it is not whole to begin with")
    for n in range(max(map(blocks, parts))):
        changed = [flip(p, n, rng) for p in parts if n < blocks(p)]
        code, bad = verify(kenshin, session)
        if code != 1 or bad != len(changed):
            missed += 1
            print("block %d: %d flips, %d parts told, exit code %d" % (n, len(changed), bad, code))
        flips += len(changed)
        for c in changed:
            change(*c)
    for path in lists:
        for n in range(blocks(path)):
            c = flip(path, n, rng)
            code, _ = verify(kenshin, session)
            if code == 0:
                missed += 1
                print("%s: byte %d, bit %d: not found" % (os.path.basename(path), c[1], c[2]))
            flips += 1
            change(*c)
    if verify(kenshin, session) != (0, 0):
        sys.exit("it is not whole in the end")
    print("%d flips in %d parts and %d lists, %d not found" % (flips, len(parts), len(lists), missed))
    sys.exit(missed > 0 or flips < least)


main()
