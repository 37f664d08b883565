#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Bad input of every command: one clear sentence on standard error, the right exit code, nothing on
# standard output that looks like a result, and nothing half-written under its final name.
set -u
build=${KENSHIN_BUILD:-build}
kenshin=$build/bin/kenshin
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
bad=0
n=0

mkdir "$work/dir" "$work/out" "$work/client"
: >"$work/empty"
printf 'just a letter\n' >"$work/text"
printf 'binary\000\377\376\001' >"$work/bytes"
truncate -s 4M "$work/zeros.img"
printf '{"record":"begin","schema":1,"tool":"kenshin 0.1"}\n' >"$work/open.jsonl"
printf '{"record":"begin","schema":1,"tool":"kenshin 0.1"}\n{"record":"end","partial":false}\n' \
	>"$work/whole.jsonl"
cat "$work/whole.jsonl" "$work/whole.jsonl" >"$work/twice.jsonl"
printf '{"record":"begin","schema":99}\n' >"$work/newer.jsonl"
printf '{"record":"begin","schema":1}\n{"record":"fact","sys' >"$work/cut.jsonl"
printf '4 yes\n99 no\n' >"$work/answers"
printf 'x' >"$work/locked"
chmod 000 "$work/locked"
mkdir "$work/closed"
chmod 500 "$work/closed"

fail() {
	echo "not ok: kenshin $call: $1"
	sed 's/^/    /' "$work/err"
	bad=1
}

# expect CODE ARGUMENT...: exactly this exit code, one sentence (two lines for usage).
expect() {
	want=$1
	shift
	call=$*
	n=$((n + 1))
	timeout 60 "$kenshin" "$@" >"$work/stdout" 2>"$work/err" </dev/null
	code=$?
	[ "$code" -eq "$want" ] || fail "exit code $code, not $want"
	lines=$(wc -l <"$work/err")
	case $want in
	0) [ "$lines" -eq 0 ] || fail 'standard error is not empty' ;;
	1) [ "$lines" -eq 1 ] || fail "$lines lines instead of one sentence" ;;
	2)
		[ "$lines" -eq 2 ] || fail "$lines lines instead of two"
		grep -q "^Try 'kenshin.* --help'\.$" "$work/err" || fail 'does not say where help is'
		;;
	esac
	if [ "$want" -ne 0 ]; then
		grep -q '^kenshin' "$work/err" || fail 'the sentence does not begin with its sender'
		[ -s "$work/stdout" ] && fail 'there is something on standard output'
	fi
	grep -q '[[:cntrl:]]' "$work/err" && fail 'control characters'
	left=$(find "$work/out" "$work/client" -mindepth 1 | head -n 3)
	[ -z "$left" ] || {
		fail "left behind: $left"
		find "$work/out" "$work/client" -mindepth 1 -delete
	}
}

# --- usage ------------------------------------------------------------------------------------
expect 2
expect 2 nonsense
expect 2 --nonsense
expect 2 check
expect 2 check --image a --root b
expect 2 check --image
expect 2 check --image ''
expect 2 check --image a --image b
expect 2 check --image a more
expect 2 check --image a --only no-such-check
expect 2 check --image a --json --records
expect 2 check --image a --now yesterday
expect 2 check --image a --lang xx
expect 2 check --image a --broker-fd 77
expect 2 judge
expect 2 judge a b
expect 2 judge --image a
expect 2 judge --only no-such-check a
expect 2 report
expect 2 list more
expect 2 disks more
expect 2 disks --image a --root b
expect 2 disks --image ''
expect 2 disks --json --records
expect 2 check --image "$(printf 'a\033[31m')" --only "$(printf 'b\033[31m')"

# --- sources ----------------------------------------------------------------------------------
for f in none empty text bytes zeros.img dir; do
	expect 1 check --image "$work/$f" --save "$work/out/save" --pdf "$work/out/sheet.pdf"
done
for f in none empty dir; do
	expect 1 disks --image "$work/$f" --records
	expect 1 disks --image "$work/$f" --json
