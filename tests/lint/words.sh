#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every message has its Japanese, and no text uses a word that frightens, blames or promises.
set -u
cd "${KENSHIN_SRC:-.}" || exit 1
build=${KENSHIN_BUILD:-build}
bad=0
make -s BUILD="$build" "$build/kenshin.pot" "$build/ja.po" || exit 1

# Messages of the sources without a Japanese sentence.
missing=$(msgmerge -q --no-fuzzy-matching --no-wrap -o - "$build/ja.po" "$build/kenshin.pot" |
	msgattrib --untranslated --no-obsolete --no-wrap | grep -c '^msgid "..*' || true)
if [ "$missing" -gt 0 ]; then
	echo "$missing messages have no Japanese:"
	msgmerge -q --no-fuzzy-matching --no-wrap -o - "$build/ja.po" "$build/kenshin.pot" |
		msgattrib --untranslated --no-obsolete --no-wrap | grep '^msgid "..*' | head -n 40
	bad=1
fi

# Japanese words that never stand on a screen or on paper: those that frighten, blame or promise,
# and those that only experts use.
frighten='安全です|安全が|認定|認証|異常|危険|警告します|感染|失敗|不正|エラー|手遅れ|攻撃され'
promise='絶対|必ず|保証|完璧|万全|もう大丈夫'
blame='あなたの|ミスで|怠|放置|してはいけません'
jargon='脆弱|マルウェア|ランサムウェア|フィッシング|多要素|アクセス権|インシデント|フォレンジック'
jargon="$jargon|エンドポイント|パッチ|レジストリ|マウント|シグネチャ|プロセス|ハッシュ|合言葉を入"
if msgcat --no-wrap "$build/ja.po" | grep '^msgstr' |
	grep -nE "$frighten|$promise|$blame|$jargon"; then
	echo '^ a word of the forbidden list (Japanese)'
	bad=1
fi
# English ones: whole words, in what the sources mark for translation.
if msgcat --no-wrap "$build/kenshin.pot" | grep '^msgid' |
	grep -niwE 'safe|certified|infected|failed|failure|invalid|errors?|guaranteed?|malware|ransomware|phishing|vulnerab[a-z]*|exploit|incident|hacked|attacked'; then
	echo '^ a word of the forbidden list (English)'
	bad=1
fi

# One Japanese sentence for one message, with all its values; whole sentences are not left English.
python3 - core/text/po/parts/*.po <<'END' || bad=1
import re, sys

def entries(path):
    for block in re.split(r"\n\s*\n", open(path, encoding="utf-8").read()):
        part = {}
        key = None
        for line in block.split("\n"):
            m = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$', line)
            if m:
                key = m.group(1)
                part[key] = m.group(2)
            elif key and re.match(r'"(.*)"$', line):
                part[key] += line[1:-1]
        if part.get("msgid"):
            yield part

seen, bad = {}, 0
for path in sys.argv[1:]:
    for e in entries(path):
        key = (e.get("msgctxt"), e["msgid"])
        strings = [v for k, v in e.items() if k.startswith("msgstr")]
        wanted = set(re.findall(r"\{\d\}|%[-0-9.]*[a-z]+", e["msgid"]))
        for text in strings:
            if set(re.findall(r"\{\d\}|%[-0-9.]*[a-z]+", text)) != wanted:
                print(f"{path}: values differ: {e['msgid']} / {text}")
                bad = 1
            if text == e["msgid"] and re.search(r"[a-z]+ [a-z]+ [a-z]+", text):
                print(f"{path}: still English: {text}")
                bad = 1
        if key in seen and seen[key][1] != strings:
            print(f"{path} and {seen[key][0]} put it differently: {e['msgid']}")
            bad = 1
        seen[key] = path, strings
sys.exit(bad)
END

# The sheet names files by the reason why they were not read: each is one that the scan gives.
sed -n '/reason, \*what/,/^};/s/^\t{ N_("\(because[^"]*\)").*/\1/p' core/checklist/not_looked.c |
	while read -r reason; do
		grep -rqF "\"$reason\"" scanners || echo "no scanner says \"$reason\""
	done | grep . && bad=1
exit $bad
