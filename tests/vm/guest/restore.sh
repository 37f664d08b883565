#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# In the guest, in the place of init: `kenshin backup restore --to-pc` onto /dev/vdc, the PC's own disk, with the
# stick's own broker and worker: nobody there to ask, another word, the word. restore.py judges; it cuts the
# power where restore.cut stands on the kernel's command line.
exec </dev/null >/dev/ttyS0 2>&1
export PATH=/usr/sbin:/usr/bin:/sbin:/bin KENSHIN_LANG=en
say() { echo "restore: $*"; }
for m in virtio_blk ext4 vfat nls_cp437 nls_ascii nls_utf8 fuse; do
	modprobe $m 2>/dev/null
done
mount -t tmpfs tmpfs /tmp && chmod 1777 /tmp
mkdir -p /tmp/b /run/kenshin
mount -o ro,noload /dev/vdb /tmp/b || say "no backup"
blockdev --setro /dev/vdc /dev/vdc1 # as udev's rule does on the stick, before anybody looks
from=$(echo /tmp/b/PC-backup-*)
target=$(kenshin backup parts --disk vdc | awk '/^vdc:/ { print $1; exit }')
say "target $target"
run="kenshin backup restore --from $from --to-pc $target"
ended() { # NAME CODE
	say "ended $1 code=$2 guard=$(blockdev --getro /dev/vdc) $(tail -n 1 /tmp/said | tr -c '[:alnum:].,:-' '_' | tail -c 150)"
}
# The owner sees the question on a terminal, and types after it.
answer() { # WORD
	: >/tmp/terminal
	{
		until grep -q "press Enter" /tmp/terminal; do sleep 0.1; done
		say "asked" >/dev/ttyS0
		printf '%s\n' "$1"
		sleep 1
		while pidof kenshin >/dev/null; do sleep 0.2; done
	} | script -qec "$run >/tmp/said 2>&1; echo \$? >/tmp/code" -f /tmp/terminal >/dev/null
}
if ! grep -q restore.cut /proc/cmdline; then
	setsid $run >/tmp/said 2>&1
	ended nobody $?
	answer yes
	ended other "$(cat /tmp/code)"
	tr -d '\r' </tmp/terminal | sed 's/^/restore: screen: /'
fi
answer restore
ended right "$(cat /tmp/code)"
sed 's/^/restore: words: /' /tmp/said
answer restore
ended twice "$(cat /tmp/code)"
sed 's/^/restore: words: /' /tmp/said
say "over"
while :; do sleep 60; done
