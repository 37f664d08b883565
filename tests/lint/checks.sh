#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A check is whole: its file, its test, its page with every section, its advice and its Japanese.
# Advice texts fit the one line that the result screen has for them.
set -u
cd "${KENSHIN_SRC:-.}" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
say() {
	echo "$*"
	bad=1
}

def=scanners/checks/checks.def
advice=core/checklist/advice.def
names=$(sed -n 's/^CHECK(\([a-z0-9_]*\))$/\1/p' $def)
[ -n "$names" ] || say "$def names no check"
[ "$(grep -c '^CHECK(' $def)" = "$(echo "$names" | sort -u | wc -l)" ] || say "$def: a broken or double row"

ids=$(sed -n 's/^ADVICE("\([a-z0-9-]*\)",$/\1/p' $advice)
[ "$(grep -c '^ADVICE(' $advice)" = "$(echo "$ids" | sort -u | wc -l)" ] || say "$advice: a broken or double id"

for name in $names; do
	id=$(echo "$name" | tr _ -)
	source=scanners/checks/$name.c
	page=docs/checks/$id.md
	[ -f "$source" ] || { say "$id: no $source"; continue; }
	grep -q "\.id = \"$id\"" "$source" || say "$source: its id is not $id"
	grep -q "^const struct check check_$name = {" "$source" || say "$source: no check_$name"
	[ -f "tests/unit/scanners/checks/test_$name.c" ] || say "$id: no test"
	[ -f "$page" ] || { say "$id: no $page"; continue; }
	for section in 'What it asks' 'Where it looks' 'Answers' 'Why these limits' 'What it cannot see'; do
		grep -q "^## $section" "$page" || say "$page: no section \"$section\""
	done
	grep -q "^# $id$" "$page" || say "$page: its title is not $id"
	grep -qw "$(sed -n 's/.*\.row = "\(.*\)",/\1/p' "$source")" "$page" || say "$page: does not name its row"
done
for page in docs/checks/*.md; do
	id=$(basename "$page" .md)
	[ "$id" = README ] || echo "$names" | grep -qx "$(echo "$id" | tr - _)" || say "$page: no such check"
done

# Every advice is given by a check. sign-found belongs to the malware scan.
for id in $ids; do
	[ "$id" = sign-found ] || grep -q "\"$id\"" scanners/checks/*.c || say "advice $id: no check gives it"
done
# What a check names as its advice exists. (The unit tests look at every verdict, too.)
grep -ho '\.advice = [^,;]*' scanners/checks/*.c | grep -o '"[a-z-]*"' | tr -d '"' | sort -u |
	while read -r id; do
		echo "$ids" | grep -qx "$id" || echo "a check names the advice $id, which does not exist"
	done >"$work/lost"
[ -s "$work/lost" ] && { cat "$work/lost"; bad=1; }

# Japanese for every message, and lines short enough.
build=${KENSHIN_BUILD:-build}
make -s BUILD="$build" "$build/ja.po" || exit 1
xgettext --from-code=UTF-8 --language=C --keyword=N_ --no-location --no-wrap -o "$work/checks.pot" \
	scanners/checks/*.c $advice || exit 1
LC_ALL=C msgcmp "$build/ja.po" "$work/checks.pot" 2>"$work/cmp" || {
	grep -v 'this message is not used' "$work/cmp"
	say 'messages of the checks without Japanese'
}
msgcat --no-wrap -o "$work/one-line.po" "$build/ja.po" || exit 1
python3 - $advice "$work/one-line.po" <<'PY' || bad=1
import ast, re, sys, unicodedata

def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in s)

po = dict(re.findall(r'^msgid (".*")\nmsgstr (".*")$', open(sys.argv[2], encoding="utf-8").read(), re.M))
bad = 0
rows = re.findall(r'^ADVICE\((.*?)\)$', open(sys.argv[1]).read(), re.M | re.S)
for row in rows:
    texts = re.findall(r'N_\(("(?:[^"\\]|\\.)*")\)', row)
    if len(texts) not in (9, 10):
        print("advice row with", len(texts), "texts:", row.split(",")[0])
        bad = 1
        continue
    for n, what, limit in ((0, "what", 70), (1, "why", 70), (2, "today", 48), (5, "month", 70)):
        for text in (texts[n], po.get(texts[n], '""')):
            if width(ast.literal_eval(text)) > limit:
                print("longer than", limit, "cells:", what, text)
                bad = 1
sys.exit(bad)
PY
exit $bad
