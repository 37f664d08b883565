#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Everything below a folder that only root can enter, as a clone in root's home is: the programs
# give up root, and still find their samples, tables and words, and write the sheet there.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
if [ "$(id -u)" -ne 0 ]; then
	echo 'skipped: needs root'
	exit 77
fi
home=$work/home
mkdir -m 700 "$home"
mkdir "$home/build"
cp -r "$build/bin" "$build/share" "$build/locale" "$home/build/"
cp -a "$samples" "$home/samples"
cp "$office" "$home/office.img"

"$kenshin" check --image "$office" --signatures "$samples" --now "$now" --json >"$work/open.json" 2>"$work/err" ||
	fail "the ordinary run: $(cat "$work/err")"
if (cd "$home" && build/bin/kenshin check --image office.img --signatures samples --now "$now" \
	--lang ja --pdf sheet.pdf --text sheet.txt --json) >"$work/closed.json" 2>"$work/err"; then
	pass "it runs"
else
	fail "it does not run: $(cat "$work/err")"
fi
if python3 "$src/tests/system/compare.py" same "$work/open.json" "$work/closed.json" facts findings malware \
	not_looked_at >"$work/diff"; then
	pass "with the same result"
else
	fail "the result differs: $(head -n 10 "$work/diff")"
fi
grep -q '今回、調べていないこと' "$home/sheet.txt" 2>/dev/null && pass "the sheet is there, in Japanese" ||
	fail "no Japanese sheet"
[ -s "$home/sheet.pdf" ] && pass "the paper is there" || fail "no PDF"
finish
