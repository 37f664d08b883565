#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The sheet onto the owner's USB memory on a real terminal (tmux), with memories that are played: none
# there, one plugged in, one that cannot be written to, saved, pulled out, no word about the end, the
# end of a visit in the middle. The stick is played, too: /run/kenshin of a mount namespace of its own.
# Exit code 77 without tmux, root or mount namespaces.
set -u
if [ "${1:-}" != inside ]; then
	command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
	[ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null || { echo "skipped: not root, or no mount namespaces here"; exit 77; }
	exec unshare --mount --propagation private "$0" inside
fi
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
mkdir -p /run/kenshin && mount -t tmpfs -o mode=0755 tmpfs /run/kenshin || { echo "skipped: no tmpfs can be mounted"; exit 77; }
echo nosuchdisk >/run/kenshin/stick-disk
: >/run/kenshin/broker.sock
mkdir "$work/run"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; rm -rf "$work"' EXIT
mode() { echo "$1" >"$work/mode"; }

start() { # MODE
	mode "$1"
	rm -f "$work/code" "$work/mode.calls"
	: >"$work/mode.calls"
	: >"$work/stage"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"env -u TMUX FAKE_MODE=whole FAKE_RECORDS='$here/fake/tidy.jsonl' XDG_RUNTIME_DIR='$work/run' \
		FAKE_CARRY='$work/mode' KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$build/bin/kenshin-kiosk' --no-key-guard --no-print --kenshin '$here/fake/carrying' --stage '$work/stage' \
		--now 2026-11-21T01:42:07Z 2>'$work/stderr'; echo \$? >'$work/code'; sleep 100"
}
choose() { # on S13, or once more: onto the memory that is offered, and yes
	key 2
	sees "名前: DATA" || bad=$((bad + 1))
	key 1 1
}
start_saving() { # MODE
	start "$1"
	to_what_next || bad=$((bad + 1))
	choose
}

# --- none there; then one, and it is saved -----------------------------------------------------------
start "none saved"
to_what_next || bad=$((bad + 1))
expect "line 2 can be chosen on the stick" "> 2  健診票をお客さまのUSBメモリーに入れる"
key 2
expect "asked for one" "お客さまのUSBメモリーを差してください"
staged "the onlooker is told that there is none" "kenshin: memories 0"
mode "two saved"
key Enter
expect "the one that was plugged in" "番号の終わり 1sdy   名前: DATA"
expect "one that cannot be written to says why" "この健診では書きこめない作り方です"
key 2
expect "and is not chosen" "別のUSBメモリーを差してください"
key 1
expect "asked about exactly this one" "健診票を、このUSBメモリーに入れますか"
grep -q -- '--to' "$work/mode.calls" && say "NOT OK" "something was written before the answer" || say ok "nothing is written before the answer"
key 1
expect "saved" "入れました。読み返して同じでした"
staged "the onlooker is told" "kenshin: saved yes"
grep -qF -- "--to sdy:7:1048576:exfat --records --case 0412-07" "$work/mode.calls" && say ok "the sheet goes to the chosen one" ||
	say "NOT OK" "calls: $(cat "$work/mode.calls")"
key 1
expect "and what next" "入れました。読み返して同じでした"

# --- what does not work is said, and never looks like saved -------------------------------------------
for how in gone:書き終わる前に、抜けました no-room:あきが足りません write-protected:スイッチが mute:書きこめませんでした lies:書きこめませんでした; do
	start_saving "one ${how%%:*}"
	expect "${how%%:*}: says what happened" "${how#*:}"
	expect "${how%%:*}: in words of its own" "お客さまのUSBメモリーに入れられませんでした"
	staged "${how%%:*}: the onlooker, too" "kenshin: saved no"
	unstaged "${how%%:*}: never saved" "kenshin: saved yes"
	mode "one saved"
	choose
	expect "${how%%:*}: and once more" "入れました。読み返して同じでした"
done

# --- the end of a visit in the middle -----------------------------------------------------------------
start_saving "one slow"
expect "it runs" "が出るまで、抜かないでください"
expect "and says so at the top" "USBに書きこみ中"
key Escape
sees "いま入れています" && say ok "going on meanwhile" || say "NOT OK" "going on meanwhile"
key 9
sees "消してよいですか" || bad=$((bad + 1))
key 2
expect "erased all the same" "このお客さまの記録を消しました"
unstaged "and not called saved" "kenshin: saved yes"
[ -s "$work/stderr" ] && say "NOT OK" "on standard error: $(cat "$work/stderr")"
[ $bad -eq 0 ]
