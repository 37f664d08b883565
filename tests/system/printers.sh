#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The stick's search for printers (image-build/files/usr/lib/kenshin/printers) with a real CUPS, and
# with the USB side played: driverless ones out of ipp-usb's status, others with a driver or without,
# one that both know, one that went, and texts that would like to be commands.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
# shellcheck source=parts/printing.sh
. "$(dirname "$0")/parts/printing.sh"
PATH=$PATH:/usr/sbin
printing_here && [ "$(id -u)" -eq 0 ] || { echo "skipped: no CUPS here, or not root"; exit 77; }
on_exit() { [ "$bad" -eq 0 ] || lab_tell; lab_stop; }
same() { # WHAT HAVE WANTED
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1: $2, not $3"; fi
}
has() { # WHAT FILE LINE
	if grep -qxF -- "$3" "$2"; then pass "$1"; else fail "$1: $(cat "$2")"; fi
}
server_start || { fail "the print server does not start: $(cat "$lab/cupsd.log")"; finish; }
port=$(free_port)
printer_start one "$port" application/pdf || fail "no printer"
tab=$(printf '\t')

# USB as sysfs tells it: NAME BUS DEVICE SERIAL PROTOCOL...
usb() {
	mkdir -p "$work/usb/$1"
	echo "$2" >"$work/usb/$1/busnum"
	echo "$3" >"$work/usb/$1/devnum"
	echo "$4" >"$work/usb/$1/serial"
	n=0
	name=$1
	shift 4
	for protocol; do
		mkdir -p "$work/usb/$name:1.$n"
		echo 07 >"$work/usb/$name:1.$n/bInterfaceClass"
		echo "$protocol" >"$work/usb/$name:1.$n/bInterfaceProtocol"
		n=$((n + 1))
	done
}
mkdir -p "$work/usb" "$work/tools"
printf '#!/bin/sh\nexit 0\n' >"$work/tools/systemctl"
printf '#!/bin/sh\ncat "%s"\n' "$work/status" >"$work/tools/ipp-usb"
cat >"$work/tools/lpinfo" <<-X
	#!/bin/sh
	case " \$* " in
	*' -v '*) cat "$work/devices" ;;
	*' --device-id MFG:Plain;MDL:One; '*) echo "everywhere IPP Everywhere"; echo "drv:///sample.drv/generic.ppd Generic" ;;
	*) echo "everywhere IPP Everywhere" ;;
	esac
