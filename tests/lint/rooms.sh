#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Arrows between rooms point down only: an include that turns one round fails. Also: which
# system headers a room may not see, licence lines, and C that asks a clock where it may not.
set -u
cd "${KENSHIN_SRC:-.}" || exit 1
bad=0

# room DIR ALLOWED: #include "..." in DIR may only name these paths.
room() {
	if grep -rHn --include='*.[ch]' --include='*.def' '^#include "' "$1" | grep -vE "#include \"($2)"; then
		echo "^ $1 may not include these"
		bad=1
	fi
}
# ban DIR HEADERS: system headers that DIR may not see.
ban() {
	if grep -rHnE --include='*.[ch]' "^#include <($2)" "$1"; then
		echo "^ $1 may not include these headers"
		bad=1
	fi
}
parsers='hivex|archive|clamav|blkid|ntfs-3g|wimlib|libevtx|libolecf|sqlite3|expat|magic'

room core/base 'core/base/'
room core/model 'core/(base|model)/'
room core/record 'core/(base|model|record)/'
room core/text 'core/(base|model|text)/'
room core/checklist 'core/'
room scanners/readers 'core/base/|scanners/readers/'
room scanners/probes 'core/(base|model)/|scanners/(readers|probes)/'
room scanners/checks 'core/(base|model)/|scanners/checks/'
room scanners/malware 'core/(base|model)/|scanners/malware/|scanners/engine/crew.h'
room scanners/disks 'core/(base|model)/|scanners/disks/|scanners/engine/crew.h'
room scanners/broker 'core/base/|scanners/(broker|disks/(guard|loop|list|own_disk|stick))'
room scanners/worker 'core/|scanners/(worker|readers|probes|malware|disks|engine)/'
room scanners/engine 'core/|signatures/|scanners/(engine|probes|checks|malware|disks|readers|broker)/'
room signatures 'core/(base|model)/|scanners/checks/check.h|signatures/'
room report 'core/|report/'
room tui 'core/|tui/|report/(report|text).h|signatures/usb_register.h'
room backup 'core/|backup/'
room cli 'core/|cli/|backup/|report/|signatures/|scanners/'
room image-build/exfat 'core/base/|image-build/exfat/'
room image-build/stick 'core/|image-build/(exfat|stick)/'

ban core "ncurses|curses|$parsers|pango|cairo"
ban core/base 'jansson'
ban core/model 'jansson|stdio|fcntl|unistd|time\.h'
ban scanners/checks 'stdio|fcntl|unistd|time\.h|dirent|sys/|jansson|'"$parsers"
ban scanners/engine "$parsers"
ban scanners/broker "jansson|$parsers"
ban backup "$parsers"
ban tui "$parsers|jansson|pango|cairo|cups"
ban cli "$parsers|ncurses|curses|cups"

# Whoever is not a worker links no parser: kenshin and the broker by name, the kiosk through core.
build=${KENSHIN_BUILD:-build}
for program in kenshin kenshin-broker kenshin-kiosk; do
	[ -x "$build/bin/$program" ] || continue
	if nm -D --undefined-only "$build/bin/$program" | grep -E ' (hivex_|libevtx_|libolecf_|libbfio_|ntfs_|wimlib_|cl_[a-z]|blkid_|archive_|sqlite3_|XML_Parse)'; then
		echo "^ $program links a parser"
		bad=1
	fi
	if nm --defined-only "$build/bin/$program" | grep -E ' T (open|open64|mmap|mmap64|write|mkdir)$'; then
		echo "^ $program carries a worker's own calls"
		bad=1
	fi
done

# Judgement takes "now" as an argument.
if grep -rHnE --include='*.c' '\b(time|gettimeofday|clock_gettime)\((NULL|&|CLOCK)' core/base core/model core/record core/text core/checklist scanners/checks scanners/probes report backup signatures image-build/exfat; then
	echo '^ asks a clock'
	bad=1
fi

# Everything that ships says its licence in its first lines.
git ls-files '*.[ch]' '*.def' '*.mk' '*.sh' Makefile 2>/dev/null | while read -r f; do
	[ -f "$f" ] && printf '%s\0' "$f"
done | xargs -0 -r awk '
	function over() { if (name != "" && !said) { print name ": no licence line"; bad = 1 } }
	FNR == 1 { over(); name = FILENAME; said = 0 }
	FNR <= 3 && /SPDX-License-Identifier: GPL-2.0-or-later/ { said = 1 }
	END { over(); exit bad }' || bad=1

# A function, table or file that nobody lists is a mistake: each *.c of a listed folder has its row.
listed() {
	for f in "$1"/*.c; do
		name=$(basename "$f" .c)
		case " $3 " in *" $name "*) continue ;; esac
		grep -qw "$name" "$2" || {
			echo "$f has no row in $2"
			bad=1
		}
	done
}
listed scanners/checks scanners/checks/checks.def "check markdown accounts judging protection support_end programs program_kinds program_holes usb_dates usb_register usb_rules logs update_tries"
exit $bad
