#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: backup_locked.py [--build DIR] [--image FILE]: a backup in the kiosk onto the owner's disk that
is locked with BitLocker To Go: its password is typed, first a wrong one. Afterwards the disk is opened
from outside: the backup is in it, whole, and nothing but the file system inside was written to."""
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from backup import outside  # noqa: E402
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from locked import PASSWORD, RECOVERY, Locked  # noqa: E402
from qemu import VM  # noqa: E402

KEYS = {" ": "spc", "-": "minus"}


def type_in(kiosk, text):
    for letter in text:
        kiosk.vm.key(KEYS.get(letter, letter))
        time.sleep(0.6)
    kiosk.settle()


def take(b, kiosk, own):
    """From S13 onto the locked disk; back on S13."""
    own.plug(kiosk.vm)
    mark = len(kiosk.vm.heard())
    kiosk.press("3", until="page S36")
    kiosk.vm.wait_for("^kenshin: backup planned", since=mark)
    kiosk.settle()
    kiosk.press("ret")
    kiosk.vm.wait_for("^kenshin: media 1", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("where")
    kiosk.press("1")
    kiosk.settle()
    kiosk.vm.screenshot("sure")
    kiosk.press("1", until="page S38")
    kiosk.settle()
    type_in(kiosk, "kagi")
    kiosk.vm.screenshot("typed")
    mark = len(kiosk.vm.heard())
    kiosk.press("ret", until="page S15")
    kiosk.vm.wait_for("^kenshin: page S38", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("wrong")
    b.check(own.unchanged(), "a wrong password changes not one byte of the disk")
    type_in(kiosk, PASSWORD)
    mark = len(kiosk.vm.heard())
    kiosk.press("ret", until="page S15")
    said = kiosk.vm.wait_for("^kenshin: backup (?:not )?proven", since=mark)
    kiosk.vm.wait_for("^kenshin: page S37", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("proof")
    b.check("backup proven" in said, said.strip())
    own.pull(kiosk.vm)
    kiosk.press("1", until="page S13")


def main():
    with Bench("backup_locked") as b:
        client = b.disk(b.fixture("office-disk.img"), "ahci")
        stick = b.stick()
        before = stick.hashes()
        own = Locked(b, "locked", "exfat", 96, True, ("--password", PASSWORD, "--recovery", RECOVERY))
        vm = VM("backup_locked", b.folder, stick.image, disks=[client], rtc=b.options.now, memory=2048,
                extra=["-device", "qemu-xhci,id=usb0"])
        with vm:
            kiosk = Kiosk(vm)
            kiosk.boot()
            kiosk.go("S13")
            take(b, kiosk, own)
            memory = b.big(b.path("memory"))
            vm.save_memory(memory)
            # The kernel keeps the last 4,096 keys of each terminal, which nobody can wipe: there what was
            # typed before stands in front of it.
            with open(memory, "rb") as f:
                seen = re.findall(rb"(.{5})" + PASSWORD.encode(), f.read(), re.DOTALL)
            programs = [s for s in seen if s != b"kagi\r"]
            b.check(not programs, "afterwards no program's memory holds the password (the kernel's of "
                    "keys: %d times)" % (len(seen) - len(programs)))
            kiosk.erase()
            kiosk.power_off()
        b.untouched(vm, stick, before)
        b.check(own.untouched(), "BitLocker's own places, and all around the part, are as they were")
        own.unlock()
        found = outside(b, own)
        b.check(bool(found), "%d files are in it" % len(found or ()))


if __name__ == "__main__":
    main()
