#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One client as image file, loop device, partition of a disk and mounted directory: the same facts
# and findings; saved and judged later: the same document; and the image never changes.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
compare="$src/tests/system/compare.py"
loop=
mounted=
on_exit() {
	[ -n "$mounted" ] && fusermount -u "$mounted" 2>/dev/null
	[ -n "$loop" ] && losetup -d "$loop" 2>/dev/null
}
check() { # OUT ARGS...: one check-up as a document
	out=$1
	shift
	"$kenshin" check "$@" --signatures "$samples" --now "$now" --json >"$work/$out.json" 2>"$work/$out.err" ||
		{ fail "$out: kenshin check $* gives code $?: $(cat "$work/$out.err")"; return 1; }
	[ -s "$work/$out.err" ] && fail "$out: stderr is not empty: $(cat "$work/$out.err")"
	return 0
}
same() { # WHAT A B KEYS...
	what=$1
	shift
	if python3 "$compare" same "$@" >"$work/diff"; then pass "$what"; else fail "$what: $(head -n 20 "$work/diff")"; fi
}

before=$(hash_of "$office")
check image --image "$office"
check again --image "$office"
cmp -s "$work/image.json" "$work/again.json" && pass "two runs are equal to the byte" || fail "two runs differ"

check disk --image "$office_disk"
same "the whole disk has the same facts and findings" "$work/image.json" "$work/disk.json" facts findings

"$kenshin" check --image "$office" --signatures "$samples" --now "$now" --save "$work/saved.jsonl" >/dev/null 2>&1
if "$kenshin" judge "$work/saved.jsonl" --json >"$work/judged.json" 2>"$work/judged.err"; then
	same "saved and judged later: the same document" "$work/image.json" "$work/judged.json" \
		facts findings malware grade actions not_looked_at
else
	fail "kenshin judge: $(cat "$work/judged.err")"
fi

if [ "$(id -u)" -eq 0 ] && loop=$(losetup -r -f --show "$office" 2>/dev/null); then
	check loop --image "$loop" &&
		same "the loop device gives the same" "$work/image.json" "$work/loop.json" facts findings malware
else
	echo 'skipped: no loop device here'
fi

if [ -w /dev/fuse ] && mkdir "$work/mnt" && ntfs-3g -o ro,norecover,windows_names "$office" "$work/mnt" 2>"$work/fuse.err"; then
	mounted=$work/mnt
	check directory --root "$work/mnt" &&
		same "the mounted directory gives the same" "$work/image.json" "$work/directory.json" facts findings
else
	echo 'skipped: no FUSE mount here'
fi
[ "$(hash_of "$office")" = "$before" ] && pass "the image is unchanged" || fail "the image has changed"
finish
