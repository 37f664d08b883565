#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The kiosk on a real terminal (tmux): what remains of a case by consent, and a lent stick from its
# first page to the opened results. The check is recorded; sealing, counting and opening are real.
set -u
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
for tool in tmux age age-keygen; do
	command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
case $build in /*) ;; *) build=$(pwd)/$build ;; esac
kenshin=$build/bin/kenshin
# the kiosk keeps a case in memory only
work=$(mktemp -d /dev/shm/kenshin-XXXXXX) || { echo "skipped: no /dev/shm"; exit 77; }
mkdir "$work/run" "$work/small"
: >"$work/disk.img"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; umount "$work/small" 2>/dev/null; rm -rf "$work"' EXIT
is() { # CASE COMMAND...
	name=$1
	shift
	if "$@" >/dev/null 2>&1; then say ok "$name"; else say "NOT OK" "$name"; fi
}
age-keygen -o "$work/chamber.key" 2>/dev/null
age-keygen -o "$work/loan.key" 2>/dev/null
public() { sed -n 's/^# public key: //p' "$1"; }

# start DATA OPTION...
start() {
	data=$1
	shift
	rm -f "$work/code"
	: >"$work/stage"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"env -u TMUX FAKE_RECORDS='$here/fake/tidy.jsonl' XDG_RUNTIME_DIR='$work/run' \
		KENSHIN_REAL='$kenshin' KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$build/bin/kenshin-kiosk' --no-key-guard --no-print --kenshin '$here/fake/keeping' --data '$data' \
		--stage '$work/stage' --image '$work/disk.img' --now 2026-11-22T01:42:07Z $* \
		2>'$work/stderr'; echo \$? >'$work/code'; sleep 100"
}
letters() { tm send-keys -t k -l "$1"; sleep 0.2; }
# S01 to S13; the arguments are the digits of consent
to_next() {
	sees "パソコンの健診をはじめます" || return
	key 1 j 3 Down Enter 0 4 1 2 0 7 Enter "$@" Enter
	through_check
}
through_check() { # S04 to S13
	sees "どのディスク" && sees "> 1  " || return
	key Enter
	sees "検査は終わりました" || return
	n=1
	while [ $n -le 12 ]; do
		sees "問診 $n / 12" || return
		key 1
		sleep 0.1
		screen | grep -qF "食いちがって" && key 1
		n=$((n + 1))
	done
	sees "問診も検査も終わりました" || return
	key Enter
	sees "まず3つ" && key Enter
	sees "今回、調べていないこと" && key Enter
	sees "次に何をしますか"
}
fresh() { # DATA: a data partition with the chamber's key
	rm -rf "$1"
	mkdir -p "$1/kenshin" "$1/signatures"
	public "$work/chamber.key" >"$1/kenshin/chamber.txt"
}
sealed() { find "$1/results" -name '*.age' 2>/dev/null | wc -l; }

# --- kept by consent ---------------------------------------------------------------------------
data=$work/data
fresh "$data"
mkdir "$data/results"
: >"$data/results/.0123456789abcdef0123456789abcdef.age.999999.part"
start "$data"
to_next 9
key 9
expect "S22 says before what stays" "会議所の鍵をかけて、のこします"
key 2
expect "S16 names the record" "鍵をかけた記録（同意の5のとおり）"
expect "S16 names the counts" "名前のない集計の数（同意の6のとおり）"
is "one sealed file" [ "$(sealed "$data")" -eq 1 ]
is "what was left half-written is gone" [ -z "$(find "$data" -name '*.part')" ]
is "the onlooker is told" grep -q '^kenshin: kept yes' "$work/stage"
"$kenshin" keep --open "$data"/results/*.age --identity "$work/chamber.key" >"$work/case.jsonl" 2>"$work/why"
is "it opens with the chamber's key" [ -s "$work/case.jsonl" ]
is "it has the number" grep -q '"number":"0412-07"' "$work/case.jsonl"
findings() { sed -n 's/.*"record":"finding","id":"\([^"]*\)".*"answer":"\([a-z-]*\)".*/\1 \2/p' "$1" | sort; }
findings "$here/fake/tidy.jsonl" >"$work/want"
findings "$work/case.jsonl" >"$work/have"
is "there are findings" [ -s "$work/want" ]
"$kenshin" report "$work/case.jsonl" --lang ja >"$work/sheet" 2>/dev/null
is "its sheet has the number" grep -q '0412-07' "$work/sheet"
is "its findings are the check's" cmp "$work/want" "$work/have"
is "the counts are there" grep -q '^2026-11,desk,visits,all,1$' "$data/kenshin/tally.csv"
is "nothing of it in the open" sh -c "! grep -rqa -e 0412-07 -e Eicar -e yamada -e windows '$data'"
is "no work area stays" [ -z "$(ls "$work/run")" ]
key 2
expect "the next client begins" "パソコンの健診をはじめます"

