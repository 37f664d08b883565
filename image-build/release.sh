#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# release.sh IMAGE: what goes out with an image, beside it: IMAGE.manifest (what a stick is compared
# with when it comes back), manifest.txt (Debian packages), kenshin.spdx.json (SBOM), SHA256SUMS.
# KENSHIN_SIGN_KEY: minisign's secret key; IMAGE.manifest, SHA256SUMS and IMAGE are signed with it.
# Without it a file UNSIGNED.txt says so. dpkg-status and packages.txt have to lie beside IMAGE.
# The same image gives the same files. KENSHIN_SIGN_PUBLIC: its public key, to look at the result.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 1 ] && [ -f "$1" ] || {
	echo "usage: release.sh IMAGE" >&2
	exit 2
}
dir=$(cd "$(dirname "$1")" && pwd)
image=$(basename "$1")
build=${KENSHIN_BUILD:-$here/../build}
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:?}" LC_ALL=C
[ -x "$build/bin/kenshin-stick" ] ||
	make -s -C "$here/.." BUILD="$build" WERROR= "$build/bin/kenshin-stick"
version=$("$build/bin/kenshin-stick" --version | cut -d' ' -f2)
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)

[ -z "${KENSHIN_SIGN_KEY:-}" ] || KENSHIN_SIGN_KEY=$(readlink -e "$KENSHIN_SIGN_KEY") || {
	echo "release: KENSHIN_SIGN_KEY: no such file" >&2
	exit 1
}
[ -z "${KENSHIN_SIGN_PUBLIC:-}" ] || KENSHIN_SIGN_PUBLIC=$(readlink -e "$KENSHIN_SIGN_PUBLIC")

cd "$dir"
rm -f "$image.manifest" "$image.manifest.minisig" "$image.minisig" SHA256SUMS SHA256SUMS.minisig
echo "Kenshin $version, $date: unsigned. Nobody vouches for these files; not for handing out." >UNSIGNED.txt
# Each appears under its name only when it is whole.
"$build/bin/kenshin-stick" manifest "$image" >"$image.manifest.part"
mv "$image.manifest.part" "$image.manifest"
{
	echo "# Debian packages of Kenshin $version, $date: package version architecture source source-version"
	sort packages.txt
} >manifest.txt
"$here/sbom.py" "$image" dpkg-status "$version" >kenshin.spdx.json.part
mv kenshin.spdx.json.part kenshin.spdx.json
sha256sum "$image" "$image.manifest" kenshin.spdx.json manifest.txt >SHA256SUMS

if [ -n "${KENSHIN_SIGN_KEY:-}" ]; then
	for f in "$image" "$image.manifest" SHA256SUMS; do
		minisign -S -s "$KENSHIN_SIGN_KEY" -m "$f" -x "$f.minisig" -t "kenshin $version $date $f" >/dev/null
		[ -z "${KENSHIN_SIGN_PUBLIC:-}" ] || minisign -V -q -m "$f" -p "$KENSHIN_SIGN_PUBLIC"
	done
	rm -f UNSIGNED.txt
	echo "release: signed"
else
	echo "release: unsigned (KENSHIN_SIGN_KEY is not set)"
fi
