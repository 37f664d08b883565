#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The main job on a sample client's disk: check it, leave the sheet as PDF, text and JSON, and show
# that the disk is the same to the last bit.
set -eu
build=${KENSHIN_BUILD:-build}
image=$build/fixtures/office-disk.img
out=$build/demo
mkdir -p "$out"

echo "A small firm's PC (made from a recipe): $image"
before=$(sha256sum "$image" | cut -d' ' -f1)
echo "SHA-256 before  $before"
echo
"$build/bin/kenshin" check --image "$image" --signatures "$build/fixtures/signatures" \
	--answers tests/fixtures/clients/office/answers.json \
	--save "$out/office.jsonl" --text "$out/sheet.txt" --pdf "$out/sheet.pdf" --json >"$out/sheet.json.part"
mv "$out/sheet.json.part" "$out/sheet.json"
cat "$out/sheet.txt"
after=$(sha256sum "$image" | cut -d' ' -f1)
echo
echo "SHA-256 after   $after"
if [ "$before" != "$after" ]; then
	echo "The disk has changed. That must never happen." >&2
	exit 1
fi
echo "The disk was not changed."
echo
echo "The sheet: $out/sheet.pdf"
echo "           $out/sheet.txt"
echo "           $out/sheet.json"
echo "As the counsellor sees it: make kiosk"
