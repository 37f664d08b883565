#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin backup run --sealed, whole: plain age, zstd and GNU tar, bsdtar or Python's tarfile give back every name
# and every byte; no name is on the medium; what was changed, cut or killed never looks complete.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
for tool in age age-keygen zstd; do
	command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
chmod 755 "$work"
src_dir=$work/client
apart=$(mktemp -d /dev/shm/kenshin-system-XXXXXX) || exit 1
on_exit() {
	umount "$work/small" 2>/dev/null
	rm -rf "$apart"
}
chmod 777 "$apart"
python3 "$src/tests/fixtures/backup/corpus.py" "$src_dir" 2 || fail "no corpus"
ln -s /etc/passwd "$src_dir/Users/yamada/Documents/a-link"
# What pax is for: names of 99 to 257 bytes, long paths, letters that end lines and records, no UTF-8.
python3 - "$src_dir/Users/yamada/Documents/pax" <<'P'
import os, sys
top = os.fsencode(sys.argv[1])
names = [b"n" * n for n in (99, 100, 101, 154, 155, 156, 255)] + [
    b"line\nend", b"9 path=x", b" lead", b"trail ", b"tab\there", b"\xff\xfebytes", b"\xed\xb0\x80low", "長".encode() * 80,
    b"-rf", b"~home", b"back\\slash", b"GNUSparseFile.0"]
for i, name in enumerate(names):
    for folder in (b"", b"d" * (80 + i), b"/".join([b"e" * 60] * 5), "深い".encode() * 20):
        os.makedirs(os.path.join(top, folder), exist_ok=True)
        path = os.path.join(top, folder, name)
        with open(path, "wb") as f:
            f.write(b"content of %d" % i * i)
        os.utime(path, (1700000000 + i, 1700000000 + i))
