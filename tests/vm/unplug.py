#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: unplug.py [--build DIR] [--image FILE]: the stick is pulled out and put in again, during
the scan and while the result is being kept, on a PC of 4 GB and one of 2 GB. Clear words, nothing
finished lost, nothing written to the client's disk."""
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402

OUT = "S17"  # "this check-up's stick is out"


def scan(b, vm, kiosk):
    """Out and in again while the check runs: it goes on, and ends whole."""
    kiosk.choose()
    kiosk.wait_event("check running")
    vm.pull_stick()
    vm.wait_for("^kenshin: page %s" % OUT)
    kiosk.settle()
    shot = vm.screenshot("out")
    b.check(True, "%s: pulled during the scan, page %s says so (%s)" % (vm.name, OUT, shot))
    vm.plug_stick()
    vm.wait_for("^kenshin: boot data yes")
    vm.wait_for("^kenshin: page S0[789]|^kenshin: page S30")
    b.check(True, "%s: put in again, the visit goes on" % vm.name)
    ended = kiosk.wait_event("check (?:done|partial|lost)")
    b.check("check done" in ended, "%s: the check ends whole (%s)" % (vm.name, ended.strip()))
    kiosk.go("S13")
    b.check(True, "%s: the interview was answered, the result stands" % vm.name)


def keep_again(vm, kiosk):
    """S22 after the stick came back: 3 is "try again to keep it" when keeping did not work, and
    nothing when the key for erasing never came through; then 2 is "erase" for the first time."""
    for key in "323":
        if kiosk.said("kept (?:yes|no)"):
            return
        time.sleep(1)
        vm.key(key)
        pressed = time.monotonic()
        watch = vm.watch()
        while time.monotonic() - pressed < kiosk.calm and not kiosk.said("kept (?:yes|no)"):
            watch.look("the record to be kept")
            time.sleep(0.2)


def save(b, vm, kiosk, made, key):
    """Out while the record is kept: it is told whether it was, and what lies there is whole."""
    kiosk.press("9", until="page S22")
    time.sleep(0.6)
    vm.key("2")
    vm.pull_stick()
    kiosk.settle()
    vm.screenshot("out-while-keeping")
    vm.plug_stick()
    vm.wait_for("^kenshin: boot data yes")
    kiosk.settle()
    vm.screenshot("in-again")
    keep_again(vm, kiosk)
    said = kiosk.wait_event("kept (?:yes|no)").split()[-1]
    kiosk.wait_event("erased (?:yes|no)")
    b.check(said == "yes", "%s: pulled while keeping, put in again and asked again: kept %s"
            % (vm.name, said))
    kiosk.settle()
    vm.screenshot("erased")
    kiosk.power_off()
    files = made.data().files()
    sealed = [p for p in files if p.startswith("results/") and p.endswith(".age")]
    b.check(len(sealed) == (said == "yes"), "%s: %d sealed records lie there, as it said"
            % (vm.name, len(sealed)))
    for path in sealed:
        sealed_whole(b, vm, made, key, path)


def sealed_whole(b, vm, made, key, path):
    with open(b.path("sealed.age"), "wb") as f:
        f.write(made.data().read(path))
    opened = subprocess.run(["age", "-d", "-i", key, b.path("sealed.age")], capture_output=True)
    b.check(opened.returncode == 0 and b'"record":"end"' in opened.stdout.replace(b" ", b""),
            "%s: it opens and is whole" % vm.name)


def run(b, memory, key, recipient):
    client = b.disk(b.fixture("office-disk.img"), "ahci")
    made = b.stick(recipient=recipient)
    before = made.hashes()
    vm = VM("%d MB" % memory, b.path("%d" % memory), made.image, bus="usb", memory=memory,
            disks=[client], rtc=b.options.now)
    os.makedirs(vm.folder, exist_ok=True)
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        b.check(b"kenshin: boot ram" in vm.heard(), "%s: the root is in memory" % vm.name)
        scan(b, vm, kiosk)
        save(b, vm, kiosk, made, key)
    b.untouched(vm, made, before)


def main():
    with Bench("unplug", ("--only", {"choices": ("4096", "2048")})) as b:
        key, recipient = b.chamber_key()
        for memory in (4096, 2048):
            if b.options.only in (None, str(memory)):
                b.guarded(run, b, memory, key, recipient)


if __name__ == "__main__":
    main()
