#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin backup when something happens: killed at 200 moments, each call to the medium failing once,
# a medium that becomes full, Ctrl-C. Nothing that is finished is lost, nothing unfinished looks finished, and
# --resume ends with the very parts of a backup that was never cut.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
rounds=${KENSHIN_ROUNDS:-200}
chmod 755 "$work"
# client FILES: so many in folders of ten, one of which lies in three parts of a backup.
client() {
	rm -rf "$work/client"
	mkdir -p "$work/client"
	python3 - "$work/client" "$1" <<'P'
import os, random, sys
rng = random.Random(7)
for i in range(int(sys.argv[2])):
    path = "%s/d%d/%02d.bin" % (sys.argv[1], i // 10, i)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(rng.randbytes(90000 if i != 5 else 5 << 20))
    os.utime(path, (1700000000, 1700000000))
P
	chmod -R a+rX "$work/client"
}
plain_reaches_build || plain=

# begin TO OPTION...: the program itself, so that a signal meets it and nothing else.
backup() {
	to=$1
	shift
	$plain env ${shim:+"LD_PRELOAD=$shim"} "$kenshin" backup run --root "$work/client" --to "$to" --now "$now" --shard-mib 1 "$@" >"$work/out" 2>"$work/err"
}
fresh() {
	rm -rf "$1"
	mkdir -m 777 "$1"
}
# undisturbed: what every other one is compared with; LASTS: how long it takes, in ms.
undisturbed() {
	shim=
	for _ in 1 2; do # the second time all of it is in memory, as it will be
		fresh "$work/whole"
		began=$(date +%s%N)
		backup "$work/whole" || fail "the undisturbed one: $(cat "$work/err")"
	done
	lasts=$((($(date +%s%N) - began) / 1000000))
	whole=$(echo "$work"/whole/PC-backup-*)
}
same_as_whole() { # FOLDER: the parts of a backup
	for zip in "$whole"/*.zip "$1"/*.zip; do
		cmp -s "$whole/${zip##*/}" "$1/${zip##*/}" || return 1
	done
}
# What can be said after any accident: nothing under a final name that is not whole; "complete" only when
# it is; going on ends as if nothing had happened. LIES counts what is not so.
lies=0
look_after() { # TO EXIT-CODE WHAT
	for s in "$1"/PC-backup-*; do
		[ -e "$s" ] || continue
		for zip in "$s"/*.zip; do
			[ -e "$zip" ] || continue
			cmp -s "$whole/${zip##*/}" "$zip" || { lies=$((lies + 1)) && echo "$3: ${zip##*/} is not whole"; }
		done
		"$kenshin" backup verify --from "$s" >/dev/null 2>&1
		verdict=$?
		if [ $verdict -eq 0 ] && ! same_as_whole "$s"; then
			lies=$((lies + 1)) && echo "$3: complete, and is not"
		fi
		if [ "$2" -eq 0 ] && [ $verdict -ne 0 ]; then
			lies=$((lies + 1)) && echo "$3: said to be done, and is not"
		fi
		# 3: cut. Anything else is a list that was never begun, which nobody can go on with.
		[ $verdict -eq 3 ] || continue
		kept=$(find "$s" -name '*.zip' | wc -l)
		backup "$1" --resume || { lies=$((lies + 1)) && echo "$3: cannot be gone on with: $(cat "$work/err")"; }
		same_as_whole "$s" || { lies=$((lies + 1)) && echo "$3: another backup after going on"; }
		[ "$kept" -eq 0 ] || some=$((some + 1))
	done
}

client 60
undisturbed
# --- killed ------------------------------------------------------------------------------------------
some=0 ended=0
for i in $(seq "$rounds"); do
	fresh "$work/k"
	$plain "$kenshin" backup run --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v i="$i" -v n="$rounds" -v ms="$lasts" 'BEGIN { printf "%.3f", ms * (0.2 + 0.7 * i / n) / 1000 }')"
	kill -9 $pid 2>/dev/null || ended=$((ended + 1))
	wait $pid 2>/dev/null
	look_after "$work/k" 137 "killed $i"
done
[ $lies -eq 0 ] && pass "killed $rounds times, $some of them with finished parts, $ended had ended" || fail "killed: $lies"
[ "$rounds" -lt 50 ] || [ $some -gt 5 ] && pass "some were cut in their middle" || fail "none was cut in its middle"

