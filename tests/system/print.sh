#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin print against a real CUPS with the stick's configuration and printers on the loopback: the
# sheet arrives whole, as PDF and as dots; no paper, switched off, stopped at the printer, taken
# back, nobody there: each is told as what it is, and "printed" only after the printer said so.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
# shellcheck source=parts/printing.sh
. "$(dirname "$0")/parts/printing.sh"
PATH=$PATH:/usr/sbin
printing_here || { echo "skipped: no CUPS here"; exit 77; }
on_exit() { [ "$bad" -eq 0 ] || lab_tell; lab_stop; [ -z "${KENSHIN_KEEP:-}" ] || cp -r "$lab/error" "$lab/etc" "$lab"/*.log "$KENSHIN_KEEP" 2>/dev/null; }
same() { # WHAT HAVE WANTED
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1: $2, not $3"; fi
}

# --- nobody there ------------------------------------------------------------------------------
CUPS_SERVER=$work/none "$kenshin" print --list >"$work/out" 2>"$work/err"
same "no CUPS: exit code" "$?" 1
grep -q 'no print service' "$work/err" && pass "no CUPS: clear words" || fail "no CUPS: $(cat "$work/err")"
CUPS_SERVER=$work/none "$kenshin" print --test-page --printer x --records >"$work/out" 2>/dev/null
same "no CUPS, printing: exit code" "$?" 1
grep -q '"not-printed","reason":"no-service"' "$work/out" && pass "told as record" || fail "$(cat "$work/out")"

server_start || { fail "the print server does not start: $(cat "$lab/cupsd.log" "$lab/error" 2>/dev/null)"; finish; }
KENSHIN_LANG=en "$kenshin" print --list >"$work/out"
same "no printer: exit code" "$?" 0
same "no printer: words" "$(cat "$work/out")" "No printer was found."

# --- a sheet onto two kinds of printers ------------------------------------------------------------
pdf_port=$(free_port)
printer_start pdf "$pdf_port" application/pdf,image/pwg-raster || fail "no printer for PDF"
raster_port=$(free_port)
printer_start raster "$raster_port" image/pwg-raster || fail "no printer for dots"
queue_for pdf "$pdf_port" && queue_for raster "$raster_port" || fail "no queues"
"$kenshin" print --list --records >"$work/out"
same "both are listed as ready" "$(grep -c '"way":"ipp","known":true,"ready":true,"reason":"none"' "$work/out")" 2

printf '%s\n' '{"record":"begin","schema":1,"tool":"kenshin 0.1","started":"2026-11-21T01:42:07Z","now":"2026-11-21T01:42:07Z","source":{"kind":"none","name":""}}' \
	'{"record":"end","partial":false}' >"$work/case.jsonl"
KENSHIN_LANG=ja "$kenshin" report "$work/case.jsonl" --quiet --case 0412-07 --pdf "$work/sheet.pdf" || fail "no sheet"
"$kenshin" print "$work/sheet.pdf" --printer pdf --records >"$work/out"
same "printed: exit code" "$?" 0
same "printed: the last word" "$(tail -n 1 "$work/out")" '{"record":"print","state":"printed","reason":"none","own":""}'
if job_of pdf "$work/job.pdf"; then
	pdftotext -layout "$work/job.pdf" "$work/job.txt"
	grep -q '0412-07' "$work/job.txt" && grep -q '健診' "$work/job.txt" && pass "the Japanese sheet arrived whole" ||
		fail "the sheet that arrived: $(head -20 "$work/job.txt")"
	same "one page of A4" "$(pdfinfo "$work/job.pdf" | sed -n 's/^Pages: *//p; s/^Page size:.*(\(A4\)).*/\1/p' | tr '\n' ' ')" "1 A4 "
else
	fail "the job did not arrive whole"
fi
"$kenshin" print "$work/sheet.pdf" --printer raster --records >"$work/out"
same "dots: exit code" "$?" 0
if job_of raster "$work/job.pwg"; then
	pdftoppm -r 100 -gray -singlefile "$work/sheet.pdf" "$work/wanted"
	# shellcheck disable=SC2086 # one more word or none
	if "$(dirname "$0")/parts/pwg.py" "$work/job.pwg" "$work/wanted.pgm" ${KENSHIN_KEEP:+"$KENSHIN_KEEP/raster.png"} >"$work/raster.txt"; then
		pass "the dots show the sheet: $(cat "$work/raster.txt")"
	else
		fail "the dots are another picture: $(cat "$work/raster.txt")"
	fi
else
	fail "the dots did not arrive whole"
fi
same "nothing of the jobs stays" "$(find "$lab/state/spool" -type f | wc -l)" 0

# in_background COMMAND...: its process is $p, its words are in $work/out. The file is new before it
# begins: until the child has opened it, the words of the command before would be read as its own,
# and a signal that is sent then is lost between this shell's trap and the program's.
in_background() {
	: >"$work/out"
	"$@" >"$work/out" &
	p=$!
}

# --- no paper ----------------------------------------------------------------------------------
: >"$lab/spool.pdf/no-paper"
in_background "$kenshin" print --test-page --printer pdf --records
until_true 20 grep -q '"state":"waiting","reason":"no-paper"' "$work/out" && pass "no paper is told" || fail "no paper: $(cat "$work/out")"
"$kenshin" print --list --records | grep -q '"name":"pdf".*"ready":false,"reason":"no-paper"' && pass "and in the list" || fail "not in the list"
rm "$lab/spool.pdf/no-paper"
wait $p
same "paper added: exit code" "$?" 0
tail -n 1 "$work/out" | grep -q '"printed"' && pass "it goes on by itself" || fail "$(cat "$work/out")"

# --- taken back --------------------------------------------------------------------------------
: >"$lab/spool.pdf/no-paper"
in_background "$kenshin" print --test-page --printer pdf --records
until_true 20 grep -q '"no-paper"' "$work/out"
kill -TERM $p
wait $p
same "taken back: exit code" "$?" 3
tail -n 1 "$work/out" | grep -q '"taken-back"' && pass "taken back" || fail "$(cat "$work/out")"
rm "$lab/spool.pdf/no-paper"
until_true 10 test -z "$(lpstat -o)" && pass "no job waits" || fail "a job waits: $(lpstat -o)"
same "nothing of it stays" "$(find "$lab/state/spool" -type f | wc -l)" 0

# --- the printer stops the job -------------------------------------------------------------------
printf '#!/bin/sh\nexit 1\n' >"$work/refuse"
chmod 755 "$work/refuse"
refuse_port=$(free_port)
mkdir "$lab/spool.refuse"
start refuse env DBUS_SYSTEM_BUS_ADDRESS="unix:path=$lab/bus" DBUS_SESSION_BUS_ADDRESS="unix:path=$lab/bus" \
	ippeveprinter -r off -p "$refuse_port" -n localhost -d "$lab/spool.refuse" -f application/pdf -c "$work/refuse" Refuse
until_true 20 listens "$refuse_port" && queue_for refuse "$refuse_port" || fail "no printer that refuses"
"$kenshin" print --test-page --printer refuse --records >"$work/out" 2>/dev/null
same "refused: exit code" "$?" 1
tail -n 1 "$work/out" | grep -q '"not-printed","reason":"refused"' && pass "refused is not printed" || fail "$(cat "$work/out")"
# CUPS' own word for it is "completed" in one of four: which of its threads hears first
n=0
while [ $n -lt 12 ]; do
	"$kenshin" print --test-page --printer refuse --records 2>/dev/null | grep -E '"(printed|handed-over)"' && break
	n=$((n + 1))
done
same "refused twelve times is printed never" "$n" 12

# --- switched off in the middle --------------------------------------------------------------------
: >"$lab/spool.raster/no-paper"
in_background "$kenshin" print --test-page --printer raster --records
until_true 20 grep -q '"no-paper"' "$work/out"
# shellcheck disable=SC2154 # set by start
kill -KILL "$pid_raster"
until_true 60 grep -q '"offline"' "$work/out" && pass "switched off is told" || fail "switched off: $(cat "$work/out")"
kill -TERM $p
wait $p
same "switched off, taken back: exit code" "$?" 3
grep -q '"printed"' "$work/out" && fail "switched off and told as printed"
"$kenshin" print --test-page --printer nobody --records >"$work/out" 2>"$work/err"
same "no such printer: exit code" "$?" 1

# --- who may what ------------------------------------------------------------------------------
if [ "$(id -u)" -eq 0 ]; then
	as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
	as_nobody lpadmin -x pdf </dev/null >/dev/null 2>&1 && fail "nobody may administer" || pass "only root administers"
	cp "$kenshin" "$work/kenshin"
	as_nobody "$work/kenshin" print --test-page --printer pdf >/dev/null 2>"$work/err" && pass "everybody prints" || fail "a plain user: $(cat "$work/err")"
fi

# --- odd files -------------------------------------------------------------------------------------
echo "no PDF" >"$work/odd"
"$kenshin" print "$work/odd" --printer pdf 2>"$work/err"
same "no PDF: exit code" "$?" 1
"$kenshin" print /dev/zero --printer pdf 2>/dev/null
same "a device is no PDF" "$?" 1
"$kenshin" print --printer pdf 2>/dev/null
same "nothing to print: usage" "$?" 2
"$kenshin" print --forget
same "forgetting: exit code" "$?" 0
finish
