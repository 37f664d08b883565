#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the owner did not agree to is not asked of the check: the ticks of S03 on a real terminal (tmux),
# against the words with which the kiosk starts `kenshin check`. Exit code 77 without tmux.
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
cat >"$work/kenshin" <<-'X'
	#!/bin/sh
	[ "$1" != check ] || echo "$*" >>"$CALLS"
	exec "$FAKE" "$@"
X
chmod +x "$work/kenshin"
# consents KEY...: S01 to the check with these keys on S03; what it was started with is in $work/calls
consents() {
	rm -f "$work/calls"
	: >"$work/stage"
	tm kill-session -t =k 2>/dev/null
	tm new -d -s k -x 80 -y 25 \
		"env -u TMUX CALLS='$work/calls' FAKE='$here/fake/kenshin' FAKE_MODE=whole \
		FAKE_RECORDS='$here/fake/tidy.jsonl' XDG_RUNTIME_DIR='$work/run' KENSHIN_LANG=ja LC_ALL=C.UTF-8 \
		KENSHIN_LOCALEDIR='$build/locale' '$build/bin/kenshin-kiosk' --no-key-guard --no-print \
		--kenshin '$work/kenshin' --stage '$work/stage' --signatures '$work/run' \
		--now 2026-11-21T01:42:07Z --image '$work/disk.img'; sleep 100"
	sees "パソコンの健診をはじめます" || return
	key 1 j 3 Down Enter 0 4 1 2 0 7 Enter "$@"
	sleep 0.3
	ticks=$(screen | sed -n 's/^ [ >]*\([1-8]\)  \(\[[^]]*\]\).*/\1\2/p' | tr -d ' \n')
	key Enter
	sees "どのディスク" && sees " 1  写しのファイル" && key 1
	i=0
	while [ ! -s "$work/calls" ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
}
with() { # CASE WORD
	grep -qF -- " $2" "$work/calls" 2>/dev/null && say ok "$1" || say "NOT OK" "$1: no $2 ($ticks)"
}
without() { # CASE WORD
	[ -s "$work/calls" ] && ! grep -qF -- " $2" "$work/calls" && say ok "$1" || say "NOT OK" "$1: $2 ($ticks)"
}

consents 9
with "all agreed: common passwords are compared" --common-passwords
with "all agreed: names of documents are looked at" --document-names
without "all agreed: viruses are looked for" --no-malware
without "all agreed: settings, too" --only

consents 9 2
case $ticks in *'2[しない]'*) say ok "line 2 says no" ;; *) say "NOT OK" "line 2 does not say no: $ticks" ;; esac
without "line 2 no: no password is compared" --common-passwords
with "line 2 no: no file is read for viruses" --no-malware

consents 9 3
case $ticks in *'3[しない]'*) say ok "line 3 says no" ;; *) say "NOT OK" "line 3 does not say no: $ticks" ;; esac
without "line 3 no: no name of a document is looked at" --document-names
with "line 3 no: the rest is" --common-passwords

consents 9 1
with "line 1 no: only viruses are looked for" "--only malware"

# Nobody has said anything yet: that is no yes, and nothing begins.
consents 1 4
sees "紙の同意書と同じ印をつけます" && [ ! -e "$work/calls" ] && say ok "open lines: nothing begins" ||
	say "NOT OK" "open lines: $ticks"
[ $bad -eq 0 ]
