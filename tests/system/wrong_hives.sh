#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Wrong things under the names of hives: every check that needs the hive could not look, with a
# reason; none is fine, and nothing is made up from what is not there.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
small_client "$work/whole.img" || { fail "no small client could be made"; finish; }
"$kenshin" check --image "$work/whole.img" --no-malware --now "$now" --json >"$work/whole.json"
mv "$work/whole.img" "$work/whole.done"

try() { # HIVE WHAT [LINE]: what lies under the hive's name
	hive=$1
	what=$2
	small_without=$hive
	shift 2
	small_client "$work/small.img" "$@" || { fail "$what: no client"; return; }
	timeout 30 "$kenshin" check --image "$work/small.img" --no-malware --now "$now" --json \
		>"$work/got.json" 2>"$work/err" || { fail "$hive, $what: code $?: $(cat "$work/err")"; return; }
	python3 - "$hive" "$work/whole.json" "$work/got.json" <<'P' >"$work/why" && pass "$hive, $what" || fail "$hive, $what: $(cat "$work/why")"
import json, sys
hive, whole, got = sys.argv[1], *(json.load(open(p, encoding="utf-8")) for p in sys.argv[2:])
needs = {
    "SOFTWARE": ["windows-support-end", "windows-last-update", "antivirus-on", "antivirus-definitions",
                 "uac-on", "auto-logon"],
    "SYSTEM": ["windows-auto-update", "antivirus-on", "firewall-on", "remote-desktop",
               "usb-storage-history", "disk-encryption", "clean-shutdown"],
}
answers = {f["id"]: f for f in got["findings"]}
bad = []
if not answers and not any(g["group"] == "facts" and g["why"] for g in got["not_looked_at"]):
    bad.append("nothing told")
for id in needs[hive] if answers else []:
    f = answers[id]
    if f["answer"] != "could-not-look" or not (f["reason"] or "").startswith("because"):
        bad.append("%s: %s, %s" % (id, f["answer"], f["reason"]))
before = {f["id"]: f["answer"] for f in whole["findings"]}
for id, f in answers.items():
    if f["answer"] == "ok" and before[id] != "ok":
        bad.append("%s became ok" % id)
    if f["answer"] == "danger" and before[id] != "danger":
        bad.append("%s became danger: %s" % (id, f["reason"]))
print("; ".join(bad))
sys.exit(bool(bad))
P
}
head -c 65536 /dev/zero | tr '\0' '\377' >"$work/ff"
for h in SOFTWARE SYSTEM; do
	path=Windows/System32/config/$h
	head -c 4096 "$build/fixtures/office.hives/$h" >"$work/head-$h"
	head -c 12288 "$build/fixtures/office.hives/$h" >"$work/part-$h"
	try $h "not there"
	try $h "a text" "file $path text \"Dear Sir,\\n\""
	try $h "empty" "file $path empty"
	try $h "all ones" "file $path from ff"
	try $h "all zeros" "file $path zero 64K"
	try $h "a directory" "dir $path"
	try $h "600 MB of hole" "sparse $path 600M"
	try $h "a user's hive" "file $path from yamada.dat"
	try $h "its header only" "file $path from head-$h"
	try $h "its first pages only" "file $path from part-$h"
	try $h "in the cloud" "cloud $path 65536"
	try $h "a link" "symlink $path \"\\\\\\\\??\\\\\\\\C:\\\\\\\\x\""
done
try SOFTWARE "the other hive" "file Windows/System32/config/SOFTWARE from SYSTEM"
try SYSTEM "the other hive" "file Windows/System32/config/SYSTEM from SOFTWARE"
finish
