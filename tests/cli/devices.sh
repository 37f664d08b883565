#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The register of USB devices, from the sample firm's disk to paper: every device once, each source's
# day beside it, ticks by the firm's own list, and plain words where that list is missing or broken.
set -u
build=${KENSHIN_BUILD:-build}
kenshin=$build/bin/kenshin
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
	echo "not ok: $1"
	bad=1
}
has() { # FILE TEXT
	grep -qF -- "$2" "$1" || fail "$1 has no \"$2\""
}

tests/fixtures/clients/make.sh "$build" office tidy || exit 1
look() { # CLIENT SAVE OPTION...
	client=$1
	save=$2
	shift 2
	"$kenshin" check --no-malware --quiet --image "$build/fixtures/$client.img" --now 2026-11-22 \
		--save "$save" "$@" || fail "check of $client"
}
answer() { # SAVE ID
	sed -n "s/.*\"record\":\"finding\",\"id\":\"$2\".*\"answer\":\"\([a-z-]*\)\".*/\1/p" "$1"
}

look office "$work/office"
"$kenshin" devices "$work/office" --lang en >"$work/text" || fail 'devices'
[ "$(grep -c 'label ________' "$work/text")" = 5 ] || fail 'not five devices'
for t in '山田の iPhone' 'First connection 3 February 2024 (log of device set-up)' 'opened by' \
	"Opened by a user 2 March 2026 (user's list)" 'serial number 000017C4A2190055' \
	'no serial number of its own'; do
	has "$work/text" "$t"
done
[ "$(answer "$work/office" usb-not-listed)" = could-not-look ] || fail 'no list was judged'

printf 'serial,holder,label\r\n4C530001230415116592,company,USB-01\r\n00001B5A7C31,私物,\r\n' >"$work/list"
"$kenshin" devices "$work/office" --lang en --usb-register "$work/list" >"$work/text" || fail 'devices with a list'
has "$work/text" "[x] the firm's  [ ] private  [ ] not known  label USB-01"
has "$work/text" "[ ] the firm's  [x] private"
"$kenshin" devices "$work/office" --lang ja --pdf "$work/pdf" --usb-register "$work/list" || fail 'PDF'
[ "$(head -c 5 "$work/pdf")" = %PDF- ] || fail 'that is no PDF'
chmod 600 "$work/list" # as whoever may: root gives its power up before it reads
look office "$work/listed" --usb-register "$work/list"
[ "$(answer "$work/listed" usb-not-listed)" = concern ] || fail 'strangers were not told'

printf 'serial;holder\n' >"$work/broken"
chmod 644 "$work/broken"
look office "$work/again" --usb-register "$work/broken"
[ "$(answer "$work/again" usb-not-listed)" = could-not-look ] || fail 'a broken list was judged'
"$kenshin" devices "$work/office" --usb-register "$work/broken" >"$work/text" 2>"$work/err" && fail 'a broken list was taken'
has "$work/err" 'line 1'

# The well-kept PC: nothing attached, nothing to blame, with and without a list.
look tidy "$work/tidy"
for id in usb-storage-history uasp-disk-history usb-not-listed usb-first-connection usb-users \
	files-on-usb phone-history usb-storage-policy usb-encryption-forced disc-writing autorun-off; do
	[ "$(answer "$work/tidy" $id)" = ok ] || fail "$id of the well-kept PC: $(answer "$work/tidy" $id)"
done
exit $bad
