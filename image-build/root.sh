#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's part of the stick: root.sh OUT.tar installs what packages/*.txt list into a fresh root,
# without recommendations, documents, or any module that could make a network. Needs root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
mirror=${KENSHIN_MIRROR:-http://deb.debian.org/debian}
security=${KENSHIN_MIRROR_SECURITY:-http://deb.debian.org/debian-security}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Folders of modules that the stick has no use for, first of all everything that could make a
# network or speak over one. modules.py proves that none is left.
exclude_list() {
	for p in net sound drivers/net drivers/gpu drivers/bluetooth drivers/infiniband \
		drivers/staging drivers/media drivers/isdn drivers/atm drivers/comedi drivers/iio \
		drivers/nfc drivers/target drivers/vhost drivers/vdpa drivers/vfio drivers/firewire \
		drivers/usb/gadget drivers/usb/atm drivers/usb/serial drivers/usb/misc drivers/usb/usbip \
		drivers/message/fusion/mptlan.ko\* drivers/scsi/fcoe drivers/scsi/bnx2fc drivers/scsi/qedf \
		drivers/scsi/libfc drivers/scsi/fnic drivers/scsi/bnx2i drivers/scsi/cxgbi drivers/scsi/qedi \
		drivers/scsi/be2iscsi drivers/scsi/\*iscsi\* drivers/nvme/target drivers/nvme/host/nvme-tcp.ko\* \
		drivers/nvme/host/nvme-rdma.ko\* drivers/nvme/host/nvme-fc.ko\* drivers/block/drbd \
		drivers/block/aoe drivers/block/nbd.ko\* drivers/block/rbd.ko\* drivers/block/rnbd \
		drivers/leds/trigger/ledtrig-netdev.ko\* drivers/md/bcache drivers/thunderbolt drivers/xen \
		drivers/hv drivers/edac drivers/mtd drivers/w1 drivers/tty drivers/video drivers/hwmon \
		drivers/net fs/smb fs/nfs fs/nfsd fs/nfs_common fs/lockd fs/ceph fs/afs fs/9p fs/netfs \
		fs/dlm fs/gfs2 fs/ocfs2 fs/orangefs fs/coda fs/cachefiles fs/bcachefs drivers/soc crypto/crypto_user.ko\* samples; do
		echo "/usr/lib/modules/*/kernel/$p"
		echo "/usr/lib/modules/*/kernel/$p/*"
	done
	for p in doc man locale info lintian bug gtk-doc; do
		echo "/usr/share/$p/*"
	done
	# kmscon's package asks for OpenGL; without a graphics driver nothing loads these 150 MB.
	for p in libLLVM libgallium libz3 libvulkan; do
		echo "/usr/lib/*/$p*"
	done
	echo '/usr/lib/*/dri/*'
}

packages() {
	cat "$here"/packages/*.txt | sed 's/#.*//' | tr -s ' \n\t' ',' | sed 's/^,//; s/,$//'
}

cat >"$work/sources.list" <<END
deb $mirror trixie main
deb $mirror trixie-updates main
deb $security trixie-security main
deb $mirror bookworm main
END
# Only the terminal comes from Debian 12: trixie has none, and version 10 of trixie-backports shows
# nothing on a frame buffer (docs/adr/0007-the-stick.md).
cat >"$work/preferences" <<END
Package: kmscon libtsm4
Pin: release n=bookworm
Pin-Priority: 600

Package: *
Pin: release n=bookworm
Pin-Priority: 100
END
printf 'MODULES=list\nCOMPRESS=zstd\nCOMPRESSLEVEL=12\nRESUME=none\nBUSYBOX=y\nKEYMAP=n\n' >"$work/initramfs"

# What the installing left over; set -f keeps the stars of the exclusions as they are.
set -f
set -- --mode=root --variant=minbase --format=tar \
	--aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"'
for p in $(exclude_list); do
	set -- "$@" --dpkgopt="path-exclude=$p"
done
set +f
mmdebstrap ${KENSHIN_VERBOSE:+--verbose} "$@" --include="$(packages)" \
	--setup-hook="mkdir -p \"\$1/etc/apt/preferences.d\" \"\$1/etc/initramfs-tools/conf.d\"" \
	--setup-hook="cp $work/preferences \"\$1/etc/apt/preferences.d/kenshin\"" \
	--setup-hook="cp $work/initramfs \"\$1/etc/initramfs-tools/conf.d/kenshin.conf\"" \
	--customize-hook="rm -rf \"\$1\"/var/lib/apt/lists/* \"\$1\"/var/cache/apt/*" \
	trixie "$out.tmp" "$work/sources.list"
mv "$out.tmp" "$out"
