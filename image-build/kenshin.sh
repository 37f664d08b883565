#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin.sh ROOT WORK OUT.tar: Kenshin compiled and unit-tested inside the stick's own root (an
# overlay over ROOT with the developers' packages), so that it runs with that release's libraries.
# Needs root. WORK keeps the packages and the objects for the next time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/.." && pwd)
root=$1
work=$2
out=$3
here_root=$work/root

mkdir -p "$work/upper" "$work/work" "$work/build" "$here_root"
[ "$(sha256sum <"$source/docs/packages.txt")$(stat -c %Y "$root/etc")" = "$(cat "$work/key" 2>/dev/null)" ] || {
	rm -rf "$work/upper" "$work/work" "$work/build"
	mkdir -p "$work/upper" "$work/work" "$work/build"
}
leave() {
	for m in src build dev proc ''; do
		umount -l "$here_root/$m" 2>/dev/null || true
	done
}
trap leave EXIT
mount -t overlay -o "lowerdir=$root,upperdir=$work/upper,workdir=$work/work" overlay "$here_root"
mkdir -p "$here_root/src" "$here_root/build"
mount -t proc proc "$here_root/proc"
mount --rbind /dev "$here_root/dev"
mount --bind "$source" "$here_root/src"
mount -o remount,bind,ro "$here_root/src" 2>/dev/null || true
mount --bind "$work/build" "$here_root/build"
cp /etc/resolv.conf "$here_root/etc/resolv.conf" 2>/dev/null || true
printf '#!/bin/sh\nexit 101\n' >"$here_root/usr/sbin/policy-rc.d"
chmod +x "$here_root/usr/sbin/policy-rc.d"
printf 'APT::Install-Recommends "false";\n' >"$here_root/etc/apt/apt.conf.d/90kenshin"

in_root() {
	chroot "$here_root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/tmp \
		DEBIAN_FRONTEND=noninteractive SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-}" "$@"
}
in_root sh /src/image-build/install-packages.sh
echo "$(sha256sum <"$source/docs/packages.txt")$(stat -c %Y "$root/etc")" >"$work/key"
# The same compiler flags as everywhere; the folder of the sources must not be told by the program.
in_root make -C /src -j"${KENSHIN_JOBS:-2}" --no-print-directory BUILD=/build PREFIX=/usr WERROR= \
	CFLAGS=-ffile-prefix-map=/src=. all
if [ "${KENSHIN_IMAGE_TESTS:-yes}" = yes ]; then
	in_root make -C /src -j"${KENSHIN_JOBS:-2}" --no-print-directory BUILD=/build PREFIX=/usr WERROR= \
		CFLAGS=-ffile-prefix-map=/src=. stick-tests >"$work/tests.log" 2>&1 || {
		tail -40 "$work/tests.log" >&2
		exit 1
	}
	tail -1 "$work/tests.log"
fi
rm -rf "$work/install"
mkdir -p "$work/install"
in_root make -C /src --no-print-directory BUILD=/build PREFIX=/usr WERROR= \
	CFLAGS=-ffile-prefix-map=/src=. DESTDIR=/build/install install >/dev/null
# The chamber's tool is for the chamber's PC, not for the stick.
rm -f "$work/build/install/usr/bin/kenshin-stick" "$work"/build/install/usr/share/man/man1/kenshin-stick.1*
strip --strip-unneeded "$work/build/install/usr/bin/"* 2>/dev/null || true
tar -C "$work/build/install" --sort=name --owner=0 --group=0 --numeric-owner \
	--mtime="@${SOURCE_DATE_EPOCH:-0}" -cf "$out.tmp" .
rm -rf "$work/build/install"
mv "$out.tmp" "$out"
