#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The end of a case: nothing that was read of a disk stays in the kernel's memory, proven by the
# kernel's own count of pages; not a byte of the disk changes, it stays read-only, and while it is
# still read nothing is claimed. Needs root and loop devices with partitions.
set -u
[ "$(id -u)" -eq 0 ] || { echo "skipped: not root"; exit 77; }
command -v losetup >/dev/null || { echo "skipped: no losetup"; exit 77; }
# A broker sees the disks of every test: one at a time has some.
[ "${1:-}" = alone ] || exec flock -o /tmp/kenshin-test-disks.lock "$0" alone
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
[ -f "$office_disk" ] || { echo "skipped: no sample client in $build/fixtures"; exit 77; }
loop=
holder=
made=
on_exit() {
	[ -z "$holder" ] || kill "$holder" 2>/dev/null
	if [ -n "$loop" ]; then
		blockdev --setrw "$loop" # its number goes to somebody else
		partx -d "$loop" 2>/dev/null
		losetup -d "$loop" 2>/dev/null
	fi
	# shellcheck disable=SC2086 # several nodes, or none
	[ -z "$made" ] || rm -f $made
}
cp "$office_disk" "$work/disk.img"
loop=$(losetup --find --show --partscan "$work/disk.img") || { echo "skipped: no loop devices"; loop=; exit 77; }
name=${loop#/dev/}
blockdev --setrw "$loop"
[ -d "/sys/block/$name/${name}p1" ] || partx -a "$loop" 2>/dev/null # a kernel that reads no such table

# keep.py NODE...: holds each node open (its last close would drop the pages by itself), reads all of
# them when told "read", and tells the pages in memory when told "count".
cat >"$work/keep.py" <<'P'
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
fds = [os.open(p, os.O_RDONLY) for p in sys.argv[1:]]
def count(fd):
    span, found = (ctypes.c_uint64 * 2)(), (ctypes.c_uint64 * 5)()
    if libc.syscall(451, fd, span, found, 0) < 0:
        return -1
    return found[0]
for line in sys.stdin:
    if line == "read\n":
        for fd in fds:
            at = 0
            while True:
                part = os.pread(fd, 1 << 20, at)
                if not part:
                    break
                at += len(part)
    print(*[count(fd) for fd in fds], flush=True)
P
nodes=$loop
for part in /sys/block/"$name"/"$name"p*; do
	[ -f "$part/dev" ] || continue
	node=/dev/${part##*/}
	if [ ! -b "$node" ]; then # where nobody makes them
		mknod "$node" b "$(cut -d: -f1 "$part/dev")" "$(cut -d: -f2 "$part/dev")" && made="$made $node"
	fi
	nodes="$nodes $node"
done
mkfifo "$work/ask" "$work/told"
# shellcheck disable=SC2086 # several nodes
python3 "$work/keep.py" $nodes <"$work/ask" >"$work/told" &
holder=$!
exec 8>"$work/ask" 9<"$work/told"
ask() { echo "$1" >&8 && read -r pages <&9; }
empty() { [ -z "$(echo "$pages" | tr -d '0 ')" ]; }
# Other tests on this machine may read disks of their own at the same moment.
forget() {
	tries=0
	until "$kenshin" disks --forget 2>"$work/err"; do
		tries=$((tries + 1))
		grep -q "still being read" "$work/err" && [ $tries -lt 12 ] || return 1
	done
}

ask read
case $pages in *-1*) echo "skipped: this kernel does not count its pages"; exit 77 ;; esac
[ "$(echo "$nodes" | wc -w)" -gt 1 ] && pass "a disk with parts: $nodes" || echo "skipped: no nodes for the parts"
empty && fail "nothing was read: $pages" || pass "pages in memory after reading: $pages"

# --- not guarded: not opened for a client, so left alone ------------------------------------------
forget || fail "without a guarded disk: $(cat "$work/err")"
ask count
empty && fail "a disk that was never guarded was meddled with" || pass "a disk that was never guarded is left alone"

# --- a check-up of it, then the end of the case ---------------------------------------------------
"$kenshin" check --disk "$name" --no-malware --now "$now" --json >"$work/out.json" 2>"$work/err" ||
	fail "check: $(cat "$work/err")"
before=$(hash_of "$work/disk.img")
blockdev --setro $nodes # as udev does on the stick; a loop device's guard ends with its broker
ask read
writes=$(awk '{ print $5, $7 }' "/sys/block/$name/stat")
forget && pass "let go" || fail "forget: $(cat "$work/err")"
ask count
empty && pass "not a page of the disk or its parts stays: $pages" || fail "pages stay: $pages"
[ "$(awk '{ print $5, $7 }' "/sys/block/$name/stat")" = "$writes" ] && pass "the kernel counted no write" || fail "written to"
[ "$(blockdev --getro "$loop")" = 1 ] && pass "still read-only" || fail "the guard was lifted"

# --- a plain user cannot, and nothing is claimed ------------------------------------------------
if plain_reaches_build && [ ! -S /run/kenshin/broker.sock ]; then
	$plain "$kenshin" disks --forget 2>"$work/err" && fail "claimed without rights" || pass "without rights: $(cat "$work/err")"
fi
"$kenshin" disks --forget --image "$work/disk.img" >/dev/null 2>&1
[ $? -eq 2 ] && pass "an image has nothing to be forgotten" || fail "--forget with --image"

exec 8>&- 9<&-
wait "$holder"
holder=
[ "$before" = "$(hash_of "$work/disk.img")" ] && pass "not a byte of the disk changed" || fail "the disk changed"
finish
