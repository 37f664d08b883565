#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the given test programs and scripts, two at a time, the longest first, and closes with one
# line of counts.
# A program that uses Check counts with its checks, any other as one. Exit code 77 or a line
# "skipped: ..." counts as skipped; a crash or a time-out is a failure with its last words.
set -u
jobs=${KENSHIN_JOBS:-2}
limit=${KENSHIN_TEST_SECONDS:-600}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export KENSHIN_SRC="${KENSHIN_SRC:-$(pwd)}"

# Check's libraries and gettext shall not depend on who runs the tests.
unset LANGUAGE LC_ALL LC_MESSAGES KENSHIN_LANG
export LANG=C.UTF-8 TZ=UTC0

# A python3 that is a wrapper (pyenv's) looks longer for the interpreter than our scripts run.
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) && PATH=$(dirname "$python"):$PATH

# Those that take longest begin, so that no core waits for the other at the end.
long='visit.py test_resume_sealed backup_faults.sh backup_sealed_resume.sh closed_paths.sh mutations.sh test_scan_limits test_pdf_fit test_broker_forget test_sam scripts.sh checks.sh'
in_order() {
	for name in $long; do
		printf '%s\n' "$@" | grep "/$name\$"
	done
	printf '%s\n' "$@" | grep -v -E "/($(echo "$long" | tr ' ' '|'))\$"
}

one='
	t=$1 work=$2 limit=$3
	name=of$(printf %s "$t" | tr / .) # all of it: the same test comes in two builds
	begin=$(date +%s)
	# Sanitizers want one process; what they look for, each program says itself.
	case $t in
	*/asan/*) CK_FORK=no && export CK_FORK ;;
	tests/vm/* | tests/system/mutations.sh | tests/system/backup_faults.sh | tests/system/backup_sealed_resume.sh) limit=$((limit * 5)) ;; # on a busy machine
	esac
	timeout -k 5 "$limit" "$t" >"$work/$name.out" 2>&1 </dev/null
	code=$?
	printf "%s\t%s\t%s\n" "$code" "$(($(date +%s) - begin))" "$t" >"$work/$name.rc"
	if [ $code -ne 0 ] && [ $code -ne 77 ]; then
		printf "not ok  %s (code %s)\n" "$t" "$code"
		tail -n 60 "$work/$name.out"
	fi
'
in_order "$@" | xargs -P "$jobs" -I{} sh -c "$one" sh {} "$work" "$limit"

for f in "$work"/*.rc; do
	[ -f "$f" ] || continue
	out=${f%.rc}.out
	IFS='	' read -r code seconds t <"$f"
	awk -v code="$code" -v seconds="$seconds" -v t="$t" '
		/^[0-9]+%: Checks: / { gsub(/[,:]/, ""); checks += $3; bad += $5 + $7 }
		/^skipped: / { skip++ }
		END {
			if (code == 77) { print 0, 0, skip ? skip : 1; word = "skipped" }
			else if (checks) { if (code != 0 && !bad) bad = 1; print checks - bad, bad, skip + 0 }
			else print (code == 0), (code != 0), skip + 0
			printf "%-8s %4ss  %s%s\n", code == 0 ? "ok" : code == 77 ? "skipped" : "NOT OK", seconds, t, skip ? "  (" skip " skipped)" : "" > "/dev/stderr"
		}' "$out"
	grep '^skipped: ' "$out" >&2
done >"$work/counts" 2>"$work/lines"
sort -k3 "$work/lines"
awk -v wanted=$# '{ p += $1; f += $2; s += $3 } END {
	if (NR != wanted) { printf "%d tests of %d left no result\n", wanted - NR, wanted; f++ }
	printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 || p == 0 }' "$work/counts"
