#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
# usage: damage.py KENSHIN IMAGE WORK COUNT [CHECK-OPTION...]
# Damages copies of a small client's NTFS volume in COUNT ways (cut, bits turned in the boot sector,
# in the MFT, in directory indexes, anywhere outside the hives; sectors zeroed, filled, exchanged)
# and checks that every run ends in time with a code of ours and a sentence or a whole document,
# and that no answer is better than that of the undamaged volume in silence.
import json, os, random, subprocess, sys, time

kenshin, image, work, count, *options = sys.argv[1:]
whole = bytearray(open(image, "rb").read())
SECTOR, LIMIT = 512, 20


def places(mark, step):
    return [i for i in range(0, len(whole) - 4, step) if whole[i : i + 4] == mark]


# What a turned bit makes of a value in a hive can't be told from a value: hives stay whole here.
hive_pages = set()
for i in range(0, len(whole), 4096):
    if whole[i : i + 4] in (b"regf", b"hbin"):
        size = 4096 if whole[i : i + 4] == b"regf" else int.from_bytes(whole[i + 8 : i + 12], "little")
        hive_pages.update(range(i // 4096, (i + max(size, 4096) + 4095) // 4096))
records, indexes = places(b"FILE", 1024), places(b"INDX", 4096)
free = [i for i in range(0, len(whole), SECTOR) if i // 4096 not in hive_pages and any(whole[i : i + SECTOR])]


def turn(b, at, rng, n=1):
    for _ in range(n):
        b[at + rng.randrange(SECTOR)] ^= 1 << rng.randrange(8)


def variant(k):
    rng = random.Random(k)
    b, kind = bytearray(whole), k % 9
    if kind == 0:
        return "cut", b[: rng.randrange(1, len(b)) & ~(511 if k % 2 else 0)]
    if kind == 1:
        b[rng.randrange(90)] ^= 1 << rng.randrange(8)
    elif kind == 2:
        turn(b, rng.choice(records) + rng.choice([0, 512]), rng)
    elif kind == 3:
        b[rng.choice(records) + rng.randrange(0x200)] = rng.choice([0, 1, 0x7F, 0x80, 0xFF])
    elif kind == 4:
        turn(b, rng.choice(indexes) + 512 * rng.randrange(8), rng, 4) if indexes else None
    elif kind == 5:
        for _ in range(30):
            turn(b, rng.choice(free), rng)
    elif kind == 6:
        at = rng.choice(free)
        b[at : at + SECTOR] = rng.choice([bytes(SECTOR), b"\xff" * SECTOR, rng.randbytes(SECTOR)])
    elif kind == 7:
        x, y = rng.choice(records), rng.choice(records)
        b[x : x + 1024], b[y : y + 1024] = whole[y : y + 1024], whole[x : x + 1024]
    else:  # a number of 4 bytes inside a record
        at = rng.choice(records) + 4 * rng.randrange(12, 120)
        b[at : at + 4] = rng.choice([0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x10000]).to_bytes(4, "little")
    return ["", "boot", "record", "byte", "index", "many", "sector", "exchange", "number"][kind], b


def run(path):
    begin = time.monotonic()
    try:
        p = subprocess.run([kenshin, "check", "--image", path, "--json", *options],
                           capture_output=True, timeout=LIMIT * 3, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None, b"", b"", LIMIT * 3
    return p.returncode, p.stdout, p.stderr, time.monotonic() - begin


def answers(doc):
    return {(f["id"], f.get("system")): f for f in doc["findings"]}


def complaint(code, out, err, seconds, want):
    if code is None or seconds > LIMIT:
        return "took %d seconds" % seconds
    if code not in (0, 1, 3):
        return "code %d: %s" % (code, err[:200])
    if any(c < 0x20 and c != 0x0A for c in out + err):
        return "control characters"
    if code == 1:
        lines = err.decode("utf-8").splitlines()
        return "code 1 with output" if out else "" if len(lines) == 1 else "%d lines" % len(lines)
    doc = json.loads(out.decode("utf-8"))
    got = answers(doc)
    for key, f in got.items():
        if f["answer"] == "ok" and (key not in want or want[key]["answer"] != "ok") and not f.get("reason"):
            return "%s is ok, but was %s" % (key[0], want.get(key, {}).get("answer"))
    if not got and not doc["not_looked_at"]:
        return "nothing found and nothing told"
    return ""


code, out, err, _ = run(image)
if code != 0:
    sys.exit("the undamaged volume: code %s, %s" % (code, err))
want = answers(json.loads(out))
bad, codes, slowest = 0, {}, 0
name = os.path.join(work, "damaged.img")
only = [int(x) for x in os.environ.get("KENSHIN_VARIANT", "").split()]
for k in only or range(int(count)):
    what, b = variant(k)
    with open(name, "wb") as f:
        f.write(b)
    code, out, err, seconds = run(name)
    text = complaint(code, out, err, seconds, want)
    codes[code] = codes.get(code, 0) + 1
    slowest = max(slowest, seconds)
    if only:
        print(code, out.decode(), err.decode())
    if text:
        bad += 1
        print("variant %d (%s): %s" % (k, what, text))
print("%d volumes, codes %s, slowest %.1f s, %d bad" % (len(only) or int(count), codes, slowest, bad))
sys.exit(bad > 0)
