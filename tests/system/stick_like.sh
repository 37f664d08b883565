#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A visit as on the stick, without the stick: the kiosk as the plain user kenshin with the options that
# the stick gives it, the broker behind its socket, workers of their own user, samples on a data
# partition. Killed in the middle, the stick pulled, erased; followed by the lines for an onlooker.
# Needs root, tmux, loop devices and a mount namespace of its own.
set -u
if [ "${1:-}" != inside ]; then
	[ "$(id -u)" -eq 0 ] || { echo "skipped: not root"; exit 77; }
	command -v tmux >/dev/null && command -v losetup >/dev/null || { echo "skipped: no tmux or losetup"; exit 77; }
	unshare --mount true 2>/dev/null || { echo "skipped: no mount namespaces here"; exit 77; }
	# A broker sees the disks of every test: one at a time has some.
	exec flock -o /tmp/kenshin-test-disks.lock unshare --mount --propagation private "$0" inside
fi
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
uid=64133
worker=64134
loop=
broker=
tm() { tmux -S "$work/tmux" -f /dev/null "$@"; }
on_exit() {
	tm kill-server 2>/dev/null
	[ -z "$broker" ] || kill "$broker" 2>/dev/null
	[ -z "$loop" ] || losetup -d "$loop" 2>/dev/null
}
chmod 755 "$work"
run=/run/kenshin

