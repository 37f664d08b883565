#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every reader of hostile bytes against 10,000 mutations of its seeds, the same ones each time: no crash,
# no hang. The quick tests give each 300; `make fuzz` as many as wanted.
set -u
build=${KENSHIN_BUILD:-build}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
n=0
for target in "$build"/tests/fuzz/fuzz_*; do
	case ${target##*/} in *.*) continue ;; esac
	n=$((n + 1))
	KENSHIN_FUZZ=10000 timeout 900 "$target" >"$work/out" 2>&1 && grep -q ' 10000 mutations' "$work/out" && continue
	echo "not ok: ${target##*/} (code $?): $(tail -n 3 "$work/out")"
	bad=1
done
[ $n -ge 30 ] || { echo "not ok: only $n targets were found"; bad=1; }
echo "$n readers, 10,000 mutations each"
exit $bad
