#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A sealed backup that was cut, and --resume without its key: killed at 42 moments, calls to the medium that fail, a
# medium that becomes full, bits that turned, lists that are missing, a source that is another by now. It ends with the
# very files of the source, in the parts of a backup that was never cut, or is refused and nothing is touched.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
for tool in age age-keygen zstd; do
	command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
rounds=${KENSHIN_ROUNDS:-42}
chmod 755 "$work"
on_exit() { umount "$work/small" 2>/dev/null; }
age-keygen -o "$work/key" 2>/dev/null && age-keygen -o "$work/other" 2>/dev/null
public() { sed -n 's/^# public key: //p' "$1"; }
key=$(public "$work/key")
plain_reaches_build || plain=
client() { # FILES
	rm -rf "$work/client" && mkdir -p "$work/client"
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
	ln -s 00.bin "$work/client/d0/a-link" # left out, and an entry all the same
	chmod -R a+rX "$work/client"
}
backup() { # TO OPTION...
	to=$1
	shift
	$plain env ${shim:+"LD_PRELOAD=$shim"} "$kenshin" backup run --sealed --root "$work/client" --to "$to" --now "$now" --shard-mib 1 --recipient "$key" "$@" >"$work/out" 2>"$work/err"
}
fresh() { rm -rf "$1" && mkdir -m 777 "$1"; }
inner() { # FOLDER: its parts, before they were sealed
	for part in "$1"/0*.age; do
		printf '%s ' "${part##*/}" && age -d -i "$work/key" "$part" | sha256sum
	done
}
undisturbed() { # WHOLE, its PARTS, and LASTS in ms
	shim=
	for _ in 1 2; do # the second time all of it is in memory, as it will be
		fresh "$work/whole"
		began=$(date +%s%N)
		backup "$work/whole" || fail "the undisturbed one: $(cat "$work/err")"
	done
	lasts=$((($(date +%s%N) - began) / 1000000))
	whole=$(echo "$work"/whole/PC-backup-*)
	inner "$whole" >"$work/parts"
}
checked() { # FOLDER WHAT: all of it, with the key, by other programs
	"$kenshin" backup verify --from "$1" --identity "$work/key" >"$work/said" 2>&1 || { lies=$((lies + 1)) && echo "$2: verify: $(tail -2 "$work/said")"; }
	python3 "$src/tests/system/parts/backup_sealed.py" "$1" "$work/key" "$work/client" >"$work/said" 2>&1 || { lies=$((lies + 1)) && echo "$2: $(tail -2 "$work/said")"; }
}
same_as_whole() { inner "$1" | cmp -s - "$work/parts" || { lies=$((lies + 1)) && echo "$2: other parts"; }; }
brought_back() { # WHAT
	rm -rf "$work/back" && mkdir -m 777 "$work/back" && chmod a+r "$work/key"
	$plain "$kenshin" backup restore --from "$s" --to "$work/back" --identity "$work/key" >"$work/said" 2>&1 &&
		! diff -r --no-dereference "$work/client" "$work/back" | grep -v 'a-link$' || { lies=$((lies + 1)) && echo "$1: back: $(tail -2 "$work/said")"; }
}
state() { find "$1" -type f -exec sha256sum {} + | sort | sha256sum; }
cut_at() { # FOLDER LINES: as if it had been killed behind that line of its list
	rm -f "$1/manifest.jsonl.age" "$1/README.txt"
	sed -i "$(($2 + 1)),\$d" "$1/manifest.jsonl"
}
copy_whole() { rm -rf "$work/k" && mkdir -m 777 "$work/k" && cp -r "$whole" "$work/k/" && chmod -R a+rwX "$work/k" && s=$(echo "$work"/k/PC-backup-*); }