# --- a machine like the stick, for our own eyes only -----------------------------------------
mkdir -p $run || exit 1
mount -t tmpfs -o mode=0755 tmpfs $run || { echo "skipped: no tmpfs can be mounted"; exit 77; }
{
	grep -v '^kenshin' /etc/passwd
	echo "kenshin:x:$uid:$uid::/:/bin/false"
	echo "kenshin-worker:x:$worker:$worker::/:/bin/false"
} >"$work/passwd"
chmod 644 "$work/passwd"
mount --bind "$work/passwd" /etc/passwd || exit 1
mkdir "$work/bin" && cp "$build"/bin/kenshin "$build"/bin/kenshin-kiosk "$build"/bin/kenshin-broker "$build"/bin/kenshin-worker "$work/bin/" || exit 1
mkdir "$work/tables" && cp "$src"/signatures/*.csv "$work/tables/" && cp -r "$build/locale" "$work/locale" || exit 1
small_client "$work/client.img" "file Users/yamada/Downloads/sample.txt text \"nothing\"" || { echo "skipped: no sample client in $build/fixtures"; exit 77; }
loop=$(losetup --find --show "$work/client.img") || { echo "skipped: no loop devices"; loop=; exit 77; }
name=${loop#/dev/}
before=$(hash_of "$work/client.img")
install -d -m 700 -o $uid -g $uid $run/user $run/session
install -d -m 750 -o $uid -g $worker $run/data $run/data/kenshin
cp -r "$samples" $run/data/signatures && chmod -R g=u-w,o= $run/data/signatures && chown -R $uid:$worker $run/data/signatures
install -m 600 -o $uid /dev/null $run/stage
: >$run/stick
chmod -R a+rX "$work/bin" "$work/tables" "$work/locale"

cat >"$work/listen.py" <<'P'
import os, signal, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
s.bind(sys.argv[2])
os.chown(sys.argv[2], 0, int(sys.argv[3]))
os.chmod(sys.argv[2], 0o660)
s.listen(8)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
open(sys.argv[4], "w").write("ready")
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
python3 "$work/listen.py" "$work/bin/kenshin-broker" $run/broker.sock $uid "$work/ready" 2>"$work/listen.err" &
broker=$!
i=0
while [ ! -s "$work/ready" ] && [ $i -lt 100 ]; do i=$((i + 1)); sleep 0.1; done

cat >"$work/kiosk" <<X
#!/bin/sh
export LC_ALL=C.UTF-8 HOME=$run/user XDG_RUNTIME_DIR=$run/user KENSHIN_LOCALEDIR=$work/locale KENSHIN_TABLES=$work/tables KENSHIN_LANG=ja
while :; do
	$work/bin/kenshin-kiosk --no-key-guard --disk $name --data $run/data --session $run/session \\
		--stage $run/stage --stick $run/stick --text-size-file $run/user/text-size 2>>$run/user/stderr
	code=\$?
	echo \$code >>$run/user/codes
	[ \$code -ne 0 ] || break
done
sleep 100
X
chmod 755 "$work/kiosk"
tm new -d -s stay sleep 1000
tm new -d -s k -x 80 -y 25 "exec env -u TMUX setpriv --reuid=$uid --regid=$uid --clear-groups --no-new-privs '$work/kiosk'"
screen() { tm capture-pane -t =k: -p; }
key() { for k in "$@"; do tm send-keys -t =k: "$k"; sleep 0.1; done; }
# told LINE [TENTHS]: waits for the line after those that were waited for before
seen=0
told() {
	i=0
	while [ $i -lt "${2:-150}" ]; do
		n=$(tail -n +$((seen + 1)) $run/stage | grep -nxF -- "kenshin: $1" | head -1 | cut -d: -f1)
		[ -n "$n" ] && { seen=$((seen + n)); pass "told: $1"; return 0; }
		i=$((i + 1))
		sleep 0.1
	done
	fail "not told: $1"
	screen
	tail -n 5 $run/stage
	return 1
}
expect() { screen | grep -qF -- "$1" && pass "$1" || { fail "not on the page: $1"; screen; }; }
kiosk() { pgrep -P "$(tm list-panes -t =k: -F '#{pane_pid}')" kenshin-kiosk; }

# --- the visit ------------------------------------------------------------------------------------
told "page S01 ja 0"
key 1 j 3 Down Enter
told "page S03 ja 0"
key Enter 9 Enter
told "page S04 ja 0"
i=0
while ! screen | grep -qF "> 1  " && [ $i -lt 300 ]; do i=$((i + 1)); sleep 0.1; done
expect "Windows 11 Home、利用者2人"
key Enter
told "check running"
told "page S07 ja 0 q1"
key 1 1
told "page S07 ja 0 q3"
old=$(kiosk)
kill -KILL "$old"
told "page S31 ja 0"
expect "前の続きがあります"
key 1
told "page S07 ja 0 q3"
expect "問診 3 / 12"
i=0
while ! screen | grep -qF "検査は終わりました" && [ $i -lt 600 ]; do i=$((i + 1)); sleep 0.1; done
expect "検査は終わりました"
rm $run/stick
told "page S17 ja 0"
: >$run/stick
chown $uid $run/stick
told "page S07 ja 0 q3"
n=3
while [ $n -le 12 ]; do
	i=0
	while ! screen | grep -qF "問診 $n / 12" && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
	if screen | grep -qF "枠の中は"; then key Enter; else key 1; fi
	sleep 0.2
	screen | grep -qF "食いちがって" && key 1 && sleep 0.2
	screen | grep -qF "決めつけません" && key 1
	n=$((n + 1))
done
told "page S30 ja 0"
key Enter
told "sheet ready"
told "page S10 ja 0"
screen >"$work/result"
grep -q "見た .* 個に" "$work/result" && pass "viruses were looked for, by a worker of its own user" || { fail "no word about viruses"; cat "$work/result"; }
key F9
told "page S22 ja 0"
key 2
told "let go yes" 300
told "erased yes" 300
told "page S16 ja 0"
expect "消去の確かめ番号"
number=$(screen | sed -n 's/.*消去の確かめ番号 *\([0-9A-F]\{4\}\) - \([0-9A-F]\{4\}\) - \([0-9A-F]\{4\}\) .*/\1-\2-\3/p')
grep -q "^$number,20[0-9-]*,yes$" $run/data/kenshin/erasures.csv && pass "its number is on the stick" || fail "the number $number is not on the stick"
[ -z "$(ls -A $run/session)" ] && pass "nothing is kept" || fail "kept: $(ls -A $run/session)"
key 1
told "end"
i=0
while [ "$(wc -l <$run/user/codes)" -lt 2 ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
[ "$(tr '\n' ' ' <$run/user/codes)" = "137 0 " ] && pass "fell once, ended with 0" || fail "codes: $(cat $run/user/codes)"
[ "$before" = "$(hash_of "$work/client.img")" ] && pass "not a byte of the disk changed" || fail "the disk changed"
left=$(ps -eo uid=,comm= | awk -v a=$uid -v b=$worker '($1 == a || $1 == b) && $2 ~ /^kenshin-/' | wc -l)
[ "$left" -eq 0 ] && pass "no process is left" || fail "$left processes are left"
grep -v '^Killed' $run/user/stderr && fail "something on standard error" || pass "standard error is empty"
finish
