#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A neglected Linux: every fault is planted once, each is told exactly once, with its advice and in
# both languages; no hash comes out. The well-kept one gets no concern. Where it can be mounted, a
# disk gives the same answers as its folder. A folder that is missing is never fine.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
make=$src/tests/fixtures/clients/linux.sh

# judge NAME SOURCE...: the document of a look into $work/NAME.json.
judge() {
	name=$1
	shift
	timeout 120 "$kenshin" check "$@" --no-malware --now 2026-11-22 --quiet --json-file "$work/$name.json" \
		--text "$work/$name.txt" --save "$work/$name.jsonl" >"$work/out" 2>&1 || [ $? -eq 3 ] || cat "$work/out"
}
answers() {
	python3 -c 'import json, sys
for f in json.load(open(sys.argv[1], encoding="utf-8"))["findings"]:
    if "linux" in f["id"]:
        print(f["id"], f["answer"])' "$work/$1.json"
}
expect() {
	answers "$1" >"$work/$1.answers"
	if diff "$work/$1.wanted" "$work/$1.answers" >"$work/diff"; then
		pass "$2"
	else
		fail "$2"
		cat "$work/diff"
	fi
}

cat >"$work/neglected.wanted" <<'END'
linux-support-end ok
linux-blank-password danger
linux-password-form notice
linux-second-root danger
linux-screen-lock concern
linux-sudo-rules concern
linux-remote-sign-in danger
linux-last-update danger
linux-auto-update concern
linux-programs ok
linux-firewall concern
linux-shared-folders danger
linux-antivirus concern
linux-usb-history notice
linux-usb-rules concern
linux-starts danger
END
sed 's/ [a-z]*$/ ok/' "$work/neglected.wanted" >"$work/tidy.wanted"
for kind in neglected tidy; do
	"$make" "$work/$kind" $kind || fail "no $kind client could be made"
	judge $kind --root "$work/$kind"
	expect $kind "a $kind Linux"
	if grep -q MARKHASH "$work/$kind.json" "$work/$kind.txt" "$work/$kind.jsonl"; then
		fail "a hash came out of the $kind client"
	else
		pass "no hash came out of the $kind client"
	fi
done

# The same PCs with a list of rpm and no log of updates: the same answers, by what the list tells.
for kind in neglected tidy; do
	"$make" "$work/rpm-$kind" $kind rpm || fail "no $kind client with rpm could be made"
	cp "$work/$kind.wanted" "$work/rpm-$kind.wanted"
	judge rpm-$kind --root "$work/rpm-$kind"
	expect rpm-$kind "a $kind Linux with rpm"
done
grep -q '6 packages, 2 of them with a place in the menu or by another maker' "$work/rpm-tidy.json" &&
	pass 'rpm: the list is counted' || fail "$(grep '"id":"linux-programs"' "$work/rpm-tidy.jsonl")"
grep '"kind":"linux-update"' "$work/rpm-tidy.jsonl" | grep -q '2026-11-18' &&
	pass 'rpm: what came new is no update' || fail 'rpm: not the day of the update'

# A list that cannot be read to its end: never fine, and never old either.
list=var/lib/rpm/rpmdb.sqlite
for how in cut junk gone ahead; do
	for kind in tidy neglected; do
		rm -rf "$work/odd" && cp -a "$work/rpm-$kind" "$work/odd"
		case $how in
		cut) truncate -s 8192 "$work/odd/$list" ;;
		junk) head -c 20000 /dev/zero | tr '\0' x >"$work/odd/$list" ;;
		gone) mv "$work/odd/$list" "$work/odd/var/lib/rpm/Packages" ;;
		ahead) head -c 4152 /dev/zero >"$work/odd/$list-wal" ;;
		esac
		judge odd --root "$work/odd"
		answers odd >"$work/odd.answers"
		for id in programs last-update; do
			grep -q "linux-$id could-not-look" "$work/odd.answers" && pass "rpm: $how: $kind: $id" ||
				fail "rpm: $how: $kind: $(grep "$id" "$work/odd.answers")"
		done
	done
done

KENSHIN_LANG=ja judge japanese --root "$work/neglected"
for words in 'パスワードなしで入れる利用者がいます' 'ふつうでない場所から' '2026年7月1日' \
	'（2026年9月1日から）：USBメモリーやディスク 2 個'; do
	grep -q "$words" "$work/japanese.txt" "$work/japanese.json" && pass "told: $words" || fail "not told: $words"
done

# The register of USB devices: both, with the day and where it was read; the forged one is none.
"$kenshin" devices "$work/neglected.jsonl" --lang en >"$work/register" || fail 'no register'
for words in 'DataTraveler 3.0' 'serial number MARKSERIAL' 'fast outside disk  I-O DATA HDPH-UT' \
	'Last plugged in 12 September 2026 (log of Linux)' 'which reach back to 1 September 2026'; do
	grep -qF -- "$words" "$work/register" && pass "register: $words" || fail "not in the register: $words"
