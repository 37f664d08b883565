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

# Which files are only in the cloud is not shown by a mount: it says so, the answer stays as bad as it is,
# and all the rest is the same.
cloud() { # DOCUMENT
	python3 - "$work/image.json" "$1" "$work/image.but" "$work/directory.but" <<'P' && pass "a mount says that it does not see which files are in the cloud" || fail "cloud files in a mounted directory"
import json, sys
image, mount = (json.load(open(f, encoding="utf-8")) for f in sys.argv[1:3])
state = {s["kind"]: s for s in mount["fact_states"]}["cloud-files"]
answers = [next(f for f in d["findings"] if f["id"] == "cloud-folders") for d in (image, mount)]
bad = not (image["facts"]["cloud-files"] and not mount["facts"]["cloud-files"] and state["state"] == "partial"
           and "does not show which" in state["reason"] and answers[0]["answer"] == "notice"
           and answers[1]["answer"] == "could-not-look" and answers[1]["reason"] == state["reason"])
if bad:
    print(state, answers)
for d, out in ((image, sys.argv[3]), (mount, sys.argv[4])):
    del d["facts"]["cloud-files"]
    d["findings"] = [f for f in d["findings"] if f["id"] != "cloud-folders"]
    json.dump(d, open(out, "w", encoding="utf-8"))
sys.exit(bad)
P
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
		cloud "$work/directory.json" &&
		same "the mounted directory gives the same" "$work/image.but" "$work/directory.but" facts findings
else
	echo 'skipped: no FUSE mount here'
fi
[ "$(hash_of "$office")" = "$before" ] && pass "the image is unchanged" || fail "the image has changed"
finish
