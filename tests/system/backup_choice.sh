#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Single folders of a backup: left out of one that is taken, taken out of one that is left out, by --also and --leave
# and by records on --choice-fd as the kiosk gives them. What is in the parts is exactly what was chosen, the list
# says what was not; a choice that is not whole, or not there, writes nothing; one that was cut goes on with the
# same choice only, plain and sealed.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
small_client "$work/c.img" \
	'file "Users/keiri/Documents/古い動画/2019/a.mp4" fill 30K 31' 'file "Users/keiri/Documents/古い動画/残す/b.mp4" fill 20K 32' \
	'file "Users/keiri/Documents/古い動画/残す/いらない/c.mp4" fill 6K 33' 'file "Users/keiri/Documents/新しい.xlsx" fill 9K 34' \
	'file "Users/keiri/Documents/古い動画2/d.mp4" fill 5K 35' 'file "Users/keiri/手元/e.xlsx" fill 4K 36' \
	'file "Users/keiri/AppData/Local/Microsoft/Outlook/keiri@example.jp.pst" fill 20K 37' \
	'file "Users/keiri/AppData/Local/Google/Chrome/User Data/Default/Login Data" fill 4K 38' \
	'file "忘れ物.xlsx" fill 5K 41' 'file "共有/台帳.xlsx" fill 12K 39' 'file "共有/古い/名簿.xls" fill 8K 40' || fail 'no client'
before=$(hash_of "$work/c.img")
# taken WHAT OPTION...: the names in a backup into $work/names, its list in $list
taken() {
	what=$1
	shift
	rm -rf "$work/to" && mkdir "$work/to"
	timeout 60 "$kenshin" backup run --image "$work/c.img" --to "$work/to" --now "$now" "$@" >"$work/out" 2>"$work/err" || fail "$what: $(cat "$work/err")"
	list=$(echo "$work"/to/PC-backup-*/manifest.jsonl)
	LC_ALL=C.UTF-8 unzip -Z1 "$work"/to/PC-backup-*/0001.zip 2>/dev/null | sort >"$work/names"
	[ -z "$(uniq -d "$work/names")" ] || fail "$what: twice in it: $(uniq -d "$work/names")"
}
in_it() { grep -qxF "$1" "$work/names" || fail "$what: not in it: $1"; }
not_in_it() { ! grep -q "^$1" "$work/names" || fail "$what: in it: $1"; }
left() { # NUMBER: folders that were not chosen
	n=$(grep -c '"reason":"not-chosen"' "$list")
	[ "$n" -eq "$1" ] || fail "$what: $n folders are told as not chosen, not $1: $(grep not-chosen "$list")"
}
refused() { # WHAT WORDS OPTION...: nothing is written
	what=$1 words=$2
	shift 2
	rm -rf "$work/to" && mkdir "$work/to"
	timeout 60 "$kenshin" backup run --image "$work/c.img" --to "$work/to" --now "$now" "$@" >"$work/out" 2>"$work/err"
	[ $? -eq 1 ] && grep -q "$words" "$work/err" && [ -z "$(find "$work/to" -type f)" ] && pass "$what" || fail "$what: $(cat "$work/err") $(ls "$work/to")"
}

# --- by hand ---------------------------------------------------------------------------------------------
taken 'below' --leave 'users/KEIRI/documents/古い動画'
in_it 'Users/keiri/Documents/新しい.xlsx' && in_it 'Users/keiri/Documents/古い動画2/d.mp4'
not_in_it 'Users/keiri/Documents/古い動画/' && left 1
grep -q '"size":57344.*not-chosen\|not-chosen","size":57344' "$list" || fail "its size: $(grep not-chosen "$list")"
grep -q '^  1: folders that were not chosen' "$work/out" && grep -q '^\[-\] Users/keiri/Documents/古い動画  3 files' "$work/out" || fail "$(cat "$work/out")"
pass 'a folder of a usual one is left out, however it is spelled, and the result says so'
taken 'a part of what is left out' --leave Users/keiri/Documents/古い動画 --also Users/keiri/Documents/古い動画/残す --leave Users/keiri/Documents/古い動画/残す/いらない
in_it 'Users/keiri/Documents/古い動画/残す/b.mp4' && not_in_it 'Users/keiri/Documents/古い動画/2019' && not_in_it 'Users/keiri/Documents/古い動画/残す/いらない' && left 2
pass 'one in it is taken all the same, without one in that'
taken 'above' --leave Users/keiri --also 共有
not_in_it 'Users/keiri/' && in_it '共有/古い/名簿.xls'
grep -q '^Users/yamada/Documents/.' "$work/names" || fail 'the other person is gone, too'
left 1 && pass 'all of a person, and none of another'
taken 'twice' --leave Users/keiri/Documents --leave users/keiri/DOCUMENTS
not_in_it 'Users/keiri/Documents' && left 1 && pass 'twice is once'
taken 'for nothing' --leave 共有
left 0 && pass 'what is not taken anyway is not told as left out'
taken 'in one that is named' --folder 共有 --leave 共有/古い
in_it '共有/台帳.xlsx' && not_in_it '共有/古い' && left 1 && [ "$(grep -vc '/$' "$work/names")" -eq 1 ] && pass 'in a folder that was named' || fail "$(cat "$work/names")"
refused 'one that is not there' 'no folder どこか' --leave どこか
refused 'a file is no folder' 'no folder' --leave Users/keiri/Documents/新しい.xlsx
refused 'both' 'to be taken and to be left out' --also 共有/古い --leave '共有/古い'
refused 'all of the disk' 'cannot be left out' --leave ''
timeout 60 "$kenshin" backup plan --image "$work/c.img" --leave Users/keiri/Documents >"$work/plan" 2>&1
grep -q '^\[-\] Users/keiri/Documents  5 files' "$work/plan" && ! grep -q '^\[x\] Users/keiri/Documents' "$work/plan" && pass 'a plan says so, too' || fail "$(cat "$work/plan")"

