#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The man page names every option and command of the tables, and no other option.
set -u
cd "${KENSHIN_SRC:-.}" || exit 1
page=docs/man/kenshin.1
table=$(sed -n 's/^OPTION([A-Z_]*, "\([a-z-]*\)".*/\1/p' cli/options.def | sort -u)
paged=$(grep -o 'Fl -[a-z-]*' $page | sed 's/^Fl -//' | sort -u)
bad=0
for o in $table; do
	echo "$paged" | grep -qx -- "$o" || { echo "$page: nothing about --$o"; bad=1; }
done
for o in $paged; do
	echo "$table" | grep -qx -- "$o" || { echo "$page: --$o is no option"; bad=1; }
done
commands=$(sed -n 's/^COMMAND(\([a-z]*\),.*/\1/p' cli/commands.def)
for c in $commands; do
	grep -q "^\.It Cm $c\$" $page || { echo "$page: nothing about the command $c"; bad=1; }
done
# The same for kenshin-stick, whose table is in its source.
page=docs/man/kenshin-stick.1
table=$(sed -n 's/^\t{ "\([a-z-]*\)", [a-z]*_argument.*/\1/p' image-build/stick/command.c | grep -vx -e help -e version | sort -u)
paged=$(grep -o 'Fl -[a-z-]*' $page | sed 's/^Fl -//' | sort -u)
[ "$table" = "$paged" ] || {
	echo "$page and image-build/stick/command.c: other options"
	bad=1
}
for c in $(sed -n 's/^\t{ "\([a-z]*\)", "[A-Z].*/\1/p' image-build/stick/command.c); do
	grep -q "^\.It Cm $c\$" $page || { echo "$page: nothing about the command $c"; bad=1; }
done
exit $bad
