#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A small client's NTFS volume, damaged in many ways: each run ends in time with a code of ours and
# a sentence or a whole document, and no answer gets better in silence.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
small_client "$work/small.img" || { fail "no small client could be made"; finish; }
if python3 "$src/tests/system/parts/damage.py" "$kenshin" "$work/small.img" "$work" \
	"${KENSHIN_VARIANTS:-45}" --no-malware --now "$now" >"$work/out" 2>&1; then
	pass "$(tail -n 1 "$work/out")"
else
	fail "$(tail -n 20 "$work/out")"
fi
finish
