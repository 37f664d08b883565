#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What may lie on a disk: Windows under odd names, several of them, none; Linux; locks; file systems
# that nobody here reads. Each is told in plain words, and none of them is fine by default.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
chmod 755 "$work"

# expect WHAT PYTHON-CONDITION [PREFIX...]: of the document d of $work/v.img; roots, states, whys, ok.
expect() {
	what=$1
	condition=$2
	shift 2
	timeout 60 "$@" "$kenshin" check --image "$work/v.img" --no-malware --now "$now" --json \
		>"$work/o.json" 2>"$work/err"
	code=$?
	python3 - "$work/o.json" "$condition" $code <<'P' 2>&1 && pass "$what" || fail "$what: code $code $(cat "$work/err")"
import json, sys
code = int(sys.argv[3])
d = json.load(open(sys.argv[1], encoding="utf-8")) if code != 1 else None
roots = [s["root"] for s in d["client"]["systems"]] if d else []
states = [v["state"] for v in d["client"]["volumes"]] if d else []
whys = " / ".join(str(g["why"]) for g in d["not_looked_at"]) if d else ""
ok = sum(f["answer"] == "ok" for f in d["findings"]) if d else 0
answers = {f["id"]: f["answer"] for f in d["findings"]} if d else {}
if not eval(sys.argv[2]):
    print(code, roots, states, whys, ok, answers)
    sys.exit(1)
P
}
rename() { # NEW: the small client with its Windows folder under another name
	sed "s#Windows/#$1/#" "$work/small.manifest" >"$work/manifest"
	"$build/tools/mkimage" --base "$work" "$work/manifest" "$work/v.img"
}
# That it is locked is the one thing that can be told, and no grade of the PC.
locked="'no Windows or Linux that can be read' in whys and d['grade']['mark'] == 'find-out-first'"
none='not roots and ok == 0 and "no Windows or Linux that can be read" in whys'

small_client "$work/v.img"
expect "Windows in its own folder" "roots == ['Windows'] and ok >= 9"
# As many good answers as there, wherever Windows lies.
usual=$(python3 -c 'import json, sys
print(sum(f["answer"] == "ok" for f in json.load(open(sys.argv[1], encoding="utf-8"))["findings"]))' "$work/o.json")
for name in WINNT wInDoWs Win11; do
	rename $name
	expect "Windows in $name" "roots == ['$name'] and ok == $usual"
done
rename Windows.old/Windows
expect "only an older Windows" "$none"
{
	cat "$work/small.manifest"
	sed -n 's#Windows/#WINNT/#p' "$work/small.manifest"
	sed -n 's#Windows/#Windows.old/Windows/#p' "$work/small.manifest"
} >"$work/manifest"
"$build/tools/mkimage" --base "$work" "$work/manifest" "$work/v.img"
expect "two Windows and an older one" "sorted(roots) == ['WINNT', 'Windows'] and ok == 2 * $usual"
small_client "$work/v.img" hibernated
expect "a hibernated Windows" "roots and answers['clean-shutdown'] in ('notice', 'concern')"
small_client "$work/v.img" dirty
expect "a dirty volume" "roots and d['client']['volumes'][0]['dirty'] is True"
small_client "$work/v.img" 'damage mirror'
expect "a damaged copy of the file table" "roots and d['client']['volumes'][0]['remark']"
printf 'size 8M\nserial 0x11\nlabel "DATA"\nfile a/b.txt text "x"\n' >"$work/manifest"
"$build/tools/mkimage" --base "$work" "$work/manifest" "$work/v.img"
expect "a volume of data" "$none"

rm -f "$work/v.img" && truncate -s 64M "$work/v.img"
mkdir -p "$work/linux/etc"
printf 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' >"$work/linux/etc/os-release"
if mkfs.ext4 -q -d "$work/linux" "$work/v.img" 2>/dev/null; then
	chmod 644 "$work/v.img"
	# shellcheck disable=SC2086
	if plain_reaches_build; then
		expect "Linux for a plain user" "ok == 0 and states == ['unsupported'] and 'full rights' in whys" ${plain:-env}
	fi
	if [ "$(id -u)" -eq 0 ] && loop=$(losetup -r -f --show "$work/v.img" 2>/dev/null); then
		losetup -d "$loop"
		expect "Linux for root" "len(roots) == 1 and 'Debian' in d['client']['systems'][0]['name']"
	else
		echo 'skipped: no loop device here'
	fi
else
	echo 'skipped: no mkfs.ext4 here'
fi
for kind in vfat exfat; do
	rm -f "$work/v.img" && truncate -s 64M "$work/v.img"
	if mkfs.$kind "$work/v.img" >/dev/null 2>&1; then
		expect "an empty $kind" "$none"
	else
		echo "skipped: no mkfs.$kind here"
	fi
done
# A Mac's disks: the head by which each is known, in an otherwise empty image.
for kind in apfs hfsplus; do
	rm -f "$work/v.img" && truncate -s 64M "$work/v.img"
	python3 - "$work/v.img" $kind <<'P'
import struct, sys
with open(sys.argv[1], "r+b") as f:
    if sys.argv[2] == "hfsplus":
        f.seek(1024)
        f.write(struct.pack(">HHIIIIIIIIIII", 0x482B, 4, 256, 0x31302E30, 0, 1, 1, 0, 1, 10, 5, 4096, 16384))
    else:
        f.write(struct.pack("<QQQII", 0, 1, 0, 0x80000001, 0) + b"NXSB" + struct.pack("<I", 4096))
P
	if [ $kind = apfs ]; then
		expect "a Mac's $kind" "not roots and ok == 0 and states == ['unsupported'] and 'made by a Mac' in whys"
	else # a head alone is no file system, and few kernels have the driver
		expect "a Mac's $kind" "not roots and ok == 0 and states[0] in ('unsupported', 'unreadable') and 'because' in whys"
	fi
done
rm -f "$work/v.img" && truncate -s 16M "$work/v.img"
mkswap "$work/v.img" >/dev/null 2>&1 && expect "swap" "code == 1"
rm -f "$work/v.img" && truncate -s 64M "$work/v.img"
if printf x | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$work/v.img" - 2>/dev/null; then
	expect "LUKS" "states == ['locked'] and 'LUKS' in whys and answers == {'disk-encryption': 'ok'} and $locked"
else
	echo 'skipped: no cryptsetup here'
fi
found=
for gz in "${KENSHIN_SAMPLES:-$src/../shared/samples}"/windows/bitlocker/*.gz; do
	[ -f "$gz" ] || continue
	found=1
	gzip -dc "$gz" >"$work/v.img"
	expect "BitLocker: $(basename "$gz")" "states == ['locked'] and 'BitLocker' in whys and list(answers) == ['disk-encryption'] and $locked"
done
[ -n "$found" ] || echo 'skipped: no BitLocker samples here'
finish
