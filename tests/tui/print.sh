#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Printing on a real terminal (tmux), with printers that are played: the shortest visit to paper, no
# printer, no paper, a printer that refuses, taken back, another one, the test page, the end of a
# visit in the middle of a job. Exit code 77 without tmux.
set -u
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
work=$(mktemp -d) || exit 1
mkdir "$work/run"
: >"$work/disk.img"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; rm -rf "$work"' EXIT
export FAKE_PRINT="$work/mode"

start() { # MODE OPTION...
	echo "$1" >"$work/mode"
	shift
	rm -f "$work/code" "$work/mode.calls" "$work/mode.paper" "$work/stage"
	: >"$work/stage"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"env -u TMUX FAKE_MODE=whole FAKE_RECORDS='$here/fake/tidy.jsonl' XDG_RUNTIME_DIR='$work/run' \
		CUPS_SERVER=played FAKE_PRINT='$work/mode' \
		KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$build/bin/kenshin-kiosk' --no-key-guard --kenshin '$here/fake/printing' --stage '$work/stage' \
		--now 2026-11-21T01:42:07Z --image '$work/disk.img' $* 2>'$work/stderr'; echo \$? >'$work/code'; sleep 100"
	keys=0
}
called() { # CASE WORDS
	if grep -qF -- "$2" "$work/mode.calls"; then say ok "$1"; else say "NOT OK" "$1: $(cat "$work/mode.calls")"; fi
}

# --- the shortest honest visit: 39 keys to paper, 43 to power off --------------------------------
start printed
to_what_next || bad=$((bad + 1))
expect "not printed yet" "まだ印刷していません"
key Enter
expect "the printer is found" "Maker 100"
expect "nothing is sent by itself" "送る前です"
[ $keys -eq 38 ] && say ok "38 keys to the page of printing" || say "NOT OK" "38 keys, not $keys"
key Enter
expect "paper is asked for" "紙が出ましたか"
[ $keys -eq 39 ] && say ok "39 keys to paper" || say "NOT OK" "39 keys to paper, not $keys"
key Enter
expect "back, and printed" "印刷しました"
staged "the onlooker is told" "kenshin: printed yes"
called "the sheet went to the chosen printer" "sheet.pdf --printer ipp60000 --records"
key Enter
expect "> is on the end now" "消してよいですか"
before=$keys
screen | grep -qF "まだ印刷" && say "NOT OK" "told as not printed" || say ok "not told as not printed"
key 2
keys=$((before + 1))
expect "erased" "このお客さまの記録を消しました"
called "the print service forgets" "print --forget"
key Enter
i=0
while [ ! -s "$work/code" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
[ "$(cat "$work/code" 2>/dev/null)" = 0 ] && say ok "ends with code 0" || say "NOT OK" "ends with code 0"
[ $keys -eq 43 ] && say ok "43 keys to power off" || say "NOT OK" "43 keys to power off, not $keys"
[ -s "$work/stderr" ] && say "NOT OK" "stderr stays empty" || say ok "stderr stays empty"

# --- no paper --------------------------------------------------------------------------------------
start empty
to_what_next || bad=$((bad + 1))
key 1
sees "用意ができています" || bad=$((bad + 1))
key 2
expect "no paper is told with the state" "紙がありません"
expect "and then on a page of its own" "プリンターの返事は「紙がありません」です"
expect "what to do" "紙を入れてください"
called "large letters are another file" "large.pdf --printer"
: >"$work/mode.paper"
expect "paper leads on by itself" "紙が出ましたか"
key 2
expect "no paper came: what to do" "プリンターを見てください"
staged "the onlooker is told no" "kenshin: printed no"
key Escape Escape
expect "and it is not called printed" "印刷できませんでした"

# --- taken back, and the end in the middle of a job ----------------------------------------------
rm "$work/mode.paper"
key 1
sees "用意ができています" || bad=$((bad + 1))
key 1
sees "印刷を取り消す" || bad=$((bad + 1))
key 2
expect "taken back" "取り消しました"
key 1
sees "印刷を取り消す" || bad=$((bad + 1))
key F9
sees "消してよいですか" || bad=$((bad + 1))
key 2
expect "the end takes a job back and erases" "このお客さまの記録を消しました"
called "and the print service forgets" "print --forget"

# --- a printer that refuses, another one --------------------------------------------------------
start refused
to_what_next || bad=$((bad + 1))
key 1
sees "用意ができています" || bad=$((bad + 1))
key 1
expect "refused" "プリンターが印刷を取りやめました"
key 2
expect "the list" "どのプリンターを使いますか"
expect "what is in the way of the other" "カバーが開いています"
key 2
expect "the other one is taken" "Other 5"
echo mute >"$work/mode"
key 1
expect "a job that ends without a word is not printed" "印刷できたかどうか、返事がありません"
echo usb >"$work/mode"
key 1
expect "a printer on plain USB cannot tell" "このプリンターからは分かりません"

# --- none there -----------------------------------------------------------------------------------
start gone --out "$work/out"
to_what_next || bad=$((bad + 1))
key 1
expect "no print service" "プリンターが見つかりません"
echo none >"$work/mode"
key 1
expect "one that nothing here can drive" "Maker LBP-1120"
key 3
expect "saved instead" "入れました。読み返して同じでした"

# --- the test page, without a case ------------------------------------------------------------------
start printed
sees "パソコンの健診をはじめます" || bad=$((bad + 1))
key 0
sees "このUSBの設定と説明" || bad=$((bad + 1))
key 1
expect "the page of printers" "いま使うもの"
key 8
expect "the test page is asked for, too" "ものさし、枠、帯"
called "nothing of a case in it" "--test-page --printer ipp60000"
key 1
expect "and leads back" "どのプリンターを使いますか"
grep -q 'printed' "$work/stage" && say "NOT OK" "a test page counts as paper" || say ok "a test page is no paper of a visit"

exit $((bad > 0))
