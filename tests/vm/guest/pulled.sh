#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# In the guest, in the place of init: `kenshin backup run --medium` with the stick's own broker, again and again,
# onto the disk that is plugged in; what became of it is told on the serial line. pulled.py plugs, pulls and judges.
exec </dev/null >/dev/ttyS0 2>&1
export PATH=/usr/sbin:/usr/bin:/sbin:/bin KENSHIN_LANG=en
say() { echo "pulled: $*"; }
for m in loop virtio_blk ext4 vfat nls_cp437 nls_ascii nls_utf8 exfat usb_storage xhci_pci sd_mod dm_mod fuse; do
	modprobe $m 2>/dev/null
done
mount -t tmpfs tmpfs /tmp && chmod 1777 /tmp
mkdir -p /tmp/client /run/kenshin
mount -o ro,noload /dev/vdb /tmp/client || say "no client"
printf 'kagi 2026 aki\n' >/tmp/word

attach() { # waits for the disk, until it is offered
	until [ -b /dev/sda ]; do sleep 0.1; done
	sleep 0.3
	blockdev --setro /dev/sda /dev/sda1 2>/dev/null # as udev's rule does on the stick, before anybody looks
	target=
	i=0
	while [ -z "$target" ] && [ $i -lt 60 ]; do
		target=$(kenshin backup media 2>/dev/null | awk '/^sd/ { print $1; exit }')
		i=$((i + 1))
	done
	disk=${target%%:*}
}
run() { # NAME OPTION...: its records go by; the first that is copied is told
	name=$1
	shift
	{
		kenshin backup run --root /tmp/client --medium "$target" --now 2026-11-21T03:00:00Z --shard-mib 1 \
			--records --pass-fd 3 "$@" 3</tmp/word 2>/tmp/err
		echo "code $?"
	} | while read -r line; do
		case $line in
		*backup-progress*)
			[ -n "$first" ] || say "begun $name"
			first=1
			;;
		code*) code=${line#code } ;;
		*\"record\":\"backup\"*) end=$line ;;
		esac
		case $line in code*) echo "$code ${end:-none}" >/tmp/ended ;; esac
	done
	read -r code end </tmp/ended
	say "ended $name code=$code guard=$(blockdev --getro "/dev/$disk" 2>/dev/null || echo out) mapped=$(
		dmsetup ls 2>/dev/null | grep -c '^kenshin-') $end"
	[ "$code" = 0 ] || say "words $(tail -n 1 /tmp/err)"
}
away() { while [ -b "/dev/$disk" ]; do sleep 0.1; done; }

attach
run whole
say "ready"
away
n=0
while :; do
	n=$((n + 1))
	attach
	run "$n"
	say "out $n" # pulled only now, when it was quicker than the hand
	away
	say "away $n"
	# Back in: gone on with; if Windows had to be asked first, once more.
	attach
	run "resume-$n" --resume
	say "back $n"
	away
	say "empty $n"
	if [ "$code" != 0 ]; then
		attach
		run "again-$n" --resume
		say "back-again $n"
		away
		say "empty-again $n"
	fi
done
