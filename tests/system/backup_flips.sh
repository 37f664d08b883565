#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin backup verify: one flipped bit in each 4 KiB block of each part and of the list, 10,000 flips, in a
# plain backup and in a sealed one. Each is found, and in which part it is.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
mkdir "$work/client" "$work/plain" "$work/sealed"
python3 - "$work/client" <<'P'
import os, random, sys
rng = random.Random(3)
for i in range(1600):
    path = "%s/d%d/f%d" % (sys.argv[1], i // 50, i)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(rng.randbytes(rng.choice((0, 100, 3000, 40000, 60000))) if i % 3 else b"text %d\n" % i * rng.randrange(6000))
P
age-keygen -o "$work/key" 2>/dev/null
key=$(sed -n 's/^# public key: //p' "$work/key")
run() { # TO OPTION...
	to=$1
	shift
	"$kenshin" backup run --root "$work/client" --to "$to" --now "$now" --shard-mib 1 "$@" >"$work/out" 2>&1 || fail "$to: $(cat "$work/out")"
}
flips() { # NAME FOLDER LEAST
	python3 "$src/tests/system/parts/backup_flips.py" "$kenshin" "$2"/PC-backup-* "$3" >"$work/out" 2>&1 && pass "$1: $(tail -1 "$work/out")" || fail "$1: $(tail -5 "$work/out")"
}
run "$work/plain"
flips plain "$work/plain" 5200
run "$work/sealed" --sealed --recipient "$key"
flips sealed "$work/sealed" 5200
finish
