#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The stick for the boot tests of `make test`: pressed quickly, with the small set of samples. Where
# no image can be made (no root, no mounts in this container), it says so, the boot test says
# "skipped", and the rest is tested; what goes wrong on the way is a failure.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${KENSHIN_BUILD:?}
why=
[ "$(id -u)" -eq 0 ] || why="not root"
if [ -z "$why" ]; then
	try=$(mktemp -d)
	mkdir -p "$build" "$try/at"
	over=$(mktemp -d "$build/overlay-XXXXXX")
	mkdir "$over/lower" "$over/upper" "$over/work"
	if mount -t overlay -o "lowerdir=$over/lower,upperdir=$over/upper,workdir=$over/work" none \
		"$try/at" 2>/dev/null; then
		umount "$try/at"
	else
		why="this machine lets nobody mount an overlay over $build"
	fi
	rm -rf "$over" "$try"
fi
if [ -n "$why" ]; then
	echo "no stick is made for the boot tests: $why"
	rm -f "$build/image/kenshin.img"
	exit 0
fi
"$here/install-packages.sh" "$here/../docs/packages-image.txt"
make -C "$here/.." --no-print-directory BUILD="$build" SIGNATURES=test KENSHIN_FAST=yes image
