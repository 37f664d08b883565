#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The kiosk with the real kenshin on the sample client's disk: a visit from the first page to
# power off, the sheet as PDF and text, not a byte of the image changed; and a visit without any
# disk. Exit code 77 without tmux or without the sample.
set -u
build=${KENSHIN_BUILD:-build}
image=$build/fixtures/office-disk.img
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
[ -f "$image" ] && [ -d "$build/fixtures/signatures" ] || { echo "skipped: no sample client in $build/fixtures"; exit 77; }
work=$(mktemp -d) || exit 1
mkdir "$work/run"
tm() { tmux -S "$work/tmux" -f /dev/null "$@"; }
trap 'tm kill-server 2>/dev/null; rm -rf "$work"' EXIT
tm new -d -s stay sleep 1000
bad=0
say() { echo "$1  $2"; [ "$1" = ok ] || bad=$((bad + 1)); }
start() { # OPTION...
	rm -f "$work/code"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"env -u TMUX XDG_RUNTIME_DIR='$work/run' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$build/bin/kenshin-kiosk' --no-key-guard --no-print --weak-sandbox --out '$work/out' $* 2>'$work/stderr'; \
		echo \$? >'$work/code'; sleep 100"
}
screen() { tm capture-pane -t =k: -p; }
key() { for k in "$@"; do tm send-keys -t =k: "$k"; sleep 0.06; done; }
sees() { # TEXT [TENTHS]
	i=0
	while [ $i -lt "${2:-100}" ]; do
		screen | grep -qF -- "$1" && return 0
		i=$((i + 1))
		sleep 0.1
	done
	echo "--- \"$1\" did not show; instead:"
	screen
	bad=$((bad + 1))
	return 1
}
# Answers all questions: what the records suggest, else "yes"; S08 and S09 are led on with 1.
talk() {
	n=1
	while [ $n -le 12 ]; do
		sees "問診 $n / 12" || return
		if screen | grep -qF "枠の中は"; then key Enter; else key 1; fi
		sleep 0.2
		screen | grep -qF "食いちがって" && key 1 && sleep 0.2
		screen | grep -qF "決めつけません" && key 1
		n=$((n + 1))
	done
}
ended() {
	i=0
	while [ ! -s "$work/code" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
	[ "$(cat "$work/code" 2>/dev/null)" = 0 ] && say ok "$1" || say "NOT OK" "$1"
}

before=$(sha256sum <"$image")
start --image "$image" --signatures "$build/fixtures/signatures" --now 2026-11-21T01:42:07Z
sees "パソコンの健診をはじめます"
key 1 Enter 0 4 1 2 0 7 Enter 9 Enter
sees "Windows 11 Home、利用者2人" 50 && say ok "Windows is named before the check"
sees "あき 1" && sees "完全には終わっていません" && sees "> 1  "
key Enter
sees "検査は終わりました" 600 && say ok "the real check ends"
talk
sees "問診も検査も終わりました" && key Enter
sees "まず3つ" && say ok "a result"
score=$(screen | sed -n 's|.* \([0-9]*\) / 100 .*|\1|p')
screen | grep -q "印が" && say ok "the sign is told" || say "NOT OK" "the sign is told"
key Enter
sees "今回、調べていないこと" && sees "クラ" && say ok "what was not looked at is told"
key Enter
sees "次に何をしますか"
key Enter
sees "読み返して同じでした" 300 && say ok "saved and read back"
if grep -q "$score / 100" "$work/out/kenshin-0412-07.txt"; then
	say ok "paper and screen say the same ($score)"
else
	say "NOT OK" "paper and screen say the same ($score)"
fi
if [ "$(head -c 5 "$work/out/kenshin-0412-07.pdf")" = "%PDF-" ]; then say ok "a PDF"; else say "NOT OK" "a PDF"; fi
key Enter 9 2
sees "このお客さまの記録を消しました" && say ok "erased"
sees "残り 0 か所" && say ok "nothing of it is left in memory"
key Enter
ended "power off"
[ "$before" = "$(sha256sum <"$image")" ] && say ok "not a byte of the image changed" || say "NOT OK" "the image changed"

# a PC without a disk that can be read: the visit still ends with a sheet
rm -rf "$work/out"
start --disk no-such-disk --now 2026-11-21T01:42:07Z
sees "パソコンの健診をはじめます"
key 1 Enter 0 4 1 2 0 8 Enter 9 Enter
sees "調べられるディスクが見つかりませんでした" 300 && say ok "no disk is told"
key 1
talk
sees "問診は終わりました" && key Enter
sees "まず3つ" && key Enter && sees "ディスクは見られませんでした" && say ok "and stands on the sheet"
key Enter
sees "次に何をしますか" && key Enter
sees "読み返して同じでした" 300 && grep -q "ディスクは見られませんでした" "$work/out/kenshin-0412-08.txt" && say ok "on paper too"
key Enter 9 2
sees "このお客さまの記録を消しました" && key Enter
ended "power off again"
[ -z "$(ls "$work/run")" ] && say ok "nothing stays" || say "NOT OK" "nothing stays"
[ $bad -eq 0 ] || { echo "$bad cases are not as they should be"; exit 1; }