client 60
undisturbed
# --- killed ----------------------------------------------------------------------------------------------
some=0 ended=0 lies=0 kept=0
for i in $(seq "$rounds"); do
	fresh "$work/k"
	$plain "$kenshin" backup run --sealed --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 --recipient "$key" >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v i="$i" -v n="$rounds" -v ms="$lasts" 'BEGIN { printf "%.3f", ms * (0.2 + 0.7 * i / n) / 1000 }')"
	kill -9 $pid 2>/dev/null || ended=$((ended + 1))
	wait $pid 2>/dev/null
	s=$(echo "$work"/k/PC-backup-*)
	"$kenshin" backup verify --from "$s" >/dev/null 2>&1
	verdict=$?
	[ $verdict -eq 0 ] && checked "$s" "killed $i, whole"
	[ $verdict -eq 3 ] || continue # a list that was never begun: nobody can go on with it
	lines=$(grep -c '"shard"' "$s/manifest.jsonl")
	backup "$work/k" --resume || { lies=$((lies + 1)) && echo "killed $i: cannot be gone on with: $(cat "$work/err")"; }
	grep -q "Gone on with: $lines finished" "$work/out" || { lies=$((lies + 1)) && echo "killed $i: $lines parts: $(cat "$work/out")"; }
	same_as_whole "$s" "killed $i"
	"$kenshin" backup verify --from "$s" --identity "$work/key" >"$work/said" 2>&1 || { lies=$((lies + 1)) && echo "killed $i: verify: $(tail -2 "$work/said")"; }
	[ $((i % 8)) -ne 0 ] || brought_back "killed $i"
	[ "$lines" -eq 0 ] || some=$((some + 1)) kept=$((kept + lines))
done
[ $lies -eq 0 ] && pass "killed $rounds times, $some of them with $kept finished parts, $ended had ended" || fail "killed: $lies"
[ "$rounds" -lt 40 ] || [ $some -gt 5 ] && pass "some were cut in their middle" || fail "none was cut in its middle"

# --- and back ----------------------------------------------------------------------------------------------
lies=0
copy_whole && cut_at "$s" 4
backup "$work/k" --resume && pass "gone on with" || fail "gone on with: $(cat "$work/err")"
checked "$s" "gone on with"
brought_back "gone on with"
[ $lies -eq 0 ] && pass "the same comes back" || fail "it does not come back"
copy_whole && cut_at "$s" 4
$plain "$kenshin" backup run --sealed --resume --records --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 --recipient "$key" >"$work/out" 2>&1
grep progress "$work/out" | grep -q '"files":60' && pass "what was kept is in the progress" || fail "progress: $(grep progress "$work/out" | tail -1)"
grep progress "$work/out" | head -1 | grep '"files":0,' | grep -q '"bytes":[1-9]' && pass "looking at what is there is told, too" || fail "progress: $(grep progress "$work/out" | head -1)"

# --- a source that is another by now -------------------------------------------------------------------------
refused() { # WHAT COMMAND...
	what=$1
	shift
	copy_whole && cut_at "$s" 5
	printf x >"$s/0001.tar.zst.age" # one that would be thrown away
	before=$(state "$work/k")
	cp -a "$work/client" "$work/kept"
	"$@"
	backup "$work/k" --resume
	code=$?
	rm -rf "$work/client" && mv "$work/kept" "$work/client"
	[ $code -eq 1 ] && grep -q 'begin a new one' "$work/err" && grep -q 'Please begin a new' "$work/out" && pass "$what: refused, in words" ||
		fail "$what: $code: $(cat "$work/out" "$work/err")"
	[ "$before" = "$(state "$work/k")" ] && pass "$what: nothing is touched" || fail "$what: something was touched"
}
refused added sh -c "echo x >'$work/client/d0/zz.txt'"
refused removed rm "$work/client/d1/13.bin"
refused touched touch "$work/client/d0/03.bin"
refused renamed mv "$work/client/d1/12.bin" "$work/client/d1/12b.bin"
refused larger sh -c "echo x >>'$work/client/d0/04.bin'; touch -d @1700000000 '$work/client/d0/04.bin'"
copy_whole && cut_at "$s" 4
before=$(state "$work/k")
env KENSHIN_LANG=ja "$kenshin" backup run --sealed --resume --root "$work/client/d1" --to "$work/k" --now "$now" --shard-mib 1 --recipient "$key" 2>/dev/null | grep -q '新しい控えを' &&
	pass "another source, in Japanese" || fail "not in Japanese"
