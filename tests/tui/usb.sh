#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A USB memory is looked at, on a real terminal (tmux) and with the real kenshin: from the first page
# alone, with a kiosk that falls in the middle and afterwards, beside a PC's check, with a check that
# ends early, and erased at the end. Exit code 77 without tmux.
set -u
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
case $build in /*) ;; *) build=$(pwd)/$build ;; esac
work=$(mktemp -d /dev/shm/kenshin-XXXXXX) || { echo "skipped: no /dev/shm"; exit 77; }
session=$work/run/session
mkdir -m 700 "$work/run" "$session" "$work/run/user"
: >"$work/disk.img"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; rm -rf "$work"' EXIT
sh "$here/../fixtures/signatures.sh" "$build" >/dev/null || exit 1
for name in trap tidy; do
	"$build/tools/mkimage" "$here/../fixtures/memories/$name.manifest" "$work/$name.img" || exit 1
	sha256sum "$work/$name.img" >>"$work/sums"
done

# The PC's check is played.
# USB memories are looked at by the real one, all else is played.
cat >"$work/kenshin" <<-'X'
	#!/bin/sh
	case " $* " in
	*" --usb-memory "*) [ ! -e "$WORK/dies" ] || exit 1; exec "$REAL" "$@" ;;
	" report "*) exec "$REAL" "$@" ;;
	*) exec "$FAKE" "$@" ;;
	esac
X
chmod +x "$work/kenshin"
start() { # MEMORY OPTION...
	memory=$1
	shift
	rm -f "$work/over" "$work/dies"
	: >"$work/stage"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"exec env -u TMUX WORK='$work' REAL='$build/bin/kenshin' FAKE='$here/fake/kenshin' FAKE_MODE=whole \
		FAKE_RECORDS='$here/fake/tidy.jsonl' XDG_RUNTIME_DIR='$work/run/user' \
		KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$here/parts/again' '$build/bin/kenshin-kiosk' --no-key-guard --no-print --kenshin '$work/kenshin' \
		--session '$session' --stage '$work/stage' --now 2026-11-22T01:42:07Z --image '$work/disk.img' \
		--usb-memory '$work/$memory.img' --signatures '$build/fixtures/signatures' --out '$work/out' $*"
}
fall() {
	old=$(pgrep -P "$(tm list-panes -t =k: -F '#{pane_pid}')" kenshin-kiosk)
	kill -9 "$old"
}

# --- alone, from the first page --------------------------------------------------------------------
start trap
sees "パソコンの健診をはじめます" || exit 1
key 3
expect "which one" "どのUSBメモリーを調べますか"
expect "the owner is asked first" "「見てよい」とお聞きしてから"
key 1
expect "the result" "USBメモリーの結果です"
expect "what starts by itself" "[早めに]   このUSBメモリーは、差すとプログラムを動かします"
expect "the worm's shortcuts" "[早めに]   フォルダーの代わりに、ショートカットが置かれています"
expect "programs that look like papers" "[早めに]   書類やフォルダーに見せかけたプログラムがあります"
expect "the virus" "[早めに]   ウイルスなどの印が 1個 出ました"
expect "what a copy cannot tell" "[未確認]   見られませんでした：このUSBメモリーは、メモリーだけの物ですか"
screen | grep -q "A社\|請求書\|svc" && say "NOT OK" "the page names a file" || say ok "no name of a file is shown"
staged "the onlooker is told" "kenshin: usb done"
fall
expect "a fallen kiosk goes on" "前の続きがあります"
key 1
expect "the page is there again" "どのUSBメモリーを調べますか"
key Escape
expect "the sheet" "まず3つ"
expect "the memory is on it" "USBメモリー：印が 1つ 出ました"
key Enter
expect "by area" "今回、調べていないこと"
key Enter
expect "what next" "次に何をしますか"
key 4
sees "どのUSBメモリーを調べますか" && key 1
sees "USBメモリーの結果です" && key 1
sees "次に何をしますか" && key 7
expect "the second look is on it, too" "USBメモリー：印が 2個 出ました"
key Enter
sees "今回、調べていないこと" && key Enter
sees "次に何をしますか" || bad=$((bad + 1))
key 2
expect "saved" "入れました。読み返して同じでした"
grep -rq "この判定は、USBメモリーだけのもの" "$work/out" && say ok "the paper says what it is about" ||
	say "NOT OK" "the paper does not say what it is about"
grep -rq "A社\|請求書\|svc" "$work"/out/*.txt && say "NOT OK" "the paper names a file" || say ok "the paper names no file"
key 1
sees "次に何をしますか" || bad=$((bad + 1))
key 9
sees "消してよいですか" && key 2
expect "erased" "このお客さまの記録を消しました"
[ -z "$(find "$session" -type f)" ] && say ok "nothing is left of it" || say "NOT OK" "left: $(find "$session" -type f)"
sha256sum --quiet -c "$work/sums" && say ok "not one byte was changed" || say "NOT OK" "a memory was changed"

# --- beside a PC, and one whose check falls ---------------------------------------------------------
start tidy
to_what_next || bad=$((bad + 1))
expect "it can be chosen" "4  お客さまのUSBメモリーを調べる"
key 4
sees "どのUSBメモリーを調べますか" && key 1
expect "nothing starts by itself" "[ 良い ]   このUSBメモリーは、差しただけでは何も動かしません"
expect "no sign" "ウイルスの印は見あたりませんでした"
key 2
sees "どのUSBメモリーを調べますか" || bad=$((bad + 1))
: >"$work/dies"
key 1
expect "a check that falls is told" "途中で止まりました"
expect "and is nothing good" "[未確認]   ウイルスは、調べられませんでした"
staged "to the onlooker, too" "kenshin: usb partial"
key 1
expect "back to what next" "次に何をしますか"
fall
expect "found again" "前の続きがあります"
key 1
expect "at the same page" "次に何をしますか"
key 7
expect "the sheet has the PC and the memories" "まず3つ"
key Escape
[ $bad -eq 0 ]
