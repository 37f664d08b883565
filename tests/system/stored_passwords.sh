#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stored passwords: what comes out says only yes, no and how many. Neither a password, nor its
# hash, nor a key to it is in records, save file, PDF, text, JSON, log or memory; and a list of user
# names from another PC is "could not look", whoever asks.
# shellcheck disable=SC2015 # pass never fails
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
recipes=$src/tests/fixtures/clients

# people LIST: SAM and SYSTEM of a list into $work, as a client takes them.
people() {
	"$build/tools/mksam" "$1" "$work/p" &&
		"$build/tools/mkhive" "$work/p.SAM.spec" "$work/marked-sam" &&
		cat "$recipes/parts/system.spec" "$recipes/office/system.spec" \
			"$recipes/office/system-after.spec" "$work/p.KEY.spec" >"$work/s.spec" &&
		"$build/tools/mkhive" "$work/s.spec" "$work/marked-system"
}
cat >"$work/list" <<'L'
set form=aes boot=c0ffee00112233445566778899aabbcc key=5ec2e70123456789abcdef0011223344
user 500 Administrator disabled
user 1001 yamada admin password="Tegami-wa-todoku-31" logons=5 logon=2026-11-20T00:00:00Z changed=2025-01-01T00:00:00Z
user 1002 suzuki password="Tegami-wa-todoku-31" form=rc4 lm changed=2025-01-01T00:00:00Z
user 1003 sato password="sakura123" changed=2025-01-01T00:00:00Z
user 1004 uketsuke
L
people "$work/list" || { fail "no user names could be made"; finish; }
small_without=SYSTEM
client() {
	small_client "$work/small.img" 'file Windows/System32/config/SYSTEM from marked-system' \
		'file Windows/System32/config/SAM from marked-sam'
}
client || { fail "no client could be made"; finish; }
sed -i '/SYSTEM.LOG1/d' "$work/small.manifest"
"$build/tools/mkimage" --base "$work" "$work/small.manifest" "$work/small.img"

KENSHIN_DEBUG=cli,engine,disks,reader,probes,worker,broker,checks "$kenshin" check --common-passwords \
	--image "$work/small.img" --no-malware --now "$now" --records --save "$work/o.save" --pdf "$work/o.pdf" \
	--text "$work/o.txt" --json-file "$work/o.json" >"$work/o.out" 2>"$work/o.err" ||
	fail "code $?: $(cat "$work/o.err")"
pdftotext "$work/o.pdf" "$work/o.pdf.txt" 2>/dev/null || echo 'skipped: no pdftotext here'
answer() { grep "\"record\":\"finding\",\"id\":\"$1\"" "$2" | sed 's/.*"answer":"\([a-z-]*\)".*/\1/'; }
while read -r id want; do
	got=$(answer "$id" "$work/o.out")
	[ "$got" = "$want" ] && pass "$id: $want" || fail "$id: $got instead of $want"
done <<'W'
blank-password danger
common-password danger
password-reuse danger
old-password-form danger
W

# The secrets, in every spelling in which they could come out.
cat >"$work/look.py" <<'P'
import base64, fcntl, os, re, subprocess, sys, time
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from ciphers import md4
words = ["Tegami-wa-todoku-31", "TEGAMI-WA-TOD"]
raw = [md4(w.encode("utf-16-le")) for w in (words[0], "sakura123")]
raw += [bytes.fromhex(k) for k in ("c0ffee00112233445566778899aabbcc", "5ec2e70123456789abcdef0011223344")]
wanted = {}
for w in words:
    wanted[w.encode()] = wanted[w.encode("utf-16-le")] = "a password"
for r in raw:
    for spelled in (r, r.hex().encode(), r.hex().upper().encode(), r.hex().encode("utf-16-le"),
                    base64.b64encode(r), r.hex(" ").encode(), r.hex(":").encode()):
        wanted[spelled] = "a hash or key"


def look(data, where):
    found = {what for secret, what in wanted.items() if secret in data}
    if found:
        print(where, "holds", ", ".join(sorted(found)))
    return bool(found)


def memory(pid, where):
    bad = total = 0
    for line in open("/proc/%d/maps" % pid):
        m = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
        if not m or "[v" in line:
            continue
        with open("/proc/%d/mem" % pid, "rb", 0) as f:
            try:
                data = os.pread(f.fileno(), int(m[2], 16) - int(m[1], 16), int(m[1], 16))
            except OSError:
                continue
        total += len(data)
        bad |= look(data, where)
    return bad or total == 0


bad = 0
if sys.argv[2] == "files":
    for name in sys.argv[3:]:
        bad |= look(open(name, "rb").read(), name)
else:
    r, w = os.pipe()
    fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, 4096)
    p = subprocess.Popen(sys.argv[3:], stdout=w, stderr=subprocess.DEVNULL)
    os.close(w)
    for _ in range(300):  # until it is stuck in the document that nobody reads
        time.sleep(0.1)
        if p.poll() is not None:
            sys.exit("it ended: the pipe was too large")
        if fcntl.ioctl(r, 0x541B, b"\0" * 4) != b"\0" * 4:
            break
    try:
        bad = memory(p.pid, "memory")
    except PermissionError:
        print("skipped: its memory is closed to this user")
    p.kill()
sys.exit(bool(bad))
P
if python3 "$work/look.py" "$src/tests/fixtures/sam" files "$work"/o.*; then
	pass "no password, hash or key in records, save file, PDF, text, JSON and log"
else
	fail "something came out"
fi
if python3 "$work/look.py" "$src/tests/fixtures/sam" run "$kenshin" check --common-passwords --no-malware \
	--image "$work/small.img" --now "$now" --json; then
	pass "no password, hash or key in the memory of the process that judges"
else
	fail "something stays in memory"
fi
# The search itself finds what is there.
python3 "$work/look.py" "$src/tests/fixtures/sam" files "$work/list" "$work/p.KEY.spec" >"$work/found" &&
	fail "the search finds nothing at all" || pass "the search finds what is there"

# --- another PC's user names ------------------------------------------------------------------
sed 's/boot=[0-9a-f]*/boot=0f0e0d0c0b0a09080706050403020100/' "$work/list" >"$work/other"
cp "$work/marked-sam" "$work/own-sam"
people "$work/other" && cp "$work/own-sam" "$work/marked-sam"
"$build/tools/mkimage" --base "$work" "$work/small.manifest" "$work/small.img"
"$kenshin" check --common-passwords --image "$work/small.img" --no-malware --now "$now" --records >"$work/w.out" ||
	fail "code $?"
for id in blank-password common-password password-reuse old-password-form; do
	got=$(answer "$id" "$work/w.out")
	[ "$got" = could-not-look ] && pass "wrong pair: $id could not look" || fail "wrong pair: $id: $got"
done
grep -q 'does not belong to this Windows' "$work/w.out" && pass "and says why" || fail "no reason"

# --- nobody was asked -------------------------------------------------------------------------
"$kenshin" check --image "$office" --no-malware --now "$now" --records >"$work/n.out" || fail "code $?"
[ "$(answer common-password "$work/n.out")" = could-not-look ] && pass "not asked, not compared" ||
	fail "compared although nobody was asked"
grep -q '"record":"fact","system":0,"kind":"common-password"' "$work/n.out" && fail "a fact all the same" ||
	pass "no fact about it"
finish
