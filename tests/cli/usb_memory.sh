#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A USB memory that was put in: a worm's one and a tidy one, as an image and as a folder; nothing on them
# changes, no name of a file is on paper, and what could not be looked at never reads as fine.
set -u
build=${KENSHIN_BUILD:-build}
kenshin=$build/bin/kenshin
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
bad=0
fail() {
	echo "not ok: $1"
	bad=1
}
sh tests/fixtures/signatures.sh "$build" >/dev/null || exit 1
for name in trap tidy; do
	"$build/tools/mkimage" tests/fixtures/memories/$name.manifest "$work/$name.img" || exit 1
	sha256sum "$work/$name.img" >>"$work/sums"
done
look() { # NAME OPTION...
	name=$1
	shift
	"$kenshin" check --usb-memory --signatures "$build/fixtures/signatures" --now 2026-11-22 \
		--lang en --quiet --save "$work/$name.save" --text "$work/$name.text" "$@" ||
		fail "check of $name"
}
answers() { # NAME
	sed -n 's/.*"record":"finding","id":"usb-memory-\([a-z]*\)".*"answer":"\([a-z-]*\)".*/\1=\2/p' \
		"$work/$1.save" | tr '\n' ' '
}
want() { # NAME ANSWERS
	[ "$(answers "$1")" = "$2" ] || fail "$1: $(answers "$1")"
}
has() { # FILE TEXT
	grep -qF -- "$2" "$1" || fail "$1 has no \"$2\""
}

look trap --image "$work/trap.img"
want trap 'lock=concern own=could-not-look start=danger shortcuts=danger programs=danger keyboard=could-not-look '
has "$work/trap.text" 'This grade is about the USB memory alone'
has "$work/trap.text" '1 sign showed up'
has "$work/trap.text" 'Put it into no other PC'
for name in 見積 請求書 見本 svc RECYCLER; do
	grep -q "$name" "$work/trap.text" && fail "the sheet names $name"
done
grep -q '"id":"windows-\|"id":"uac-on"' "$work/trap.save" && fail 'a memory was asked about as a PC'

look tidy --image "$work/tidy.img"
want tidy 'lock=concern own=could-not-look start=ok shortcuts=ok programs=ok keyboard=could-not-look '
has "$work/tidy.text" 'no sign of a virus showed'

# The same facts from a folder; only what the folder cannot know is missing.
mkdir -p "$work/folder/見積"
printf '[autorun]\nopen=a.exe\n' >"$work/folder/autorun.inf"
echo x >"$work/folder/見積/x.txt"
chmod -R a+rX "$work/folder"
look folder --root "$work/folder" --no-malware
want folder 'lock=could-not-look own=could-not-look start=concern shortcuts=ok programs=ok keyboard=could-not-look '

# Nothing that can be read: each part of the answer says so, and the virus check as well.
truncate -s 8M "$work/empty.img"
look empty --image "$work/empty.img"
want empty 'lock=could-not-look own=could-not-look start=could-not-look shortcuts=could-not-look programs=could-not-look keyboard=could-not-look '
grep -qi 'no sign' "$work/empty.text" && fail 'an empty memory reads as fine'
printf '\353\122\220-FVE-FS-' >"$work/locked.img"
truncate -s 16M "$work/locked.img"
printf '\125\252' | dd of="$work/locked.img" bs=1 seek=510 conv=notrunc status=none
look locked --image "$work/locked.img"
case $(answers locked) in
*start=ok* | *shortcuts=ok* | *programs=ok*) fail "a locked memory: $(answers locked)" ;;
esac

# Judged again from the saved records, it is the same.
"$kenshin" judge "$work/trap.save" --now 2026-11-22 --lang en --quiet --text "$work/again.text" ||
	fail 'judge'
cmp -s "$work/trap.text" "$work/again.text" || fail 'judged again it is another sheet'

sha256sum --quiet -c "$work/sums" || fail 'a memory was changed'
exit $bad