# --- Ctrl-C ------------------------------------------------------------------------------------------
# Stopped at its first finished part, and when its list has ended: by what is there, not by a clock,
# so that both are met however busy or fast the machine is.
client 1600 # 150 MB: reading that back takes a moment, also here
stopped() { # how it is waited for; sets code
	fresh "$work/k"
	$plain "$kenshin" backup run --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 >"$work/out" 2>&1 &
	pid=$!
	"$@"
	kill -TERM $pid 2>/dev/null
	wait $pid
	code=$?
}
first_part() {
	while kill -0 $pid 2>/dev/null && ! ls "$work"/k/PC-backup-*/*.zip >/dev/null 2>&1; do sleep 0.005; done
}
whole_list() {
	while kill -0 $pid 2>/dev/null && ! grep -q '"end"' "$work"/k/PC-backup-*/manifest.jsonl 2>/dev/null; do sleep 0.005; done
}
# Stopped before all is there: both say 3, and it can be gone on with. Stopped while it is proven: it
# is whole (verify says 0), and is never told as proven.
judged() {
	case $code in 0) ended=$((ended + 1)) && return ;; 3) ;; *) fail "stopped: exit code $code: $(cat "$work/out")" && return ;; esac
	for s in "$work"/k/PC-backup-*; do
		"$kenshin" backup verify --from "$s" >/dev/null 2>&1
		verdict=$?
		case $verdict in
		3)
			middle=$((middle + 1))
			backup "$work/k" --resume && python3 "$src/tests/system/parts/backup.py" "$s" "$work/client" >/dev/null 2>&1 ||
				fail "stopped: cannot be gone on with: $(cat "$work/err")"
			;;
		0)
			later=$((later + 1))
			grep -q "stopped before all of it was proven" "$work/out" || fail "stopped while it was proven, without a word"
			;;
		*) fail "stopped: verify says $verdict" ;;
		esac
	done
}
middle=0 later=0 ended=0
for i in 1 2 3 4; do
	stopped first_part && judged
	stopped whole_list && judged
done
[ $middle -gt 0 ] && pass "stopped in its middle $middle times and gone on with" || fail "stopped: never in its middle"
[ $later -gt 0 ] && pass "stopped while it was proven $later times; $ended had ended" || fail "stopped: never while it was proven ($ended had ended)"

# --- a medium that becomes full, that fails ----------------------------------------------------------
cc -shared -fPIC -o "$work/fail.so" "$src/tests/system/parts/fail.c" -ldl 2>"$work/err" || ! command -v cc >/dev/null || fail "fail.c: $(head -3 "$work/err")"
if [ -e "$work/fail.so" ]; then
	chmod 755 "$work/fail.so"
	client 8
	undisturbed
	for error in 5 28 30 122 4 -1; do # EIO ENOSPC EROFS EDQUOT EINTR, half a write
		at=1 quiet=0 lies=0 failed=0
		while { [ $quiet -lt 6 ] || [ $error -eq -1 ] || [ $error -eq 4 ]; } && [ $at -lt 400 ]; do
			fresh "$work/k"
			shim=$work/fail.so
			FAIL_AT=$at FAIL_ERR=$error backup "$work/k"
			code=$?
			shim=
			[ $code -eq 0 ] && quiet=$((quiet + 1)) || quiet=0 failed=$((failed + 1))
			[ $code -eq 0 ] || [ -s "$work/err" ] || { lies=$((lies + 1)) && echo "error $error at $at: no words"; }
			[ $code -lt 100 ] || { lies=$((lies + 1)) && echo "error $error at $at: exit code $code"; }
			look_after "$work/k" $code "error $error at $at"
			# Half a write and a call that was interrupted are nothing to fail by.
			[ $error -ne -1 ] && [ $error -ne 4 ] || [ $at -lt 60 ] || break
			at=$((at + 1))
		done
		[ $lies -eq 0 ] && pass "error $error at each of $at calls; $failed were told" || fail "error $error: $lies"
	done
elif command -v cc >/dev/null; then
	fail "fail.c: $(cat "$work/err")" # a test that is left out for that would never be missed
else
	echo "skipped: nothing can be preloaded here"
fi
client 300
undisturbed
if [ "$(id -u)" -eq 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=40m,mode=777 tmpfs "$work/small" 2>/dev/null; then
	lies=0 told=0
	for fill in 33 30 25 20 15 14; do
		rm -rf "$work"/small/*
		head -c "${fill}000000" /dev/zero >"$work/small/other" # comes in after the reckoning
		mkdir "$work/small/to" && chmod 777 "$work/small/to"
		backup "$work/small/to"
		code=$?
		[ $code -eq 0 ] || told=$((told + 1))
		rm "$work/small/other"
		look_after "$work/small/to" $code "full $fill"
	done
	umount "$work/small"
	[ $lies -eq 0 ] && [ $told -gt 0 ] && pass "a small medium: told $told times" || fail "a small medium: $lies, told $told"
else
	echo "skipped: no mount: a medium that becomes full"
fi
finish
