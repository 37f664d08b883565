#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# check-tree.sh TREE: what the stick's root must and must not hold. Every line that fails is told.
set -u
tree=$1
bad=0
fail() {
	echo "check-tree: $*" >&2
	bad=1
}
absent() { # WHY PATH...
	why=$1
	shift
	for p in "$@"; do
		for f in "$tree"$p; do
			[ -e "$f" ] && fail "$why: ${f#"$tree"}"
		done
	done
}
"$(dirname "$0")/modules.py" "$tree/usr/lib/modules" >/dev/null || fail "a module that could make a network"
absent "could assemble or change a client's disks" /usr/sbin/lvm /usr/sbin/mdadm /usr/sbin/dmraid \
	/usr/sbin/multipath /usr/sbin/bcache* /usr/bin/udisksctl /usr/lib/udisks2
absent "could speak over a network" /usr/sbin/dhc* /usr/bin/ssh /usr/sbin/sshd /usr/bin/wget /usr/bin/curl \
	/usr/sbin/NetworkManager /usr/sbin/wpa_supplicant /usr/bin/nc*
absent "a tool of the making" /usr/bin/gcc* /usr/bin/make
absent "differs between makings" /etc/ssl/private/*.key /etc/nvme/hostid /etc/machine-id.bak
[ -s "$tree/etc/machine-id" ] && fail "machine-id is set"
for p in kenshin kenshin-kiosk kenshin-broker kenshin-worker dtach kmscon age; do
	[ -x "$tree/usr/bin/$p" ] || fail "missing: $p"
	missing=$(chroot "$tree" ldd "/usr/bin/$p" 2>/dev/null | grep 'not found')
	[ -z "$missing" ] || fail "$p: $missing"
done
[ -e "$tree/usr/share/locale/ja/LC_MESSAGES/kenshin.mo" ] || fail "no Japanese words"
chroot "$tree" fc-list :lang=ja | grep -q . || fail "no Japanese letters"
grep -q '^[^:]*:[^!*:][^:]*:' "$tree/etc/shadow" && fail "somebody has a password"
# Nobody but these may run with more than the caller's rights.
allowed='^/usr/bin/(su|mount|umount|passwd|chfn|chsh|gpasswd|newgrp|chage|expiry|wall|write)$|^/usr/sbin/unix_chkpwd$|^/usr/lib/dbus-1.0/dbus-daemon-launch-helper$|^/usr/lib/openssh'
(cd "$tree" && find . -xdev -type f -perm /6000) | sed 's/^\.//' | grep -vE "$allowed" | while read -r f; do
	echo "check-tree: set-user-id: $f" >&2
	exit 1
done || bad=1
exit $bad
