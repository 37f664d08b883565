#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# `make image-again`: builds the same image once more from nothing, in another folder, and compares.
# Reproducible means: the same commit, date, samples and day of Debian's mirror give the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${KENSHIN_BUILD:?}
first=$build/image
again=$build/again
[ -e "$first/kenshin.img" ] && [ -e "$first/made" ] || {
	echo "there is no image to compare with: make image" >&2
	exit 1
}
# Lines like "SIGNATURES=test": what the first one was made with.
while IFS='=' read -r name value; do
	case $name in
	SOURCE_DATE_EPOCH | SIGNATURES | KENSHIN_FAST) export "$name=$value" ;;
	esac
done <"$first/made"
rm -rf "$again"
mkdir -p "$again"
# Its unit tests ran with the first one.
make -C "$here/.." --no-print-directory BUILD="$again" WERROR= exfat-fill fixtures >/dev/null
KENSHIN_BUILD=$again KENSHIN_IMAGE_TESTS=no "$here/image.sh"
bad=0
for f in vmlinuz initrd root kenshin.img kenshin.img.manifest kenshin.spdx.json manifest.txt; do
	if cmp -s "$first/$f" "$again/image/$f"; then
		echo "the same: $f"
	else
		echo "NOT THE SAME: $f"
		bad=1
	fi
done
[ $bad -ne 0 ] || rm -rf "$again"
exit $bad
