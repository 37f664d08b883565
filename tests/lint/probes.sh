#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every probe has its file, its line in probes.def and its rows in the tests.
set -eu
cd "${KENSHIN_SRC:-$(dirname "$0")/../..}"
bad=0
say() {
	echo "$*"
	bad=1
}
names=$(sed -n 's/^PROBE(\([a-z0-9_]*\))$/\1/p' scanners/probes/probes.def)
for name in $names; do
	id=$(echo "$name" | tr _ -)
	[ -f "scanners/probes/$name.c" ] || say "scanners/probes/$name.c is missing"
	grep -q "\.id = \"$id\"" "scanners/probes/$name.c" || say "$name: its id is not $id"
	grep -q "\"$id\"" tests/unit/scanners/probes/*.c || say "$name: no test names $id"
done
# shellcheck disable=SC2013 # names hold no blanks
for name in $(sed -n 's/^const struct probe probe_\([a-z0-9_]*\) = {$/\1/p' scanners/probes/*.c); do
	echo "$names" | grep -qx "$name" || say "$name is not in probes.def"
done
[ -n "$names" ] || say "probes.def is empty"
exit $bad
