#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A destination that is full, or a program that is killed while it works: one sentence and code 1,
# or nothing; never a half file under its final name, never a leftover, and an older file stays.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
full=
on_exit() { [ -n "$full" ] && umount "$full" 2>/dev/null; }
small_client "$work/small.img" "eicar Users/yamada/Downloads/e.com" || { fail "no small client could be made"; finish; }
mkdir "$work/out" "$work/full"
check() { "$kenshin" check --image "$work/small.img" --no-malware --now "$now" "$@" >"$work/stdout" 2>"$work/err"; }

refused() { # WHAT CODE
	[ "$2" -eq 1 ] || { fail "$1: code $2"; return; }
	[ "$(wc -l <"$work/err")" -eq 1 ] || { fail "$1: $(cat "$work/err")"; return; }
	[ -s "$work/stdout" ] && { fail "$1: there is a result on standard output"; return; }
	left=$(find "$work/out" "$work/full" -mindepth 1 ! -name old)
	[ -z "$left" ] && pass "$1" || fail "$1: left behind: $left"
}
for option in --save --pdf --json-file; do
	check $option /dev/full
	refused "$option to a full device" $?
	(ulimit -f 1; check $option "$work/out/x")
	refused "$option to a file that may not grow" $?
done
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=8k tmpfs "$work/full" 2>/dev/null; then
	full=$work/full
	echo before >"$full/old"
	for option in --save --pdf --json-file; do
		check $option "$full/x"
		refused "$option to a full file system" $?
		check $option "$full/old"
		refused "$option over an older file" $?
	done
	[ "$(cat "$full/old")" = before ] && pass "the older file is as it was" || fail "the older file was lost"
	umount "$full" && full=
else
	echo 'skipped: no tmpfs can be mounted here'
fi

# --- killed at any moment ------------------------------------------------------------------------
# Asked for a run's own only: other runs may be under way on this machine.
below() { grep -lsz "^KENSHIN_TEST_MARK=$work\$" /proc/[0-9]*/environ; }
rounds=${KENSHIN_KILLS:-24}
whole=0
pids=
seen=0
i=0
while [ $i -lt "$rounds" ]; do
	i=$((i + 1))
	KENSHIN_TEST_MARK=$work "$kenshin" check --image "$work/small.img" --signatures "$samples" --now "$now" --save "$work/out/save" \
		--pdf "$work/out/pdf" --text "$work/out/text" >/dev/null 2>&1 &
	pid=$!
	pids="$pids $pid"
	sleep "0.$(printf %02d $((i * 37 % 100)))"
	[ "$(below | wc -l)" -gt 1 ] && seen=$((seen + 1))
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	[ -e "$work/out/save" ] && whole=$((whole + 1)) && { tail -n 1 "$work/out/save" | grep -q '"record":"end"' || fail "round $i: half a save file"; }
	[ -e "$work/out/pdf" ] && { tail -c 6 "$work/out/pdf" | grep -q '%%EOF' || fail "round $i: half a PDF"; }
	[ -e "$work/out/text" ] && { tail -n 1 "$work/out/text" | grep -q 'contents' || fail "round $i: half a text"; }
	rm -f "$work/out/save" "$work/out/pdf" "$work/out/text"
done
pass "$rounds runs were killed, $whole of them had put whole files in place"
wait_for_end=0
while [ -n "$(below)" ] && [ $wait_for_end -lt 50 ]; do
	sleep 0.1
	wait_for_end=$((wait_for_end + 1))
done
[ $seen -gt 0 ] || fail "no helper was seen in any round: nothing is proved"
[ -z "$(below)" ] && pass "no process is left" || fail "still there after 5 seconds: $(below | tr '\n' ' ')"
sleep 0.2
# A put-in-place that was under way when its caller was killed ends whole.
left=$(find "$work/out" -mindepth 1 ! -name save ! -name pdf ! -name text)
[ -z "$left" ] && pass "no unfinished file is left" || fail "left in the destination: $left"

# What is left in memory of a killed scan holds nothing, and the next run sweeps it up.
for pid in $pids; do
	for d in /dev/shm/kenshin-scan-"$pid"-* /tmp/kenshin-scan-"$pid"-*; do
		[ -d "$d" ] && [ -n "$(find "$d" -type f)" ] && fail "parts of files are left in $d"
	done
done
"$kenshin" check --image "$work/small.img" --signatures "$samples" --now "$now" --quiet
left=
for pid in $pids; do
	for d in /dev/shm/kenshin-scan-"$pid"-* /tmp/kenshin-scan-"$pid"-*; do
		[ -d "$d" ] && left="$left $d"
	done
done
[ -z "$left" ] && pass "the next run has swept up" || fail "not swept up:$left"
finish
