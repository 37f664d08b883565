#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# `make image`: each step is done again only when something that it is made from changed.
# SIGNATURES=none|test|DIR: what is on the data partition.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/.." && pwd)
build=${KENSHIN_BUILD:?}
out=$build/image
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:?}"
export KENSHIN_BUILD
[ "$(id -u)" -eq 0 ] || {
	echo "make image needs root: it makes a Debian root with its users and devices" >&2
	exit 1
}
mkdir -p "$out"
say() { echo "image: $*"; }
# A key of files' contents: what was made is good while it is the same.
key_of() { (cd "$source" && cat "$@" 2>/dev/null | sha256sum | cut -c1-32); }
same() { [ -e "$1" ] && [ "$(cat "$1.key" 2>/dev/null)" = "$2" ]; }

# 1. Debian's part. Kept outside the build too, because it is the slow part: by list and by day.
key=$(key_of image-build/root.sh image-build/packages/base.txt image-build/packages/print.txt)
if ! same "$out/root.tar" "$key"; then
	say "Debian's packages (a minute or two)"
	"$here/root.sh" "$out/root.tar" >"$out/root.log" 2>&1 || {
		tail -20 "$out/root.log" >&2
		exit 1
	}
	rm -rf "$out/lower" "$out/efi"
	echo "$key" >"$out/root.tar.key"
fi
if [ ! -e "$out/lower/.whole" ]; then
	rm -rf "$out/lower"
	mkdir -p "$out/lower"
	tar -C "$out/lower" --numeric-owner -xpf "$out/root.tar"
	touch "$out/lower/.whole"
fi
key=$(key_of image-build/efi.sh image-build/bgf.py image-build/grub/grub.cfg image-build/grub/ja.po "$out/root.tar.key")
if ! same "$out/efi/.whole" "$key"; then
	"$here/efi.sh" "$out/lower" "$out/efi"
	echo "$key" >"$out/efi/.whole.key"
fi

# 2. Kenshin, compiled and tested inside it.
say "Kenshin, compiled and tested in the stick's own root"
"$here/kenshin.sh" "$out/lower" "$out/dev" "$out/kenshin.tar"

# 3. The whole root, checked, pressed, with its tree of hashes.
key=$(key_of image-build/tree.sh image-build/units.txt image-build/units-away.txt image-build/modules.py \
	image-build/initramfs/kenshin image-build/initramfs/hook image-build/squash.sh "$out/root.tar.key" \
	"$out/kenshin.tar" "$out/efi/unifont-1.bgf" "$out/efi/unifont-2.bgf")$(cd "$here/files" && find . -type f -exec sha256sum {} + | sort | sha256sum | cut -c1-16)${KENSHIN_FAST:-no}$SOURCE_DATE_EPOCH
if ! same "$out/root" "$key"; then
	say "the root"
	"$here/tree.sh" "$out/root.tar" "$out/kenshin.tar" "$out/tree" "$out"
	"$here/check-tree.sh" "$out/tree"
	"$here/squash.sh" "$out/tree" "$out"
	[ -n "${KENSHIN_KEEP_TREE:-}" ] || rm -rf "$out/tree"
	echo "$key" >"$out/root.key"
fi

# 4. The stick.
rm -f "$out/made"
"$here/data.sh" "$out/data"
"$here/disk.sh" "$out" "$out/data"
if [ -x "$here/release.sh" ]; then
	"$here/release.sh" "$out/kenshin.img"
fi
# What it was made with, for who builds it again.
printf 'SOURCE_DATE_EPOCH=%s\nSIGNATURES=%s\nKENSHIN_FAST=%s\n' "$SOURCE_DATE_EPOCH" "${SIGNATURES:-test}" \
	"${KENSHIN_FAST:-no}" >"$out/made"
