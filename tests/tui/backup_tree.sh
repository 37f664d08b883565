#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Single folders of a backup on a real terminal (tmux), with the real kenshin onto a folder that stands for the owner's
# disk: the tree is opened, one folder of a group is unticked, one that is in none is ticked, and exactly that is in
# the zip; no name is in the arguments of any process; a kiosk that falls and a backup that is gone on with keep to
# the same choice; without the consent to names none is shown. The PC's check is played. 77 without tmux.
set -u
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
case $build in /*) ;; *) build=$(pwd)/$build ;; esac
work=$(mktemp -d /dev/shm/kenshin-XXXXXX) || { echo "skipped: no /dev/shm"; exit 77; }
chmod 755 "$work"
session=$work/run/session
mkdir -m 700 "$work/run" "$session" "$work/run/user"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; rm -rf "$work"' EXIT
image=$build/fixtures/tidy.img
[ -f "$image" ] || { echo "skipped: no sample client in $build/fixtures"; exit 77; }
"$build/bin/kenshin" check --image "$image" --signatures "$build/fixtures/signatures" --now 2026-11-22T01:42:07Z \
	--records >"$work/check.jsonl" 2>/dev/null
before=$(sha256sum <"$image")

# The check is played. What the children are given is written down, and one that is to be slow waits.
cat >"$work/kenshin" <<-'X'
	#!/bin/sh
	echo "$*" >>"$WORK/arguments"
	case " $* " in
	" backup run "*)
		: >"$WORK/begun"
		while [ -e "$WORK/slow" ]; do sleep 0.1; done
		[ -e "$WORK/cut" ] || exec "$REAL" "$@"
		rm "$WORK/cut" # the disk comes out before the last line of the list is there
		"$REAL" "$@" >"$WORK/lines"
		s=$(echo "$WORK"/owner/PC-backup-*)
		sed -i '/"record":"end"/d' "$s/manifest.jsonl"
		grep -v '"record":"backup",' "$WORK/lines"
		echo "{\"record\":\"backup\",\"state\":\"incomplete\",\"reason\":\"gone\",\"folder\":\"${s##*/}\"}"
		exit 1 ;;
	" backup "* | " report "*) exec "$REAL" "$@" ;;
	*) exec "$FAKE" "$@" ;;
	esac
