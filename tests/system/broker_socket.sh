#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The broker as systemd keeps it on the stick: a plain user (kenshin) lists and checks a disk that it
# cannot open itself, through /run/kenshin/broker.sock. Other users get nothing, the disk is set
# read-only and not a byte of it changes, the workers are nobody's, the stick itself is refused.
# Needs root, loop devices and a mount namespace of its own (for /etc/passwd and /run/kenshin).
set -u
if [ "${1:-}" != inside ]; then
	[ "$(id -u)" -eq 0 ] || { echo "skipped: not root"; exit 77; }
	command -v losetup >/dev/null && command -v mke2fs >/dev/null || { echo "skipped: no losetup or mke2fs"; exit 77; }
	unshare --mount true 2>/dev/null || { echo "skipped: no mount namespaces here"; exit 77; }
	# A broker sees the disks of every test: one at a time has some.
	exec flock -o /tmp/kenshin-test-disks.lock unshare --mount --propagation private "$0" inside
fi
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
uid=64123
worker=64124
loop=
broker=
on_exit() {
	# shellcheck disable=SC2086 # one process, or none
	[ -z "$broker" ] || kill $broker 2>/dev/null
	[ -z "$loop" ] || losetup -d "$loop" 2>/dev/null
}
kiosk() { setpriv --reuid=$uid --regid=$uid --clear-groups "$@"; }
chmod 755 "$work"

# --- a machine like the stick, for our own eyes only -----------------------------------------
mkdir -p /run/kenshin || exit 1
mount -t tmpfs -o mode=0755 tmpfs /run/kenshin || { echo "skipped: no tmpfs can be mounted"; exit 77; }
{
	grep -v '^kenshin' /etc/passwd
	echo "kenshin:x:$uid:$uid::/:/bin/false"
	echo "kenshin-worker:x:$worker:$worker::/:/bin/false"
} >"$work/passwd"
chmod 644 "$work/passwd"
mount --bind "$work/passwd" /etc/passwd || exit 1
# the programs where that user can reach them, whatever folder this was built in
mkdir "$work/bin" && cp "$build"/bin/kenshin "$build"/bin/kenshin-broker "$build"/bin/kenshin-worker "$work/bin/" || exit 1
chmod -R a+rX "$work/bin"
program=$work/bin/kenshin