P
chmod -R a+rX "$src_dir"
before=$(find "$src_dir" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
for key in owner chamber other; do
	age-keygen -o "$work/$key.key" 2>/dev/null
done
public() { sed -n 's/^# public key: //p' "$1"; }
owner=$(public "$work/owner.key")
plain_reaches_build || plain=

# run TO OPTION...: a sealed backup by a plain user, into a folder of its own.
run() {
	to=$1
	shift
	rm -rf "$to" && mkdir -p "$to" && chmod 777 "$to"
	$plain "$kenshin" backup run --sealed --root "$src_dir" --to "$to" --now "$now" "$@" >"$work/out" 2>"$work/err"
}
verify() { # CODE NAME FOLDER OPTION...
	want=$1 name=$2
	shift 2
	"$kenshin" backup verify --from "$@" >"$work/out" 2>"$work/err"
	got=$?
	[ $got -eq "$want" ] && pass "$name" || fail "$name: code $got: $(cat "$work/out" "$work/err")"
}

# --- every reader agrees ----------------------------------------------------------------------------------
run "$work/a" --recipient "$owner" --recipient "$(public "$work/chamber.key")" --shard-mib 8
[ $? -eq 0 ] && pass "a sealed backup runs" || fail "a sealed backup: $(cat "$work/err" "$work/out")"
backup=$(echo "$work"/a/PC-backup-*)
grep -q 'was read back and is the same' "$work/out" && grep -q '2 keys' "$work/out" && pass "it says so" || fail "$(cat "$work/out")"
grep -q 'Not in it: 1 (the sealed lists' "$work/out" && pass "it says what is not in it" || fail "$(cat "$work/out")"
trees=
for reader in tar bsdtar; do
	command -v $reader >/dev/null || { echo "skipped: no $reader"; continue; }
	mkdir "$work/$reader" && trees="$trees $work/$reader"
	for part in "$backup"/0*.age; do
		{ age -d -i "$work/owner.key" "$part" || touch "$work/bad"; } | { zstd -dcq || touch "$work/bad"; } |
			LC_ALL=C.UTF-8 $reader -C "$work/$reader" -xf - 2>"$work/said" || fail "$reader: $part: $(cat "$work/said")"
	done
done
[ ! -e "$work/bad" ] && pass "age and zstd open each part to its end" || fail "age or zstd"
for key in owner chamber; do
	# shellcheck disable=SC2086 # several folders; the second key opens the same bytes
	python3 "$src/tests/system/parts/backup_sealed.py" "$backup" "$work/$key.key" "$src_dir" $trees >"$work/said" 2>"$work/err" &&
		pass "$key's key, tarfile$(echo "$trees" | sed "s| $work/|, |g"): $(cat "$work/said")" || fail "$key: $(tail -3 "$work/err")"
	trees=
done
[ "$(find "$backup" -name '0*.age' | wc -l)" -gt 2 ] && pass "in several parts" || fail "one part"
grep -q 'zstd -d | tar x' "$backup/README.txt" && grep -q '鍵のファイル' "$backup/README.txt" && pass "it says how to open it" || fail "README"
[ "$before" = "$(find "$src_dir" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)" ] && pass "the source is as it was" || fail "the source was changed"
run "$work/b" --recipient "$owner" --shard-mib 8
same=0
for part in "$backup"/0*.age; do
	other=$(echo "$work"/b/PC-backup-*/"${part##*/}")
	cmp -s "$part" "$other" && fail "${part##*/}: the same bytes sealed twice"
	[ "$(age -d -i "$work/owner.key" "$part" | sha256sum)" = "$(age -d -i "$work/owner.key" "$other" | sha256sum)" ] && same=$((same + 1))
done
[ $same -eq "$(find "$backup" -name '0*.age' | wc -l)" ] && pass "two runs are the same before they are sealed" || fail "two runs differ"

# --- keys ----------------------------------------------------------------------------------------------------
run "$work/n" --new-key "$apart/new.key"
[ $? -eq 0 ] && grep -q "new.key" "$work/out" && pass "with a new key" || fail "with a new key: $(cat "$work/err")"
new=$(echo "$work"/n/PC-backup-*)
[ "$(stat -c %a "$apart/new.key")" = 600 ] && pass "which its owner alone can read" || fail "the new key's rights"
python3 "$src/tests/system/parts/backup_sealed.py" "$new" "$apart/new.key" "$src_dir" >"$work/said" 2>"$work/err" && pass "it opens" || fail "it does not: $(tail -2 "$work/err")"
secret=$(grep AGE-SECRET "$apart/new.key")
grep -qaF "$secret" -r "$new" "$work/out" "$work/err" && fail "the secret is told" || pass "the secret is in its file only"
run "$work/n2" --new-key "$apart/new.key"
[ $? -eq 1 ] && [ "$secret" = "$(grep AGE-SECRET "$apart/new.key")" ] && pass "a key that is there is not written over" || fail "a key was written over"
run "$work/n2" --new-key "$work/n2.key"
[ $? -eq 1 ] && [ ! -e "$work/n2.key" ] && grep -q 'must not lie on the medium' "$work/err" && [ -z "$(ls "$work/n2")" ] &&
	pass "not beside the backup" || fail "a key beside the backup: $(cat "$work/err")"
mkdir -p "$work/data/kenshin" && public "$work/chamber.key" >"$work/data/kenshin/chamber.txt" && chmod -R a+rX "$work/data"
run "$work/n2" --data "$work/data" --folder Users/yamada/Documents/pax && age -d -i "$work/chamber.key" "$work"/n2/*/manifest-0001.jsonl.age | grep -q '"end"' &&
	pass "for the stick's own keys" || fail "for the stick's keys: $(cat "$work/err")"
for usage in "" "--new-key $apart/again.key --resume" "--recipient age1xyz" "--recipient $owner --identity x"; do
	# shellcheck disable=SC2086 # words on purpose
	run "$work/u" $usage
	case $?:$usage in
	2:*) pass "usage: $usage" ;;
	1:*xyz) pass "no key: $usage" ;;
	*) fail "usage: $usage" ;;
	esac
	[ -z "$(ls "$work/u")" ] || fail "usage: $usage: something is written"
done
"$kenshin" backup run --root "$src_dir" --to "$work/u" --recipient "$owner" 2>/dev/null
[ $? -eq 2 ] && pass "a key for a plain one: usage" || fail "a key for a plain one"

# --- verify, without and with the key ----------------------------------------------------------------------------
verify 0 "whole, without the key" "$backup"
verify 0 "whole, with the key" "$backup" --identity "$work/owner.key"
grep -q 'The key opens all of it' "$work/out" && pass "it says that the key opens it" || fail "$(cat "$work/out")"
grep -q '20 files were brought back as a test' "$work/out" && pass "files come back as a test" || fail "no files as a test: $(cat "$work/out")"
verify 7 "the wrong key" "$backup" --identity "$work/other.key"
KENSHIN_LANG=ja "$kenshin" backup verify --from "$backup" --identity "$work/owner.key" | grep -q '鍵で全部' && pass "in Japanese" || fail "in Japanese"
hurt=$work/PC-backup-hurt
found=0 tried=0
for file in 0002.tar.zst.age manifest-0002.jsonl.age manifest.jsonl.age manifest.jsonl; do
	size=$(stat -c %s "$backup/$file")
	for at in 0 30 210 $((size / 3)) $((size / 2)) $((size - 2)); do
		rm -rf "$hurt" && cp -r "$backup" "$hurt"
		python3 -c 'import sys; f = open(sys.argv[1], "r+b"); f.seek(int(sys.argv[2])); b = f.read(1); f.seek(int(sys.argv[2])); f.write(bytes([b[0] ^ 4]))' "$hurt/$file" "$at"
		tried=$((tried + 1))
		"$kenshin" backup verify --from "$hurt" >"$work/out" 2>&1
		[ $? -eq 1 ] && found=$((found + 1)) || echo "not found: $file at $at"
		"$kenshin" backup verify --from "$hurt" --identity "$work/owner.key" >"$work/out" 2>&1
		[ $? -eq 1 ] || fail "not found with the key: $file at $at"
	done
done
[ $found -eq $tried ] && pass "$found of $tried flipped bits are found" || fail "$found of $tried flipped bits"
rm -rf "$hurt" && cp -r "$backup" "$hurt" && truncate -s -70000 "$hurt/0001.tar.zst.age"
verify 1 "a part that was cut" "$hurt"
rm -rf "$hurt" && cp -r "$backup" "$hurt" && rm "$hurt/manifest.jsonl.age"
verify 1 "without its sealed list" "$hurt"
rm -rf "$hurt" && cp -r "$backup" "$hurt" && rm "$hurt/manifest-0002.jsonl.age"
verify 1 "without the list of one part" "$hurt"
verify 1 "nor with the key" "$hurt" --identity "$work/owner.key"
rm -rf "$hurt" && cp -r "$backup" "$hurt" && sed -i '$d' "$hurt/manifest.jsonl"
verify 3 "without its end it is incomplete" "$hurt"
# Somebody who makes the hashes right again: only the key tells.
right_again() {
	python3 - "$hurt" <<'P'
import hashlib, json, os, sys
out = b""
for text in open(sys.argv[1] + "/manifest.jsonl", "rb"):
    line = json.loads(text)
    if line["record"] in ("shard", "list"):
        data = open(os.path.join(sys.argv[1], line["name"]), "rb").read()
        line["size"], line["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    if "list" in line:
        data = open(os.path.join(sys.argv[1], line["list"]), "rb").read()
        line["list_size"], line["list_sha256"] = len(data), hashlib.sha256(data).hexdigest()
    if "lines" in line:
        line["lines"] = hashlib.sha256(out).hexdigest()
    out += json.dumps(line, separators=(",", ":")).encode() + b"\n"
open(sys.argv[1] + "/manifest.jsonl", "wb").write(out)
P
}
rm -rf "$hurt" && cp -r "$backup" "$hurt"
printf x | dd of="$hurt/0001.tar.zst.age" bs=1 seek=90000 conv=notrunc 2>/dev/null
right_again
verify 0 "a change whose hashes were made right" "$hurt"
verify 1 "is found with the key" "$hurt" --identity "$work/owner.key"
grep -q '1 parts do not open' "$work/out" && pass "and told" || fail "$(cat "$work/out")"
cp "$work"/b/PC-backup-*/0001.tar.zst.age "$hurt/" && right_again
verify 1 "a part of another backup for the same key" "$hurt" --identity "$work/owner.key"
grep -q 'does not fit' "$work/out" && pass "the sealed list tells it" || fail "$(cat "$work/out")"
cp "$work"/b/PC-backup-*/manifest-0001.jsonl.age "$hurt/" && right_again
verify 0 "with its list, too, and hashes made right" "$hurt"
verify 1 "is found with the key" "$hurt" --identity "$work/owner.key"

# --- and back ------------------------------------------------------------------------------------------------------
# back CODE WHAT FOLDER OPTION...: restore into a new folder.
back() {
	expected=$1 what=$2 from=$3
	shift 3
	rm -rf "$work/back" && mkdir -m 777 "$work/back"
	$plain "$kenshin" backup restore --from "$from" --to "$work/back" "$@" >"$work/out" 2>"$work/err"
	code=$?
	[ $code -eq "$expected" ] && pass "$what" || fail "$what: $code: $(tail -3 "$work/out" "$work/err")"
}
chmod a+r "$work"/*.key
back 0 "all of it, with the key" "$backup" --identity "$work/owner.key"
diff -r --no-dereference "$src_dir" "$work/back" >"$work/diff" 2>&1
grep -v '^Only in .*client' "$work/diff" | grep -q . && fail "another comes back: $(head -3 "$work/diff")" || pass "the same comes back"
back 0 "one folder" "$backup" --identity "$work/owner.key" --folder Users/yamada/Documents/pax
diff -r "$src_dir/Users/yamada/Documents/pax" "$work/back/Users/yamada/Documents/pax" >/dev/null 2>&1 && [ "$(ls "$work/back")" = Users ] &&
	pass "that folder, nothing else" || fail "one folder: $(find "$work/back" | head -5)"
back 7 "not with another key" "$backup" --identity "$work/other.key"
[ -z "$(ls "$work/back")" ] && pass "nothing is written" || fail "another key: something is written"
back 1 "not without a key" "$backup"
grep -q 'name its key with --identity' "$work/err" && pass "it says what to name" || fail "without a key: $(cat "$work/err")"
# Whatever lies in the parts: what comes back is what was copied, the rest is told.
rm -rf "$work/turned" && cp -r "$backup" "$work/turned"
python3 - "$work/turned" <<'P'
import os, random, sys
rng = random.Random(5)
for n in sorted(os.listdir(sys.argv[1])):
    path = os.path.join(sys.argv[1], n)
    if n.endswith(".tar.zst.age"):
        with open(path, "r+b") as f:
            at = rng.randrange(os.path.getsize(path) // 2, os.path.getsize(path))
            f.seek(at)
            byte = f.read(1)[0]
            f.seek(at)
            f.write(bytes([byte ^ 1 << rng.randrange(8)]))
P
back 1 "a turned bit in each part is told" "$work/turned" --identity "$work/owner.key"
grep -q 'files were not brought back' "$work/out" && pass "how many did not" || fail "turned bits: $(tail -3 "$work/out")"
diff -r --no-dereference "$src_dir" "$work/back" 2>&1 | grep -E ' differ$|^Only in [^:]*/back' | grep -v "kenshin-restore" >"$work/diff"
[ ! -s "$work/diff" ] && pass "nothing else than what was copied" || fail "turned bits: $(head -3 "$work/diff")"
# What is left of the lists still brings back all of its parts; what is missing is told.
rm -rf "$work/turned" && cp -r "$backup" "$work/turned" && rm "$work/turned/manifest-0002.jsonl.age"
back 1 "the list of one part is missing: told" "$work/turned" --identity "$work/owner.key"
grep -q 'not what was written' "$work/out" && [ "$(find "$work/back" -type f | wc -l)" -gt 50 ] && pass "the others come back" ||
	fail "a list is missing: $(tail -3 "$work/out")"
diff -r --no-dereference "$src_dir" "$work/back" 2>&1 | grep -E ' differ$|^Only in [^:]*/back' >"$work/diff"
[ ! -s "$work/diff" ] && pass "as they were" || fail "a list is missing: $(head -3 "$work/diff")"
rm -rf "$work/turned" && cp -r "$backup" "$work/turned" && printf x | dd of="$work/turned/manifest.jsonl" bs=1 seek=700 conv=notrunc 2>/dev/null
back 0 "all of it, when the list without names is hurt" "$work/turned" --identity "$work/owner.key"
# One that was cut comes back as far as it goes.
rm -rf "$work/turned" && cp -r "$backup" "$work/turned" && rm "$work/turned/manifest.jsonl.age" && sed -i '5,$d' "$work/turned/manifest.jsonl"
back 3 "what there is of one that was cut" "$work/turned" --identity "$work/owner.key"
grep -q 'This backup is incomplete' "$work/out" && [ "$(find "$work/back" -type f | wc -l)" -gt 0 ] && pass "it says so" || fail "cut: $(tail -3 "$work/out")"
rm -rf "$work/turned" "$work/back"

# --- age is killed, kenshin is killed ---------------------------------------------------------------------------
rm -rf "$src_dir/Users/yamada/big" && mkdir "$src_dir/Users/yamada/big" && for i in 1 2 3 4; do
	head -c 60000000 /dev/urandom >"$src_dir/Users/yamada/big/noise$i.bin"
done
chmod -R a+rX "$src_dir/Users/yamada/big"
lies=0
# What is there is incomplete and says so; each finished part opens; nobody is left behind.
look_after() { # WHAT
	for s in "$work"/k/PC-backup-*; do
		[ -e "$s/manifest.jsonl" ] || continue
		"$kenshin" backup verify --from "$s" >"$work/out" 2>&1
		[ $? -eq 3 ] || { lies=$((lies + 1)) && echo "$1: $(cat "$work/out")"; }
		[ ! -e "$s/manifest.jsonl.age" ] || { lies=$((lies + 1)) && echo "$1: a sealed list"; }
		for part in "$s"/0*.age; do
			[ -e "$part" ] || continue
			age -d -i "$work/owner.key" "$part" | zstd -dcq | tar tf - >/dev/null 2>&1 || { lies=$((lies + 1)) && echo "$1: $part"; }
			parts=$((parts + 1))
		done
	done
}
slowly() { # starts one that writes 8 MB a part; PID
	rm -rf "$work/k" && mkdir -m 777 "$work/k"
	$plain "$kenshin" backup run --sealed --root "$src_dir" --to "$work/k" --now "$now" --recipient "$owner" --shard-mib 8 >"$work/out" 2>"$work/err" &
	pid=$!
}
slowly
wait $pid || fail "with large files: $(cat "$work/err")"
parts=0 told=0 killed=0 powerful=0 ended=0
i=0
while [ $i -lt 10 ] || { [ $told -lt 6 ] && [ $i -lt 60 ]; }; do
	i=$((i + 1))
	slowly
	n=0
	while [ $n -lt 200 ] && [ ! -e "$(echo "$work"/k/PC-backup-*/000$((i % 4 + 1)).tar.zst.age.part)" ]; do
		n=$((n + 1))
		sleep 0.01
	done
	# A part may have come to its end by now, and its two children with it: those of the next one, then.
	while kill -0 $pid 2>/dev/null && ! pgrep -P $pid -x age >/dev/null; do :; done
	# Of the two the list's is the first.
	for child in $(pgrep -P $pid -x age | if [ $((i % 2)) -eq 0 ]; then head -n 1; else tail -n 1; fi); do
		[ "$(ps -o uid= -p "$child" | tr -d ' ')" != 0 ] || powerful=$((powerful + 1))
		kill -9 "$child" 2>/dev/null && killed=$((killed + 1))
	done
	wait $pid
	code=$?
	cat "$work/err" >>"$work/words"
	[ $code -ne 1 ] || told=$((told + 1))
	if [ $code -ne 0 ]; then
		look_after "age killed $i"
	else # it had come to its end by then: all of it is there
		"$kenshin" backup verify --from "$work"/k/PC-backup-* --identity "$work/owner.key" >"$work/out" 2>&1 && ended=$((ended + 1))
	fi
done
[ $killed -gt 5 ] && [ $told -gt 5 ] && [ $((told + ended)) -ge $killed ] && [ $lies -eq 0 ] && pass "age killed $killed times, told each time, $parts parts were whole" ||
	fail "age killed $killed, told $told, lies $lies: $(cat "$work/err")"
[ "$(id -u)" -ne 0 ] || [ $powerful -eq 0 ] && pass "age has not root's power" || fail "age has root's power"
grep -q 'age was ended' "$work/words" && pass "in words" || fail "words: $(cat "$work/words")"
parts=0 lies=0 left_behind=0
for i in $(seq 12); do
	slowly
	sleep 0.$((i % 10))$((i / 10))
	children=$(pgrep -P $pid -x age)
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	[ $? -ne 0 ] || continue
	look_after "killed $i"
	sleep 0.1
	for child in $children; do
		case $(ps -o stat= -p "$child") in '' | Z*) continue ;; esac # what nobody waited for is no more, too
		left_behind=$((left_behind + 1))
	done
