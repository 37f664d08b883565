#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# In the guest, in the place of init: each locked disk that is plugged in is backed up onto with wrong and
# right passwords, and the serial line hears what became of it. unlock.py plugs, pulls and judges.
exec </dev/null >/dev/ttyS0 2>&1
export PATH=/usr/sbin:/usr/bin:/sbin:/bin KENSHIN_LANG=en
say() { echo "unlock: $*"; }
for m in loop virtio_blk ext4 vfat nls_cp437 nls_ascii nls_utf8 exfat usb_storage xhci_pci sd_mod dm_mod fuse; do
	modprobe $m 2>/dev/null
done
mount -t tmpfs tmpfs /tmp && chmod 1777 /tmp
mkdir -p /tmp/client /run/kenshin
mount -o ro,noload /dev/vdb /tmp/client || say "no client"
left() { dmsetup ls 2>/dev/null | grep -c '^kenshin-unlocked'; }
state() { echo "left=$(left) guard=$(blockdev --getro "/dev/$disk")"; }
run() { # PASSWORD OPTION...
	printf '%s\n' "$1" >/tmp/word
	shift
	kenshin backup run --root /tmp/client --medium "$target" --now 2026-11-21T03:00:00Z --shard-mib 1 \
		--pass-fd 3 "$@" 3</tmp/word >/tmp/said 2>&1
	code=$?
	rm -f /tmp/word
	return $code
}
tell() { # NAME CODE
	say "ended $n $1 code=$2 $(state) $(tail -n 1 /tmp/said | tr -c '[:alnum:].,-' '_' | tail -c 100)"
}
wrong_ones() {
	run 'kagi 2026 ak'
	tell wrong $?
	run ''
	tell empty $?
	run '135795-597531-000011-720885-045056-008547-341000-000033'
	tell other-key $?
	kenshin backup run --root /tmp/client --medium "$target" </dev/null >/tmp/said 2>&1
	tell none $?
}
# Killed between unlocking and the end: the next broker removes what it left.
killed() {
	run 'kagi 2026 aki' &
	child=$!
	i=0
	while [ "$(left)" = 0 ] && [ $i -lt 600 ]; do
		sleep 0.05
		i=$((i + 1))
	done
	for p in $(pidof kenshin kenshin-broker kenshin-worker); do
		for what in cmdline environ; do
			! grep -qs kagi "/proc/$p/$what" || say "PASSWORD SEEN in $what of $p"
		done
	done
	kill -9 "$(pidof kenshin-broker)"
	wait $child
	code=$?
	sleep 0.5
	say "killed $n code=$code left=$(left)"
	kenshin backup media >/dev/null 2>&1
	say "swept $n left=$(left)"
}
uptime_ms() { awk '{ print int($1 * 1000) }' /proc/uptime; }
n=0
say ready
while :; do
	n=$((n + 1))
	until [ -b /dev/sda ]; do sleep 0.2; done
	sleep 1
	blockdev --setro /dev/sda /dev/sda1 2>/dev/null # as udev's rule does on the stick, before anybody looks
	until kenshin backup media 2>/dev/null | grep -q '^sd'; do sleep 0.3; done
	say "media $n $(kenshin backup media | tr -s ' ' | tr -c '[:alnum:]:. \n-' '_' | head -n 1)"
	target=$(kenshin backup media | awk '/^sd/ { print $1; exit }')
	disk=${target%%:*}
	case $target in
	*:BitLocker) ;;
	*) say "no target $n" ;;
	esac
	[ $n -gt 1 ] || wrong_ones
	[ $n -gt 1 ] || killed
	begun=$(uptime_ms)
	if [ $((n % 2)) -eq 1 ]; then
		run 'kagi 2026 aki'
	else
		run '135795 597531 000011 720885 045056 008547 341000 000022'
	fi
	tell right $?
	say "took $n $(($(uptime_ms) - begun)) ms"
	[ -b "/dev/$disk" ] && say "again $n"
	# Written to once more, gone on with nothing: a second one beside it.
	[ $n -gt 1 ] || { run 'kagi 2026 aki' --now 2026-11-22T03:00:00Z; tell second $?; }
	dmesg | grep -iE 'device-mapper|crypt' | tail -n 5
	say "out $n"
	while [ -b "/dev/$disk" ]; do sleep 0.2; done
	say "gone $n left=$(left)"
done
