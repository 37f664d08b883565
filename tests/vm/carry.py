#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: carry.py [--build DIR] [--image FILE]: the owner's USB memory where it does not work: one
with NTFS, an outside disk that calls itself fixed, one that is full, one that is pulled out in the
middle. Each time words, never "saved"; nothing is written to what is not chosen; and the one that was
pulled takes the sheet the second time."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import disks  # noqa: E402
import memory  # noqa: E402
from bench import Bench  # noqa: E402
from kiosk import GUARD, Kiosk  # noqa: E402
from qemu import VM  # noqa: E402


def refused(b, kiosk, own, **plug):
    """On S42: plugged in, shown, and not to be chosen."""
    mark = len(kiosk.vm.heard())
    own.plug(kiosk.vm, **plug)
    kiosk.vm.wait_for("^kenshin: memories 1", since=mark)
    kiosk.settle()
    kiosk.press("1")
    kiosk.settle()
    kiosk.vm.screenshot("refused-" + own.name)
    b.check(kiosk.page()[0] == "S42", "%s: it cannot be chosen (page %s)"
            % (own.name, kiosk.page()[0]))
    mark = len(kiosk.vm.heard())
    own.pull(kiosk.vm)
    kiosk.vm.wait_for("^kenshin: memories 0", since=mark)


def pulled(b, kiosk, own):
    """On S42: plugged in, chosen, and pulled out as soon as it begins."""
    mark = len(kiosk.vm.heard())
    own.plug(kiosk.vm)
    kiosk.vm.wait_for("^kenshin: memories 1", since=mark)
    kiosk.settle()
    kiosk.press("1", until="page S43")
    mark = len(kiosk.vm.heard())
    kiosk.press("1", until="page S35")
    own.pull(kiosk.vm)
    said = kiosk.vm.wait_for("^kenshin: saved (?:yes|no)", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("pulled")
    b.check("saved no" in said, "pulled out in the middle: not saved (%s)" % said.strip())
    time.sleep(GUARD)
    kiosk.press("1", until="page S13")


def drive(b, vm, owns):
    kiosk = Kiosk(vm)
    kiosk.boot()
    kiosk.go("S13")
    kiosk.press("2", until="page S42")
    refused(b, kiosk, owns["ntfs"])
    refused(b, kiosk, owns["fixed"], removable=False)
    kiosk.press("esc", until="page S13")
    b.check(not memory.save(kiosk, owns["full"]), "a full memory: the kiosk says that it is not saved")
    owns["full"].pull(vm)
    kiosk.press("2", until="page S42")
    pulled(b, kiosk, owns["pulled"])
    b.check(memory.save(kiosk, owns["pulled"]), "put in again, it takes the sheet")
    owns["pulled"].pull(vm)
    kiosk.erase()
    b.check(True, "the kiosk says that the case was erased")
    kiosk.power_off()


def main():
    with Bench("carry") as b:
        linux = disks.make(b.build, ["ext4-dirty"])
        attached = [b.disk(p, "ahci") for p in linux.values()]
        stick = b.stick()
        owns = {"ntfs": memory.Memory(b, "ntfs", "ntfs"), "fixed": memory.Memory(b, "fixed", "vfat"),
                "full": memory.Memory(b, "full", "vfat"), "pulled": memory.Memory(b, "pulled", "exfat")}
        owns["full"].fill(8192)
        before = {name: own.sum() for name, own in owns.items()}
        old = owns["full"].files()
        vm = VM("carry", b.folder, stick.image, disks=attached, rtc=b.options.now,
                extra=["-device", "qemu-xhci,id=usb0"])
        with vm:
            drive(b, vm, owns)
        for name in ("ntfs", "fixed"):
            b.check(not owns[name].writes() and owns[name].sum() == before[name],
                    "%s: no write request reached it, SHA-256 unchanged" % name)
        good, words = owns["full"].in_order()
        b.check(good, "full: its own checker finds it in order (%s)" % words)
        b.check(owns["full"].files() == old, "full: what was on it is as it was, nothing new")
        memory.look(b, owns["pulled"])
        b.untouched(vm)


if __name__ == "__main__":
    main()
