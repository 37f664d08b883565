# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034
# For the tests of whole programs: where things are, a folder of one's own, counting.
build=${KENSHIN_BUILD:-build}
src=${KENSHIN_SRC:-$(pwd)}
kenshin=$build/bin/kenshin
office=$build/fixtures/office.img
office_disk=$build/fixtures/office-disk.img
tidy=$build/fixtures/tidy.img
samples=$build/fixtures/signatures
now=2026-11-21T03:00:00Z
work=$(mktemp -d /tmp/kenshin-system-XXXXXX) || exit 1
on_exit() { :; }
trap 'on_exit; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
bad=0
passed=0
export KENSHIN_LANG=en

fail() {
	echo "not ok: $*"
	bad=$((bad + 1))
}
pass() {
	echo "ok: $*"
	passed=$((passed + 1))
}
# Closes a test in the words that tests/run.sh counts.
finish() {
	echo "100%: Checks: $((passed + bad)), Failures: $bad, Errors: 0"
	[ "$bad" -eq 0 ]
	exit
}
hash_of() { sha256sum "$1" | cut -d' ' -f1; }
