#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# disk.sh OUT DATA-FOLDER: puts OUT/{root,root.env,vmlinuz,initrd,shim,grub} together as
# OUT/kenshin.img: GPT for BIOS, UEFI and Secure Boot. No loop device, no mount; the same parts give
# the same bytes. KENSHIN_DATA_MIB: size of the data partition (kenshin-stick makes it larger).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
data=$2
build=${KENSHIN_BUILD:?}
epoch=${SOURCE_DATE_EPOCH:?}
export SOURCE_DATE_EPOCH TZ=UTC MTOOLS_SKIP_CHECK=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
guid() { echo "6b656e73-6869-4e00-8000-00000000000$1"; }
efi_serial=4B454E53
size=''
hash=''
salt=''
# shellcheck source=/dev/null # size and hash of the root, written by squash.sh
. "$out/root.env"

mib() { echo $((($(stat -c %s "$1") + 1048575) / 1048576)); }
root_mib=$(mib "$out/root")
esp_mib=$(($(mib "$out/vmlinuz") + $(mib "$out/initrd") + 20))
[ $esp_mib -ge 40 ] || esp_mib=40 # FAT32's least
data_mib=${KENSHIN_DATA_MIB:-64}
image=$work/image
truncate -s $(((2 + esp_mib + root_mib + data_mib + 1) * 1048576)) "$image"
sfdisk -q "$image" <<END
label: gpt
label-id: $(guid 0)
unit: sectors
start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649, uuid=$(guid 1), name="kenshin-bios"
size=$((esp_mib * 2048)), type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=$(guid 2), name="kenshin-efi"
size=$((root_mib * 2048)), type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=$(guid 3), name="kenshin-root"
size=$((data_mib * 2048)), type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, uuid=$(guid 4), name="kenshin-data"
END
esp_at=$((2))
root_at=$((esp_at + esp_mib))
data_at=$((root_at + root_mib))

# EFI system partition: Debian's signed shim and GRUB, our menu, kernel and initrd.
tree=$work/esp
mkdir -p "$tree/EFI/BOOT" "$tree/EFI/debian" "$tree/kenshin"
cp "$out/efi/shimx64.efi" "$tree/EFI/BOOT/BOOTX64.EFI"
cp "$out/efi/grubx64.efi" "$tree/EFI/BOOT/grubx64.efi"
cp "$out/efi/mmx64.efi" "$tree/EFI/BOOT/mmx64.efi"
cp "$out/vmlinuz" "$out/initrd" "$tree/kenshin/"
cp "$out/grub/"* "$tree/kenshin/"
sed "s/@SIZE@/$size/; s/@HASH@/$hash/; s/@SALT@/$salt/; s/@SERIAL@/4B45-4E53/" "$here/grub/grub.cfg" >"$tree/EFI/debian/grub.cfg"
find "$tree" -exec touch -h -d "@$epoch" {} +
truncate -s "${esp_mib}M" "$work/efi"
mkfs.vfat --invariant -F 32 -n KENSHIN-EFI -i "$efi_serial" "$work/efi" >/dev/null
(cd "$tree" && find . -mindepth 1 -maxdepth 1 | LC_ALL=C sort | xargs -I{} mcopy -s -m -i "$work/efi" {} ::)
dd if="$work/efi" of="$image" bs=1M seek=$esp_at conv=notrunc,sparse status=none
dd if="$out/root" of="$image" bs=1M seek=$root_at conv=notrunc,sparse status=none
"$build/tools/exfat-fill" --offset $((data_at * 1048576)) --size $((data_mib * 1048576)) --label KENSHIN \
	--serial 6b656e73 "$data" "$image"

# BIOS: GRUB's first sector and its core.
cat >"$work/early.cfg" <<END
search --no-floppy --fs-uuid --set=root 4B45-4E53
set prefix=(\$root)/EFI/debian
END
grub-mkimage -d "$out/efi/i386-pc" -O i386-pc -c "$work/early.cfg" -p /EFI/debian -o "$work/core.img" biosdisk part_gpt \
	part_msdos fat normal configfile linux linux16 search search_fs_uuid search_fs_file all_video vbe vga \
	video gfxterm gfxmenu font terminal echo test reboot halt minicmd regexp true sleep serial png gettext
"$here/bios.py" "$image" "$work/core.img" "$out/efi/i386-pc/boot.img"
mv "$image" "$out/kenshin.img"
echo "$out/kenshin.img: $((2 + esp_mib + root_mib + data_mib + 1)) MiB (system $((2 + esp_mib + root_mib)), data $data_mib)"
