#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One large file onto NTFS, with its fsync: through the worker that serves a backup's medium, and onto the mount of
# ntfs-3g. Pairs in turn, each on a fresh volume in an image file; MB/s and the ratio of each pair.
#   usage: ntfs_medium.sh BUILD [MIB [ROUNDS]]      (as root; make all BUILD/tests/bench/ntfs_medium)
set -u
export LC_ALL=C.UTF-8
build=${1:?usage: ntfs_medium.sh BUILD [MIB [ROUNDS]]}
mib=${2:-1024}
rounds=${3:-3}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/kenshin-bench-XXXXXX") || exit 1
trap 'umount "$work/there" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
mkdir "$work/there"
fresh() {
	rm -f "$work/i.img"
	truncate -s $((mib * 5 / 4 + 64))M "$work/i.img"
	mkntfs -q -F -f "$work/i.img" >/dev/null 2>&1
	sync
}
for round in $(seq "$rounds"); do
	fresh
	ours=$("$build/tests/bench/ntfs_medium" "$build/bin/kenshin-worker" "$work/i.img" "$mib") || exit 1
	fresh
	ntfs-3g -o big_writes "$work/i.img" "$work/there" || exit 1
	theirs=$("$build/tests/bench/ntfs_medium" - "$work/there" "$mib") || exit 1
	umount "$work/there"
	echo "$round $mib $ours $theirs" | awk '{ printf "%d: %.0f MB/s through the worker, %.0f MB/s by ntfs-3g, ratio %.2f\n", $1, $2 * 1.048576 / $3, $2 * 1.048576 / $4, $4 / $3 }'
done