done
expect 1 disks --root "$work/none"
expect 1 disks --root "$work/text"
expect 1 disks --image /dev/null
expect 1 check --image /dev/null --quiet
expect 1 check --image "$work/text/below"
expect 1 check --root "$work/none" --text "$work/out/sheet.txt"
expect 1 check --root "$work/text"
expect 1 check --root "$work/empty"
expect 1 check --disk none
expect 1 check --disk ../../etc
expect 1 check --image "$(printf '%s/a\033[31mb\n' "$work")"

# --- saved files ------------------------------------------------------------------------------
for c in judge report; do
	for f in none empty text bytes zeros.img dir newer.jsonl cut.jsonl twice.jsonl; do
		expect 1 $c "$work/$f" --json-file "$work/out/sheet.json" --text "$work/out/sheet.txt"
	done
	expect 1 $c "$work/open.jsonl" --answers "$work/none"
	expect 1 $c "$work/open.jsonl" --answers "$work/answers" --text "$work/out/sheet.txt"
	expect 1 $c "$work/open.jsonl" --answers "$work/empty"
	expect 1 $c "$work/open.jsonl" --answers "$work/bytes"
	expect 1 $c "$work/open.jsonl" --answers "$work/dir"

	# --- destinations -------------------------------------------------------------------------
	for d in /dev/full "$work/none/x" "$work/dir" "$work/text/x" /dev/null/x; do
		for o in --text --pdf --json-file; do
			expect 1 $c "$work/open.jsonl" $o "$d" --quiet
			expect 1 $c "$work/open.jsonl" --text "$work/out/a" --json-file "$work/out/b" --pdf "$d" \
				--quiet
		done
	done
	expect 1 $c "$work/open.jsonl" --text "$work/open.jsonl"
	expect 1 $c "$work/open.jsonl" --text "$work/out/a" --pdf "$work/out/a"
	expect 1 $c "$work/open.jsonl" --text "$work/out/a" --pdf "$work/out/../out/a"
	call="$c to a full standard output"
	n=$((n + 1))
	"$kenshin" $c "$work/open.jsonl" >/dev/full 2>"$work/err"
	[ $? -eq 1 ] || fail 'not told'
done
expect 1 judge "$work/open.jsonl" --save /dev/full --quiet
expect 1 check --root "$work/client" --save "$work/client/save" --quiet
expect 1 check --root "$work/client" --save "$work/client/../client/x/../save" --quiet
[ -c /dev/full ] || {
	echo 'not ok: /dev/full was replaced'
	bad=1
}

# --- no permission (root may everything) --------------------------------------------------------
if [ "$(id -u)" -ne 0 ]; then
	expect 1 check --image "$work/locked"
	expect 1 judge "$work/locked"
	expect 1 report "$work/open.jsonl" --text "$work/closed/x"
elif command -v setpriv >/dev/null && setpriv --reuid 65534 --clear-groups true 2>/dev/null; then
	chmod 755 "$work"
	real=$kenshin
	printf '#!/bin/sh\nexec setpriv --reuid 65534 --clear-groups "%s" "$@"\n' "$real" >"$work/as-nobody"
	chmod 755 "$work/as-nobody"
	kenshin=$work/as-nobody
	if "$kenshin" --version >/dev/null 2>&1; then
		expect 1 check --image "$work/locked"
		expect 1 judge "$work/locked"
		expect 1 report "$work/open.jsonl" --text "$work/closed/x"
	else
		echo 'skipped: no permission (the build folder is not open to others)'
	fi
	kenshin=$real
else
	echo 'skipped: no permission (root, and no setpriv)'
fi

# --- what is right ------------------------------------------------------------------------------
expect 0 --help
expect 0 --version
for c in disks check judge report list; do
	expect 0 $c --help
	expect 0 $c --version
done
expect 0 list
expect 0 list --markdown
expect 0 report "$work/whole.jsonl"
expect 0 report "$work/whole.jsonl" --lang en --json
expect 0 judge "$work/whole.jsonl" --text /dev/null --quiet

echo "bad_input: $n calls"
exit $bad
