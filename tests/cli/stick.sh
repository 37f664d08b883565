#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin-stick with plain files as sticks, no root: three written at once and looked at again, a bit
# flipped in each part, files of the EFI partition changed, a stick that is too small, one that is
# full in the middle, samples, key, loan, results that come back, reissue; and what a release has.
set -u
build=${KENSHIN_BUILD:-build}
src=${KENSHIN_SRC:-.}
stick=$build/bin/kenshin-stick
for t in sfdisk mkfs.vfat mcopy minisign; do
	PATH=$PATH:/usr/sbin:/sbin command -v $t >/dev/null || {
		echo "skipped: $t is not installed"
		exit 77
	}
done
PATH=$PATH:/usr/sbin:/sbin
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export KENSHIN_LANG=en SOURCE_DATE_EPOCH=1790000000 TZ=UTC0 TMPDIR="$work" MTOOLS_SKIP_CHECK=1 LC_ALL=C
bad=0
cd "$work" || exit 1
fail() {
	echo "not ok: $1"
	cat out 2>/dev/null
	bad=1
}
# want CODE WHAT COMMAND...: its exit code, its words in ./out
want() {
	code=$1 what=$2
	shift 2
	"$@" >out 2>&1 </dev/null
	got=$?
	[ $got -eq "$code" ] || fail "$what: exit code $got, not $code"
}
says() { grep -qF -- "$1" out || fail "$2: nothing about \"$1\""; }
says_not() { if grep -qF -- "$1" out; then fail "$2: \"$1\""; fi; }

# --- an image of the stick's shape: 1 MiB boot, 36 MiB EFI (FAT32's least), 2 MiB root, 9 MiB data ---
mkdir -p tree/EFI/BOOT tree/EFI/debian tree/kenshin data/signatures data/results data/kenshin
echo 'a loader' >tree/EFI/BOOT/BOOTX64.EFI
echo 'set timeout=5' >tree/EFI/debian/grub.cfg
seq 20000 >tree/kenshin/vmlinuz
echo 'Kenshin.Test:0:*:6b656e7368696e2d746573742d7369676e6174757265' >data/signatures/test.ndb
echo 'Please do not format' >data/README.txt
find tree data -exec touch -d @1790000000 {} +
truncate -s 50M kenshin.img
sfdisk -q kenshin.img >/dev/null <<END || exit 1
label: gpt
label-id: 6b656e73-6869-4e00-8000-000000000000
start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649, name="kenshin-bios"
size=73728, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="kenshin-efi"
size=4096, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="kenshin-root"
size=18432, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name="kenshin-data"
END
seq 100000 | head -c 900000 | dd of=kenshin.img bs=512 seek=2048 conv=notrunc status=none
truncate -s 36M efi
mkfs.vfat --invariant -F 32 -s 1 -n KENSHIN-EFI -i 4B454E53 efi >/dev/null 2>&1
(cd tree && mcopy -s -m -i ../efi EFI kenshin ::) || exit 1
dd if=efi of=kenshin.img bs=1M seek=2 conv=notrunc status=none
seq 900000 | tail -c 2097152 | dd of=kenshin.img bs=1M seek=38 conv=notrunc status=none
data_at=$((40 * 1048576))
"$build/tools/exfat-fill" --offset $data_at --size 9437184 data kenshin.img || fail "exfat-fill"

minisign -G -W -f -p right.pub -s right.key >/dev/null 2>&1
minisign -G -W -f -p wrong.pub -s wrong.key >/dev/null 2>&1

# --- release: without a key it says so; the same twice ---
printf 'Package: base-files\nStatus: install ok installed\nArchitecture: amd64\nVersion: 13.1\n\n' >dpkg-status
echo 'base-files 13.1 amd64 base-files 13.1' >packages.txt
want 0 "release without a key" env KENSHIN_BUILD="$build" "$src/image-build/release.sh" kenshin.img
says unsigned "release without a key"
grep -q unsigned UNSIGNED.txt || fail "no UNSIGNED.txt"
cp SHA256SUMS first.sums
want 1 "write without a signature" "$stick" write --file --yes --key right.pub kenshin.img kenshin.img
want 0 "release" env KENSHIN_BUILD="$build" KENSHIN_SIGN_KEY=right.key KENSHIN_SIGN_PUBLIC=right.pub \
	"$src/image-build/release.sh" kenshin.img
cmp -s SHA256SUMS first.sums || fail "a second release of the same image is another one"
[ ! -e UNSIGNED.txt ] || fail "UNSIGNED.txt beside signatures"
sha256sum --quiet -c SHA256SUMS || fail "SHA256SUMS"
grep -q '"SPDX-2.3"' kenshin.spdx.json && grep -q 'pkg:deb/debian/base-files@13.1' kenshin.spdx.json ||
	fail "SBOM"

