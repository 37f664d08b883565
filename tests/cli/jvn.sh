#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin jvn: a downloaded file becomes a table that a check-up judges by; a broken one changes
# nothing. The entries are made up.
set -u
build=${KENSHIN_BUILD:-build}
kenshin=$build/bin/kenshin
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
	echo "$*"
	bad=1
}
data=$work/data
mkdir -p "$data/kenshin"
echo x >"$data/something"
cat >"$work/feed.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<VULDEF-Document version="3.2" xmlns="http://jvn.jp/vuldef/"><Vulinfo>
<VulinfoID>JVNDB-2099-000001</VulinfoID><VulinfoData><Affected><AffectedItem><Name>, "x"</Name>
<ProductName>Jw_cad</ProductName><VersionNumber>8.25 およびそれ以前</VersionNumber>
<VersionNumber>R4</VersionNumber></AffectedItem></Affected>
<DateLastUpdated>2026-11-01T10:00:00+09:00</DateLastUpdated></VulinfoData></Vulinfo></VULDEF-Document>
XML
"$kenshin" jvn "$work/feed.xml" --data "$data" >"$work/out" 2>"$work/err" || fail "code $?: $(cat "$work/err")"
grep -q '^1 ranges of versions from 1 entries' "$work/out" || fail "said: $(cat "$work/out")"
grep -q '^1 more are told in words' "$work/out" || fail 'nothing about what was not understood'
grep -q '^"Jw_cad",", '"'x'"'",,8.25,yes,JVNDB-2099-000001,JVN iPedia$' "$data/kenshin/jvn.csv" ||
	fail "the table: $(cat "$data/kenshin/jvn.csv")"

# A check-up judges by it, and says how old it is. (Started by root it gives that up.)
chmod 644 "$data/kenshin/jvn.csv"
office=$build/fixtures/office.img
if [ -f "$office" ]; then
	"$kenshin" check --image "$office" --only program-versions --no-malware --jvn "$data/kenshin/jvn.csv" \
		--now 2026-11-22 --json >"$work/with.json" 2>"$work/err" || fail "check: $(cat "$work/err")"
	grep -q 'and 1 more should be updated' "$work/with.json" || fail 'the check did not use the table'
	echo broken >"$work/broken.csv"
	"$kenshin" check --image "$office" --only program-versions --no-malware --jvn "$work/broken.csv" \
		--now 2026-11-22 --json >"$work/broken.json" 2>/dev/null || fail 'a broken table stops the check'
	grep -q 'table made from JVN could not be read' "$work/broken.json" || fail 'a broken table is not told'
else
	echo 'skipped: no sample client'
fi

# Anything else leaves the table as it is.
before=$(sha256sum "$data/kenshin/jvn.csv")
head -c 300 "$work/feed.xml" >"$work/cut.xml"
: >"$work/empty.xml"
echo '{"a":1}' >"$work/other.json"
for f in cut.xml empty.xml other.json nothing.xml .; do
	"$kenshin" jvn "$work/$f" --data "$data" >/dev/null 2>"$work/err" && fail "$f was taken"
	[ "$(wc -l <"$work/err")" = 1 ] || fail "$f: not one sentence: $(cat "$work/err")"
done
[ "$before" = "$(sha256sum "$data/kenshin/jvn.csv")" ] || fail 'the table was changed'
"$kenshin" jvn "$work/feed.xml" >/dev/null 2>&1
[ $? -eq 2 ] || fail 'no --data is no wrong call'
exit $bad
