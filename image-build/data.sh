#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# data.sh FOLDER: what the data partition of a fresh stick holds. SIGNATURES=none: no samples;
# test (the default): the small set of the tests, which finds the test file only; DIR: ClamAV's set.
# KENSHIN_DATA_EXTRA: a folder that is laid over it (the boot tests put a chamber's key there).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$1
build=${KENSHIN_BUILD:?}
rm -rf "$data"
mkdir -p "$data/signatures" "$data/results" "$data/kenshin"
cp "$here/data/"* "$data/"
case ${SIGNATURES:-test} in
none) ;;
test)
	"$here/../tests/fixtures/signatures.sh" "$build" >/dev/null
	cp "$build"/fixtures/signatures/* "$data/signatures/"
	;;
*) cp "$SIGNATURES"/*.c[vl]d "$data/signatures/" ;;
esac
[ -z "${KENSHIN_DATA_EXTRA:-}" ] || cp -R "$KENSHIN_DATA_EXTRA/." "$data/"
