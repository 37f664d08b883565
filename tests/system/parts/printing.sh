#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A print server of our own with the stick's own configuration, in a folder of the test, and
# printers made by ippeveprinter. Nothing of this machine's CUPS is touched. Sourced; needs $work
# (a folder that is removed at the end) and gives server_start, printer_start, lab_stop.
stick_files=$(cd "$(dirname "$0")/../../image-build/files" && pwd)
# shellcheck disable=SC2154 # set by lib.sh
lab=$work/lab
lab_pids=

printing_here() { # true when all is there that the tests need
	for p in cupsd ippeveprinter lpadmin dbus-daemon; do
		PATH=$PATH:/usr/sbin command -v $p >/dev/null || return 1
	done
}
# start NAME COMMAND...: in the background, ended by lab_stop
start() {
	name=$1
	shift
	"$@" >"$lab/$name.log" 2>&1 &
	eval "pid_$name=$!"
	lab_pids="$lab_pids $!"
}
lab_stop() {
	for p in $lab_pids; do kill "$p" 2>/dev/null && wait "$p" 2>/dev/null; done
	lab_pids=
	return 0
}
# What the print service knows of its printers, for who reads why a test failed.
lab_tell() {
	for ppd in "$lab"/etc/ppd/*.ppd; do
		echo "$ppd:" && grep '^\*cupsFilter2:' "$ppd"
	done
	ls -l --time-style=full-iso "$lab"/etc/ppd "$lab"/state 2>&1
	grep -E 'load_ppd|types, |supported types|application/pdf|[Uu]nable|[Cc]annot|[Bb]ad ' "$lab/error" | cut -c1-200 | tail -n 40
}
until_true() { # SECONDS COMMAND...
	tries=$(($1 * 10))
	shift
	while [ $tries -gt 0 ]; do
		"$@" >/dev/null 2>&1 && return 0
		tries=$((tries - 1))
		sleep 0.1
	done
	return 1
}
server_start() {
	mkdir -p "$lab/etc" "$lab/state/tmp" "$lab/jobs"
	chmod 1777 "$lab/state/tmp"
	chmod 755 "$work" "$lab"
	sed "s|/run/cups/cups.sock|$lab/state/cups.sock|; s|^LogLevel .*|LogLevel debug2|" \
		"$stick_files/etc/cups/cupsd.conf" >"$lab/etc/cupsd.conf"
	{
		sed "s|/run/cups|$lab/state|; s|^ErrorLog .*|ErrorLog $lab/error|" \
			"$stick_files/etc/cups/cups-files.conf"
		echo "ServerRoot $lab/etc"
		[ "$(id -u)" -eq 0 ] || printf 'User %s\nGroup %s\n' "$(id -un)" "$(id -gn)"
	} >"$lab/etc/cups-files.conf"
	[ "$(id -u)" -eq 0 ] || sed -i "s/^SystemGroup .*/SystemGroup $(id -gn)/" "$lab/etc/cups-files.conf"
	start cupsd cupsd -f -c "$lab/etc/cupsd.conf" -s "$lab/etc/cups-files.conf"
	start bus dbus-daemon --session --nofork "--address=unix:path=$lab/bus"
	CUPS_SERVER=$lab/state/cups.sock
	KENSHIN_CUPS_CACHE=$lab/state/cache
	export CUPS_SERVER KENSHIN_CUPS_CACHE
	until_true 20 test -S "$lab/state/cups.sock" && until_true 20 test -S "$lab/bus"
}
# Not one that the kernel gives to others: two tests at once had got the same, and one printed on the
# other's printer.
free_port() {
	python3 -c 'import random, socket
while True:
    port = random.SystemRandom().randrange(20000, 32000)
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
    print(port)
    break'
}
listens() { # PORT
	python3 -c 'import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)' "$1" 2>/dev/null
}
# printer_start NAME PORT FORMATS: its jobs, framed as on the stick, go to $lab/jobs/NAME
printer_start() {
	mkdir -p "$lab/spool.$1"
	start "$1" env DBUS_SYSTEM_BUS_ADDRESS="unix:path=$lab/bus" \
		DBUS_SESSION_BUS_ADDRESS="unix:path=$lab/bus" KENSHIN_TEST_DIR="$lab/spool.$1" \
		KENSHIN_TEST_OUT="$lab/jobs/$1" ippeveprinter -r off -p "$2" -n localhost \
		-d "$lab/spool.$1" -f "$3" -c "$stick_files/usr/lib/kenshin/test-printer-job" "Test $1"
	until_true 20 listens "$2" && kill -0 "$(eval "echo \$pid_$1")" # somebody else may listen there
}
queue_for() { # NAME PORT: as the stick makes it
	"$stick_files/usr/lib/kenshin/printer-queue" "$1" "ipp://localhost:$2/ipp/print" "Test $1" everywhere
}
# job_of NAME FILE: takes the last job of a printer apart, into FILE; fails when it is not whole
job_of() {
	python3 - "$lab/jobs/$1" "$2" <<'END'
import base64, hashlib, sys
job = None
for line in open(sys.argv[1]):
    word = line.split()
    if word[0] == "KENSHIN-JOB":
        size, digest, data = int(word[1]), word[2], []
    elif word[0] == "KENSHIN-JOB-END":
        job = base64.b64decode("".join(data))
        assert len(job) == size and hashlib.sha256(job).hexdigest() == digest
    else:
        data.append(word[0])
open(sys.argv[2], "wb").write(job)
END
}