# --- refused, no key, full ---------------------------------------------------------------------
fresh "$data"
start "$data"
to_next 1 2 3 4 5 6 7 8 5 6 # 5 and 6 given again: refused
key 9 2
expect "erased" "このお客さまの記録を消しました"
expect "nothing is named as kept" "機械には残していません"
is "nothing was kept" [ "$(sealed "$data")" -eq 0 ]
is "nothing was counted" [ ! -e "$data/kenshin/tally.csv" ]

fresh "$data"
rm "$data/kenshin/chamber.txt"
start "$data"
to_next 9
key 9
expect "without a key it says so before" "会議所の鍵がないので"
key 2
expect "and afterwards" "会議所の鍵がありません"
is "and nothing is kept" [ "$(sealed "$data")" -eq 0 ]
is "which the onlooker is told" grep -q '^kenshin: kept no' "$work/stage"

fresh "$data"
start "$data"
to_next 9
mv "$data" "$work/pulled"
key 9 2
expect "a stick that is out is told before erasing" "USBが抜けているか"
mv "$work/pulled" "$data"
key 3
expect "and tried again when it is back" "鍵をかけた記録"
is "kept then" [ "$(sealed "$data")" -eq 1 ]

if mount -t tmpfs -o size=24k tmpfs "$work/small" 2>/dev/null; then
	fresh "$work/small/d"
	start "$work/small/d"
	to_next 9
	key 9 2
	expect "a full stick is told before erasing" "USBのあきが足りません"
	is "nothing half is left" [ -z "$(find "$work/small/d/results" -type f)" ]
	mount -o remount,size=10m "$work/small"
	key 3
	expect "and tried again" "鍵をかけた記録"
	is "kept then" [ "$(sealed "$work/small/d")" -eq 1 ]
else
	echo "skipped: no mount: a full stick"
fi

# --- a lent stick ------------------------------------------------------------------------------
loan() { # PCS UNTIL
	fresh "$data"
	cat >"$data/kenshin/loan.json" <<-X
	{"schema":1,"slip":"12","issued":"2026-11-21","until":"$2","pcs":$1,
	 "recipient":"$(public "$work/loan.key")","phone":"06-0000-0000","hours":"","used":[]}
	X
	cp "$work/loan-key.age" "$data/kenshin/loan-key.age"
}
# age asks for the pass phrase on a terminal: tmux has one.
tm new -d -s lock "age -p -o '$work/loan-key.age' '$work/loan.key'; echo done >'$work/locked'"
sleep 0.5
tm send-keys -t lock "himawari7-tsubaki22" Enter
sleep 0.5
tm send-keys -t lock "himawari7-tsubaki22" Enter
i=0
while [ ! -e "$work/locked" ] && [ $i -lt 300 ]; do i=$((i + 1)); sleep 0.1; done

