#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: unplug.py [--build DIR] [--image FILE]: the stick is pulled out and put in again, during
the scan and while the result is being kept, on a PC of 4 GB and one of 2 GB. Clear words, nothing
finished lost, nothing written to the client's disk. Then other sticks come in its place and beside
it: none of them is taken for it, nothing is written to them."""
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import blocklog  # noqa: E402
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402
from stick import sha256  # noqa: E402

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


class Other:
    """A stick that is not this visit's: in a USB socket of a running guest, behind its own log."""

    def __init__(self, b, vm, name, serial, number=None):
        self.vm, self.name, self.serial = vm, name, serial
        made = b.stick(name + ".img")
        if number:  # as `kenshin-stick write` gives each stick one
            with open(made.image, "r+b") as f:
                f.seek(made.parts[4][0] + 100)
                f.write(number)
        self.image, self.log = made.image, os.path.join(vm.folder, name + ".log")
        self.before = sha256(self.image)
        vm.extra += vm._block(name, self.image, self.log)

    def refused(self, b, when, port=None):
        """Put in: told as another one, read-only, and out again."""
        said = len(self.vm.heard())
        device = {"driver": "usb-storage", "id": self.name, "drive": self.name, "bus": "usb0.0",
                  "removable": True, "serial": self.serial}
        if port:
            device["port"] = port
        self.vm.qmp.ask("device_add", **device)
        self.vm.wait_for("^kenshin: boot data other", since=said)
        time.sleep(1)
        taken = b"boot data yes" in self.vm.heard()[said:]
        b.check(not taken, "%s %s: told as another stick, not taken" % (self.name, when))
        self.vm.qmp.ask("device_del", id=self.name)
        watch = self.vm.watch()
        while not self.vm.qmp.happened("DEVICE_DELETED", device=self.name):
            watch.look("the other stick to be out")
            time.sleep(0.1)
        self.vm.qmp.events = [e for e in self.vm.qmp.events if e["event"] != "DEVICE_DELETED"]

    def untouched(self, b):
        writes = blocklog.writes(self.log)
        b.check(not writes and sha256(self.image) == self.before,
                "%s: no write request reached it (%d), SHA-256 unchanged" % (self.name, len(writes)))


class Named(VM):
    """A PC whose stick tells another serial number, or none ("")."""

    def __init__(self, serial, *more, **words):
        super().__init__(*more, **words)
        self.stick_serial = serial

    def _stick_device(self):
        return dict(super()._stick_device(), serial=self.stick_serial)


def others(b, name, serial):
    """Other sticks beside this one, in its place, and this one again."""
    made = b.stick()
    before = made.hashes()
    vm = Named(serial, name, b.path(name), made.image, bus="usb", memory=2048, rtc=b.options.now)
    os.makedirs(vm.folder, exist_ok=True)
    colleague = Other(b, vm, "colleague", "KENSHIN0002")
    twin = Other(b, vm, "twin", serial)  # tells the same as this one in every respect
    sibling = Other(b, vm, "sibling", serial, b"\x11\x22\x33\x44")
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        for stick in (colleague, twin):
            stick.refused(b, "beside this one")
        b.check(kiosk.page()[0] != OUT, "the menu stays: this stick is in")
        for stick in (colleague, sibling):
            kiosk.begin()
            vm.pull_stick()
            vm.wait_for("^kenshin: page %s" % OUT)
            stick.refused(b, "in its place")
            kiosk.settle()
            b.check(kiosk.page()[0] == OUT and not kiosk.said("stick in"),
                    "page %s stays (%s)" % (OUT, vm.screenshot(stick.name)))
            again(b, vm, port="3" if stick == colleague else "1")
            stick.refused(b, "beside this one that came back")
    b.untouched(vm, made, before)
    for stick in (colleague, twin, sibling):
        stick.untouched(b)


def again(b, vm, port):
    said = len(vm.heard())
    device = dict(vm._stick_device(), port=port)
    device.pop("bootindex")
    vm.qmp.ask("device_add", **device)
    vm.wait_for("^kenshin: boot data yes", since=said)
    vm.wait_for("^kenshin: page S0", since=said)
    b.check(True, "this one is taken again, in socket %s" % port)


def main():
    with Bench("unplug", ("--only", {"choices": ("others", "4096", "2048")})) as b:
        if b.options.only in (None, "others"):
            b.guarded(others, b, "others", "KENSHIN0001")
            b.guarded(others, b, "others-no-serial", "")
        key, recipient = b.chamber_key()
        for memory in (4096, 2048):
            if b.options.only in (None, str(memory)):
                b.guarded(run, b, memory, key, recipient)


if __name__ == "__main__":
    main()
