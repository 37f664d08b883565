#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Workers that no longer answer do not outlive their caller: stopped by a signal, and then kenshin
# is killed, they are gone some seconds later. In a process namespace of its own, as root.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
if [ "$(id -u)" -ne 0 ] || ! unshare -pf --mount-proc true 2>/dev/null; then
	echo 'skipped: needs root and process namespaces'
	exit 77
fi
cat >"$work/inside.sh" <<'E2'
"$1" check --image "$2" --signatures "$3" --quiet &
p=$!
while ! pgrep kenshin-work >/dev/null; do kill -0 $p 2>/dev/null || exit 2; done
pkill -STOP kenshin-work
kill -9 $p
# Up to half a minute: each is given some seconds to go by itself.
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
	pgrep -l kenshin >/dev/null || exit 0
	sleep 1
done
ps -eo pid,ppid,stat,args
exit 1
E2
if unshare -pf --mount-proc sh "$work/inside.sh" "$kenshin" "$office" "$samples" >"$work/left" 2>&1; then
	pass "no stopped worker is left behind"
else
	fail "left behind: $(cat "$work/left")"
fi
finish
