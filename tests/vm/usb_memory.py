#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: usb_memory.py [--build DIR] [--image FILE]: USB memories that are put in while the stick runs,
with the kernel's own FAT and exFAT: a worm's one that shares its plug with a keyboard, from the first
page alone; a tidy one from "what next"; one that is pulled out while it is read.
All are read only: no write reaches them. The sheet goes onto
a fourth one and says what was seen, and what was not."""
import os
import struct
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import disks  # noqa: E402
import memory  # noqa: E402
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402

AUTORUN = b"[AutoRun]\r\nopen=RECYCLER\\svc.exe /s\r\n"
COMMAND = "/c start %ComSpec% RECYCLER\\svc.exe"
LINK = (struct.pack("<I", 0x4C) + bytes.fromhex("0114020000000000c000000000000046a0")
        ).ljust(76, b"\0") + struct.pack("<H", len(COMMAND)) + COMMAND.encode("utf-16-le")
# What the sheet's text has to say of the worm's one.
SEEN = ("このUSBメモリーは、差すとプログラムを動かします",
        "フォルダーの代わりに、ショートカットが置かれています",
        "書類やフォルダーに見せかけたプログラムがあります",
        "このUSBメモリーは、拾った人がそのまま読めます",
        "このUSBメモリーといっしょに、キーボードが現れました",
        "このUSBメモリーは、メモリーとだけ名乗っています")


def look(b, kiosk, own, shot, port=None):
    """On S29: put in, chosen, looked at; on its result."""
    mark = len(kiosk.vm.heard())
    own.plug(kiosk.vm, port=port)
    kiosk.vm.wait_for("^kenshin: memories 1", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot(shot + "-which")
    kiosk.press("1", until="usb running")
    said = kiosk.vm.wait_for("^kenshin: usb (?:done|partial)", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot(shot)
    b.check("usb done" in said, "%s: looked at to its end" % own.name)
    own.pull(kiosk.vm)


def pulled(b, kiosk, own):
    """On S29: pulled out while it is being read. Told, and the visit goes on."""
    mark = len(kiosk.vm.heard())
    own.plug(kiosk.vm)
    kiosk.vm.wait_for("^kenshin: memories 1", since=mark)
    kiosk.settle()
    kiosk.press("1", until="usb running")
    own.pull(kiosk.vm)
    kiosk.vm.wait_for("^kenshin: usb (?:done|partial)", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("pulled")
    b.check(kiosk.page()[0] == "S29", "pulled out in the middle: the page says what was seen")


def drive(b, vm, owns):
    kiosk = Kiosk(vm)
    kiosk.boot()
    # What is there in a PC's first minute tells nothing about what belongs together (usb_faces.c).
    time.sleep(max(0, 100 - (time.monotonic() - vm.began)))
    # A hub with a keyboard in it and, in the same moment, the memory.
    kiosk.press("3", until="page S29")
    vm.qmp.ask("device_add", driver="usb-hub", id="plug", bus="usb0.0", port="1")
    vm.qmp.ask("device_add", driver="usb-kbd", id="typist", bus="usb0.0", port="1.1")
    look(b, kiosk, owns["worm"], "worm", port="1.2")
    kiosk.press("1", until="page S10")
    vm.qmp.ask("device_del", id="plug")
    kiosk.go("S13")
    kiosk.press("4", until="page S29")
    look(b, kiosk, owns["tidy"], "tidy")
    kiosk.press("2")
    pulled(b, kiosk, owns["pulled"])
    kiosk.press("1", until="page S13")
    b.check(memory.save(kiosk, owns["paper"]), "the sheet was saved onto a third memory")
    owns["paper"].pull(vm)
    kiosk.erase()
    b.check(True, "the kiosk says that the case was erased")
    kiosk.power_off()


def main():
    with Bench("usb_memory") as b:
        linux = disks.make(b.build, ["ext4-dirty"])
        attached = [b.disk(p, "ahci") for p in linux.values()]
        stick = b.stick()
        owns = {"worm": memory.Memory(b, "worm", "vfat"), "tidy": memory.Memory(b, "tidy", "exfat"),
                "pulled": memory.Memory(b, "pulled", "vfat"),
                "paper": memory.Memory(b, "paper", "vfat")}
        owns["pulled"].put({"%d.bin" % i: os.urandom(7 << 20) for i in range(8)})
        owns["worm"].put({"autorun.inf": AUTORUN, "RECYCLER/svc.exe": b"MZ", "photo/1.jpg": b"x",
                          "photo.lnk": LINK, "bill.pdf.exe": b"MZ"})
        before = {name: own.sum() for name, own in owns.items()}
        vm = VM("usb_memory", b.folder, stick.image, disks=attached, rtc=b.options.now,
                extra=["-device", "qemu-xhci,id=usb0"])
        with vm:
            drive(b, vm, owns)
        for name in ("worm", "tidy", "pulled"):
            b.check(not owns[name].writes() and owns[name].sum() == before[name],
                    "%s: no write request reached it, SHA-256 unchanged" % name)
        names = [n for n in owns["paper"].files() if n.endswith(".txt")]
        text = owns["paper"].files()[names[0]].decode("utf-8") if names else ""
        for words in SEEN:
            b.check(words in text, "the sheet says: %s" % words)
        # Three memories: one of them was not read to its end, and that is the word on all of them.
        b.check("読めない物もありました" in text or "ウイルスは調べていません" in text,
                "the sheet says that not all was read")
        for word in ("svc.exe", "bill.pdf", "photo", "WORM"):
            b.check(word not in text, "the sheet does not name %s" % word)
        b.untouched(vm)


if __name__ == "__main__":
    main()
