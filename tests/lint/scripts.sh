#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Shell scripts pass shellcheck; the man page passes mandoc.
set -u
cd "${KENSHIN_SRC:-.}" || exit 1
bad=0
if command -v shellcheck >/dev/null; then
	git ls-files '*.sh' .ci/run | xargs -r shellcheck -x -P SCRIPTDIR -S warning || bad=1
else
	echo 'skipped: shellcheck is not installed'
fi
if command -v mandoc >/dev/null; then
	for m in docs/man/*.[1-8]; do
		[ -f "$m" ] && { mandoc -Tlint -Wwarning "$m" || bad=1; }
	done
else
	echo 'skipped: mandoc is not installed'
fi
exit $bad
