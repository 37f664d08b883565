# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the tests of the kiosk on a real terminal share: a tmux of their own, keys pressed one by one,
# words waited for. Sourced with $work set, a folder of the test's own.
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