# --- write three at once ---
for i in 1 2 3; do truncate -s $((70 + i * 7))M stick$i; done
want 0 "write three" "$stick" write --file --yes --key right.pub kenshin.img stick1 stick2 stick3
says "Ready: 3 of 3" "write three"
for i in 1 2 3; do
	want 0 "stick $i" "$stick" verify --file --key right.pub stick$i
	says "As issued" "stick $i"
	sfdisk --verify stick$i 2>&1 | grep -q 'No errors detected' || fail "table of stick $i"
	dd if=stick$i of=p4 bs=1M skip=40 status=none
	if command -v fsck.exfat >/dev/null; then
		truncate -s -1M p4
		fsck.exfat -n p4 2>&1 | grep -q clean || fail "exFAT of stick $i"
	fi
done
cmp -s stick1 stick2 && fail "two sticks with one number"
want 0 "the image itself" "$stick" verify --file --key right.pub --manifest kenshin.img.manifest kenshin.img
want 1 "another key" "$stick" write --file --yes --key wrong.pub kenshin.img stick1
want 2 "verify with another key" "$stick" verify --file --key wrong.pub stick1
want 1 "not asked for" "$stick" write --file --key right.pub kenshin.img stick1
says "Nothing was written" "no answer"
want 0 "still whole" "$stick" verify --file --key right.pub stick1
want 1 "a folder as a stick" "$stick" write --file --yes --key right.pub kenshin.img /
want 1 "a device that is none" "$stick" write --yes --key right.pub kenshin.img /dev/null
want 2 "no command" "$stick"
want 0 "keep the size" "$stick" write --file --yes --keep-size --key right.pub kenshin.img stick3
cmp -n 52428800 kenshin.img stick3 || fail "--keep-size is not the image"
want 0 "keep the size" "$stick" verify --file --key right.pub --manifest kenshin.img.manifest stick3

# An image that is not what was signed.
cp kenshin.img other.img
printf 'x' | dd of=other.img bs=1 seek=41000000 conv=notrunc status=none
want 1 "another image" "$stick" write --file --yes --key right.pub --manifest kenshin.img.manifest other.img stick3
says "another SHA-256" "another image"
sed 's/kenshin-root/kenshin-r00t/' kenshin.img.manifest >changed.manifest
cp kenshin.img.manifest.minisig changed.manifest.minisig
want 1 "a changed list" "$stick" write --file --yes --key right.pub --manifest changed.manifest kenshin.img stick3

# --- one bit in each part ---
flip() { # OFFSET WORDS
	cp stick1 flipped
	python3 - flipped "$1" <<-END
		import sys
		with open(sys.argv[1], "r+b") as f:
		    f.seek(int(sys.argv[2]))
		    b = f.read(1)[0]
		    f.seek(int(sys.argv[2]))
		    f.write(bytes([b ^ 4]))
	END
	want 1 "bit at $1" "$stick" verify --file --key right.pub --manifest kenshin.img.manifest flipped
	says "changed: $2" "bit at $1"
	[ "$(grep -c 'changed:' out)" -eq 1 ] || fail "bit at $1: more than one thing named"
}
flip 100 "boot sector and partition table"
flip 1100 "boot sector and partition table"
flip 600000 "between"
flip 1048600 "kenshin-bios"
flip 2097255 "kenshin-efi"
flip 41000000 "kenshin-root"
flip $((77 * 1048576 - 20)) "second partition table"

# --- files of the EFI partition by name ---
cp stick1 changed
echo 'set timeout=6' >grub.cfg
mcopy -o -i changed@@2M grub.cfg ::/EFI/debian/grub.cfg
want 1 "changed menu" "$stick" verify --file --key right.pub changed
says "changed: EFI/debian/grub.cfg" "changed menu"
mcopy -i changed@@2M grub.cfg ::/EFI/BOOT/another.efi
mdel -i changed@@2M ::/kenshin/vmlinuz
want 1 "changed EFI" "$stick" verify --file --key right.pub changed
says "not ours: EFI/BOOT/another.efi" "changed EFI"
says "missing: kenshin/vmlinuz" "changed EFI"
says_not "As issued" "changed EFI"