done
[ "$(grep -c 'label ________' "$work/register")" = 2 ] && pass 'two devices' || fail 'not two devices'

# The firm's own list: the one that it knows is its own, the other is told.
printf 'serial,holder,label\nMARKSERIAL,company,USB-01\n' >"$work/list"
chmod 644 "$work/list"
judge listed --root "$work/neglected" --usb-register "$work/list"
grep '"id":"usb-not-listed"' "$work/listed.jsonl" | grep -q '"answer":"concern"' &&
	pass 'a stranger is told' || fail "$(grep usb-not-listed "$work/listed.jsonl")"
judge listed --root "$work/tidy" --usb-register "$work/list"
grep '"id":"usb-not-listed"' "$work/listed.jsonl" | grep '"answer":"ok"' | grep -q 'The logs know of no USB memory' &&
	pass 'no stranger' || fail "$(grep usb-not-listed "$work/listed.jsonl")"

# Each place out of which something starts: the odd one is told there, and a link is no file.
cp -a "$work/tidy" "$work/starts"
for place in etc/cron.hourly/x etc/cron.daily/x etc/cron.weekly/x etc/cron.monthly/x etc/anacrontab \
	etc/xdg/autostart/x.desktop root/.config/autostart/x.desktop root/.config/systemd/user/x.service; do
	mkdir -p "$work/starts/$(dirname $place)"
	case $place in
	*.desktop) echo 'Exec=/tmp/x' ;;
	*.service) echo 'ExecStart=/tmp/x' ;;
	*tab) echo '1 5 x nice -n 5 /tmp/x' ;;
	*) printf '#!/bin/sh\nif true; then /tmp/x; fi\n' ;;
	esac >"$work/starts/$place"
	judge starts --root "$work/starts"
	answers starts | grep -q 'linux-starts danger' && pass "starts: $place" || fail "starts: $place is not told"
	rm "$work/starts/$place"
done
ln -s /opt/x "$work/starts/etc/cron.daily/x"
judge starts --root "$work/starts"
answers starts | grep -q 'linux-starts could-not-look' && pass 'starts: a link' || fail 'a link is not told'

# A folder whose / is mounted by UUID, and no file names a lock: that is no proof of a disk without one.
locked() { # FSTAB-DEVICE ANSWER
	echo "$1 / ext4 defaults 0 1" >"$work/tidy/etc/fstab"
	judge lock --root "$work/tidy"
	grep '"id":"disk-encryption"' "$work/lock.jsonl" | grep -q "\"answer\":\"$2\"" &&
		pass "/ from $1: $2" || fail "/ from $1: $(grep '"id":"disk-encryption"' "$work/lock.jsonl")"
	rm "$work/tidy/etc/fstab"
}
locked UUID=6e1c could-not-look
locked /dev/mapper/vg-root could-not-look
locked /dev/sda2 notice

# Nothing but the name of the system: never fine.
mkdir -p "$work/bare/etc"
cp "$work/tidy/etc/os-release" "$work/bare/etc/"
judge bare --root "$work/bare"
answers bare >"$work/bare.answers"
for id in blank-password password-form second-root last-update auto-update usb-history programs; do
	grep -q "linux-$id could-not-look" "$work/bare.answers" && pass "bare: $id" || fail "bare: $id is not open"
done

# A damaged file of the journal: what the others tell stays, and nothing is fine.
cp -a "$work/tidy" "$work/torn"
truncate -s 500 "$work/torn/var/log/journal/0123/system.journal"
judge torn --root "$work/torn"
answers torn >"$work/torn.answers"
grep -q 'usb-history could-not-look' "$work/torn.answers" && pass 'a torn journal' || fail 'a torn journal is not told'

# As a disk, with the kernel's own rights in the way.
rm -f "$work/v.img" && truncate -s 64M "$work/v.img"
if [ "$(id -u)" -eq 0 ] && mkfs.ext4 -q -d "$work/neglected" "$work/v.img" 2>/dev/null &&
	loop=$(losetup -r -f --show "$work/v.img" 2>/dev/null); then
	losetup -d "$loop"
	before=$(hash_of "$work/v.img")
	judge disk --image "$work/v.img"
	cp "$work/neglected.wanted" "$work/disk.wanted"
	expect disk "the same as a disk"
	[ "$(hash_of "$work/v.img")" = "$before" ] && pass "the disk is unchanged" || fail "the disk was changed"
else
	echo 'skipped: no loop device or mkfs.ext4 here'
fi
finish
