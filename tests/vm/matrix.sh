#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# All boot tests, one machine after the other: `make vm`. Each prints PASS and FAIL lines and one
# closing line; what a failed one left behind lies in BUILD/vm/NAME. KENSHIN_VM_PATIENCE=3 waits
# three times as long on a slow machine.
set -u
build=${KENSHIN_BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- boots visit carry usb_memory states two_clients unplug mended flip returned backup backup_medium pulled unlock backup_locked restore
bad=
for t; do
	echo "== $t"
	"$here/$t.py" --build "$build"
	code=$?
	[ $code -eq 0 ] || [ $code -eq 77 ] || bad="$bad $t"
done
if [ -n "$bad" ]; then
	echo "not as it should be:$bad"
	exit 1
fi
echo "all boot tests are as they should be"
