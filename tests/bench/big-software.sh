#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes a SOFTWARE hive of about 100 MB as an old, much-used Windows has it: the office client's,
# with some hundred thousand keys of classes and components around it. BEHIND is the same, not closed
# cleanly; BEHIND.LOG1 has a page of every few hundred. Same bytes every time.
#   usage: big-software.sh BUILD OUT BEHIND       (needs `make fixture-tools`)
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")/../fixtures/clients" && pwd)
build=${1:?usage: big-software.sh BUILD OUT BEHIND}
out=${2:?usage: big-software.sh BUILD OUT BEHIND}
behind=${3:?usage: big-software.sh BUILD OUT BEHIND}
spec=$out.spec
trap 'rm -f "$spec" "$spec.old"' EXIT
{
	cat "$here/parts/software.spec" "$here/office/software.spec"
	awk 'BEGIN {
		for (i = 0; i < 82; i++)
			for (k = 0; k < 200; k++) {
				id = sprintf("{%08X-%04X-4A5B-9C0D-%06X000000}", i * 7919 + k, k, i)
				key = sprintf("[Classes\\CLSID_%03d\\%s", i, id)
				printf "%s]\n@=\"Component %d of the office suite, part %d\"\n", key, i, k
				printf "\"AppID\"=\"%s\"\n", id
				printf "%s\\InprocServer32]\n@=expand:\"%%ProgramFiles%%\\\\Common Files\\\\Vendor %d\\\\component%05d.dll\"\n\"ThreadingModel\"=\"Apartment\"\n", key, i, k
				printf "%s\\ProgID]\n@=\"Vendor%d.Component%d.1\"\n", key, i, k
				printf "%s\\TypeLib]\n@=\"%s\"\n", key, id
			}
		for (i = 0; i < 4000; i++) {
			printf "[Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages\\Package_%d_for_KB50%05d~31bf3856ad364e35~amd64~~10.0.%d.1]\n", i % 40, i, i
			printf "\"CurrentState\"=dword:00000050\n\"InstallTimeHigh\"=dword:01dc0000\n\"InstallTimeLow\"=dword:%08x\n\"Owners\"=fill:200\n", i
		}
	}'
} >"$spec"
"$build/tools/mkhive" "$spec" "$out"
sed 's/, part 77"$/, part 88"/' "$spec" >"$spec.old"
"$build/tools/mkhive" "$spec.old" "$behind" --dirty-log "$behind.LOG1" "$spec"
