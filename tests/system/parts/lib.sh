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
# small_client IMAGE [LINE...]: a volume of 8 MB with the office's hives and two users; each LINE is
# a further line of the manifest (mkimage --help), a `from` file of which lies in $work.
small_client() {
	small_out=$1
	shift
	cp "$build"/fixtures/office.hives/* "$work/" || return 1
	{
		echo 'size 8M'
		echo 'serial 0x4b454e5348494e01'
		echo 'label "OS"'
		echo 'time 2026-11-20T23:14:00Z'
		for small_hive in SOFTWARE SYSTEM SYSTEM.LOG1; do
			[ -n "${small_without:-}" ] && [ "$small_without" = "$small_hive" ] ||
				echo "file Windows/System32/config/$small_hive from $small_hive"
		done
		echo 'file Windows/System32/ntoskrnl.exe fill 8K 12'
		echo 'file Users/yamada/NTUSER.DAT from yamada.dat'
		echo 'file Users/keiri/NTUSER.DAT from keiri.dat'
		echo 'many Users/yamada/Documents 40 600 7 .txt'
		for small_line; do
			printf '%s\n' "$small_line"
		done
	} >"$work/small.manifest"
	"$build/tools/mkimage" --base "$work" "$work/small.manifest" "$small_out"
}

# A command line that runs what follows as a plain user; empty when it is one already.
plain=
[ "$(id -u)" -eq 0 ] && plain='setpriv --reuid=1000 --regid=1000 --clear-groups'
# True when a plain user can enter the build folder (not so in a clone below root's home).
plain_reaches_build() {
	$plain sh -c 'test -x "$1"' sh "$build/bin/kenshin-worker" 2>/dev/null
}
