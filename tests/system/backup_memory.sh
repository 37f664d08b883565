#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a backup of ten times the files costs in memory, all processes together: a few bytes for each of
# them, so that a million files stay far below 160 MB (the number for a million is in
# docs/adr/0040-backup.md). Parts of 1 MiB, so that the directory of one part is small in both.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
few=6000
many=60000
per_file=64 # bytes

# peak FILES: KiB. What waits between the threads adds to it on a busy machine, never takes away: the
# least of some runs is what the files cost.
peak() {
	rm -rf "$work/to-$1"
	mkdir "$work/to-$1"
	timeout 250 python3 "$src/tests/system/parts/memory.py" "$kenshin" backup run --root "$work/$1" \
		--to "$work/to-$1" --shard-mib 1 --now "$now" 2>"$work/said-$1"
}
for n in $few $many; do
	python3 "$src/tests/system/parts/many_files.py" "$work/$n" "$n" || fail "$n files could not be made"
done
small=$(peak $few) || fail "$few files: $(cat "$work/said-$few")"
large=$(peak $many) || fail "$many files: $(cat "$work/said-$many")"
enough=$((small + (many - few) * per_file / 1024)) tries=1
while [ "$large" -gt $enough ] && [ $tries -lt 4 ]; do
	again=$(peak $many) && [ "$again" -lt "$large" ] && large=$again
	tries=$((tries + 1))
done
grep -q '^In it: 60,000 files' "$work/said-$many" && pass "$many files are in it" || fail "$(cat "$work/said-$many")"
[ "$large" -le $enough ] && pass "$few files: $small KiB, $many files: $large KiB, $tries tries" || fail "$few files: $small KiB, $many files: $large KiB"
[ "$large" -le $((160 * 1000)) ] && pass "below 160 MB" || fail "$large KiB"
finish
