# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the tests of the kiosk on a real terminal share: a tmux of their own, keys pressed one by one,
# words waited for. Sourced with $work set, a folder of the test's own.
work=${work:?}
tm() { tmux -S "$work/tmux" -f /dev/null "$@"; }
tm new -d -s stay sleep 1000
bad=0
keys=0
say() { echo "$1  $2"; [ "$1" = ok ] || bad=$((bad + 1)); }
screen() { tm capture-pane -t =k: -p; }
key() { # KEY...: one after the other, counted
	for k in "$@"; do
		tm send-keys -t =k: "$k"
		keys=$((keys + 1))
		sleep 0.06
	done
}
sees() { # TEXT: waits for it, up to 20 seconds
	i=0
	while [ $i -lt 200 ]; do
		screen | grep -qF -- "$1" && return 0
		i=$((i + 1))
		sleep 0.1
	done
	echo "--- \"$1\" did not show; instead:"
	screen
	return 1
}
expect() { # CASE TEXT
	if sees "$2"; then say ok "$1"; else say "NOT OK" "$1"; fi
}
stage_has() { # LINE: the kiosk tells this line of its stages, perhaps in a moment
	i=0
	while [ $i -lt 50 ] && ! grep -qxF -- "$1" "$work/stage"; do
		i=$((i + 1))
		sleep 0.1
	done
	grep -qxF -- "$1" "$work/stage"
}
staged() { # CASE LINE
	if stage_has "$2"; then say ok "$1"; else say "NOT OK" "$1: $(tail -n 5 "$work/stage")"; fi
}
unstaged() { # CASE LINE: it does not come, not in five seconds
	if stage_has "$2"; then say "NOT OK" "$1"; else say ok "$1"; fi
}
to_disk() { # S01 to S04
	sees "パソコンの健診をはじめます" || return
	key 1 j 3 Down Enter 0 4 1 2 0 7 Enter 1 2 3 4 5 6 7 8 Enter
	sees "どのディスク" && sees "> 1  "
}
to_what_next() { # S01 to S13 with a check that is played
	to_disk || return
	key Enter
	sees "検査は終わりました" || return
	n=1
	while [ $n -le 12 ]; do
		sees "問診 $n / 12" || return
		if screen | grep -qF "枠の中は"; then key Enter; else key 1; fi
		n=$((n + 1))
	done
	sees "問診も検査も終わりました" || return
	key Enter
	sees "まず3つ" || return
	key Enter
	sees "今回、調べていないこと" || return
	key Enter
	sees "次に何をしますか"
}
