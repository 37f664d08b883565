#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The register of USB devices on a real terminal (tmux): from what next to S44, whose each device is,
# and onto a played printer, with pages that the real kenshin made. Exit code 77 without tmux.
set -u
build=$(cd "${KENSHIN_BUILD:-build}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
work=$(mktemp -d) || exit 1
mkdir "$work/run"
: >"$work/disk.img"
# shellcheck source=tests/tui/parts/screen.sh
. "$here/parts/screen.sh"
trap 'tm kill-server 2>/dev/null; rm -rf "$work"' EXIT
export FAKE_PRINT="$work/mode"
echo printed >"$work/mode"
: >"$work/mode.calls"

# A check without a sign of a virus, with the devices of the other one.
grep '"record":"fact".*"kind":"usb-storage"' "$here/fake/office.jsonl" >"$work/devices"
awk -v extra="$work/devices" '/"record":"finding"/ && !done { while ((getline line <extra) > 0) print line; done = 1 } { print }' \
	"$here/fake/tidy.jsonl" >"$work/records"

tm new -d -s k -x 80 -y 25 \
	"env -u TMUX FAKE_MODE=whole FAKE_RECORDS='$work/records' XDG_RUNTIME_DIR='$work/run' \
	CUPS_SERVER=played FAKE_PRINT='$work/mode' KENSHIN_REAL='$build/bin/kenshin' \
	KENSHIN_LOCALEDIR='$build/locale' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
	'$build/bin/kenshin-kiosk' --no-key-guard --kenshin '$here/fake/registering' \
	--now 2026-11-21T01:42:07Z --image '$work/disk.img' 2>'$work/stderr'; sleep 100"
to_what_next || exit 1
key 8
expect "the register" "だれのものですか"
expect "nobody has said anything yet" "[ まだ ]"
key 1
expect "the firm's" "[ 会社 ]"
key 2
expect "private" "[ 私物 ]"
key Enter
expect "the printer is found" "Maker 100"
expect "> is on the register" "> 7"
key Enter
expect "paper is asked for" "紙が出ましたか"
if grep -qF "devices.pdf --printer" "$work/mode.calls"; then say ok "the register went to the printer"; else say "NOT OK" "$(cat "$work/mode.calls")"; fi
if [ "$(grep -c ',company,$' "$work/mode.csv")" = 1 ] && [ "$(grep -c ',private,$' "$work/mode.csv")" = 1 ]; then
	say ok "what was said is on it"
else
	say "NOT OK" "$(cat "$work/mode.csv")"
fi
if [ "$(head -c 5 "$work/mode.pdf")" = %PDF- ]; then say ok "as pages"; else say "NOT OK" "no pages"; fi
[ -s "$work/stderr" ] && say "NOT OK" "stderr stays empty" || say ok "stderr stays empty"
exit $((bad > 0))