done
[ $lies -eq 0 ] && pass "killed 12 times, $parts parts were whole" || fail "killed: $lies"
[ $left_behind -eq 0 ] && pass "no age is left behind" || fail "$left_behind left behind"
lies=0
slowly
sleep 0.3
kill -TERM $pid
wait $pid
code=$?
if [ $code -eq 3 ]; then
	look_after "stopped"
	[ $lies -eq 0 ] && pass "stopped, it says incomplete" || fail "stopped"
else
	[ $code -eq 0 ] && echo "skipped: it had ended before it was stopped" || fail "stopped: code $code"
fi
rm -rf "$src_dir/Users/yamada/big"

# --- a medium that fails, that becomes full -------------------------------------------------------------------------
cc -shared -fPIC -o "$work/fail.so" "$src/tests/system/parts/fail.c" -ldl 2>"$work/err" || ! command -v cc >/dev/null || fail "fail.c: $(head -3 "$work/err")"
if [ -e "$work/fail.so" ]; then
	chmod 755 "$work/fail.so"
	rm -rf "$work/other" && mv "$src_dir" "$work/other" && mkdir "$src_dir" && cp -r "$work/other/Users/yamada/Documents/pax" "$src_dir/" && chmod -R a+rX "$src_dir"
	for error in 5 28; do
		lies=0 failed=0 at=1 quiet=0
		while [ $quiet -lt 8 ] && [ $at -lt 120 ]; do
			rm -rf "$work/k" && mkdir -m 777 "$work/k"
			$plain env LD_PRELOAD="$work/fail.so" FAIL_AT=$at FAIL_ERR=$error "$kenshin" backup run --sealed --root "$src_dir" --to "$work/k" --now "$now" --recipient "$owner" >"$work/out" 2>"$work/err"
			code=$?
			s=$(echo "$work"/k/PC-backup-*)
			if [ $code -eq 0 ]; then
				quiet=$((quiet + 1))
				"$kenshin" backup verify --from "$s" --identity "$work/owner.key" >/dev/null 2>&1 || lies=$((lies + 1))
			else
				quiet=0 failed=$((failed + 1))
				[ $code -eq 1 ] && [ -s "$work/err" ] || { lies=$((lies + 1)) && echo "error $error at $at: code $code"; }
				# That it could not be read back is told too; then all of it may be there.
				if "$kenshin" backup verify --from "$s" >/dev/null 2>&1; then
					"$kenshin" backup verify --from "$s" --identity "$work/owner.key" >/dev/null 2>&1 || { lies=$((lies + 1)) && echo "error $error at $at: looks complete"; }
				fi
			fi
			at=$((at + (error == 5 ? 1 : 4)))
		done
		[ $lies -eq 0 ] && [ $failed -gt 7 ] && pass "error $error at calls up to the ${at}th; $failed were told" || fail "error $error: $lies, $failed told"
	done
	rm -rf "$src_dir" && mv "$work/other" "$src_dir"
