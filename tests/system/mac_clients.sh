#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A neglected Mac: every fault is planted once, each is told exactly once; nothing of a password comes
# out. The well-kept one gets no concern. What nothing here reads is told as not looked at, and a Mac
# of which only the name is there is never fine.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"

judge() {
	name=$1
	shift
	timeout 120 "$kenshin" check "$@" --no-malware --now 2026-11-22 --quiet --json-file "$work/$name.json" \
		--text "$work/$name.txt" --save "$work/$name.jsonl" >"$work/out" 2>&1 || [ $? -eq 3 ] || cat "$work/out"
	python3 -c 'import json, sys
for f in json.load(open(sys.argv[1], encoding="utf-8"))["findings"]:
    if f["answer"] != "not-applicable":
        print(f["id"], f["answer"])' "$work/$name.json" >"$work/$name.answers"
}
cat >"$work/neglected.wanted" <<'END'
disk-encryption could-not-look
mac-support-end danger
mac-last-update danger
mac-auto-update concern
mac-auto-login danger
mac-firewall concern
mac-screen-lock concern
mac-administrators concern
mac-virus-samples concern
mac-usb-history could-not-look
END
sed '/could-not-look$/!s/ [a-z]*$/ ok/' "$work/neglected.wanted" >"$work/tidy.wanted"
for kind in neglected tidy; do
	"$src/tests/fixtures/clients/mac.py" "$work/$kind" $kind || fail "no $kind client could be made"
	judge $kind --root "$work/$kind"
	if diff "$work/$kind.wanted" "$work/$kind.answers"; then pass "a $kind Mac"; else fail "a $kind Mac"; fi
	if grep -q MARK "$work/$kind.json" "$work/$kind.txt" "$work/$kind.jsonl"; then
		fail "something of a password came out of the $kind Mac"
	else
		pass "nothing of a password came out of the $kind Mac"
	fi
done
KENSHIN_LANG=ja judge japanese --root "$work/neglected"
for words in 'Mac OS X 10.13.6' '/etc/kcpassword に残っています' '管理者 3 人' 'XProtect 5300' '2026年6月10日' \
	'この健診では読めない記録に残すため'; do
	grep -qF "$words" "$work/japanese.txt" "$work/japanese.json" && pass "told: $words" || fail "not told: $words"
done

# Only its name, or every list damaged: never fine.
mkdir -p "$work/bare"
tar -C "$work/tidy" -cf - System/Library/CoreServices/SystemVersion.plist | tar -C "$work/bare" -xf -
cp -a "$work/tidy" "$work/torn"
find "$work/torn" -name '*.plist' ! -name SystemVersion.plist -exec truncate -s 20 {} +
for kind in bare torn; do
	judge $kind --root "$work/$kind"
	if [ "$(grep -v ' could-not-look$' "$work/$kind.answers")" = 'mac-support-end ok' ]; then
		pass "a $kind Mac"
	else
		fail "a $kind Mac"
		cat "$work/$kind.answers"
	fi
done
finish
