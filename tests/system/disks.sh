#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The list of disks tells what is on each before a check: Windows by name, its users, free room, how
# it was shut down; locked and slow disks with the reason; a worker that dies costs details only.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
[ -f "$office_disk" ] && [ -f "$tidy" ] || { echo "skipped: no sample clients in $build/fixtures"; exit 77; }

workers() { # PID: all processes below it that are kenshin-worker
	for p in $(ps -eo pid=,ppid= | awk -v root="$1" '
		{ parent[$1] = $2 }
		END { for (p in parent) { q = p; while (q in parent && q != root) q = parent[q]; if (q == root && p != root) print p } }'); do
		case $(cat "/proc/$p/comm" 2>/dev/null) in kenshin-work*) echo "$p" ;; esac
	done
}
# holds WORDS EXPRESSION: of the document $work/out.json; d: its only disk, v: its volumes.
holds() {
	if python3 -c '
import json, sys
d, = json.load(open(sys.argv[1], encoding="utf-8"))["disks"]
v = d["volumes"]
sys.exit(0 if eval(sys.argv[2]) else 1)' "$work/out.json" "$2"; then
		pass "$1"
	else
		fail "$1: $(head -c 3000 "$work/out.json")"
	fi
}
list() {
	"$kenshin" disks --json "$@" >"$work/out.json" 2>"$work/err" || fail "disks $*: $(cat "$work/err")"
}

# --- the sample clients ---------------------------------------------------------------------
before=$(hash_of "$office_disk")
begin=$(date +%s%N)
list --image "$office_disk"
ms=$((($(date +%s%N) - begin) / 1000000))
holds "the Windows by name" '[s["name"] for s in d["systems"]] == ["Windows 11 Home 25H2"]'
holds "its users" 'len(d["systems"][0]["users"]) == 2'
holds "free room and sleep" 'v[2]["free_bytes"] > 10**8 and v[2]["hibernated"] is True'
holds "nothing was left open" 'd["reason"] is None'
[ $ms -lt 3000 ] && pass "told after $ms ms" || fail "took $ms ms"
[ "$before" = "$(hash_of "$office_disk")" ] && pass "not a byte changed" || fail "the image changed"
list --image "$tidy"
holds "shut down completely" 'len(d["systems"]) == 1 and v[0]["hibernated"] is False'
"$kenshin" disks --image "$office_disk" >"$work/text" && grep -q "Windows 11 Home 25H2, 2 users" "$work/text" &&
	pass "people are told, too" || fail "text: $(cat "$work/text")"
"$kenshin" disks --records --image "$office_disk" >"$work/records" &&
	[ "$(sed 's/{"record":"\([a-z-]*\)".*/\1/' "$work/records" | uniq | tr '\n' ' ')" = "disk system fact fact-state fact fact-state " ] &&
	pass "records in order" || fail "records: $(cat "$work/records")"

list --image "$office_disk" --no-systems
holds "volumes only, as wished" 'd["systems"] == [] and len(v) == 4 and v[2]["free_bytes"] is None'

# --- other sources --------------------------------------------------------------------------
mkdir -p "$work/root/Windows/System32/config" "$work/root/Users/yamada" "$work/data/photos"
for h in SOFTWARE SYSTEM; do cp "$build/fixtures/office.hives/$h" "$work/root/Windows/System32/config/"; done
cp "$build/fixtures/office.hives/yamada.dat" "$work/root/Users/yamada/NTUSER.DAT"
chmod -R a+rX "$work"
list --root "$work/root"
holds "a directory" 'd["systems"][0]["name"] == "Windows 11 Home 25H2" and len(d["systems"][0]["users"]) == 1'
list --root "$work/data"
holds "data only" 'd["systems"] == [] and d["reason"] is None and v[0]["state"] == "readable"'
truncate -s 4M "$work/zeros.img"
list --image "$work/zeros.img"
holds "an empty disk is no fault" 'd["systems"] == []'
locked=${KENSHIN_SAMPLES:-$src/../shared/samples}/windows/bitlocker/dev_bitlocker_password.img.gz
if [ -f "$locked" ]; then
	gzip -dc "$locked" >"$work/locked.img"
	list --image "$work/locked.img"
	holds "a locked disk says so" 'd["systems"] == [] and any(x["state"] == "locked" and "BitLocker" in x["reason"] for x in v)'
	rm "$work/locked.img"
else
	echo "skipped: no sample of a locked disk"
fi

# --- damaged lists of parts -------------------------------------------------------------------
# Neither reads as an empty disk, neither is written to, and a check-up says it on the sheet.
damaged() { # IMAGE OFFSET...: a copy of the sample client with 128 bytes gone at each place
	cp "$office_disk" "$work/damaged.img"
	for at; do
		printf '%0128d' 7 | dd of="$work/damaged.img" bs=1 seek="$at" conv=notrunc 2>/dev/null
	done
	before=$(hash_of "$work/damaged.img")
}
bytes=$(stat -c %s "$office_disk")
damaged 512
list --image "$work/damaged.img"
holds "the first list damaged: read by the second, and told" \
	'd["table"] == "gpt" and len(d["systems"]) == 1 and "list of parts is damaged" in v[2]["remark"]'
