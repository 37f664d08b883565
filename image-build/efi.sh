#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# efi.sh ROOT OUT: Debian's signed shim and GRUB, GRUB's parts for old firmware, the memory test
# and the fonts of the menu and of the second terminal. Only downloaded and unpacked, never installed.
# They come from the stick's own release, whatever runs here: apt runs in ROOT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$1
out=$2
work=$(mktemp -d)
trap 'umount -l "$work/root/proc" "$work/root" 2>/dev/null || true; rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out/i386-pc" "$work/root" "$work/upper" "$work/work" "$work/debs" "$work/x" "$out/../grub"
mount -t overlay -o "lowerdir=$root,upperdir=$work/upper,workdir=$work/work" overlay "$work/root"
cp /etc/resolv.conf "$work/root/etc/resolv.conf" 2>/dev/null || true
chroot "$work/root" sh -euc 'apt-get -q update >/dev/null; mkdir -p /debs; cd /debs; chown _apt . 2>/dev/null || true
	apt-get -q download shim-signed shim-helpers-amd64-signed grub-efi-amd64-signed grub-pc-bin memtest86+ \
		fonts-ipaexfont-gothic unifont >/dev/null'
for d in "$work/root/debs/"*.deb; do
	dpkg-deb -x "$d" "$work/x"
	# For the list of what the stick is made of: they are on it, though nobody installed them.
	grep -qx "Package: $(dpkg-deb -f "$d" Package)" "$root/var/lib/dpkg/status" ||
		{ dpkg-deb -f "$d" | sed '1a Status: install ok installed' && echo; } >>"$out/status"
done
cp "$work/x/usr/lib/shim/shimx64.efi.signed" "$out/shimx64.efi"
cp "$work/x/usr/lib/shim/mmx64.efi.signed" "$out/mmx64.efi"
cp "$work/x/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" "$out/grubx64.efi"
cp "$work/x/usr/lib/grub/i386-pc/"*.mod "$work/x/usr/lib/grub/i386-pc/"*.img "$work/x/usr/lib/grub/i386-pc/"*.lst "$out/i386-pc/"
# What GRUB says around the menu, and its letters: Latin and lines of even width first, as wide as half
# a Japanese letter; of the Japanese ones only those of the menu.
msgfmt -o "$out/../grub/ja.mo" "$here/grub/ja.po"
letters=$(cat "$here/grub/grub.cfg" "$here/grub/ja.po" | python3 -c \
	'import sys; print(",".join(sorted({hex(ord(c)) + "-" + hex(ord(c)) for c in sys.stdin.read() if ord(c) > 126})))')
grub-mkfont -s 20 -n "Kenshin Latin" -r 0x20-0x7e,0x2190-0x2193,0x2500-0x257f -o "$out/../grub/latin.pf2" \
	"$root/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
grub-mkfont -s 23 -r "$letters" -o "$out/../grub/kenshin.pf2" \
	"$(find "$work/x/usr/share/fonts" -name 'ipaexg.ttf' | head -1)"
# The second terminal's letters, in two sizes.
for scale in 1 2; do
	"$here/bgf.py" "$(find "$work/x/usr/share" -name 'unifont_jp*.hex' | head -1)" "$out/unifont-$scale.bgf" $scale
done
cp "$work/x/boot/memtest86+x64.bin" "$work/x/boot/memtest86+x64.efi" "$out/../grub/"
touch "$out/.whole"
