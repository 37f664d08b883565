#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# All that `make test` runs: unit tests, fuzz smoke and lint, the same unit tests and fuzz targets
# under ASan and UBSan, then the programs as their users run them, and first of all, because it
# takes longest, one whole visit with the stick itself in a PC under Secure Boot.
set -u
build=${KENSHIN_BUILD:-build}
asan=${KENSHIN_ASAN:-build/asan}
built() { # FOLDER: test programs in it whose source is still there
	find "$1/tests/unit" "$1/tests/fuzz" -type f \( -name 'test_*' -o -name 'fuzz_*' \) ! -name '*.*' | sort |
		while read -r t; do [ -f "${t#"$1"/}.c" ] && echo "$t"; done
}
# shellcheck disable=SC2046 # lists of our own file names
exec tests/run.sh tests/vm/visit.py $(built "$build") tests/lint/*.sh $(built "$asan") \
	$(ls tests/cli/*.sh tests/tui/*.sh tests/system/*.sh 2>/dev/null)
