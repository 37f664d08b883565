#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each folder and each kind of file of a client in turn cannot be read, as on a damaged disk: no answer becomes a
# better one without a reason, and what has no answer any more is told.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
plain_reaches_build || { echo "skipped: needs a user without rights"; exit 77; }
mkdir "$work/mnt" "$work/client"
ntfs-3g -o ro "$office" "$work/mnt" 2>/dev/null || { echo "skipped: nothing can be mounted here"; exit 77; }
on_exit() { umount -l "$work/mnt" 2>/dev/null; }
cp -r "$work/mnt/." "$work/client/" 2>/dev/null # but for what only the file system's own key opens
umount "$work/mnt"
chmod 755 "$work"
chmod -R a+rX "$work/client"
# shellcheck disable=SC2086 # words on purpose
python3 "$src/tests/system/parts/closed_paths.py" "$work/client" $plain "$kenshin" check --root "$work/client" --no-malware \
	--now "$now" --common-passwords --document-names --json >"$work/out" 2>&1 && pass "$(tail -1 "$work/out")" || fail "$(tail -20 "$work/out")"
finish
