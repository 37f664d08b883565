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

# Japanese words that never stand on a screen or on paper.
if msgcat --no-wrap "$build/ja.po" | grep '^msgstr' |
	grep -nE '安全です|認定|認証|異常|危険|感染しています|失敗しました|不正な|エラー'; then
	echo '^ a word of the forbidden list (Japanese)'
	bad=1
fi
# English ones: whole words, in what the sources mark for translation.
if msgcat --no-wrap "$build/kenshin.pot" | grep '^msgid' |
	grep -niwE 'safe|certified|infected|failed|invalid|error'; then
	echo '^ a word of the forbidden list (English)'
	bad=1
fi
exit $bad
