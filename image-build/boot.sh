#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# `make boot`: the stick in QEMU with the sample client's disk beside it, under UEFI with Secure Boot.
# The image and the disk are only read: what the guest writes is thrown away. KENSHIN_FIRMWARE=bios|uefi|sb,
# KENSHIN_DISPLAY as QEMU's -display (default: a window, else VNC on :1), KENSHIN_CLIENT=FILE.
set -eu
build=${KENSHIN_BUILD:?}
image=$build/image/kenshin.img
client=${KENSHIN_CLIENT:-$build/fixtures/office-disk.img}
[ -e "$image" ] || {
	echo "there is no $image yet: make image" >&2
	exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set -- -accel tcg,thread=multi -cpu max -smp 2 -m "${KENSHIN_MEMORY:-2048}" -nic none -no-reboot -snapshot \
	-device VGA,vgamem_mb=32,xres=1366,yres=768,edid=on -vga none -serial "file:$work/serial"
[ -w /dev/kvm ] && grep -qE 'vmx|svm' /proc/cpuinfo && set -- "$@" -accel kvm -cpu host
case ${KENSHIN_FIRMWARE:-sb} in
bios) set -- "$@" -machine q35 ;;
uefi)
	cp /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars"
	set -- "$@" -machine q35 -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
		-drive "if=pflash,format=raw,unit=1,snapshot=off,file=$work/vars"
	;;
*)
	cp /usr/share/OVMF/OVMF_VARS_4M.ms.fd "$work/vars"
	set -- "$@" -machine q35,smm=on -global driver=cfi.pflash01,property=secure,value=on \
		-drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.ms.fd \
		-drive "if=pflash,format=raw,unit=1,snapshot=off,file=$work/vars"
	;;
esac
set -- "$@" -device qemu-xhci -drive "if=none,id=stick,format=raw,file=$image" -device usb-storage,drive=stick,bootindex=1 \
	-device usb-kbd
[ -e "$client" ] && set -- "$@" -drive "if=none,id=client,format=raw,file=$client" -device ide-hd,drive=client
if [ -n "${KENSHIN_DISPLAY:-}" ]; then
	set -- "$@" -display "$KENSHIN_DISPLAY"
elif [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	echo "no window here: look with a VNC viewer at localhost:5901"
	set -- "$@" -display vnc=127.0.0.1:1
fi
echo "starting; without KVM it takes one to three minutes until the menu"
qemu-system-x86_64 "$@"
