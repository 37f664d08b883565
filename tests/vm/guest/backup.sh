#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# In the guest, in the place of init: backs up /dev/vdb onto the medium that is plugged in, again and
# again, and tells on the serial line what became of it. backup_medium.py plugs, pulls and judges. Words of the
# kernel's command line: medium.fs=vfat|exfat|ext4, medium.lie=1 2 3...: the medium drops all
# writes from that part on (0: none lies).
exec </dev/null >/dev/ttyS0 2>&1
export PATH=/usr/sbin:/usr/bin:/sbin:/bin KENSHIN_LANG=en
say() { echo "medium: $*"; }
word() { tr ' ' '\n' </proc/cmdline | sed -n "s/^$1=//p"; }
fs=$(word medium.fs)
plain='setpriv --reuid 1000 --regid 1000 --clear-groups'
for m in virtio_blk ext4 vfat nls_cp437 nls_ascii nls_utf8 exfat usb_storage xhci_pci sd_mod dm_mod dm_flakey; do
	modprobe $m 2>/dev/null
done
mount -t tmpfs tmpfs /tmp && chmod 1777 /tmp
mkdir -p /tmp/client /tmp/m /tmp/ref
mount -o ro,noload /dev/vdb /tmp/client || mount -o ro /dev/vdb /tmp/client || say "no client"

attach() { # waits for the medium
	while [ ! -b /dev/sda ]; do sleep 0.1; done
	blockdev --setrw /dev/sda # the stick's guard, as its broker lifts it
	options=noatime
	[ "$fs" = ext4 ] || options=noatime,umask=0
	[ "$fs" != vfat ] || options=$options,errors=continue # as the broker does
	for _ in 1 2 3 4 5; do
		mount -t "$fs" -o "$options" "${1:-/dev/sda}" /tmp/m && break
		sleep 0.3
	done
	mountpoint -q /tmp/m || say "the medium could not be mounted"
	chmod 777 /tmp/m 2>/dev/null
}
backup() { # TO OPTION...
	to=$1
	shift
	# shellcheck disable=SC2086
	$plain kenshin backup run --root /tmp/client --to "$to" --now 2026-11-21T03:00:00Z --shard-mib 1 "$@" >/tmp/said 2>&1
}
parts() { cat /tmp/m/PC-backup-*/manifest.jsonl 2>/dev/null | grep -c '"record":"shard"'; }
# Each part whose line stands in the list, as soon as it does.
tell_parts() {
	before=0
	while :; do
		now=$(parts)
		[ "$now" = "$before" ] || say "parts $now"
		before=$now
		sleep 0.05
	done
}
same() { # FOLDER: yes when it has the parts of the undisturbed one and no other
	for zip in "$ref"/*.zip "$1"/*.zip; do
		cmp -s "$ref/${zip##*/}" "$1/${zip##*/}" || { echo no && return; }
	done
	echo yes
}
# What is found on the medium after it was out.
look() {
	session=$(echo /tmp/m/PC-backup-*)
	torn=0
	for zip in "$session"/*.zip; do
		[ -e "$zip" ] || continue
		cmp -s "$ref/${zip##*/}" "$zip" || torn=$((torn + 1))
	done
	$plain kenshin backup verify --from "$session" >/tmp/said 2>&1
	verdict=$?
	lines=$(parts)
	whole=$(same "$session")
	resumed=-
	if [ $verdict -eq 3 ]; then
		backup /tmp/m --resume
		resumed=$?,$(same "$session")
		! grep -q "turned itself read only" /tmp/said || resumed=hurt
	fi
	umount /tmp/m
	say "found $1 verify=$verdict lines=$lines torn=$torn whole=$whole resumed=$resumed"
}
# Another one comes, with an empty file system.
change() {
	while [ -b /dev/sda ]; do sleep 0.1; done
	say "changed"
}

chmod 777 /tmp/ref
backup /tmp/ref || { say "no reference: $(cat /tmp/said)"; sleep 3600; }
ref=$(echo /tmp/ref/PC-backup-*)
say "ready parts=$(find "$ref" -name "*.zip" | wc -l)"

pulled() { # NUMBER
	attach
	tell_parts &
	teller=$!
	say "begun $1"
	backup /tmp/m
	code=$?
	say "ended $1 code=$code $(tail -n 1 /tmp/said)"
	kill $teller
	wait $teller 2>/dev/null
	# Pulled only now, when it was quicker than the hand.
	while [ -b /dev/sda ]; do sleep 0.1; done
	umount -l /tmp/m
	say "out $1"
	attach
	look "$1"
	change
}

lied() { # PART: from its line on all writes are dropped, and said to be done
	while [ ! -b /dev/sda ]; do sleep 0.1; done
	blockdev --setrw /dev/sda
	size=$(blockdev --getsz /dev/sda)
	dmsetup create --noudevsync liar --table "0 $size linear /dev/sda 0"
	attach /dev/dm-0 # no udev here that would make the other name
	say "begun lie-$1"
	backup /tmp/m &
	job=$!
	while [ "$(parts)" -lt "$1" ] && kill -0 $job 2>/dev/null; do sleep 0.02; done
	dmsetup suspend --noflush --nolockfs liar
	dmsetup load liar --table "0 $size flakey /dev/sda 0 0 3600 1 drop_writes"
	dmsetup resume --noudevsync liar
	alive=$(kill -0 $job 2>/dev/null && echo yes || echo no)
	wait $job
	code=$?
	say "ended lie-$1 code=$code alive=$alive $(tail -n 1 /tmp/said)"
	umount -l /tmp/m
	for _ in 1 2 3 4 5 6 7 8 9; do
		dmsetup remove --noudevsync liar && break
		sleep 0.3
	done
	attach
	look "lie-$1"
	change
}

for part in $(word medium.lie | tr ',' ' '); do
	lied "$part"
done
n=0
while :; do
	n=$((n + 1))
	pulled $n
done
