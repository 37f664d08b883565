#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Facts and checks, without the malware scan: the sample client under 3 s and 100 MB; an old PC with
# a SOFTWARE hive of 110 MB, event logs of 300 MB and ten people (big-pc.sh) under 20 s and 200 MB,
# shut down well and not. Then where the time goes, and beside it the tools that read the same files;
# those that are not installed are named. Fails when Kenshin is above its limits.
#   usage: KENSHIN_BUILD=build tests/bench/facts.sh
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=${KENSHIN_BUILD:-build}
measure=$build/tests/bench/measure
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0

line() { # WHAT SECONDS MEGABYTES COMMAND...
	printf '%-46s ' "$1"
	shift
	"$measure" "$@" || bad=1
}
facts() { # WHAT SECONDS MEGABYTES IMAGE ARGUMENTS...
	what=$1 seconds=$2 megabytes=$3
	shift 3
	line "$what" "$seconds" "$megabytes" "$build/bin/kenshin" check --quiet --no-malware --image "$@"
}
peer() { # PROGRAM FILE ARGUMENTS...: ended after two minutes, its words thrown away
	program=$1 file=$2
	shift 2
	if command -v "$program" >/dev/null; then
		line "  $program, $(basename "$file") only" 1000 100000 \
			sh -c 'timeout 120 "$@" >/dev/null 2>&1 || :' sh "$program" "$@" "$file"
	else
		printf '  %s: not installed\n' "$program"
	fi
}

"$here/../fixtures/clients/make.sh" "$build" office || exit 1
facts 'sample client' 3 100 "$build/fixtures/office.img"
"$here/big-pc.sh" "$build" "$work" || exit 1
facts 'old PC, all facts' 20 200 "$work/big.img"
facts 'old PC, SOFTWARE behind its log' 20 200 "$work/behind.img"

echo 'of which:'
facts '  the event logs' 20 200 "$work/big.img" \
	--only failed-sign-ins --only log-reach --only logs-erased --only update-failures
facts '  SOFTWARE' 20 200 "$work/big.img" --only uac-on
facts '  SOFTWARE behind its log' 20 200 "$work/behind.img" --only uac-on
facts '  the settings of ten people' 20 200 "$work/big.img" --only screen-lock
echo 'others, on one of the files each (ended after two minutes):'
peer hivexml "$work/SOFTWARE"
peer hivexml "$work/person.dat"
peer regipy-dump "$work/SOFTWARE"
peer evtxinfo "$work/Security.evtx"
peer evtxexport "$work/Security.evtx"
peer evtx_dump "$work/Security.evtx"
peer evtx_dump.py "$work/Security.evtx"
exit $bad
