#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A kiosk that falls is started again, as on the stick, and goes on with the case: killed after every
# single key of a visit, with the check going on or fallen, too; erasing wipes what was kept; a stick
# that is pulled out is told and waited for. Exit code 77 without tmux.
set -u
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
# the kiosk keeps a case in memory only
work=$(mktemp -d /dev/shm/kenshin-XXXXXX) || { echo "skipped: no /dev/shm"; exit 77; }
session=$work/run/session
mkdir -m 700 "$work/run" "$session" "$work/run/user"
: >"$work/disk.img"
: >"$work/stick"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; touch "$work/go"; rm -rf "$work"' EXIT

# start MODE OPTION...
start() {
	mode=$1
	shift
	rm -f "$work/codes" "$work/over" "$work/go"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"exec env -u TMUX WORK='$work' FAKE_MODE=$mode FAKE_RECORDS='$here/fake/tidy.jsonl' FAKE_GO='$work/go' \
		XDG_RUNTIME_DIR='$work/run/user' KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$here/parts/again' '$build/bin/kenshin-kiosk' --no-key-guard --no-print --kenshin '$here/fake/kenshin' \
		--session '$session' --now 2026-11-21T01:42:07Z --image '$work/disk.img' --out '$work/out' $*"
}
kiosk() { pgrep -P "$(tm list-panes -t =k: -F '#{pane_pid}')" kenshin-kiosk; }
# the check that the case names, while it is there
check() { p=$(sed -n 's/^check \([0-9]*\) .*/\1/p' "$session/case" 2>/dev/null) && [ -n "$p" ] && kill -0 "$p" 2>/dev/null && echo "$p"; }
# fall SIGNAL: and a new one is there
fall() {
	old=$(kiosk)
	kill "-$1" "$old"
	i=0
	while [ $i -lt 100 ]; do
		new=$(kiosk)
		[ -n "$new" ] && [ "$new" != "$old" ] && return
		i=$((i + 1))
		sleep 0.05
	done
	echo "--- no new kiosk"
	bad=$((bad + 1))
}
to_questions() {
	sees "パソコンの健診をはじめます" || return
	key 1 j 3 Down Enter 0 4 1 2 0 7 Enter 9 Enter
	sees "どのディスク" && sees "> 1  " && key Enter && sees "問診 1 / 12"
}
over() {
	i=0
	while [ ! -e "$work/over" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
	[ -e "$work/over" ] && say ok "$1" || say "NOT OK" "$1"
}
empty() { [ -z "$(ls -A "$session")" ] && say ok "$1" || say "NOT OK" "$1: $(ls -A "$session")"; }

# --- the number is drawn ------------------------------------------------------------------------
start whole
sees "パソコンの健診をはじめます"
key 1 Enter
sees "自動で決めた番号です" || bad=$((bad + 1))
one=$(screen | sed -n 's/.*整理番号   \[ \([0-9]*-[0-9]*\) \].*/\1/p')
key F9 2
sees "このお客さまの記録を消しました" || bad=$((bad + 1))
key 2
sees "パソコンの健診をはじめます"
key 1 Enter
sees "自動で決めた番号です" || bad=$((bad + 1))
two=$(screen | sed -n 's/.*整理番号   \[ \([0-9]*-[0-9]*\) \].*/\1/p')
if [ ${#one} -eq 7 ] && [ ${#two} -eq 7 ] && [ "$one" != "$two" ]; then
	say ok "a number is drawn for each case"
else
	say "NOT OK" "a number is drawn for each case ($one, $two)"
fi
key 0
expect "a digit begins another number" "[ 0___-__ ]"
key BSpace 0 4 1 2 0 7
expect "typed over" "[ 0412-07 ]"

# --- killed in the middle of the check, which goes on -----------------------------------------------
fall KILL
expect "killed at the number: it is still there" "番号 0412-07 の問診0問から"
key 2
expect "erase and end" "このお客さまの記録を消しました"
empty "nothing of it is left"
start steady
to_questions || bad=$((bad + 1))
key 1 1 1
sees "問診 4 / 12" || bad=$((bad + 1))
before=$(check)
fall KILL
expect "a fallen kiosk offers to go on" "前の続きがあります"
expect "and says with what" "番号 0412-07 の問診3問と検査 45% から続けられます"
key 1
expect "the same question again" "問診 4 / 12"
[ -n "$before" ] && [ "$before" = "$(check)" ] && say ok "the same check goes on" || say "NOT OK" "the same check goes on"
touch "$work/go"
expect "to its end" "検査は終わりました"
fall SEGV
expect "fallen once more" "番号 0412-07 の問診3問と検査の結果は残っています"
key 1
n=4
while [ $n -le 12 ]; do
	sees "問診 $n / 12" || break
	key 1
	sleep 0.2
	screen | grep -qF "食いちがって" && key 1
	n=$((n + 1))
done
sees "問診も検査も終わりました" && key Enter
expect "the result" "まず3つ"
screen | sed 's/経過 *[0-9]*分//' >"$work/with"
fall KILL
sees "前の続きがあります" && key 1
expect "the result again" "まず3つ"
screen | sed 's/経過 *[0-9]*分//' >"$work/again.s10"
cmp -s "$work/with" "$work/again.s10" && say ok "it is the same" || say "NOT OK" "the result changed: $(diff "$work/with" "$work/again.s10")"
key Enter Enter Enter
expect "saved all the same" "読み返して同じでした"
key F9 2
expect "erased, with proofs" "残り 0 か所"
empty "nothing is kept"
key Enter
over "power off"
[ "$(grep -c . "$work/codes")" -eq 4 ] && [ "$(tail -n 1 "$work/codes")" = 0 ] && say ok "fallen three times, ended with 0" || say "NOT OK" "codes: $(cat "$work/codes")"

# --- the check fell, too -------------------------------------------------------------------------------
start steady
to_questions || bad=$((bad + 1))
key 1 1
kill -STOP "$(kiosk)" # it does not hear of it any more
kill -KILL "$(check)"
fall KILL
expect "what is lost is told" "検査は始めからします"
touch "$work/go"
key 1
expect "answers are kept" "問診 3 / 12"
expect "and the check is done anew" "検査は終わりました"
fall KILL
sees "前の続きがあります" && key 2
expect "erase and end instead" "このお客さまの記録を消しました"
empty "nothing stays"

# --- stopped by a signal, and the terminal gone --------------------------------------------------------
start steady
to_questions || bad=$((bad + 1))
key 1
sleep 0.3
before=$(check)
fall TERM
expect "told to stop: the case ends" "前のお客さまの記録は残っていません"
empty "and is wiped"
[ -n "$before" ] && ! kill -0 "$before" 2>/dev/null && say ok "its check, too" || say "NOT OK" "its check, too"
start steady
to_questions || bad=$((bad + 1))
key 1
old=$(kiosk)
tm kill-session -t =k
i=0
while kill -0 "$old" 2>/dev/null && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
start steady
expect "the terminal went: the case goes on at the next" "番号 0412-07 の問診1問と検査 45%"
touch "$work/go"
key 2
sees "このお客さまの記録を消しました" || bad=$((bad + 1))

# --- what is no place for a case ----------------------------------------------------------------------------
refuses() { # CASE FOLDER WORDS
	"$build/bin/kenshin-kiosk" --kenshin "$here/fake/kenshin" --session "$2" 2>"$work/refused" </dev/null
	[ $? -eq 2 ] && grep -q "$3" "$work/refused" && say ok "$1" || say "NOT OK" "$1: $(cat "$work/refused")"
}
refuses "a folder that is not there" "$work/none" "no such folder"
mkdir -m 755 "$work/open"
refuses "a folder that others can look into" "$work/open" "0700"
disk=$(mktemp -d) && case $(stat -f -c %T "$disk") in
tmpfs | ramfs) echo "skipped: /tmp is in memory, too" ;;
*) refuses "a folder on a disk" "$disk" "in memory" ;;
esac
rmdir "$disk"

# --- what is no case ---------------------------------------------------------------------------------------
tm kill-session -t =k
sleep 0.3
echo "kenshin-case 1" >"$session/case"
mkdir "$session/sub"
echo secret >"$session/sub/records"
start whole
expect "rubbish is erased and told" "前の記録が残っていたので、消して"
empty "it is gone"

# --- killed after every key -------------------------------------------------------------------------------------
start whole
sees "パソコンの健診をはじめます"
falls=0
step() { # KEY: pressed, killed, gone on
	key "$1"
	sleep 0.15
	fall KILL
	falls=$((falls + 1))
	sees "前の続きがあります" || return 1
	key 1
	sleep 0.1
}
for k in 1 j 3 Down Enter 0 4 1 2 0 7 Enter 9; do step $k || { bad=$((bad + 1)); break; }; done
expect "eight marks are there" "8  [ する ]"
step Enter || bad=$((bad + 1))
sees "どのディスク" && sees "> 1  " && step Enter
n=1
while [ $n -le 12 ]; do
	sees "問診 $n / 12" || { bad=$((bad + 1)); break; }
	if screen | grep -qF "枠の中は"; then step Enter; else step 1; fi
	n=$((n + 1))
done
for k in Enter Enter Enter Enter; do step $k || { bad=$((bad + 1)); break; }; done
expect "saved after all that" "健診票"
screen | grep -qF "次に何をしますか" && key 2
expect "read back" "読み返して同じでした"
step Enter
sees "次に何をしますか" || bad=$((bad + 1))
step 9
sees "消してよいですか" || bad=$((bad + 1))
key 2
expect "erased after $falls falls" "残り 0 か所"
empty "nothing of it stays"
key Enter
over "power off after $falls falls"

# --- the stick is pulled out ---------------------------------------------------------------------------------------
start steady --stick "$work/stick" --stage "$work/stage"
: >"$work/stage"
to_questions || bad=$((bad + 1))
key 1 1
rm "$work/stick"
expect "told at once" "この健診のUSBメモリーが抜けています"
expect "what is still there" "問診2問の答えと、検査 45% までの結果は残っています"
key 1
expect "looked again" "まだ見つかりません"
key F1
expect "help is there without it" "このページのこと"
: >"$work/stick"
sleep 0.6
key Escape
expect "back by itself" "問診 3 / 12"
rm "$work/stick"
sees "抜けています" || bad=$((bad + 1))
fall KILL
sees "抜けています" || sees "前の続きがあります"
: >"$work/stick"
sees "前の続きがあります" && key 1
expect "fallen while it was out" "問診 3 / 12"
touch "$work/go"
sees "検査は終わりました" || bad=$((bad + 1))
rm "$work/stick"
expect "the whole check is still here" "問診2問の答えと、検査の結果は残っています"
key 2
expect "on without it" "問診 3 / 12"
sleep 0.6
expect "it is told once" "問診 3 / 12"
key F9 2
expect "erased without it" "残り 0 か所"
grep -q "stick out" "$work/stage" && grep -q "stick in" "$work/stage" && say ok "an onlooker is told" || say "NOT OK" "an onlooker is told"

# saving waits for it, and says so
tm kill-session -t =k
rm -rf "$work/out"
: >"$work/stick"
start whole --stick "$work/stick"
to_questions || bad=$((bad + 1))
n=1
while [ $n -le 12 ]; do
	sees "問診 $n / 12" || break
	key 1
	sleep 0.2
	screen | grep -qF "食いちがって" && key 1
	n=$((n + 1))
done
sees "問診も検査も終わりました" && key Enter && sees "まず3つ" && key Enter Enter
sees "次に何をしますか" || bad=$((bad + 1))
rm "$work/stick"
sees "抜けています" && key 2
sees "次に何をしますか" && key 2
expect "saving waits for the stick and says so" "差しこむと、自動で続きます"
[ -e "$work/out/kenshin-0412-07.pdf" ] && say "NOT OK" "nothing is saved meanwhile" || say ok "nothing is saved meanwhile"
: >"$work/stick"
expect "it goes on by itself" "読み返して同じでした"
key F9 2
expect "and is erased" "残り 0 か所"

# --- the erase number ------------------------------------------------------------------------------------------------
# erased STICK-AND-DATA: a visit that ends at once; S16 is shown
erased() {
	sees "パソコンの健診をはじめます" || return
	key 1 Enter Enter F9 2
	sees "このお客さまの記録を消しました"
}
list=$work/data/kenshin/erasures.csv
shown() { screen | sed -n 's/.*消去の確かめ番号 *\([0-9A-F]\{4\}\) - \([0-9A-F]\{4\}\) - \([0-9A-F]\{4\}\) .*/\1-\2-\3/p'; }
noted() { # NUMBER
	[ -n "$1" ] && grep -q "^$1,2026-11,yes$" "$list" && say ok "$2" || say "NOT OK" "$2 ($1): $(cat "$list")"
}
tm kill-session -t =k
mkdir "$work/data"
: >"$work/stick"
start whole --stick "$work/stick" --data "$work/data"
erased
sees "消去の確かめ番号" || bad=$((bad + 1))
one=$(shown)
noted "$one" "the number stands in the stick's list"
key 2
erased
two=$(shown)
noted "$two" "and the next one"
noted "$one" "beside the first"
[ "$(tail -n 1 "$list")" = rows,2 ] && say ok "the list is whole" || say "NOT OK" "the list is whole: $(cat "$list")"
key 2
sees "パソコンの健診をはじめます" && key 1 Enter Enter F9
rm "$work/stick"
sees "抜けています" && key 2 2
expect "without the stick there is no number" "確かめ番号はまだありません"
[ "$(tail -n 1 "$list")" = rows,2 ] && say ok "nothing was written behind its back" || say "NOT OK" "something was written"
: >"$work/stick"
sees "消去の確かめ番号  " || bad=$((bad + 1))
three=$(shown)
noted "$three" "it comes when the stick is back"
key 2
echo "not ours" >"$list"
erased
four=$(shown)
noted "$four" "a list that is not ours is not believed"
[ "$(cat "$work/data/kenshin/erasures-aside-1.csv")" = "not ours" ] && say ok "and kept aside" || say "NOT OK" "and kept aside"
key 2
rm -rf "$work/data/kenshin"
: >"$work/data/kenshin" # no folder can be made there: as a stick that takes no more
erased
expect "a stick that takes nothing: it is said" "消去の確かめ番号はありません"
expect "the erasing holds all the same" "上のとおり確かめてあります"

# what the shell says of those that we killed is not ours
grep -v '^Killed\|^Segmentation fault' "$work/stderr" && say "NOT OK" "stderr stays empty" || say ok "stderr stays empty"
[ $bad -eq 0 ] || { echo "$bad cases are not as they should be"; exit 1; }
