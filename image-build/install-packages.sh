#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# install-packages.sh [LIST]: installs what docs/packages.txt (or LIST) lists, when something of it is missing. Says what it does.
set -eu
list=${1:-$(dirname "$0")/../docs/packages.txt}
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
# What brings a service along (CUPS, dbus, for the tests) does not start it on this machine.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
	trap '$as_root rm -f $policy' EXIT
	printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
	$as_root chmod 755 $policy
fi
# A fresh machine has no package lists yet, an old one stale ones.
$as_root apt-get -q update >/dev/null
# shellcheck disable=SC2086 # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing >/dev/null
