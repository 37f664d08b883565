#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Files with a sign of a virus in a backup: left out or copied as chosen, each named in the list, counted
# in words, told again by verify; and that nobody looked is told, too.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
[ -d "$samples" ] || "$src/tests/fixtures/signatures.sh" "$build" || fail 'no signatures'
chmod 755 "$work"
docs=$work/client/Users/yamada/Documents
mkdir -p "$docs/sub" "$work/client/Users/keiri/Documents"
# shellcheck disable=SC2016 # a text, not a variable
printf '%s%s%s' 'X5O!P%@AP[4\PZX54(P^)7CC)7}$' 'EICAR-STANDARD-' 'ANTIVIRUS-TEST-FILE!$H+H*' >"$docs/請求書.com"
ln "$docs/請求書.com" "$docs/sub/second name.com"
cp "$docs/請求書.com" "$work/client/Users/keiri/Documents/elsewhere.com"
echo plain >"$docs/a.txt"
: >"$docs/empty.txt"
head -c 104857601 /dev/zero >"$docs/larger than is scanned.bin"
chmod -R a+rX "$work/client"
plain_reaches_build || plain=

# run NAME OPTION...: a backup of yamada's documents; what it says in $work/NAME.out.
run() {
	name=$1
	shift
	mkdir -p "$work/$name" && chmod 777 "$work/$name"
	$plain timeout 120 "$kenshin" backup run --root "$work/client" --to "$work/$name" --now "$now" \
		--folder Users/yamada "$@" >"$work/$name.out" 2>"$work/$name.err"
}
names() { unzip -Z1 "$work/$1"/PC-backup-*/0001.zip | grep -v '/$' | sort; }
listed() { cat "$work/$1"/PC-backup-*/manifest.jsonl; }

run out --signatures "$samples"
[ $? -eq 0 ] && grep -q '^2 files have a sign of a virus; they are left out' "$work/out.out" &&
	pass "a sign, under both names of the file" || fail "$(cat "$work/out.out" "$work/out.err")"
grep -q 'samples of 15 November 2026' "$work/out.out" && grep -q '^1 files were not looked at for viruses' "$work/out.out" &&
	grep -q '1: because it is larger than' "$work/out.out" && pass "by which samples, and what was not looked at" || fail "$(cat "$work/out.out")"
[ "$(names out | grep -c 'com$')" -eq 0 ] && [ "$(names out | wc -l)" -eq 3 ] && pass "they are not in it, all else is" || fail "$(names out)"
[ "$(listed out | grep -c '"left-out".*"reason":"sign".*"sign":"Eicar-Test-Signature')" -eq 2 ] && pass "the list names them with the sign" || fail "$(listed out)"
grep -q '2: they had a sign of a virus' "$work/out.out" && pass "the end counts them" || fail "$(cat "$work/out.out")"
"$kenshin" backup verify --from "$work"/out/PC-backup-* >"$work/verify"
[ $? -eq 0 ] && grep -q '2: they had a sign' "$work/verify" && grep -q 'samples of 15 November' "$work/verify" &&
	pass "verify says it any time later" || fail "$(cat "$work/verify")"

run copy --signatures "$samples" --signs copy
[ $? -eq 0 ] && [ "$(names copy | grep -c 'com$')" -eq 2 ] && [ "$(listed copy | grep -c '"record":"file".*"sign":"Eicar')" -eq 2 ] &&
	pass "copied and marked, as chosen" || fail "$(cat "$work/copy.out" "$work/copy.err")"
KENSHIN_LANG=ja "$kenshin" backup verify --from "$work"/copy/PC-backup-* >"$work/verify"
grep -q 'ウイルスの印が出たファイル2個も' "$work/verify" && grep -q '開かないでください' "$work/verify" && pass "said in Japanese" || fail "$(cat "$work/verify")"

run unlooked
[ $? -eq 0 ] && grep -q 'These files were not looked at for viruses' "$work/unlooked.out" && [ "$(names unlooked | grep -c 'com$')" -eq 2 ] &&
	pass "without samples: not looked at, and said" || fail "$(cat "$work/unlooked.out")"

# --- the signs of a check-up that was saved ----------------------------------------------------------
mkdir -m 777 "$work/check"
$plain "$kenshin" check --root "$work/client" --signatures "$samples" --only malware --now "$now" --quiet --save "$work/check/facts" || fail "no check-up"
cp "$work/check/facts" "$work/facts" && chmod 644 "$work/facts"
run saved --hits "$work/facts"
[ $? -eq 0 ] && grep -q '1 files have a sign of a virus; they are left out' "$work/saved.out" &&
	pass "from a saved check-up, of the chosen folders alone" || fail "$(cat "$work/saved.out" "$work/saved.err")"
grep -v '"record":"malware"' "$work/facts" >"$work/unfinished"
run refused1 --hits "$work/unfinished"
[ $? -eq 1 ] && [ -z "$(ls "$work/refused1")" ] && grep -q 'did not look for viruses' "$work/refused1.err" &&
	pass "not from one that did not look" || fail "$(cat "$work/refused1.err")"
"$kenshin" check --image "$tidy" --signatures "$samples" --only malware --now "$now" --quiet --save "$work/other"
chmod 644 "$work/other"
run refused2 --hits "$work/other"
[ $? -eq 1 ] && [ -z "$(ls "$work/refused2")" ] && grep -q 'is about another disk' "$work/refused2.err" &&
	pass "nor from one of another disk" || fail "$(cat "$work/refused2.err")"
mkdir "$work/none" && echo nothing >"$work/none/main.cvd" && chmod -R a+rX "$work/none"
run refused3 --signatures "$work/none"
[ $? -eq 1 ] && [ -z "$(ls "$work/refused3")" ] && grep -q 'nothing was copied' "$work/refused3.err" &&
	pass "samples that cannot be read: nothing is copied unlooked" || fail "$(cat "$work/refused3.out" "$work/refused3.err")"
for wrong in "--signs copy" "--signatures $samples --hits $work/facts" "--signatures $samples --signs burn"; do
	# shellcheck disable=SC2086 # several words
	run usage $wrong
	[ $? -eq 2 ] || fail "$wrong: no usage error"
done
pass "wrong options are refused"
finish