# --- as the kiosk says it --------------------------------------------------------------------------------
wish() { printf '{"record":"backup-wish","what":"%s","part":0,"path":"%s"}\n' "$1" "$2"; }
usual='{"record":"backup-wish","what":"usual","path":""}'
{ echo "$usual" && wish take Users/keiri && wish leave Users/keiri/Documents/古い動画 && wish take 共有/古い; } >"$work/choice"
taken 'on a descriptor' --choice-fd 5 5<"$work/choice"
in_it 'Users/keiri/手元/e.xlsx' && in_it '共有/古い/名簿.xls' && not_in_it '共有/台帳' && not_in_it 'Users/keiri/Documents/古い動画/'
in_it 'Users/keiri/AppData/Local/Microsoft/Outlook/keiri@example.jp.pst' && not_in_it 'Users/keiri/AppData/Local/Google'
grep -q 'Users/keiri/AppData","reason":"not-chosen"' "$list" && left 2 || fail "$(grep not-chosen "$list")"
pass "a person's folder without what browsers keep there; mail is taken all the same"
{ wish take Users/keiri/手元 && wish take .; } >"$work/choice"
taken 'nothing but that' --choice-fd 5 5<"$work/choice"
in_it 'Users/keiri/手元/e.xlsx' && not_in_it 'Users/yamada' && not_in_it 'Users/keiri/Documents' && in_it '忘れ物.xlsx' && left 0 && pass 'nothing but that'
{ echo "$usual" && wish take 共有 | head -c 40; } >"$work/choice"
refused 'a choice that was cut' 'no choice' --choice-fd 5 5<"$work/choice"
{ echo "$usual" && echo '{"record":"backup-listed"}'; } >"$work/choice"
refused 'lines that are none' 'no choice' --choice-fd 5 5<"$work/choice"
{ echo "$usual" && wish take 共有 | sed 's/"part":0/"part":9/'; } >"$work/choice"
refused 'another part of the disk' 'no folder' --choice-fd 5 5<"$work/choice"
"$kenshin" backup run --image "$work/c.img" --to "$work/to" --choice-fd 5 --leave 共有 5</dev/null >/dev/null 2>"$work/err"
[ $? -eq 2 ] && "$kenshin" backup media --leave x >/dev/null 2>&1
[ $? -eq 2 ] && pass 'not both ways at once' || fail "$(cat "$work/err")"

# --- what is in a folder ---------------------------------------------------------------------------------
timeout 60 "$kenshin" backup folders --image "$work/c.img" --folder users/keiri/documents >"$work/out" 2>"$work/err"
grep -q '^Users/keiri/Documents/古い動画  3 files, 5[0-9]' "$work/out" && grep -q '古い動画2  1 files' "$work/out" && pass 'the folders in a folder, and how much is in each' || fail "$(cat "$work/out" "$work/err")"
wish take Users/keiri >"$work/choice"
timeout 60 "$kenshin" backup folders --image "$work/c.img" --records --choice-fd 5 5<"$work/choice" >"$work/out" 2>"$work/err" || fail "$(cat "$work/err")"
python3 - "$work/out" <<'P' && pass 'as records: all names, then how much' || fail "$(cat "$work/out")"
import json, sys
r = [json.loads(line) for line in open(sys.argv[1])]
end = next(i for i, x in enumerate(r) if x["record"] == "backup-listed")
first, then = r[:end], r[end + 1:]
assert [x["name"] for x in first] == [x["name"] for x in then] == sorted(x["name"] for x in first)
assert not any(x["counted"] for x in first) and all(x["counted"] and not x["unread"] for x in then)
assert [x["name"] for x in then if x["settings"]] == ["AppData"]
assert next(x for x in then if x["name"] == "Documents")["files"] == 5
P
wish take どこか >"$work/choice"
timeout 60 "$kenshin" backup folders --image "$work/c.img" --records --choice-fd 5 5<"$work/choice" >"$work/out" 2>/dev/null
[ $? -eq 1 ] && grep -q '"backup-listed","unread":true' "$work/out" && pass 'one that cannot be looked into says so' || fail "$(cat "$work/out")"
[ "$before" = "$(hash_of "$work/c.img")" ] && pass 'the disk is as it was' || fail 'the disk was changed'
chmod 755 "$work"
mkdir -p "$work/closed/deep/shut" "$work/closed/open" && echo x >"$work/closed/open/x" && chmod -R a+rX "$work/closed" && chmod 700 "$work/closed/deep/shut"
if plain_reaches_build && [ -n "$plain" ]; then
	$plain timeout 60 "$kenshin" backup folders --root "$work/closed" --folder . >/dev/null 2>&1
	echo '{"record":"backup-wish","what":"take","part":0,"path":""}' >"$work/choice"
	chmod a+r "$work/choice"
	# shellcheck disable=SC2016
	$plain timeout 60 sh -c '"$0" backup folders --root "$1" --records --choice-fd 5 5<"$2"' "$kenshin" "$work/closed" "$work/choice" >"$work/out" 2>&1
	grep '"name":"deep","counted":true' "$work/out" | grep -q '"unread":true' && grep '"name":"open","counted":true' "$work/out" | grep -q '"unread":false' &&
		pass 'one that could not wholly be counted is not told as small' || fail "$(cat "$work/out")"
