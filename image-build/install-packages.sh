#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what docs/packages.txt lists, when something of it is missing. Says what it does.
set -eu
list=$(dirname "$0")/../docs/packages.txt
missing=
for p in $(sed 's/#.*//' "$list"); do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' ||
		missing="$missing $p"
done
[ -n "$missing" ] || exit 0
as_root=
if [ "$(id -u)" -ne 0 ]; then
	as_root=sudo
	command -v sudo >/dev/null || {
		echo "Kenshin needs these packages; please install them as root:$missing" >&2
		exit 1
	}
fi
echo "Installing:$missing"
# A fresh machine has no package lists yet, an old one stale ones.
$as_root apt-get -q update >/dev/null
# shellcheck disable=SC2086 # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing >/dev/null
