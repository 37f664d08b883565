#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Passwords, hashes and contents of files, planted all over a client, are in nothing that comes out
# and not in the memory of the process that judges.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
recipes=$src/tests/fixtures/clients
{
	cat "$recipes/parts/software.spec" "$recipes/office/software.spec" | sed 's/^"DefaultPassword"=.*/"DefaultPassword"="MARK01"\n"AltDefaultPassword"="MARK02"/'
	cat <<'S'

[Microsoft\Windows\CurrentVersion\Run]
"tool"="C:\\tools\\x.exe --password=MARK03 -pMARK04 https://u:MARK05@h/"
"ps"="powershell -enc MARK06AAAA"
[Microsoft\Windows NT\CurrentVersion\ProfileList\S-1-5-21-1-2-3-1001]
"hash"="MARK07"
S
} >"$work/software.spec"
{
	cat "$recipes/parts/user.spec" "$recipes/office/yamada.spec"
	cat <<'S'

[Software\Microsoft\Windows\CurrentVersion\Run]
"drive"="net use z: \\\\nas\\x MARK08 /user:a"
[Network\Z]
"Password"="MARK09"
[Software\RealVNC\WinVNC4]
"Password"="MARK10"
S
} >"$work/user.spec"
"$build/tools/mkhive" "$work/software.spec" "$work/marked" && "$build/tools/mkhive" "$work/user.spec" "$work/marked.dat" ||
	{ fail "no hives could be made"; finish; }
small_without=SOFTWARE
small_client "$work/small.img" 'file Windows/System32/config/SOFTWARE from marked' \
	'file Users/suzuki/NTUSER.DAT from marked.dat' \
	'file Users/yamada/Documents/secret.txt text "MARK11"' \
	'file Users/yamada/Downloads/e.zip eicar-zip "MARK12.com"' \
	'file Windows/System32/config/SAM text "MARK13"' 'file hiberfil.sys text "MARK14"' \
	'file pagefile.sys text "MARK15"' \
	'file "Users/yamada/AppData/Local/Google/Chrome/User Data/Default/Login Data" text "MARK16"' \
	'stream Users/yamada/Downloads/e.zip Zone.Identifier text "HostUrl=https://a/?t=MARK17"' \
	'file Users/yamada/.ssh/id_rsa text "MARK18"' || { fail "no client could be made"; finish; }

KENSHIN_DEBUG=cli,engine,disks,reader,probes,malware,worker,broker,checks "$kenshin" check \
	--image "$work/small.img" --signatures "$samples" --now "$now" --records --save "$work/o.save" \
	--pdf "$work/o.pdf" --text "$work/o.txt" --json-file "$work/o.json" >"$work/o.out" 2>"$work/o.err" ||
	fail "code $?: $(cat "$work/o.err")"
pdftotext "$work/o.pdf" "$work/o.pdf.txt" 2>/dev/null || echo 'skipped: no pdftotext here'
grep -q '"record":"hit"' "$work/o.out" || fail "the sample in the archive was not found: nothing is proved"
if grep -ac MARK "$work"/o.* | grep -v ':0$'; then
	fail "marks in what came out: $(grep -aoh 'MARK[0-9]*' "$work"/o.* | sort -u | tr '\n' ' ')"
else
	pass "no mark in records, save file, PDF, text, JSON and log"
fi

# The document goes into a pipe that nobody reads: the process stands still with all it knows.
if python3 - "$kenshin" "$work/small.img" "$samples" "$now" <<'P' >"$work/why"; then pass "no mark in memory"; else fail "$(cat "$work/why")"; fi
import fcntl, os, re, subprocess, sys, time
kenshin, image, samples, now = sys.argv[1:]
r, w = os.pipe()
fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, 4096)
p = subprocess.Popen([kenshin, "check", "--image", image, "--signatures", samples, "--now", now, "--json"],
                     stdout=w, stderr=subprocess.DEVNULL)
os.close(w)
for _ in range(300):  # until it is stuck in that write
    time.sleep(0.1)
    if p.poll() is not None:
        sys.exit("it ended: the pipe was too large")
    if open("/proc/%d/wchan" % p.pid).read().find("pipe") >= 0 or open("/proc/%d/stat" % p.pid).read().split()[2] == "S" and len(os.listdir("/proc/%d/task" % p.pid)) == 1 and fcntl.ioctl(r, 0x541B, b"\0" * 4) != b"\0" * 4:
        break
found, total = set(), 0
try:
    for line in open("/proc/%d/maps" % p.pid):
        m = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
        if not m or "[v" in line:
            continue
        begin, end = int(m[1], 16), int(m[2], 16)
        with open("/proc/%d/mem" % p.pid, "rb", 0) as f:
            data = os.pread(f.fileno(), end - begin, begin)
        total += len(data)
        found.update(re.findall(rb"MARK\d\d", data))
        found.update(x.replace(b"\0", b"") for x in re.findall(rb"M\0A\0R\0K\0\d\0\d\0", data))
except PermissionError:
    print("skipped: its memory is closed to this user")
p.kill()
if found:
    sys.exit("marks in memory: %s" % sorted(found))
print(total)
P
finish
