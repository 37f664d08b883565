#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux on Btrfs, parted into subvolumes as installers do: it is found, its settings, users and logs
# are the same as those of the folder that they were copied from, and the virus test looks into every
# subvolume, though all of them count their files from the same number on. The disk stays as it was.
set -u
# The disk is mounted for writing while it is made. A process of another test that begins in that
# moment with mounts of its own gets a copy of this one, too, and the disk would stay mounted, and be
# written to, for as long as that process lives. So ours are not seen by others.
if [ "$(id -u)" -eq 0 ] && [ -z "${KENSHIN_OWN_MOUNTS:-}" ]; then
	KENSHIN_OWN_MOUNTS=yes exec unshare -m --propagation private "$0" "$@"
fi
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
client=$work/client
if [ "$(id -u)" -ne 0 ] || ! command -v mkfs.btrfs >/dev/null; then
	echo 'skipped: needs root and mkfs.btrfs'
	finish
fi
"$src/tests/fixtures/clients/linux.sh" "$client" neglected || fail 'no client'
[ -d "$samples" ] || "$src/tests/fixtures/signatures.sh" "$build" || fail 'no signatures'
mkdir "$work/mnt"

# part ROOT HOME LOG: the client in subvolumes of these names ("-": none of its own) in $work/v.img.
part() {
	rm -f "$work/v.img" && truncate -s 256M "$work/v.img" && mkfs.btrfs -q "$work/v.img" 2>/dev/null &&
		mount -o loop "$work/v.img" "$work/mnt" 2>/dev/null || return 1
	for sub; do
		[ "$sub" = - ] || btrfs -q subvolume create "$work/mnt/$sub" || return 1
	done
	cp -a "$client/." "$work/mnt/$1/"
	rm "$work/mnt/$1/etc/localtime" && mkdir -p "$work/mnt/$1/usr/share/zoneinfo/Asia"
	cp "$client/etc/localtime" "$work/mnt/$1/usr/share/zoneinfo/Asia/Tokyo"
	ln -s /usr/share/zoneinfo/Asia/Tokyo "$work/mnt/$1/etc/localtime"
	home=$work/mnt/$1/home/sato
	if [ "$2" != - ]; then
		mv "$work/mnt/$1/home/sato" "$work/mnt/$2/" && home=$work/mnt/$2/sato
	fi
	# shellcheck disable=SC2016 # a text, not a variable
	printf '%s%s%s' 'X5O!P%@AP[4\PZX54(P^)7CC)7}$' 'EICAR-STANDARD-' 'ANTIVIRUS-TEST-FILE!$H+H*' >"$home/eicar.com"
	if [ "$3" != - ]; then
		mv "$work/mnt/$1/var/log/"* "$work/mnt/$3/"
	fi
	umount "$work/mnt"
}
look() {
	timeout 120 "$kenshin" check "$@" --signatures "$samples" --now 2026-11-22 --quiet --json-file "$work/o.json" ||
		[ $? -eq 3 ] || fail "check $*"
	python3 - "$work/o.json" <<'P'
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
print("roots", [s["root"] for s in d["client"]["systems"]])
print("users", [u["profile"] for u in d["client"]["users"]])
print("hits", [h["path"] for h in d["malware"]["hits"]])
print("zone", [f["zone_offset"] for f in d["facts"]["computer"]])
print("volumes", [v["state"] for v in d["client"]["volumes"]])
for f in d["findings"]:
    print(f["id"], f["answer"], f["evidence"])
P
}
look --root "$client" | sed '1,5d' >"$work/wanted"
if ! part @ @home @log; then
	umount "$work/mnt" 2>/dev/null
	echo 'skipped: no Btrfs can be made here'
	finish
fi
for how in '@ @home @log' '@rootfs - -' 'root home -' '@ - @var_log'; do
	# shellcheck disable=SC2086 # three names
	part $how || fail "could not make $how"
	root=${how%% *}
	case $how in
	*' @home '*) people=@home/sato ;;
	*' home '*) people=home/sato ;;
	*) people=$root/home/sato ;;
	esac
	before=$(hash_of "$work/v.img")
	look --image "$work/v.img" >"$work/got"
	printf "roots ['%s']\nusers ['%s']\nhits ['%s/eicar.com']\nzone [32400]\nvolumes ['readable']\n" \
		"$root" "$people" "$people" >"$work/head"
	head -n 5 "$work/got" | diff "$work/head" - && pass "$how: system, user, virus, zone" || fail "$how"
	sed '1,5d' "$work/got" | diff "$work/wanted" - && pass "$how: answers" || fail "$how: other answers"
	[ "$(hash_of "$work/v.img")" = "$before" ] && pass "$how: unchanged" || fail "$how: the disk was changed"
done
finish
