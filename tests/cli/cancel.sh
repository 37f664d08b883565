#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# SIGINT while the check runs: it ends soon with exit code 3, the records end properly, and the
# save file is whole and says that it is partial. A reader that went away is told.
set -u
build=${KENSHIN_BUILD:-build}
kenshin=$build/bin/kenshin
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
	echo "not ok: $1"
	cat "$work/err"
	bad=1
}

mkdir "$work/client" "$work/samples"
(cd "$work/client" && seq 5000 | split -a 4 -l 1)
printf 'Kenshin.Test:0:*:6b656e7368696e2d746573742d7369676e6174757265\n' >"$work/samples/test.ndb"

# The signal comes with the first record, long before the end of 5000 files.
mkfifo "$work/pipe"
"$kenshin" check --root "$work/client" --signatures "$work/samples" --records \
	--save "$work/save" >"$work/pipe" 2>"$work/err" &
pid=$!
{
	read -r first
	kill -INT $pid
	printf '%s\n' "$first"
	cat
} <"$work/pipe" >"$work/records"
begin=$(date +%s)
wait $pid
code=$?
took=$(($(date +%s) - begin))

if [ $code -eq 0 ]; then
	echo 'skipped: the run was over before the signal'
else
	[ $code -eq 3 ] || fail "exit code $code, not 3"
	[ $took -le 2 ] || fail "took $took seconds to stop"
	tail -n 1 "$work/save" | grep -q '"record":"end","partial":true' || fail 'the save file is not marked'
	tail -n 1 "$work/records" | grep -q '"record":"end","partial":true' || fail 'the records do not end'
	"$kenshin" judge "$work/save" --json >"$work/doc" 2>"$work/err"
	[ $? -eq 3 ] || fail 'is not judged as partial'
	grep -q '"partial": true' "$work/doc" || fail 'the document is not marked'
fi

# Ctrl-C goes to the whole group of a terminal: the workers must not fall by it.
if command -v setsid >/dev/null; then
	mkfifo "$work/pipe2"
	setsid "$kenshin" check --root "$work/client" --signatures "$work/samples" --records \
		--quiet >"$work/pipe2" 2>"$work/err" &
	pid=$!
	{
		read -r first
		kill -INT -$pid
		cat
	} <"$work/pipe2" >"$work/records"
	wait $pid
	code=$?
	[ $code -eq 3 ] || fail "exit code $code, not 3, when the group was interrupted"
	grep -q 'part that reads it stopped' "$work/records" && fail 'a worker fell by Ctrl-C'
fi

# Nobody reads any more.
"$kenshin" check --root "$work/client" --records --save "$work/save2" 2>"$work/err" | true
"$kenshin" list 2>"$work/err" >/dev/full && fail 'a full standard output was not told'
grep -q 'standard output' "$work/err" || fail 'standard output is not named'

# Killed: no name without a whole file, the old one stays. Again with the first record.
echo old >"$work/save3"
mkfifo "$work/pipe3"
"$kenshin" check --root "$work/client" --signatures "$work/samples" --records --save "$work/save3" \
	>"$work/pipe3" 2>/dev/null &
pid=$!
{
	read -r first
	kill -KILL $pid
	cat >/dev/null
} <"$work/pipe3"
wait $pid 2>/dev/null
if [ $? -eq 137 ]; then
	[ "$(cat "$work/save3")" = old ] || fail 'a killed run changed the file'
else
	echo 'skipped: the run was over before it was killed'
fi
exit $bad