backup "$work/k" --resume --recipient "$(public "$work/other")"
[ $? -eq 1 ] && grep -q 'for other keys' "$work/err" && [ "$before" = "$(state "$work/k")" ] && pass "for other keys: refused" || fail "other keys: $(cat "$work/err")"
$plain "$kenshin" backup run --resume --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 >/dev/null 2>"$work/err"
[ $? -eq 1 ] && [ "$before" = "$(state "$work/k")" ] && pass "not by a plain one" || fail "by a plain one: $(cat "$work/err")"
# What comes behind all that is there may have changed since.
cp -a "$work/client" "$work/kept" && echo new >"$work/client/d5/99.txt" && chmod a+r "$work/client/d5/99.txt"
lies=0
backup "$work/k" --resume || fail "changed behind what is there: $(cat "$work/err")"
checked "$s" "changed behind"
[ $lies -eq 0 ] && pass "changed behind what is there: as the source is now" || fail "changed behind"
rm -rf "$work/client" && mv "$work/kept" "$work/client"

# --- hurt ------------------------------------------------------------------------------------------------
flip() { # FILE BYTE
	python3 -c 'import sys; f = open(sys.argv[1], "r+b"); f.seek(int(sys.argv[2])); b = f.read(1); f.seek(int(sys.argv[2])); f.write(bytes([b[0] ^ 16]))' "$1" "$2"
}
lies=0
for hurt in 0001.tar.zst.age 0003.tar.zst.age manifest-0002.jsonl.age manifest-0004.jsonl.age missing missing-part manifest.jsonl.age; do
	copy_whole
	[ $hurt = manifest.jsonl.age ] || cut_at "$s" 5
	wanted=3
	case $hurt in
	missing) rm "$s/manifest-0003.jsonl.age" ;;
	missing-part) rm "$s/0002.tar.zst.age" ;;
	manifest.jsonl.age) flip "$s/$hurt" 600 && wanted=7 ;;
	*) flip "$s/$hurt" 600 ;;
	esac
	backup "$work/k" --resume || { lies=$((lies + 1)) && echo "$hurt: $(cat "$work/err")"; }
	grep -q "Gone on with: $wanted finished" "$work/out" || { lies=$((lies + 1)) && echo "$hurt: $(cat "$work/out")"; }
	[ $wanted -eq 7 ] || grep -q '1 parts were not as they were written' "$work/out" || { lies=$((lies + 1)) && echo "$hurt: not told"; }
	checked "$s" "$hurt"
	[ "$(inner "$s" | cut -d' ' -f2 | sort)" = "$(cut -d' ' -f2 "$work/parts" | sort)" ] || { lies=$((lies + 1)) && echo "$hurt: other parts"; }
done
[ $lies -eq 0 ] && pass "what is hurt is copied again, the rest kept" || fail "hurt: $lies"
lies=0 told=0 well=0
size=$(copy_whole && cut_at "$s" 4 && stat -c %s "$s/manifest.jsonl")
for at in $(seq 5 $((size / 10)) $((size - 1))); do
	copy_whole && cut_at "$s" 4
	flip "$s/manifest.jsonl" "$at"
	before=$(state "$work/k")
	if backup "$work/k" --resume; then
		well=$((well + 1))
		checked "$s" "list at $at"
	else
		told=$((told + 1))
		[ -s "$work/err" ] && [ "$before" = "$(state "$work/k")" ] || { lies=$((lies + 1)) && echo "list at $at: $(cat "$work/err")"; }
	fi
done
[ $lies -eq 0 ] && [ $told -gt 3 ] && pass "a bit of the list: refused $told times, untouched; rightly gone on with $well times" || fail "a bit of the list: $lies, $told"