fi

# --- cut, and gone on with -------------------------------------------------------------------------------
mkdir -p "$work/client"
python3 - "$work/client" <<'P'
import os, random, sys
rng = random.Random(7)
for i in range(40):
    path = "%s/d%d/%02d.bin" % (sys.argv[1], i // 10, i)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(rng.randbytes(150000))
P
# halved OPTION...: a backup without d1, as if it had been killed behind its second part
halved() {
	rm -rf "$work/k" && mkdir -m 777 "$work/k"
	timeout 60 "$kenshin" backup run --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 "$@" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
	s=$(echo "$work"/k/PC-backup-*)
	at=$(grep -n '"record":"shard"' "$s/manifest.jsonl" | sed -n 2p | cut -d: -f1)
	sed -i "$((at + 1)),\$d" "$s/manifest.jsonl" && rm -f "$s/README.txt" "$s/manifest.jsonl.age"
}
state() { find "$s" -type f -exec sha256sum {} + | sort | sha256sum; }
resume() { timeout 60 "$kenshin" backup run --root "$work/client" --to "$work/k" --now "$now" --shard-mib 1 --resume "$@" >"$work/out" 2>"$work/err"; }
gone_on() { # WHAT OPTION...
	what=$1
	shift
	halved --leave d1 "$@"
	was=$(state)
	for other in '' '--leave d2' '--leave d1 --leave d2' '--leave d1/nowhere'; do
		# shellcheck disable=SC2086
		resume "$@" $other && fail "$what: gone on with '$other'"
		[ "$was" = "$(state)" ] || fail "$what: '$other' touched it"
	done
	# shellcheck disable=SC2086
	resume "$@" --leave d2
	grep -q "$words" "$work/out" "$work/err" || fail "$what: $(cat "$work/out" "$work/err")"
	pass "$what: another choice is refused in words, and nothing is touched"
	resume "$@" --leave d1 || fail "$what: $(cat "$work/err")"
	grep -q 'Gone on with: 2 finished' "$work/out" && grep -q 'In it: 30 files' "$work/out" && grep -q '^  1: folders that were not chosen' "$work/out" &&
		pass "$what: with the same choice it is all there, and says what is not" || fail "$(cat "$work/out")"
}
words='another choice of folders'
gone_on 'plain'
cat "$s"/*.zip >/dev/null && for part in "$s"/0*.zip; do unzip -Z1 "$part"; done | grep -v '/$' | sort >"$work/names"
[ "$(wc -l <"$work/names")" -eq 30 ] && ! grep -q '^d1/' "$work/names" && pass 'plain: the very files' || fail "$(cat "$work/names")"
if command -v age-keygen >/dev/null && command -v zstd >/dev/null; then
	age-keygen -o "$work/key" 2>/dev/null
	words='not as they were'
	gone_on 'sealed' --sealed --recipient "$(sed -n 's/^# public key: //p' "$work/key")"
	for part in "$s"/0*.tar.zst.age; do age -d -i "$work/key" "$part" | zstd -dc | tar t; done | grep -v '/$' | sort -u >"$work/names"
	[ "$(wc -l <"$work/names")" -eq 30 ] && ! grep -q '^d1/' "$work/names" && pass 'sealed: the very files' || fail "$(cat "$work/names")"
	"$kenshin" backup verify --from "$s" --identity "$work/key" >"$work/out" 2>&1 && grep -q 'folders that were not chosen' "$work/out" && pass 'sealed: the list without names says that something was left out' || fail "$(cat "$work/out")"
fi
finish
