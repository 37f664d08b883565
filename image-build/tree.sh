#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# tree.sh ROOT.tar KENSHIN.tar TREE OUT: the stick's whole root in TREE, and in OUT what the
# bootloader needs (vmlinuz, initrd) and the list of packages. Needs root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root_tar=$1
kenshin_tar=$2
tree=${3:?}
out=$4
epoch=${SOURCE_DATE_EPOCH:?}

rm -rf "$tree"
mkdir -p "$tree" "$out"
tar -C "$tree" --numeric-owner -xpf "$root_tar"
tar -C "$tree" --numeric-owner -xpf "$kenshin_tar"
cp -R --no-preserve=ownership "$here"/files/. "$tree/"
mkdir -p "$tree/usr/share/kenshin"
cp "$out/efi/"unifont-?.bgf "$tree/usr/share/kenshin/"
in_tree() {
	chroot "$tree" env -i PATH=/usr/sbin:/usr/bin LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH="$epoch" "$@"
}

# Users, and nobody who could log in.
in_tree systemd-sysusers >/dev/null
in_tree passwd -q -l root
echo kenshin >"$tree/etc/hostname"
: >"$tree/etc/machine-id"
rm -f "$tree/var/lib/dbus/machine-id" "$tree/etc/resolv.conf"
printf '127.0.0.1 localhost\n::1 localhost\n' >"$tree/etc/hosts"
: >"$tree/etc/fstab"

# Debian's own rules and units that look at disks, or do what a check-up has no use for.
for r in 60-persistent-storage.rules 60-persistent-storage-mtd.rules 60-persistent-storage-tape.rules \
	60-block.rules 64-btrfs.rules 90-bolt.rules 75-net-description.rules 80-net-setup-link.rules \
	73-special-net-names.rules 70-touchpad.rules 90-iocost.rules 99-systemd.rules.off; do
	ln -sf /dev/null "$tree/etc/udev/rules.d/$r"
done
while read -r unit _; do
	case $unit in '' | '#'*) ;; *) ln -sf /dev/null "$tree/etc/systemd/system/$unit" ;; esac
done <"$here/units-away.txt"
# None of systemd's generators has anything to find here.
mkdir -p "$tree/etc/systemd/system-generators"
for g in "$tree"/usr/lib/systemd/system-generators/*; do
	ln -sf /dev/null "$tree/etc/systemd/system-generators/${g##*/}"
done
# The bus is started by those who ask for it, not with every start.
rm -f "$tree"/usr/lib/systemd/system/*.target.wants/dbus.socket \
	"$tree"/usr/lib/systemd/system/*.target.wants/dbus.service \
	"$tree"/usr/lib/systemd/system/*.target.wants/systemd-hostnamed.socket \
	"$tree"/usr/lib/systemd/system/*.target.wants/systemd-creds.socket \
	"$tree"/usr/lib/systemd/system/*.target.wants/systemd-sysext.socket \
	"$tree"/usr/lib/systemd/system/*.target.wants/systemd-initctl.socket \
	"$tree"/usr/lib/systemd/system/*.target.wants/systemd-pcr* \
	"$tree"/usr/lib/systemd/system/*.target.wants/systemd-tpm2*
rm -rf "$tree"/etc/systemd/system/*.wants "$tree"/etc/systemd/system/*.requires
in_tree systemctl -q set-default kenshin.target
while read -r unit target _; do
	case $unit in '' | '#'*) continue ;; esac
	mkdir -p "$tree/etc/systemd/system/$target.wants"
	dir=/usr/lib/systemd/system
	ln -sf "$dir/$unit" "$tree/etc/systemd/system/$target.wants/$unit"
done <"$here/units.txt"

# The kernel and its initrd. Modules first: what is left must be what depmod knows.
"$here/modules.py" "$tree/usr/lib/modules"
k=$(ls "$tree/usr/lib/modules")
in_tree depmod -a "$k"
mkdir -p "$tree/etc/initramfs-tools/scripts" "$tree/etc/initramfs-tools/hooks"
cp "$here/initramfs/kenshin" "$tree/etc/initramfs-tools/scripts/kenshin"
install -m 755 "$here/initramfs/hook" "$tree/etc/initramfs-tools/hooks/kenshin"
in_tree update-initramfs -c -k "$k" >/dev/null
cp "$tree/boot/vmlinuz-$k" "$out/vmlinuz"
cp "$tree/boot/initrd.img-$k" "$out/initrd"
# What the stick is made of: what is installed, and what only efi.sh unpacked.
rm -rf "$out/admin"
mkdir -p "$out/admin/info" "$out/admin/updates"
cat "$tree/var/lib/dpkg/status" "$out/efi/status" >"$out/admin/status"
dpkg-query --admindir="$out/admin" -W \
	-f '${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n' >"$out/packages.txt"
mv "$out/admin/status" "$out/dpkg-status"
rm -rf "$out/admin"

# What only the making needed, and what differs from one making to the next.
rm -rf "${tree:?}"/boot/* "${tree:?}"/initrd.img* "${tree:?}"/vmlinuz* "${tree:?}"/etc/initramfs-tools \
	"${tree:?}"/var/log/* "${tree:?}"/var/cache/* "${tree:?}"/var/lib/apt "${tree:?}"/etc/apt "${tree:?}"/tmp/* \
	"${tree:?}"/var/lib/dpkg/info "${tree:?}"/var/lib/dpkg/*-old "${tree:?}"/etc/nvme "${tree:?}"/etc/ssl/private/* \
	"${tree:?}"/etc/ssl/certs/ssl-cert-snakeoil.pem "${tree:?}"/var/lib/systemd/catalog "${tree:?}"/usr/share/bug \
	"${tree:?}"/usr/include "${tree:?}"/usr/share/initramfs-tools "${tree:?}"/var/lib/initramfs-tools \
	"${tree:?}"/usr/lib/udev/hwdb.d "${tree:?}"/usr/lib/apt "${tree:?}"/usr/bin/apt* "${tree:?}"/usr/bin/busybox \
	"${tree:?}"/usr/bin/gpg* "${tree:?}"/usr/bin/dirmngr* "${tree:?}"/usr/bin/sqv "${tree:?}"/usr/bin/*zstd* \
	"${tree:?}"/usr/lib/*/libapt-* "${tree:?}"/usr/lib/*/libfreshclam.so* \
	"${tree:?}"/usr/lib/python3 "${tree:?}"/etc/shadow- "${tree:?}"/etc/passwd- "${tree:?}"/etc/group- "${tree:?}"/etc/gshadow-
find "$tree" -xdev -name __pycache__ -type d -prune -exec rm -rf {} +
mkdir -p "$tree/var/log" "$tree/var/cache/fontconfig" "$tree/var/cache/cups" "$tree/var/lib/apt" \
	"$tree/run" "$tree/tmp"
find "$tree/usr/share/fonts" "$tree/usr/share/X11" -exec touch -h -d "@$epoch" {} + 2>/dev/null || true
in_tree fc-cache -fs
[ ! -e "$tree/usr/lib/udev/hwdb.bin" ] || :
# The date of the making stands in one place, for the pages that tell how old the stick is.
mkdir -p "$tree/usr/share/kenshin"
date -u -d "@$epoch" +%Y-%m-%d >"$tree/usr/share/kenshin/built"
find "$tree" -xdev -newermt "@$epoch" -exec touch -h -d "@$epoch" {} +
