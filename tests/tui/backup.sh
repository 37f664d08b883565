#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A backup as the counsellor sees it, on a real terminal (tmux) and with the real kenshin onto a folder that
# stands for the owner's disk: chosen, taken, read back, told on the sheet; a kiosk that falls in its
# middle; one that is stopped; one that is erased away. The PC's check is played. 77 without tmux.
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

# The check is played; slow: the owner's disk takes its time over the first byte.
cat >"$work/kenshin" <<-'X'
	#!/bin/sh
	case " $* " in
	" backup run "*)
		while [ -e "$WORK/slow" ]; do sleep 0.1; done
		exec "$REAL" "$@" ;;
	" backup "* | " report "*) exec "$REAL" "$@" ;;
	*) exec "$FAKE" "$@" ;;
	esac
X
chmod +x "$work/kenshin"
start() {
	tm kill-session -t =k 2>/dev/null
	rm -rf "$work/over" "$work/owner" "$work/slow" "${session:?}"/*
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
begin() { # S13 to S15
	key 3
	sees "何の控えを取りますか" && key Enter
	sees "どのディスクに控えを取りますか" && key 1
	sees "このディスクに控えを取りますか" && key 1
}

# --- from the first page to the sheet --------------------------------------------------------------
start
to_what_next || exit 1
expect "it can be done" "大切なデータの控えを取る"
key 3
expect "what there is" "何の控えを取りますか"
expect "counted" "あわせて"
key 1
expect "a line can be switched off" "[しない]"
key 1 Enter
expect "where it could go" "どのディスクに控えを取りますか"
key 1
expect "asked once more" "このディスクに控えを取りますか"
[ -z "$(ls "$work/owner")" ] && say ok "nothing was written by then" || say "NOT OK" "written before the answer"
: >"$work/slow"
key 1
expect "it runs" "控えを取っています"
expect "the badge says so" "外付けに書きこみ中"
key Escape
expect "other pages" "次に何をしますか"
expect "it runs beside them" "控え 0%"
key 9
expect "erasing says that it runs" "控えがまだ途中です"
key 1
sees "次に何をしますか" && key 3
sees "控えを取っています" && rm "$work/slow"
expect "done, and proven" "終わりました。ためしに20個を戻し、同じでした"
staged "the onlooker is told" "kenshin: backup proven"
"$build/bin/kenshin" backup verify --from "$work"/owner/PC-backup-* >/dev/null && say ok "so it is" || say "NOT OK" "verify says no"
grep -q '"viruses":"looked"' "$work"/owner/PC-backup-*/manifest.jsonl && say ok "what the check saw of viruses went along" ||
	say "NOT OK" "the backup does not know what the check saw"
key 1
expect "S13 says so" "読み返して同じでした"
key 2
expect "saved" "入れました。読み返して同じでした"
grep -rq "控えを取り、読み返して同じでした" "$work"/out/*.txt && say ok "the sheet tells of it" || say "NOT OK" "the sheet is silent"
fall
expect "a kiosk that falls afterwards" "前の続きがあります"
key 1
expect "knows how it ended" "終わりました。ためしに20個を戻し、同じでした"
key 1
sees "次に何をしますか" && key 9
sees "消してよいですか" && key 2
expect "erased" "このお客さまの記録を消しました"
[ -z "$(find "$session" -type f)" ] && say ok "nothing is left of it here" || say "NOT OK" "left: $(find "$session" -type f)"

# --- a kiosk that falls in its middle ----------------------------------------------------------------
start
to_what_next || exit 1
: >"$work/slow"
begin
sees "控えを取っています" || bad=$((bad + 1))
fall
expect "a kiosk that falls in the middle" "前の続きがあります"
key 1
expect "finds it running" "控えを取っています"
rm "$work/slow"
expect "and sees its end" "終わりました。ためしに20個を戻し、同じでした"

# --- stopped ----------------------------------------------------------------------------------------
start
to_what_next || exit 1
: >"$work/slow"
begin
sees "控えを取っています" && key F8
expect "asked before it is stopped" "控えを、ここまでにしますか"
key 2
rm "$work/slow"
expect "stopped is incomplete" "途中までです"
key 2 # it was stopped before its folder was there: from the beginning, onto a disk that is chosen anew
sees "どのディスクに控えを取りますか" && key 1
sees "このディスクに控えを取りますか" && key 1
expect "tried again" "終わりました。ためしに20個を戻し、同じでした"

# --- erased while it runs -----------------------------------------------------------------------------
start
to_what_next || exit 1
: >"$work/slow"
begin
sees "控えを取っています" && key Escape
sees "次に何をしますか" && key 9
sees "消してよいですか" && key 2
rm -f "$work/slow"
expect "erased, it is closed first" "このお客さまの記録を消しました"
[ -z "$(find "$session" -type f)" ] && say ok "nothing is left of it here" || say "NOT OK" "left: $(find "$session" -type f)"
[ "$before" = "$(sha256sum <"$image")" ] && say ok "the PC's disk is as it was" || say "NOT OK" "the disk was changed"
[ $bad -eq 0 ]