small_client "$work/client.img" || { echo "skipped: no sample client in $build/fixtures"; exit 77; }
loop=$(losetup --find --show "$work/client.img") || { echo "skipped: no loop devices"; loop=; exit 77; }
name=${loop#/dev/}
before=$(hash_of "$work/client.img")
KENSHIN_TABLES=$src/signatures

# listener: as systemd does it with Accept=yes, one broker for each caller
cat >"$work/listen.py" <<'P'
import os, signal, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
s.bind(sys.argv[2])
os.chmod(sys.argv[2], 0o666)
s.listen(8)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
if sys.argv[3:] == ["no-accept"]:
    os.dup2(s.fileno(), 3)
    os.set_inheritable(3, True)
    os.execv(sys.argv[1], ["kenshin-broker"])
while True:
    c, _ = s.accept()
    if os.fork() == 0:
        fd = os.dup(c.fileno())
        os.dup2(fd, 3)
        os.closerange(4, 64)
        os.set_inheritable(3, True)
        os.execv(sys.argv[1], ["kenshin-broker"])
    c.close()
P
# the caller's end, byte by byte; what is asked comes on standard input
cat >"$work/ask.py" <<'P'
import fcntl, os, socket, struct, sys
name = sys.argv[1]
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
s.connect("/run/kenshin/broker.sock")
def ask(op, guard=0):
    s.send(struct.pack("=IIII32s16sQQ", op, guard, 0, 0, name.encode(), b"", 0, 0))
    answer, fds, _, _ = socket.recv_fds(s, 65536, 1)
    return struct.unpack_from("=i", answer, 4)[0], fds
exec(sys.stdin.read())
P
listen() { # WAY...
	rm -f /run/kenshin/broker.sock "$work/ready"
	python3 "$work/listen.py" "$work/bin/kenshin-broker" /run/kenshin/broker.sock "$@" >"$work/ready" 2>"$work/listen.err" &
	broker=$!
	i=0
	while [ ! -s "$work/ready" ] && [ $i -lt 100 ]; do i=$((i + 1)); sleep 0.1; done
}
kiosk test -r "$loop" && fail "the kiosk's user can open the disk itself" || pass "the kiosk's user cannot open the disk itself"

listed() { # WHAT CONDITION: of the disk d, listed by the kiosk's user
	kiosk "$program" disks --json >"$work/disks.json" 2>"$work/err"
	python3 - "$work/disks.json" "$name" "$2" <<'P' 2>"$work/py.err" && pass "$1" || fail "$1: $(cat "$work/err" "$work/py.err") $(head -c 1500 "$work/disks.json")"
import json, sys
d = [d for d in json.load(open(sys.argv[1], encoding="utf-8"))["disks"] if d["name"] == sys.argv[2]]
d = d[0] if d else None
assert eval(sys.argv[3]), d
P
}

# --- without a broker: the disk is told, what is on it is not ------------------------------------
listed "without a broker a disk stays in the list, with the reason" 'd and not d["systems"] and d["reason"]'

for way in each-caller no-accept; do
	listen $way
	listed "$way: the broker opens it, the Windows is named" 'd["systems"][0]["name"].startswith("Windows 11 Home") and d["guarded"]'
	python3 "$work/ask.py" "$name" <<-'P' && pass "$way: set read-only before it is handed over" || fail "$way: not set read-only"
		code, fds = ask(2)
		assert code == 0 and len(fds) == 1, (code, fds)
		assert open("/sys/block/%s/ro" % name).read().strip() == "1"
		assert fcntl.fcntl(fds[0], fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
	P
	kiosk "$program" check --disk "$name" --no-malware --now "$now" --tables "$KENSHIN_TABLES" --json >"$work/check.json" 2>"$work/err"
	code=$?
	[ $code -eq 0 ] && grep -q '"id": *"uac-on"' "$work/check.json" && pass "$way: checked by a plain user" ||
		fail "$way: check ended with $code: $(cat "$work/err")"
	kill "$broker" 2>/dev/null
	wait "$broker" 2>/dev/null
	broker=
done

# --- samples as the stick's data partition is mounted: the kiosk's user and the workers' group -----
listen each-caller
mkdir "$work/data" && cp -r "$samples" "$work/data/signatures" && chmod -R g=u-w,o= "$work/data" && chown -R $uid:$worker "$work/data"
kiosk "$program" check --disk "$name" --signatures "$work/data/signatures" --now "$now" --tables "$KENSHIN_TABLES" --json >"$work/check.json" 2>"$work/err"
code=$?
python3 - "$work/check.json" <<'P' 2>"$work/py.err" && pass "samples below a closed folder are loaded" || fail "samples: $code $(cat "$work/err" "$work/py.err")"
import json, sys
m = json.load(open(sys.argv[1], encoding="utf-8"))["malware"]
assert m["database"] and m["state"] == "complete" and m["files"] > 0, m
P
kiosk "$program" disks --forget 2>"$work/err" && pass "at the end of a case the kiosk's user has it all let go" ||
	{ grep -q "does not tell" "$work/err" && echo "skipped: $(cat "$work/err")" || fail "disks --forget: $(cat "$work/err")"; }
kill "$broker" 2>/dev/null
wait "$broker" 2>/dev/null
broker=

# --- what the workers are ---------------------------------------------------------------------
listen each-caller
kiosk "$program" check --disk "$name" --no-malware --now "$now" --tables "$KENSHIN_TABLES" --records >"$work/lines" 2>"$work/err" &
run=$!
seen=
while kill -0 $run 2>/dev/null && [ -z "$seen" ]; do
	for p in $(ps -eo pid=,uid=,comm= | awk -v u=$worker '$2 == u && $3 ~ /^kenshin-work/ { print $1 }'); do
		root=$(readlink "/proc/$p/root" 2>/dev/null)
		caps=$(sed -n 's/^CapPrm:[[:space:]]*//p' "/proc/$p/status" 2>/dev/null)
		[ -n "$root" ] && [ -n "$caps" ] && seen="$seen $p:$caps"
	done
done
wait $run
[ -n "$seen" ] && pass "workers have a user of their own:${seen}" || echo "skipped: no worker was seen"
left=$(ps -eo uid=,comm= | awk -v u=$worker '$1 == u' | wc -l)
i=0
while [ "$left" -gt 0 ] && [ $i -lt 50 ]; do
	sleep 0.1
	i=$((i + 1))
	left=$(ps -eo uid=,comm= | awk -v u=$worker '$1 == u' | wc -l)
done
[ "$left" -eq 0 ] && pass "no worker outlives its check" || fail "$left workers are left"

# --- who else asks gets nothing -----------------------------------------------------------------
setpriv --reuid=64999 --regid=64999 --clear-groups "$program" disks --json >"$work/disks.json" 2>"$work/err"
grep -q '"Windows 11' "$work/disks.json" && fail "another user got in" || pass "another user gets nothing"

# --- the stick itself -----------------------------------------------------------------------------
echo "$name" >/run/kenshin/stick-disk
chmod 644 /run/kenshin/stick-disk
listed "the stick is known by its marker" 'd["own_stick"] and not d["systems"]'
kiosk "$program" check --disk "$name" --no-malware --json >"$work/check.json" 2>"$work/err" &&
	fail "the stick was checked" || pass "the stick is not checked: $(cat "$work/err")"
python3 "$work/ask.py" "$name" <<-'P' && pass "nor opened nor guarded by the broker, whoever asks" || fail "the broker opened the stick"
	for op, guard in ((2, 0), (3, 1)):
	    code, fds = ask(op, guard)
	    assert code == -16 and not fds, (op, code, fds)
P
rm /run/kenshin/stick-disk

[ "$before" = "$(hash_of "$work/client.img")" ] && pass "not a byte of the disk changed" || fail "the disk changed"
finish
