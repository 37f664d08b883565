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
exit $bad
