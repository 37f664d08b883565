#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A check is whole: its file, its test, its page with every section, its advice and its Japanese.
# Advice texts fit the one line that the result screen has for them.
set -u
export LC_ALL=C.UTF-8
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

# Each check's file and page, in one go: hundreds of greps take seconds.
echo "$names" | awk '
	function say(text) { print text }
	BEGIN { n = split("What it asks|Where it looks|Answers|Why these limits|What it cannot see", section, "|") }
	{
		name = id = $0
		gsub("_", "-", id)
		source = "scanners/checks/" name ".c"
		page = "docs/checks/" id ".md"
		split("", has)
		row = ""
		source_there = page_there = 0
		while ((getline line < source) > 0) {
			source_there = 1
			if (index(line, ".id = \"" id "\"")) has["id"] = 1
			if (index(line, "const struct check check_" name " = {") == 1) has["struct"] = 1
			if (match(line, /\.row = ".*",/)) row = substr(line, RSTART + 8, RLENGTH - 10)
		}
		close(source)
		if (!source_there) { say(id ": no " source); next }
		if (!has["id"]) say(source ": its id is not " id)
		if (!has["struct"]) say(source ": no check_" name)
		test = "tests/unit/scanners/checks/test_" name ".c"
		if ((getline line < test) <= 0) say(id ": no test")
		close(test)
		while ((getline line < page) > 0) {
			page_there = 1
			for (i = 1; i <= n; i++)
				if (index(line, "## " section[i]) == 1) has[i] = 1
			if (line == "# " id) has["title"] = 1
			if (row != "" && line ~ ("(^|[^A-Za-z0-9_])" row "([^A-Za-z0-9_]|$)")) has["row"] = 1
		}
		close(page)
		if (!page_there) { say(id ": no " page); next }
		for (i = 1; i <= n; i++)
			if (!has[i]) say(page ": no section \"" section[i] "\"")
		if (!has["title"]) say(page ": its title is not " id)
		if (!has["row"]) say(page ": does not name its row")
	}' >"$work/checks"
[ -s "$work/checks" ] && { cat "$work/checks"; bad=1; }
{ echo README && echo "$names" | tr _ -; } | sort >"$work/known"
ls docs/checks | sed -n 's/\.md$//p' | sort | comm -23 - "$work/known" | sed 's/$/: a page, and no such check/' >"$work/lost"
[ -s "$work/lost" ] && { cat "$work/lost"; bad=1; }

# Every advice is given by a check. sign-found belongs to the malware scan.
grep -ho '"[a-z0-9-]*"' scanners/checks/*.c | tr -d '"' | sort -u >"$work/given"
echo "$ids" | grep -vx sign-found | sort | comm -23 - "$work/given" | sed 's/^/no check gives the advice /' >"$work/lost"
[ -s "$work/lost" ] && { cat "$work/lost"; bad=1; }
# What a check names as its advice exists. (The unit tests look at every verdict, too.)
echo "$ids" | sort >"$work/known"
grep -ho '\.advice = [^,;]*' scanners/checks/*.c | grep -o '"[a-z-]*"' | tr -d '"' | sort -u |
	comm -23 - "$work/known" | sed 's/^/a check names an advice that does not exist: /' >"$work/lost"
[ -s "$work/lost" ] && { cat "$work/lost"; bad=1; }

# A page names the advice that its check gives, all of it; and a check whose page has an answer that
# tells of something gives some. (bench.h looks at each verdict: none of these without an advice.)
python3 - "$work/known" <<'PY' || bad=1
import re, sys
known, bad = set(open(sys.argv[1]).read().split()), 0
for name in re.findall(r"^CHECK\(([a-z0-9_]+)\)$", open("scanners/checks/checks.def").read(), re.M):
    source = open(f"scanners/checks/{name}.c", encoding="utf-8").read()
    page = open(f"docs/checks/{name.replace('_', '-')}.md", encoding="utf-8").read()
    row = re.search(r"^Row .*$", page, re.M)
    told = set(re.findall(r"`([a-z0-9-]+)`", row.group(0).partition("advice")[2])) if row else set()
    given = set(re.findall(r'"([a-z0-9-]+)"', source)) & known
    if told != given:
        print(f"docs/checks/{name.replace('_', '-')}.md: its advice is {sorted(told)}, the check's {sorted(given)}")
        bad = 1
    if re.search(r"^\| (NOTICE|CONCERN|DANGER) ", page, re.M) and not given:
        print(f"scanners/checks/{name}.c: tells of something, and no advice")
        bad = 1
sys.exit(bad)
PY

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
