#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes an old, much-used PC into DIR: the office client with a SOFTWARE hive of 110 MB, event logs
# of 300 MB (Security 200, System 100; 650,000 events, 2,000 of them failed sign-ins) and ten people
# with 12 MB of settings each. DIR/big.img was shut down well; in DIR/behind.img SOFTWARE was not, and
# its log brings it up to date. Same bytes every time.
#   usage: big-pc.sh BUILD DIR       (needs `make fixture-tools`)
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: big-pc.sh BUILD DIR}
dir=${2:?usage: big-pc.sh BUILD DIR}
clients=$here/../fixtures/clients
mkevtx=$here/../fixtures/tools/mkevtx.py

"$clients/make.sh" "$build" office
cp "$build/fixtures/office.hives/"* "$dir/"
mv "$dir/SOFTWARE" "$dir/small"
"$here/big-software.sh" "$build" "$dir/SOFTWARE" "$dir/BEHIND"

audit='Microsoft-Windows-Security-Auditing Security'
cat >"$dir/security" <<END
*800+20 2026-10-01T00:00:00Z 4624 $audit SubjectUserSid=S-1-5-18 SubjectUserName=PC SubjectDomainName=WORKGROUP SubjectLogonId=0x3e7 TargetUserSid=S-1-5-21-1-2-3-1001 TargetUserName=yamada TargetDomainName=PC TargetLogonId=0x12345 LogonType=2 LogonProcessName=User32 AuthenticationPackageName=Negotiate WorkstationName=PC LogonGuid={00000000-0000-0000-0000-000000000000} TransmittedServices=- LmPackageName=- KeyLength=0 ProcessId=0x1c4 ProcessName=svchost.exe IpAddress=127.0.0.1 IpPort=0
*5+600 2026-10-01T05:00:00Z 4625 $audit SubjectUserSid=S-1-5-18 TargetUserName=yamada LogonType=2 IpAddress=-
END
cat >"$dir/system" <<END
*800+20 2026-10-01T00:00:00Z 7036 "Service Control Manager" System param1=Windows-Update param2=running Binary=770075006100750073006500720076002F0034000000
2026-10-01T05:00:00Z 19 Microsoft-Windows-WindowsUpdateClient System "updateTitle=2026-10 Update (KB5066835)"
END
python3 "$mkevtx" "$dir/security" "$dir/Security.evtx" --times 400
python3 "$mkevtx" "$dir/system" "$dir/System.evtx" --times 400

# The settings of one more person: keiri's, and what programs leave there.
{
	cat "$clients/parts/user.spec" "$clients/office/keiri.spec"
	awk 'BEGIN {
		for (i = 0; i < 12000; i++)
			printf "[Software\\Vendor%d\\Program%d\\Settings%d]\n\"Window\"=hex:01,02,03\n\"State\"=fill:600\n\"Last\"=\"C:\\\\Users\\\\x\\\\Documents\\\\%d.xlsx\"\n", i % 40, i % 900, i, i
	}'
} >"$dir/person.spec"
"$build/tools/mkhive" "$dir/person.spec" "$dir/person.dat"

{
	awk -v top="$clients" -f "$clients/parts/files.awk" "$clients/office/manifest" |
		sed 's/^size .*/size 1500M/'
	for i in 03 04 05 06 07 08 09 10; do
		echo "file Users/user$i/NTUSER.DAT from person.dat"
		echo "file Users/user$i/AppData/Local/Microsoft/Windows/UsrClass.dat from classes.dat"
	done
} >"$dir/manifest"
sed 's|SOFTWARE from SOFTWARE|SOFTWARE from BEHIND|' "$dir/manifest" >"$dir/manifest-behind"
echo 'file Windows/System32/config/SOFTWARE.LOG1 from BEHIND.LOG1' >>"$dir/manifest-behind"
"$build/tools/mkimage" --base "$dir" "$dir/manifest" "$dir/big.img"
"$build/tools/mkimage" --base "$dir" "$dir/manifest-behind" "$dir/behind.img"
