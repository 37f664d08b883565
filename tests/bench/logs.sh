#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Event logs of 300 MB (Security 200, System 100; 650,000 events, 2,000 of them failed sign-ins): all
# that is read from them under 20 s and 200 MB. Beside it evtxexport, which writes every event as
# text, and evtxinfo, which only counts.
#   usage: KENSHIN_BUILD=build tests/bench/logs.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${KENSHIN_BUILD:-build}
measure=$build/tests/bench/measure
mkevtx=$here/../fixtures/tools/mkevtx.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/../fixtures/clients/make.sh" "$build" office
cp "$build/fixtures/office.hives/"* "$work/"
audit='Microsoft-Windows-Security-Auditing Security'
cat >"$work/security" <<END
*800+20 2026-10-01T00:00:00Z 4624 $audit SubjectUserSid=S-1-5-18 SubjectUserName=PC SubjectDomainName=WORKGROUP SubjectLogonId=0x3e7 TargetUserSid=S-1-5-21-1-2-3-1001 TargetUserName=yamada TargetDomainName=PC TargetLogonId=0x12345 LogonType=2 LogonProcessName=User32 AuthenticationPackageName=Negotiate WorkstationName=PC LogonGuid={00000000-0000-0000-0000-000000000000} TransmittedServices=- LmPackageName=- KeyLength=0 ProcessId=0x1c4 ProcessName=svchost.exe IpAddress=127.0.0.1 IpPort=0
*5+600 2026-10-01T05:00:00Z 4625 $audit SubjectUserSid=S-1-5-18 TargetUserName=yamada LogonType=2 IpAddress=-
END
cat >"$work/system" <<END
*800+20 2026-10-01T00:00:00Z 7036 "Service Control Manager" System param1=Windows-Update param2=running Binary=770075006100750073006500720076002F0034000000
2026-10-01T05:00:00Z 19 Microsoft-Windows-WindowsUpdateClient System "updateTitle=2026-10 Update (KB5066835)"
END
python3 "$mkevtx" "$work/security" "$work/Security.evtx" --times 400
python3 "$mkevtx" "$work/system" "$work/System.evtx" --times 400
{
	echo 'size 420M'
	echo 'file Windows/System32/config/SOFTWARE from SOFTWARE'
	echo 'file Windows/System32/config/SYSTEM from SYSTEM'
	for log in Security System Setup; do
		echo "file Windows/System32/winevt/Logs/$log.evtx from $log.evtx"
	done
} >"$work/manifest"
"$build/tools/mkimage" --base "$work" "$work/manifest" "$work/logs.img"
megabytes=$(($(cat "$work/Security.evtx" "$work/System.evtx" | wc -c) / 1000000))
printf 'event logs of %d MB: ' "$megabytes"
"$measure" 20 200 "$build/bin/kenshin" check --quiet --no-malware --image "$work/logs.img" \
	--only failed-sign-ins --only log-reach --only logs-erased --only update-failures
printf 'all facts, the same:  '
"$measure" 20 200 "$build/bin/kenshin" check --quiet --no-malware --image "$work/logs.img"
if command -v evtxexport >/dev/null; then
	printf 'evtxinfo, Security:   '
	"$measure" 1000 4000 sh -c "evtxinfo \"\$1\" >/dev/null" sh "$work/Security.evtx"
	printf 'evtxexport, of it:    '
	"$measure" 1000 4000 sh -c "evtxexport \"\$1\" >/dev/null" sh "$work/Security.evtx"
fi