# --- a medium that fails while it is gone on with ------------------------------------------------------------
client 30
undisturbed
cc -shared -fPIC -o "$work/fail.so" "$src/tests/system/parts/fail.c" -ldl 2>"$work/err" || ! command -v cc >/dev/null || fail "fail.c: $(head -3 "$work/err")"
if [ -e "$work/fail.so" ]; then
	chmod 755 "$work/fail.so"
	for error in 5 28; do
		at=2 quiet=0 lies=0 failed=0
		while [ $quiet -lt 3 ] && [ $at -lt 400 ]; do
			copy_whole && cut_at "$s" 3
			shim=$work/fail.so
			FAIL_AT=$at FAIL_ERR=$error backup "$work/k" --resume
			code=$?
			shim=
			[ $code -eq 0 ] && quiet=$((quiet + 1)) || quiet=0 failed=$((failed + 1))
			[ $code -eq 0 ] || [ -s "$work/err" ] || { lies=$((lies + 1)) && echo "error $error at $at: no words"; }
			"$kenshin" backup verify --from "$s" >/dev/null 2>&1
			verdict=$?
			[ $code -ne 0 ] || [ $verdict -eq 0 ] || { lies=$((lies + 1)) && echo "error $error at $at: said to be done"; }
			if [ $verdict -ne 0 ]; then
				backup "$work/k" --resume || { lies=$((lies + 1)) && echo "error $error at $at: $(cat "$work/err")"; }
			fi
			"$kenshin" backup verify --from "$s" --identity "$work/key" >"$work/said" 2>&1 || { lies=$((lies + 1)) && echo "error $error at $at: $(cat "$work/said")"; }
			at=$((at + (error == 5 ? 9 : 23)))
		done
		[ $lies -eq 0 ] && [ $failed -gt 3 ] && pass "error $error at calls up to the ${at}th; $failed were told, each was gone on with" || fail "error $error: $lies, $failed"
	done
elif command -v cc >/dev/null; then
	fail "fail.c: $(cat "$work/err")" # a test that is left out for that would never be missed
else
	echo "skipped: nothing can be preloaded here"
fi
client 300
undisturbed
if [ "$(id -u)" -eq 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=70m,mode=777 tmpfs "$work/small" 2>/dev/null; then
	lies=0 told=0
	for fill in 58 50 44; do
		rm -rf "$work"/small/*
		fresh "$work/small/to"
		# It comes in after the reckoning.
		$plain "$kenshin" backup run --sealed --root "$work/client" --to "$work/small/to" --now "$now" --shard-mib 1 --recipient "$key" >"$work/out" 2>"$work/err" &
		pid=$!
		n=0
		while [ $n -lt 3000 ] && kill -0 $pid 2>/dev/null && [ ! -e "$(echo "$work"/small/to/PC-backup-*/manifest.jsonl)" ]; do
			n=$((n + 1))
			sleep 0.01
		done
		head -c "${fill}000000" /dev/zero >"$work/small/other" 2>/dev/null
		wait $pid
		code=$?
		rm "$work/small/other"
		s=$(echo "$work"/small/to/PC-backup-*)
		[ -e "$s/manifest.jsonl" ] || { lies=$((lies + 1)) && echo "full $fill: never begun: $(cat "$work/err")"; continue; }
		"$kenshin" backup verify --from "$s" >/dev/null 2>&1
		verdict=$?
		[ $code -eq 0 ] || told=$((told + (verdict == 3)))
		[ $verdict -ne 3 ] || backup "$work/small/to" --resume || { lies=$((lies + 1)) && echo "full $fill: $(cat "$work/err")"; }
		checked "$s" "full $fill"
		same_as_whole "$s" "full $fill"
	done
	umount "$work/small"
	[ $lies -eq 0 ] && [ $told -gt 0 ] && pass "a medium that becomes full: told $told times, then gone on with" || fail "full: $lies, told $told"
else
	echo "skipped: no mount: a medium that becomes full"
fi
finish