# --- too small, and full in the middle ---
truncate -s 45M small
want 1 "too small" "$stick" write --file --yes --key right.pub kenshin.img small
says "too small" "too small"
cmp -s -n 47185920 small /dev/zero || fail "something was written to a stick that is too small"
mkdir tiny
cat >full.sh <<'END'
mount -t tmpfs -o size=20m tmpfs tiny || exit 99
truncate -s 77M tiny/stick
"$1" write --file --yes --key right.pub kenshin.img stick2 tiny/stick
code=$?
cmp -s -n 17408 tiny/stick /dev/zero || exit 98
umount tiny
exit $code
END
if [ "$(id -u)" -eq 0 ]; then away="unshare -m"; else away="unshare -Urm"; fi
if $away sh -c 'mount -t tmpfs tmpfs tiny' 2>/dev/null; then
	want 1 "full in the middle" $away sh full.sh "$stick"
	says "Ready: 1 of 2" "full in the middle"
	says "stick: not ready" "full in the middle"
	want 0 "the other one" "$stick" verify --file --key right.pub stick2
else
	echo "skipped: no small file system can be had here"
fi

# --- samples, key, contacts ---
mkdir new
echo 'Kenshin.New:0:*:6b656e7368696e2d6e6577' >new/new.ndb
echo 'not a sample' >new/setup.exe
want 0 "new samples" "$stick" signatures --file stick1 new
says "left out: setup.exe" "new samples"
grep -aq Kenshin.New stick1 || fail "the new samples are not there"
want 0 "after new samples" "$stick" verify --file --key right.pub stick1
cp stick1 before
mkdir broken
echo hello >broken/daily.cvd
want 1 "broken samples" "$stick" signatures --file stick1 broken
mkdir empty
want 1 "no samples" "$stick" signatures --file stick1 empty
head -c 12000000 /dev/urandom >broken/daily.ndb
rm broken/daily.cvd
truncate -s 60M broken/daily.hdb
want 1 "samples larger than the stick" "$stick" signatures --file stick1 broken
cmp -s stick1 before || fail "a refused set changed the stick"
want 1 "no key" "$stick" setup --file stick1 --recipient age1no

if command -v age-keygen >/dev/null; then
	age-keygen -o identity 2>/dev/null
	recipient=$(sed -n 's/^# public key: //p' identity)
	loan="$stick loan --file stick1 --slip 12 --until 2999-01-31 --pcs 3 --phone 06-0000-0000 --pass-stdin"
	want 1 "loan without the chamber's key" $loan
	want 0 "key" "$stick" setup --file stick1 --recipient "$recipient"
	grep -aq "$recipient" stick1 || fail "the key is not there"
	want 1 "loan without pass phrases" $loan
	printf 'kamome12\nsakura34\n' >phrases
	$loan <phrases >out 2>&1 || fail "loan"
	says "Ready to lend" "loan"
	grep -aq '"until": "2999-01-31"' stick1 || fail "loan.json is not there"
	grep -aq '^-> scrypt ' stick1 || fail "the loan's key is not there"
	if grep -aq 'AGE-SECRET-KEY' stick1; then fail "the loan's key lies open"; fi
	want 0 "a lent stick" "$stick" verify --file --key right.pub stick1
else
	echo "skipped: age is not installed"
fi

# --- what comes back ---
name=0123456789abcdef0123456789abcdef
mkdir -p back/results back/kenshin
printf 'age-encryption.org/v1\n-> X25519 x\n' >back/results/$name.age
echo 'an owner and her number' >back/results/fedcba9876543210fedcba9876543210.age
printf 'kenshin-tally,1\n' >back/kenshin/tally.csv
echo '[autorun]' >back/autorun.inf
"$build/tools/exfat-fill" --offset $data_at --size $((36 * 1048576)) back stick1 || fail "exfat-fill"
want 1 "a foreign file" "$stick" verify --file --key right.pub --manifest kenshin.img.manifest stick1
says "not ours: autorun.inf" "a foreign file"
want 0 "collect" "$stick" collect --file stick1 collected
says "Sealed results: 1. Other files: 1." "collect"
says "not sealed, left out" "collect"
cmp -s back/results/$name.age collected/results/$name.age || fail "the result is another one"
want 0 "collect again" "$stick" collect --file stick1 collected
says "Already there: 2" "collect again"
echo more >>collected/tally.csv
want 1 "collect over another file" "$stick" collect --file stick1 collected
want 0 "reissue" "$stick" reissue --file --yes --key right.pub stick1 kenshin.img
says "not ours: autorun.inf" "reissue"
want 0 "reissued" "$stick" verify --file --key right.pub stick1
for word in autorun 'her number' X25519 sakura; do
	if grep -aq "$word" stick1; then fail "\"$word\" is still on the reissued stick"; fi
done

ls -d "$work"/kenshin-stick-* 2>/dev/null && fail "folders of the tool are left"
[ $bad -eq 0 ] && echo "ok"
exit $bad
