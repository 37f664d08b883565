#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# squash.sh TREE OUT: TREE as squashfs with dm-verity's tree of hashes behind it, into OUT/root;
# OUT/root.env tells the bootloader its size, root hash and salt. KENSHIN_FAST=yes: quicker, larger.
set -eu
tree=$1
out=$2
level=15
[ "${KENSHIN_FAST:-no}" = yes ] && level=3
uuid=6b656e73-6869-4e00-8000-000000000003
: "${SOURCE_DATE_EPOCH:?}" # mksquashfs takes its times from it
salt=$(printf kenshin | sha256sum | cut -d' ' -f1)
rm -f "$out/root"
mksquashfs "$tree" "$out/root" -quiet -no-progress -noappend -comp zstd -Xcompression-level "$level" \
	-b 256k -no-xattrs -e proc/'*' sys/'*' dev/'*' -wildcards >/dev/null
truncate -s %4096 "$out/root"
size=$(stat -c %s "$out/root")
hash=$(veritysetup format --salt="$salt" --uuid="$uuid" --data-blocks=$((size / 4096)) \
	--hash-offset="$size" "$out/root" "$out/root" | awk '/^Root hash/{print $3}')
truncate -s %1048576 "$out/root"
printf 'size=%s\nhash=%s\nsalt=%s\n' "$size" "$hash" "$salt" >"$out/root.env"
