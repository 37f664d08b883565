#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Volumes of mkbitlocker as others open them: cryptsetup with password and recovery key, dislocker and libbde
# with what is inside. So that our reader is not held against our own idea of the format.
set -eu
build=${KENSHIN_BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0 asked=0
say() {
	echo "NOT OK: $*"
	bad=1
}
recovery=135795-597531-000011-720885-045056-008547-341000-000022
for tool in cryptsetup dislocker-file bdeinfo; do
	command -v $tool >/dev/null || echo "skipped: no $tool here"
done
for method in xts128 xts256 cbc128 cbc256 elephant128 elephant256; do
	image=$work/$method.img
	fixed=
	[ $method != xts256 ] || fixed=--fixed
	# shellcheck disable=SC2086
	"$build/tools/mkbitlocker" "$image" --kib 512 --method $method --password 'kagi 2026' \
		--recovery $recovery --plain "$work/plain" --facts "$work/facts" $fixed
	"$build/tools/mkbitlocker" "$work/ours" --open "$image" --facts "$work/facts"
	cmp -s "$work/ours" "$work/plain" || say "$method: it does not open what it locked"
	# Its face holds numbers where other disks have a table.
	"$build/bin/kenshin" disks --image "$image" --records | grep -q '"partition":0.*"type":"BitLocker"' ||
		say "$method: it is not seen as one locked volume"
	if command -v cryptsetup >/dev/null; then
		asked=1
		for word in 'kagi 2026' $recovery; do
			printf %s "$word" | cryptsetup open --type bitlk --test-passphrase --key-file - "$image" ||
				say "$method: cryptsetup does not open it with $word"
		done
		! printf 'kagi 2027' | cryptsetup open --type bitlk --test-passphrase --key-file - "$image" 2>/dev/null ||
			say "$method: cryptsetup opens it with any word"
	fi
	if command -v dislocker-file >/dev/null; then
		asked=1
		dislocker-file -V "$image" -p$recovery -- "$work/theirs" >/dev/null 2>&1 || say "$method: dislocker"
		cmp -s "$work/theirs" "$work/plain" || say "$method: dislocker finds something else in it"
		rm -f "$work/theirs"
	fi
	# Debian 12's libbde takes no keys of 64 bytes for XTS.
	if [ $method != xts256 ] && command -v bdeinfo >/dev/null; then
		asked=1
		bdeinfo -p 'kagi 2026' "$image" | grep -q 'Number of key protectors.*2' || say "$method: libbde"
	fi
done
[ $asked -eq 1 ] || exit 77
[ $bad -eq 0 ] && echo "ok: six ciphers, as others open them"
exit $bad
