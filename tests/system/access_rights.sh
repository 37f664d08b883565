#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may open what, on a whole disk: Windows' own drive and a second one for data. A list or a drive
# that could not be read is told, and never reads as closed.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
owner=S-1-5-21-1004336348-1177238915-682003330-1001

# One disk with two NTFS parts: 1 MiB on 12 MiB, 16 MiB on 24 MiB.
disk() {
	rm -f "$work/disk.img"
	truncate -s 48M "$work/disk.img"
	printf 'label: gpt\nstart=2048,size=24576\nstart=32768,size=49152\n' |
		sfdisk -q "$work/disk.img" >/dev/null 2>&1 || fail "sfdisk"
	dd if="$work/system.img" of="$work/disk.img" bs=1M seek=1 conv=notrunc 2>/dev/null
	dd if="$work/data.img" of="$work/disk.img" bs=1M seek=16 conv=notrunc 2>/dev/null
}
data() { # LINE...
	{
		printf 'size 24M\nlabel "DATA"\ntime 2026-11-20T09:00:00Z\n'
		printf '%s\n' "$@"
	} >"$work/data.manifest"
	"$tools/mkimage" "$work/data.manifest" "$work/data.img"
}
# expect WHAT CHECK ANSWER [TEXT]: of a check-up of the disk; TEXT: stands in the records.
expect() {
	timeout 60 "$kenshin" check --image "$work/disk.img" --document-names --no-malware --now "$now" \
		--save "$work/o.jsonl" >/dev/null 2>"$work/err" || fail "$1: code $?: $(cat "$work/err")"
	grep '"record":"finding"' "$work/o.jsonl" | grep "\"id\":\"$2\"" | grep -q "\"answer\":\"$3\"" &&
		{ [ -z "${4:-}" ] || grep -qF -- "$4" "$work/o.jsonl"; } && pass "$1" ||
		fail "$1: $(grep "$2" "$work/o.jsonl" | cut -c1-300)"
}
tools=$build/tools
private="rights Users/yamada system:full,admins:full,$owner:full"
small_client "$work/system.img" "file Users/yamada/Desktop/a.txt text x" || { fail "no client"; finish; }
sed "s#^file Windows/System32/ntos.*#$private\n&#" "$work/small.manifest" >"$work/m" &&
	sed -i 's/^size 8M/size 12M/' "$work/m" && "$tools/mkimage" --base "$work" "$work/m" "$work/system.img"

data "rights 経理 system:full,admins:full,$owner:full" 'file "経理/給与台帳.xlsx" text x'
disk
expect "a closed folder on the second drive" secret-rights ok
data 'rights 経理 system:full,everyone:read' 'file "経理/給与台帳.xlsx" text x'
disk
expect "an open one" secret-rights danger '"place":"data","user":null,"path":":0/経理/給与台帳.xlsx"'
data 'rights 経理 system:full,authenticated:write' 'file "経理/給与台帳.xlsx" text x'
disk
expect "open for whoever signs in" secret-rights concern

# The second drive is damaged, and then locked: what lies on it is not known.
data "rights 経理 system:full,admins:full,$owner:full" 'file "経理/給与台帳.xlsx" text x'
disk
dd if=/dev/zero of="$work/disk.img" bs=1M seek=17 count=23 conv=notrunc 2>/dev/null
expect "a damaged second drive" secret-rights could-not-look
expect "a damaged second drive, whose folders" visible-areas could-not-look
disk
printf -- '-FVE-FS-' | dd of="$work/disk.img" bs=1 seek=$((16 * 1048576 + 3)) conv=notrunc 2>/dev/null
expect "a locked second drive" secret-rights could-not-look
disk
expect "as it was" secret-rights ok

# A copy in a directory has no lists of Windows'.
mkdir "$work/copy" && mkdir -p "$work/copy/Windows/System32/config" "$work/copy/Users/yamada/Desktop/給与"
cp "$work/SYSTEM" "$work/SOFTWARE" "$work/copy/Windows/System32/config/"
echo x >"$work/copy/Windows/System32/ntoskrnl.exe"
cp "$work/yamada.dat" "$work/copy/Users/yamada/NTUSER.DAT"
timeout 60 "$kenshin" check --root "$work/copy" --document-names --no-malware --now "$now" --save "$work/o.jsonl" \
	>/dev/null 2>&1
grep '"record":"finding"' "$work/o.jsonl" | grep '"id":"secret-rights"' | grep -q '"answer":"could-not-look"' &&
	pass "a copy tells nothing" || fail "a copy: $(grep secret-rights "$work/o.jsonl" | cut -c1-300)"
finish