X
chmod 755 "$work/tools"/*
: >"$work/cmdline"
export KENSHIN_QUEUE="$stick_files/usr/lib/kenshin/printer-queue"
search() {
	KENSHIN_USB=$work/usb KENSHIN_TOOLS=$work/tools KENSHIN_CMDLINE=$work/cmdline \
		KENSHIN_PRINTERS_STATE=$work/state "$stick_files/usr/lib/kenshin/printers" >"$work/out" 2>"$work/err" </dev/null
}
: >"$work/status"
: >"$work/devices"
search
same "nothing on USB: exit code" "$?" 0
same "nothing on USB: nothing told" "$(cat "$work/out")" ""

# one that ipp-usb serves (with its bytes interface, too), one that it could not begin with
usb 1-1 1 5 SER1 02 04 04
usb 1-2 1 12 SER2 02 04
usb 1-3 1 7 SER3 01
usb 1-4 1 8 "" 02
cat >"$work/status" <<-X
	ipp-usb daemon: running
	ipp-usb devices:
	 Num  Device              Vndr:Prod  Port  Model
	   1. Bus 001 Device 005  03f0:0853  $port "Maker "Quoted" \$(touch $work/pwned) 100"
	     status: OK
	   2. Bus 001 Device 012  03f0:0854  60001 "Maker 200"
	     status: device is not ready
X
cat >"$work/devices" <<-X
	Device: uri = usb://Maker/100?serial=SER1&interface=1
	        class = direct
	        info = Maker 100
	        make-and-model = Maker 100
	        device-id = MFG:Maker;MDL:100;
	        location =
	Device: uri = usb://Maker/200?serial=SER2
	        class = direct
	        make-and-model = Maker 200
	        device-id = MFG:Maker;MDL:200;
	Device: uri = usb://Plain/One?serial=SER3
	        class = direct
	        make-and-model = Plain One; rm -rf /
	        device-id = MFG:Plain;MDL:One;
	Device: uri = usb://Odd/-x
	        class = direct
	        make-and-model = -x \`id\`
	        device-id =
	Device: uri = socket://10.0.0.1
	        class = network
	        make-and-model = A network
X
mkdir -p "$work/usb"
search
same "four printers: exit code" "$?" 0
has "driverless, by ipp-usb's port" "$work/out" "queue${tab}ipp$port"
has "one that ipp-usb could not begin, and no driver" "$work/out" "unknown${tab}Maker 200"
has "no driver, odd name" "$work/out" "unknown${tab}-x \`id\`"
same "with a driver" "$(grep -c "^queue${tab}usb" "$work/out")" 1
same "the served one is not there twice, no network" "$(wc -l <"$work/out")" 4
[ -e "$work/pwned" ] && fail "a printer's name was run" || pass "a printer's name is only a name"
lpstat -v >"$work/lpstat"
grep -q "ipp://localhost:$port/ipp/print" "$work/lpstat" && pass "its queue" || fail "$(cat "$work/lpstat")"

# kenshin asks over a socket and lists them all
python3 - "$work/printers.sock" "$work/out" <<'END' &
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1])
s.listen(1)
c, _ = s.accept()
c.sendall(open(sys.argv[2], "rb").read())
c.close()
END
until_true 10 test -S "$work/printers.sock"
KENSHIN_PRINTERS=$work/printers.sock "$kenshin" print --list --records >"$work/list"
same "listed: two known" "$(grep -c '"known":true' "$work/list")" 2
same "listed: two not known" "$(grep -c '"known":false,"ready":false,"reason":"no-driver"' "$work/list")" 2
grep -q '"way":"usb"' "$work/list" && pass "the one with a driver is told as USB" || fail "$(cat "$work/list")"

# unplugged
rm -rf "$work/usb/1-3" "$work/usb/1-3:1.0"
sed -i '/Plain/,/Plain;MDL/d' "$work/devices"
search
same "unplugged: its queue is gone" "$(lpstat -e | grep -c '^usb')" 0
same "the other stays" "$(lpstat -e | grep -c '^ipp')" 1

# several at a time: made as fast as lpadmin goes, 0 of 120 queues took a PDF, because cupsd had fallen
printf '%%PDF-1.4\n%%%%EOF\n' >"$work/x.pdf"
n=0
for i in 1 2 3 4 5 6 7 8; do queue_for "many$i" "$port" || fail "no queue many$i"; done
for i in 1 2 3 4 5 6 7 8; do
	lp -d "many$i" -o job-hold-until=indefinite -o document-format=application/pdf "$work/x.pdf" >"$work/lp" 2>&1 &&
		n=$((n + 1)) || cat "$work/lp"
	cancel -a -x "many$i" 2>/dev/null
done
same "eight queues one after the other: all take a PDF" "$n" 8
KENSHIN_QUEUE_TRIES=10 queue_for deaf 9 2>"$work/err" && fail "a queue of a printer that does not answer"
lpstat -e | grep -qx deaf && fail "it stays" || pass "a printer that does not answer gets no queue"

# the boot tests' printer
echo "quiet kenshin.printer=test" >"$work/cmdline"
sed "s|localhost:8631|localhost:$port|" "$stick_files/usr/lib/kenshin/printers" >"$work/printers"
KENSHIN_USB=$work/none KENSHIN_TOOLS=$work/tools KENSHIN_CMDLINE=$work/cmdline \
	KENSHIN_PRINTERS_STATE=$work/state sh "$work/printers" >"$work/out" 2>/dev/null
has "kenshin.printer=test" "$work/out" "queue${tab}test"
finish
