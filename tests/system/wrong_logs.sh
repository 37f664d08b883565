#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Wrong things under the names of event logs, and a libevtx that dies of them: what needs the log
# could not look, with a reason; nothing is fine that was not, everything else goes on.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
"$src/tests/fixtures/clients/make.sh" "$build" office || { fail "no sample client"; finish; }
logs=Windows/System32/winevt/Logs
defender="$logs/Microsoft-Windows-Windows Defender%4Operational.evtx"
remote="$logs/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx"
partition="$logs/Microsoft-Windows-Partition%4Diagnostic.evtx"
pnp="$logs/Microsoft-Windows-Kernel-PnP%4Configuration.evtx"

# client LINE-OF-SECURITY: all logs but Security as they are.
client() {
	small_client "$work/small.img" "file $logs/System.evtx from System.evtx" \
		"file $logs/Setup.evtx from Setup.evtx" "file \"$defender\" from Defender.evtx" \
		"file \"$remote\" from Remote.evtx" "file \"$partition\" from Partition.evtx" \
		"file \"$pnp\" from Pnp.evtx" 'file Windows/System32/config/SECURITY from SECURITY' "$@"
}
look() { # OUT: the answers, as ID ANSWER REASON
	timeout 60 "$kenshin" check --image "$work/small.img" --no-malware --now "$now" --json \
		>"$work/got.json" 2>"$work/err" || { fail "code $?: $(cat "$work/err")"; return 1; }
	python3 - "$work/got.json" <<'P' >"$1"
import json, sys
for f in json.load(open(sys.argv[1], encoding="utf-8"))["findings"]:
    print(f["id"], f["answer"], f["reason"] or "")
P
}
client "file $logs/Security.evtx from Security.evtx" || { fail "no small client"; finish; }
look "$work/whole" || finish
for id in failed-sign-ins:concern log-reach:concern logs-erased:ok update-failures:concern \
	antivirus-finds:notice antivirus-last-scan:concern usb-connections:notice remote-desktop:ok; do
	grep -q "^${id%:*} ${id#*:} " "$work/whole" || fail "whole: $(grep "^${id%:*} " "$work/whole")"
done
pass "all logs are read"

# same_but ID...: every other answer is as it was.
same_but() {
	for id; do echo "^$id "; done >"$work/but"
	grep -v -f "$work/but" "$work/whole" >"$work/a"
	grep -v -f "$work/but" "$work/got" >"$work/b"
	cmp -s "$work/a" "$work/b" || fail "$what: $(diff "$work/a" "$work/b" | head -4)"
}
blind() { # ID...
	for id; do
		grep -q "^$id could-not-look because" "$work/got" || fail "$what: $(grep "^$id " "$work/got")"
	done
}
try() { # WHAT [LINE]
	what=$1
	shift
	client "$@" || { fail "$what: no client"; return; }
	look "$work/got" || return
	blind failed-sign-ins log-reach logs-erased
	# What other logs tell of USB stays, and says that one is missing.
	grep -q '^usb-connections notice because' "$work/got" || fail "$what: $(grep ^usb-conn "$work/got")"
	same_but failed-sign-ins log-reach logs-erased usb-connections
	pass "$what"
}
security=$logs/Security.evtx
head -c 65536 /dev/zero | tr '\0' '\377' >"$work/ff"
head -c 4096 "$build/fixtures/office.hives/Security.evtx" >"$work/head"
head -c 4608 "$build/fixtures/office.hives/Security.evtx" >"$work/part"
try "not there"
try "a text" "file $security text \"Dear Sir,\\n\""
try "empty" "file $security empty"
try "all ones" "file $security from ff"
try "all zeros" "file $security zero 64K"
try "a directory" "dir $security"
try "600 MB of hole" "sparse $security 600M"
try "a hive" "file $security from SYSTEM"
try "its first page and a little" "file $security from part"
try "in the cloud" "cloud $security 69632"
try "a link" "symlink $security \"\\\\\\\\??\\\\\\\\C:\\\\\\\\x\""

# A page without records is a log that holds nothing: not fine either.
client "file $security from head" && look "$work/got" && what="its head only" &&
	blind failed-sign-ins log-reach && pass "its head only"

# The update agent's own log is text: the event log tells of the failures all the same, and that the
# other could not be read is told beside it. That there is none is no loss.
agent=Windows/SoftwareDistribution/ReportingEvents.log
try_agent() { # WHAT WANTED LINE...
	what="the update agent's log: $1" wanted=$2
	shift 2
	client "file $security from Security.evtx" "$@" || { fail "$what: no client"; return; }
	look "$work/got" || return
	grep -q "^update-failures $wanted" "$work/got" || fail "$what: $(grep ^update-f "$work/got")"
	same_but update-failures windows-last-update
	pass "$what"
}
try_agent "as it is" 'concern $' "file $agent from agent.log"
try_agent "not there" 'concern $'
try_agent "a text" 'concern because' "file $agent text \"Dear Sir,\\n\""
try_agent "all ones" 'concern because' "file $agent from ff"
try_agent "all zeros" 'concern because' "file $agent zero 64K"
try_agent "a directory" 'concern because' "dir $agent"
try_agent "600 MB of hole" 'concern because' "sparse $agent 600M"
try_agent "an event log" 'concern because' "file $agent from System.evtx"
try_agent "in the cloud" 'concern because' "cloud $agent 69632"
try_agent "a link" 'concern because' "symlink $agent \"\\\\\\\\??\\\\\\\\C:\\\\\\\\x\""

# A libevtx that dies at its first look: each probe that needs it, and nothing else.
cat >"$work/dying.c" <<'C'
#include <signal.h>
int libevtx_file_open_file_io_handle(void);
int libevtx_file_open_file_io_handle(void)
{
	return raise(SIGSEGV);
}
C
client "file $security from Security.evtx"
if "${CC:-cc}" -shared -fPIC -o "$work/dying.so" "$work/dying.c"; then
	what="libevtx dies"
	LD_PRELOAD=$work/dying.so
	export LD_PRELOAD
	look "$work/got"
	unset LD_PRELOAD
	blind failed-sign-ins log-reach logs-erased update-failures antivirus-finds antivirus-last-scan \
		usb-connections
	# No event of the remote desktop's log is wanted, so libevtx never saw it.
	same_but failed-sign-ins log-reach logs-erased update-failures antivirus-finds \
		antivirus-last-scan usb-connections
	pass "libevtx dies: could not look, with a reason, and the rest goes on"
else
	echo "skipped: no compiler"
fi
finish