X
chmod +x "$work/kenshin"
start() {
	tm kill-session -t =k 2>/dev/null
	rm -rf "$work/owner" "$work/slow" "$work/begun" "$work/cut" "$work/arguments" "${session:?}"/*
	mkdir -m 777 "$work/owner"
	: >"$work/stage"
	tm new -d -s k -x 80 -y 25 \
		"exec env -u TMUX WORK='$work' REAL='$build/bin/kenshin' FAKE='$here/fake/kenshin' FAKE_MODE=whole \
		FAKE_RECORDS='$work/check.jsonl' XDG_RUNTIME_DIR='$work/run/user' \
		KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		'$here/parts/again' '$build/bin/kenshin-kiosk' --no-key-guard --no-print --kenshin '$work/kenshin' \
		--session '$session' --stage '$work/stage' --now 2026-11-22T01:42:07Z --image '$image' \
		--backup-to '$work/owner' --out '$work/out'"
}
fall() {
	old=$(pgrep -P "$(tm list-panes -t =k: -F '#{pane_pid}')" kenshin-kiosk)
	kill -9 "$old"
}
# row PATTERN: the digit of the line that shows it.
row() { screen | sed -n "s/^[ >]* \([1-9]\)  .*[+-] $1 .*/\1/p" | head -1; }
# at NAME: `>` onto that line.
at() {
	sleep 0.5 # what was opened is there
	i=0
	while [ $i -lt 30 ] && ! screen | grep -q "^ *> .*[+-] $1 "; do
		key Down
		i=$((i + 1))
	done
	screen | grep -q "^ *> .*[+-] $1 "
}
choose() { # S13 into the tree: one folder of a group out, one of none in
	key 3
	sees "何の控えを取りますか" && sees "あわせて" && key 9
	sees "どのフォルダーを入れますか" && sees "+ Users" && at Users && key Right
	at suzuki && key Right
	at Documents && key Right
	at 議事録 && key "$(row 議事録)"
	i=0
	while [ $i -lt 6 ]; do key Left; i=$((i + 1)); done # out of it, and Users closed
	at Windows && key Right
	at System32 && key Right
	at config && sees "94.2 KB" && key "$(row config)"
	screen | grep -q "\[ する \].*config"
}
onto_the_disk() {
	key Escape
	sees "[ 一部 ]  ドキュメント" && sees "ほかに1個、1個を除く" || return
	key Up Up Up Up Up Enter
	sees "どのディスクに控えを取りますか" && key 1
	sees "このディスクに控えを取りますか" && key 1
}
only_what_was_chosen() { # CASE
	for part in "$work"/owner/PC-backup-*/0*.zip; do LC_ALL=C.UTF-8 unzip -Z1 "$part"; done | grep -v '/$' >"$work/names"
	documents=$(grep -c '^Users/suzuki/Documents/' "$work/names")
	if grep -q '^Windows/System32/config/SYSTEM$' "$work/names" && ! grep -q '^Users/suzuki/Documents/議事録' "$work/names" &&
		[ "$documents" -eq 144 ] && grep -q '^Users/佐藤/Documents/' "$work/names" &&
		! grep '^Windows' "$work/names" | grep -qv '^Windows/System32/config/' &&
		grep -q '議事録\|\\u8B70\\u4E8B\\u9332.*not-chosen' "$work"/owner/PC-backup-*/manifest.jsonl &&
		[ "$(grep -c not-chosen "$work"/owner/PC-backup-*/manifest.jsonl)" -eq 1 ]; then
		say ok "$1: exactly what was chosen"
	else
		say "NOT OK" "$1: $documents documents, $(cut -d/ -f1-3 "$work/names" | sort | uniq -c) $(grep not-chosen "$work"/owner/PC-backup-*/manifest.jsonl)"
	fi
}

# --- chosen, taken ---------------------------------------------------------------------------------------
start
to_what_next || exit 1
if choose; then say ok "a tree with sizes, opened and ticked"; else say "NOT OK" "the tree: $(screen)"; fi
onto_the_disk || bad=$((bad + 1))
expect "done, and proven" "終わりました。ためしに20個を戻し、同じでした"
expect "what is not in it is said" "選ばれなかったフォルダー"
only_what_was_chosen "the zip"
grep -q 'backup folders' "$work/arguments" && ! grep -q 'suzuki\|config\|議事録\|Documents' "$work/arguments" &&
	say ok "no name was in the arguments of a process" || say "NOT OK" "$(cat "$work/arguments")"

# --- a kiosk that falls in the middle, and a backup that is gone on with -----------------------------------
start
to_what_next || exit 1
choose || bad=$((bad + 1))
: >"$work/slow"
onto_the_disk || bad=$((bad + 1))
sees "控えを取っています" || bad=$((bad + 1))
i=0
while [ $i -lt 50 ] && [ ! -e "$work/begun" ]; do sleep 0.1; i=$((i + 1)); done
fall
: >"$work/cut"
sees "前の続きがあります" && key 1
sees "控えを取っています" && rm "$work/slow"
expect "a kiosk that fell in the middle finds its disk pulled out" "途中までです"
key 2
expect "put in again, it is gone on with" "終わりました。ためしに20個を戻し、同じでした"
tail -1 "$work/arguments" | grep -q 'resume' && ! grep -q 'config' "$work/arguments" && say ok "by the kiosk that did not know the folders" || say "NOT OK" "$(cat "$work/arguments")"
only_what_was_chosen "after the fall"

# By hand, with the choice that lies in the session: another one is refused.
start
to_what_next || exit 1
choose || bad=$((bad + 1))
onto_the_disk || bad=$((bad + 1))
sees "終わりました。ためしに20個を戻し、同じでした" || bad=$((bad + 1))
s=$(echo "$work"/owner/PC-backup-*)
sed -i '/"record":"end"/d' "$s/manifest.jsonl" && rm -f "$s/README.txt"
hits=$(sed -n 's/.*\(--hits [^ ]*\).*/\1/p' "$work/arguments" | tail -1)
# shellcheck disable=SC2086
"$build/bin/kenshin" backup run --image "$image" --to "$work/owner" --now 2026-11-22T01:42:07Z --resume --shard-mib 256 $hits >"$work/said" 2>&1
grep -q 'another choice of folders' "$work/said" && say ok "another choice is refused" || say "NOT OK" "$(cat "$work/said")"
# shellcheck disable=SC2086
"$build/bin/kenshin" backup run --image "$image" --to "$work/owner" --now 2026-11-22T01:42:07Z --resume --shard-mib 256 $hits --choice-fd 5 \
	5<"$session/choice" >"$work/said" 2>&1 && say ok "the same one goes on" || say "NOT OK" "$(cat "$work/said")"
only_what_was_chosen "gone on with"
key 1
sees "次に何をしますか" && key 9
sees "消してよいですか" && key 2
expect "erased" "このお客さまの記録を消しました"
[ -z "$(find "$session" -type f)" ] && say ok "nothing of the choice is left" || say "NOT OK" "left: $(find "$session" -type f)"

# --- without the consent to names ------------------------------------------------------------------------
start
sees "パソコンの健診をはじめます" || exit 1
to_disk_without() {
	key 1 j 3 Down Enter 0 4 1 2 0 7 Enter 1 2 3 3 4 5 6 7 8 Enter
	sees "どのディスク" && sees "> 1  "
}
eval "$(sed -n '/^to_what_next()/,/^}/p' "$here/parts/screen.sh" | sed 's/to_disk /to_disk_without /')"
to_what_next || exit 1
: >"$work/arguments"
key 3
expect "the page says why there is no tree" "同意の3の行が要ります"
key 9
sleep 0.5
screen | grep -q "何の控えを取りますか" && ! grep -q 'backup folders' "$work/arguments" && say ok "and none is opened" || say "NOT OK" "$(screen)"
[ "$before" = "$(sha256sum <"$image")" ] && say ok "the PC's disk is as it was" || say "NOT OK" "the disk was changed"
[ $bad -eq 0 ]
