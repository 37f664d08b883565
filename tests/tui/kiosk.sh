#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The kiosk on a real terminal (tmux): the shortest honest visit with its keys counted, sizes,
# languages, stopping, falling, erasing, ending. Against a recorded check; kiosk_real.sh has the
# real one. Prints one line per case; exit code 77 without tmux.
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

# start MODE RECORDS COLS ROWS OPTION...
start() {
	mode=$1 records=$2 cols=$3 rows=$4
	shift 4
	rm -f "$work/code"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x "$cols" -y "$rows" \
		"env -u TMUX FAKE_MODE=$mode FAKE_FORGET=${forget:-0} FAKE_RECORDS='$here/fake/$records' XDG_RUNTIME_DIR='$work/run' \
		KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$build/bin/kenshin-kiosk' --no-key-guard --no-print --kenshin '$here/fake/kenshin' \
		--now 2026-11-21T01:42:07Z $* 2>'$work/stderr'; echo \$? >'$work/code'; sleep 100"
	keys=0
}

# --- the shortest honest visit -------------------------------------------------------------
# 43 keys of the storyboard, adapted: paper is a saved sheet here, so S14 (1) and S33 (1) are one
# page S35 (1); S30 is the key "S07 to result". 42 in all, 38 to the saved sheet.
start whole tidy.jsonl 80 25 --image "$work/disk.img" --out "$work/out"
to_disk
key Enter
sees "検査は終わりました" || bad=$((bad + 1))
n=1
while [ $n -le 12 ]; do
	sees "問診 $n / 12" || break
	if screen | grep -qF "枠の中は"; then key Enter; else key 1; fi
	n=$((n + 1))