damaged 512 $((bytes - 512))
list --image "$work/damaged.img"
holds "both lists damaged are no empty disk" \
	'd["systems"] == [] and [x["state"] for x in v] == ["unreadable"] and "is damaged" in v[0]["reason"]'
"$kenshin" check --image "$work/damaged.img" --no-malware --now "$now" --json >"$work/out.json" 2>"$work/err" ||
	fail "a check without a list of parts: $(cat "$work/err")"
python3 -c '
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
told = [g for g in d["not_looked_at"] if g["group"] == "volume" and "is damaged" in g["why"]]
sys.exit(0 if told and not any(f["answer"] == "ok" for f in d["findings"]) else 1)' "$work/out.json" &&
	pass "the sheet says what could not be looked at, and nothing is fine" || fail "sheet: $(head -c 2000 "$work/out.json")"
KENSHIN_LANG=ja "$kenshin" disks --image "$work/damaged.img" | grep -q "区画の一覧.*傷んでいて" &&
	pass "in plain Japanese" || fail "not said in Japanese"
[ "$before" = "$(hash_of "$work/damaged.img")" ] && pass "nothing was mended" || fail "the damaged disk was written to"

# --- a part whose own first sectors are gone -----------------------------------------------------
list --image "$office_disk"
holds "an ordinary disk with Windows: nothing but the reserved part is empty, none is damaged" \
	'[x["state"] == "empty" for x in v] == [False, True, False, False] and not any("Something is written" in (x["reason"] or "") for x in v)'
windows=$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1], encoding="utf-8"))["disks"][0]["volumes"][2]["offset"])' "$work/out.json")
damaged "$windows"
list --image "$work/damaged.img"
holds "a Windows without its first sector is no empty part" \
	'd["systems"] == [] and v[2]["state"] == "unreadable" and "Something is written" in v[2]["reason"]'
holds "its neighbours stay as they are" 'v[1]["state"] == "empty" and v[3]["state"] == "readable"'
"$kenshin" check --image "$work/damaged.img" --no-malware --now "$now" --json >"$work/out.json" 2>"$work/err" ||
	fail "a check without the Windows: $(cat "$work/err")"
python3 -c '
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
told = [g for g in d["not_looked_at"] if g["group"] == "volume" and "Something is written" in g["why"]]
sys.exit(0 if len(told) == 1 and not any(f["answer"] == "ok" for f in d["findings"]) else 1)' "$work/out.json" &&
	pass "the sheet counts it as not looked at" || fail "sheet: $(head -c 2000 "$work/out.json")"
KENSHIN_LANG=ja "$kenshin" disks --image "$work/damaged.img" | grep -q "何か書き込まれていますが.*傷んでいるのかもしれません" &&
	pass "in plain Japanese, too" || fail "the damaged part is not said in Japanese"
[ "$before" = "$(hash_of "$work/damaged.img")" ] && pass "nothing was mended there" || fail "the damaged part was written to"
dd if="$work/damaged.img" of="$work/whole.img" bs=1M count=4 iflag=skip_bytes skip="$windows" 2>/dev/null
list --image "$work/whole.img"
holds "the same without a list of parts" '[x["state"] for x in v] == ["unreadable"]'
rm "$work/damaged.img" "$work/whole.img"

# --- workers that die or hang ----------------------------------------------------------------
i=0
hurt=0
while [ $i -lt 16 ]; do
	i=$((i + 1))
	"$kenshin" disks --image "$office_disk" --json >"$work/out.json" 2>"$work/err" &
	pid=$!
	look=0
	killed=
	while [ -z "$killed" ] && kill -0 $pid 2>/dev/null; do
		list=$(workers $pid)
		[ -n "$list" ] && look=$((look + 1))
		if [ $look -ge $((1 + i % 3)) ] && [ -n "$list" ]; then
			n=$(echo "$list" | wc -l)
			victim=$(echo "$list" | sed -n "$((1 + (i * 7) % n))p")
			kill -SEGV "$victim" 2>/dev/null && killed=$victim
		fi
	done
	wait $pid || { fail "round $i: $(cat "$work/err")"; continue; }
	[ -n "$killed" ] && hurt=$((hurt + 1))
	holds "round $i: no Windows is passed over in silence" \
		'd["systems"] or d["reason"] or any(x["size"] > 10**8 and x["state"] != "readable" for x in v)' >"$work/said" ||
		cat "$work/said"
	grep -q "^not ok" "$work/said" && cat "$work/said"
done
[ $hurt -gt 0 ] && pass "$hurt of $i lists lost a worker" || echo "skipped: no worker was there to be killed"

begin=$(date +%s)
"$kenshin" disks --image "$office_disk" --json >"$work/out.json" 2>"$work/err" &
pid=$!
stopped=
while [ -z "$stopped" ] && kill -0 $pid 2>/dev/null; do
	for p in $(workers $pid); do kill -STOP "$p" 2>/dev/null && stopped=$p; done
done
wait $pid || fail "a worker that hangs: $(cat "$work/err")"
seconds=$(($(date +%s) - begin))
[ $seconds -le 45 ] && pass "a worker that hangs: $seconds seconds" || fail "a worker that hangs: $seconds seconds"
holds "a worker that hangs is no empty disk" 'd["systems"] or d["reason"]'
finish
