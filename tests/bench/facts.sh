#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Facts and checks, without the malware scan: the sample client under 3 s and 100 MB, a Windows with
# a SOFTWARE hive of 100 MB under 10 s. Prints both measurements; fails when one is above.
#   usage: KENSHIN_BUILD=build tests/bench/facts.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${KENSHIN_BUILD:-build}
clients=$here/../fixtures/clients
measure=$build/tests/bench/measure
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$clients/make.sh" "$build" office
printf 'sample client:      '
"$measure" 3 100 "$build/bin/kenshin" check --quiet --no-malware --image "$build/fixtures/office.img"

cp "$build/fixtures/office.hives/"* "$work/"
rm -f "$work/SOFTWARE"
"$here/big-software.sh" "$build" "$work/SOFTWARE"
{
	echo 'size 256M'
	echo 'file Windows/System32/config/SOFTWARE from SOFTWARE'
	echo 'file Windows/System32/config/SYSTEM from SYSTEM'
	echo 'file Windows/System32/config/SYSTEM.LOG1 from SYSTEM.LOG1'
	echo 'file Users/yamada/NTUSER.DAT from yamada.dat'
} >"$work/manifest"
"$build/tools/mkimage" --base "$work" "$work/manifest" "$work/big.img"
size=$(wc -c <"$work/SOFTWARE")
printf 'SOFTWARE of %d MB: ' $((size / 1000000))
"$measure" 10 1000 "$build/bin/kenshin" check --quiet --no-malware --image "$work/big.img"