loan 2 2026-11-28
start "$data"
expect "loan home" "会社のパソコンを、1台ずつ調べます"
expect "slip, day, number" "あと2台"
key 1
expect "sticker" "札の色を、えらんでください"
key Enter
through_check
expect "no sheet leaves in the open" "あとで、2つの合言葉で"
key 9 2
expect "the result is locked away" "鍵をかけた結果（貸出の札のとおり）"
is "one sealed result" [ "$(sealed "$data")" -eq 1 ]
is "the PC is counted" grep -q '"sticker": "blue"' "$data/kenshin/loan.json"
"$kenshin" keep --open "$data"/results/*.age --identity "$work/chamber.key" >"$work/case.jsonl" 2>/dev/null
"$kenshin" report "$work/case.jsonl" --lang ja >"$work/sheet" 2>/dev/null
is "its sheet has the sticker" grep -q '青' "$work/sheet"
is "nothing is counted namelessly" [ ! -e "$data/kenshin/tally.csv" ]
key 2
expect "home again" "あと1台"
expect "the sticker is done" "[ 青 ] すみ 11月22日"
screen | grep -qE "検査|Windows|請求" && say "NOT OK" "no details" || say ok "no details"

key 2
expect "both pass phrases are asked" "2つの合言葉を打ってください"
letters himawari7
key Enter
letters tsubaki23
key Enter
expect "a wrong one is told" "合言葉がちがうようです"
for i in 1 2 3; do
	letters himawari7
	key Enter
	letters tsubaki23
	key Enter
	sleep 0.5
	sees "合言葉がちがうようです" >/dev/null
done
expect "the fourth wrong try slows down" "秒お待ちください"
is "nothing is erased by that" [ "$(sealed "$data")" -eq 1 ]

start "$data"
sees "あと1台"
key 2
letters himawari7
key Enter
letters tsubaki22
key Enter
expect "both right: the results" "青の札のパソコン"
key 1
expect "a result is shown" "まず3つ"
key Escape
expect "and back" "どの結果を見ますか"
key 9
sees "消してよいですか"
key 2
expect "erased and proven" "残り 0 か所"
is "the sealed one stays" [ "$(sealed "$data")" -eq 1 ]

mkdir -p "$work/out"
start "$data" --out "$work/out"
sees "あと1台"
key 3
letters himawari7
key Enter
letters tsubaki22
key Enter
sees "青の札のパソコン"
key 1
sees "次に何をしますか"
key 2
expect "a result is taken out" "入れました。読み返して同じでした"
is "under the colour of its PC's sticker" [ -s "$work/out/kenshin-blue.pdf" ]
key 1 9
sees "消してよいですか"
key 2
sees "残り 0 か所"

# The kiosk falls before the end of a case, and in the middle of its keeping.
loan 2 2026-11-28
mkdir -m 700 "$work/session"
fall() {
	pid=$(tm list-panes -t k -F '#{pane_pid}')
	kill -9 "$(pgrep -P "$pid" kenshin-kiosk)"
	start "$data" --session "$work/session"
	sees "前の続き" && key 1
}
start "$data" --session "$work/session"
sees "会社のパソコンを" && key 1
sees "札の色を" && key Enter
through_check
fall
expect "a fallen kiosk goes on with the loan's case" "次に何をしますか"
expect "which has its sticker still" "札の色 青"
key 9
sees "消してよいですか"
"$kenshin" keep --data "$data" --sticker blue --now 2026-11-22 "$work/case.jsonl" # as if it had come so far
fall
sees "消してよいですか"
key 2
expect "what was kept before the fall is not kept twice" "鍵をかけた結果"
is "one result" [ "$(sealed "$data")" -eq 1 ]

loan 2 2026-11-21
start "$data"
expect "the day has passed" "貸出の期間が終わりました"
key 1
expect "nothing is checked any more" "貸出の期間が終わりました"

loan 2 2026-11-28
echo '{' >"$data/kenshin/loan.json"
start "$data"
expect "a broken note is told" "貸出の控えが読めません"
rm "$data/kenshin/loan.json"
start "$data"
expect "a missing one, too: no ordinary stick" "お返しください"

loan 2 2026-11-28
sed -i 's/"issued":"2026-11-21"/"issued":"2026-11-27"/' "$data/kenshin/loan.json"
start "$data"
expect "a wrong clock is said" "時計が合っていないようです"

[ $bad -eq 0 ] || { echo "$bad cases are not as they should be"; exit 1; }