done
expect "twelve questions lead to the result" "問診も検査も終わりました"
key Enter
expect "result" "まず3つ"
screen >"$work/s10"
key Enter
expect "by area" "今回、調べていないこと"
key Enter
expect "what next" "次に何をしますか"
key Enter
expect "sheet saved and read back" "入れました。読み返して同じでした"
[ $keys -eq 38 ] && say ok "38 keys to the sheet" || say "NOT OK" "38 keys to the sheet, not $keys"
if cmp -s "$work/out/kenshin-0412-07.pdf" - <<-X; then say ok "the sheet is what was made"; else say "NOT OK" "the sheet"; fi
a sheet for paper
X
key Enter
sees "次に何をしますか" || bad=$((bad + 1))
key Enter
expect "erasing is asked" "消してよいですか"
before=$keys
key Enter
expect "Enter alone never erases" "次に何をしますか"
key 9
keys=$before # that was a detour
key 2
expect "erased, with proofs" "このお客さまの記録を消しました"
expect "searched its own memory" "残り 0 か所"
expect "the file is as it was" "見本のファイルはそのままです"
key Enter
i=0
while [ ! -s "$work/code" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
[ "$(cat "$work/code" 2>/dev/null)" = 0 ] && say ok "ends with code 0" || say "NOT OK" "ends with code 0"
[ $keys -eq 42 ] && say ok "42 keys to power off" || say "NOT OK" "42 keys to power off, not $keys"
[ -z "$(ls "$work/run")" ] && say ok "no work area stays" || say "NOT OK" "no work area stays"
[ -s "$work/stderr" ] && say "NOT OK" "stderr stays empty" || say ok "stderr stays empty"

# --- disks of this machine -----------------------------------------------------------------
start whole tidy.jsonl 80 25
to_disk
expect "the disks are listed" "番号の終わり 7K21"
expect "Windows is named before the check" "Windows 11 Home、利用者2人"
expect "the room on it" "あき 61 GB"
expect "a PC that sleeps is told" "完全には終わっていません"
expect "the kind of lock" "BitLocker の鍵がかかっています"
expect "no Windows on the third" "データだけ"
expect "the own stick is told" "選べません"
expect "the cursor is on the only Windows" "> 1  パソコンの中"
expect "the locked one says so" "鍵つき"
key 2
expect "a locked disk is no dead end" "鍵は開けずに、問診だけで続ける"
key 1
expect "questions without a disk" "問診 1 / 12"
key F9 2
expect "nothing read of the disks stays in memory" "[ すみ ]  ディスクから読んだ内容も、メモリーから消しました"

# who does not want the settings to be looked at has no Windows named either
forget=1
start whole tidy.jsonl 80 25
forget=
key 1 Enter 0 4 1 2 0 7 Enter 9 1 Enter
expect "a refused line holds for the list of disks" "ご希望により、中は見ていません"
key F9 2
expect "what stays in memory until power off is not claimed to be gone" "[ まだ ]  ディスクから読んだ内容は、電源を切ると消えます"
expect "the rest is proven all the same" "残り 0 か所"

# --- a sign, sizes, languages --------------------------------------------------------------
start whole office.jsonl 80 25 --image "$work/disk.img"
to_disk
key Enter
sees "検査は終わりました" || bad=$((bad + 1))
sees "問診 1 / 12" || bad=$((bad + 1))
key Enter
expect "a sign waits for the answer" "気になる印が1つ出ました"
key 1
expect "and leads back" "問診 2 / 12"
# broken: a frame without its side, or a row that is longer than the terminal
for size in "100 37" "64 21" "48 16" "80 25"; do
	# shellcheck disable=SC2086 # two words on purpose
	set -- $size
	tm resize-window -t k -x "$1" -y "$2"
	sleep 0.5
	rows=$(screen | wc -l)
	top=$(screen | grep -c '┌.*┐')
	low=$(screen | grep -c '└.*┘')
	if sees "2 / 12" && [ "$rows" -eq "$2" ] && [ "$top" -eq "$low" ]; then
		say ok "drawn anew at $1 x $2"
	else
		say "NOT OK" "drawn anew at $1 x $2 ($rows rows, $top and $low)"
	fi
done
key F4
expect "English at once" "Question 2 of 12"
screen | LC_ALL=C.UTF-8 grep -q 'の' && say "NOT OK" "no Japanese in English" || say ok "no Japanese in English"
# another terminal in its place (as dtach does it): nothing of the page is there, its modes neither
tm send-keys -R -t k
tm clear-history -t k
[ -z "$(screen | tr -d ' \n')" ] || { echo "--- the terminal was not emptied"; bad=$((bad + 1)); }
kill -WINCH "$(pgrep -P "$(tm list-panes -t k -F '#{pane_pid}')" kenshin-kiosk)"
expect "a new terminal is drawn whole" "Question 2 of 12"
key Down F1
expect "and its keys are known" "About this page"
key Escape
sees "Question 2 of 12" || bad=$((bad + 1))
key F4 F2 F2
expect "very large text" "4 / 7"
key F2
expect "normal again" "【検査と問診】─ 結果"
key F6
expect "hidden from passers-by" "健診中です"
key Enter x
expect "a key that does nothing says so" "このキーは、ここでは使いません"
key F1
expect "help" "このページのこと"
key Escape
expect "and back" "問診 2 / 12"
key 0
expect "0 lists all keys" "このページのヘルプ"
key Escape F9
expect "F9 asks" "消してよいですか"
key Escape
expect "Esc leads back" "問診 2 / 12"

# --- stopping and falling ------------------------------------------------------------------
start slow office.jsonl 80 25 --image "$work/disk.img"
to_disk
key Enter
expect "time left is told" "あと約5分"
key F8
expect "F8 asks" "検査をここまでにしますか"
key 2
expect "stopped with what there is" "ここまでにしました"
expect "and the questions go on" "問診 1 / 12"

start fall office.jsonl 80 25 --image "$work/disk.img"
to_disk
key Enter
sees "問診 1 / 12" || bad=$((bad + 1))
expect "the bar says so" "途中で止まりました"
key 1
sees "食いちがって" >/dev/null && key 1
expect "a fallen check is told" "検査の一部が途中で止まりました"
expect "and how the PC is" "読むだけにしてあります"
key 1
sees "問診 2 / 12" || bad=$((bad + 1))

# --- signals -------------------------------------------------------------------------------
for signal in TERM HUP; do
	start slow office.jsonl 80 25 --image "$work/disk.img"
	to_disk
	key Enter
	sees "あと約5分" || bad=$((bad + 1))
	pid=$(tm list-panes -t k -F '#{pane_pid}')
	kiosk=$(pgrep -P "$pid" kenshin-kiosk)
	kill "-$signal" "$kiosk"
	i=0
	while [ ! -s "$work/code" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
	if [ "$(cat "$work/code" 2>/dev/null)" = 3 ] && [ -z "$(ls "$work/run")" ]; then
		say ok "SIG$signal ends it, leaves nothing and is told from power off"
	else
		say "NOT OK" "SIG$signal ends it, leaves nothing and is told from power off"
	fi
done

# --- an onlooker is told, and so is whoever draws the letters ------------------------------
mkfifo "$work/fifo"
cat "$work/fifo" >"$work/told" &
reader=$!
start whole tidy.jsonl 80 25 --image "$work/disk.img" --stage "$work/fifo" --text-size 1 --lang en \
	--text-size-file "$work/size"
expect "begins in the language and size asked for" "Start a check-up of this PC"
key F2
sees "Start a check-up" || bad=$((bad + 1))
[ "$(cat "$work/size")" = 2 ] && say ok "F2 is told by a file" || say "NOT OK" "F2 is told by a file"
key F2 F4
to_disk
key Enter
sees "問診 1 / 12" || bad=$((bad + 1))
sees "検査は終わりました" || bad=$((bad + 1))
key F9 2
sees "このお客さまの記録を消しました" || bad=$((bad + 1))
key Enter
i=0
while [ ! -s "$work/code" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
wait $reader
cat >"$work/wanted" <<-X
	kenshin: page S01 en 1
	kenshin: page S01 en 2
	kenshin: page S01 en 0
	kenshin: page S01 ja 0
	kenshin: page S02 ja 0
	kenshin: page S03 ja 0
	kenshin: page S04 ja 0
	kenshin: disks listed
	kenshin: check running
	kenshin: page S07 ja 0 q1
	kenshin: check done
	kenshin: page S22 ja 0
	kenshin: erased yes
	kenshin: page S16 ja 0
	kenshin: end
	X
if cmp -s "$work/told" "$work/wanted"; then
	say ok "an onlooker hears of every page, and of nothing else"
else
	say "NOT OK" "an onlooker hears of every page, and of nothing else"
	diff "$work/told" "$work/wanted"
fi

# --- what an earlier visit left ------------------------------------------------------------
mkdir "$work/run/kenshin-case-999999-abcdef"
echo secret >"$work/run/kenshin-case-999999-abcdef/case.jsonl"
start whole office.jsonl 80 25 --image "$work/disk.img"
expect "left-overs are erased and told" "前の記録が残っていたので、消して"
[ -z "$(ls "$work/run")" ] && say ok "they are gone" || say "NOT OK" "they are gone"

[ $bad -eq 0 ] || { echo "$bad cases are not as they should be"; exit 1; }