elif command -v cc >/dev/null; then
	fail "fail.c: $(cat "$work/err")" # a test that is left out for that would never be missed
else
	echo "skipped: nothing can be preloaded here"
fi
if [ "$(id -u)" -eq 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=120m,mode=777 tmpfs "$work/small" 2>/dev/null; then
	lies=0 told=0
	for fill in 40 52 60 75 100; do
		rm -rf "$work"/small/*
		mkdir -m 777 "$work/small/to"
		$plain "$kenshin" backup run --sealed --root "$src_dir" --to "$work/small/to" --now "$now" --recipient "$owner" --shard-mib 8 >"$work/out" 2>"$work/err" &
		pid=$!
		n=0
		while [ $n -lt 200 ] && [ ! -e "$(echo "$work"/small/to/PC-backup-*/manifest.jsonl)" ]; do
			n=$((n + 1))
			sleep 0.005
		done
		head -c "${fill}000000" /dev/zero >"$work/small/other" # comes in after the reckoning
		wait $pid
		code=$?
		[ $code -eq 0 ] || told=$((told + 1))
		s=$(echo "$work"/small/to/PC-backup-*)
		rm -f "$work/small/other"
		"$kenshin" backup verify --from "$s" >/dev/null 2>&1
		got=$?
		[ $code -ne 0 ] || [ $got -eq 0 ] || lies=$((lies + 1))
		[ $code -eq 0 ] || [ $got -ne 0 ] || lies=$((lies + 1))
	done
	umount "$work/small"
	[ $lies -eq 0 ] && [ $told -gt 0 ] && pass "a medium that becomes full: told $told times" || fail "a full medium: $lies, told $told"
else
	echo "skipped: no mount: a medium that becomes full"
fi
finish
