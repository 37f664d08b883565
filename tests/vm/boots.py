#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: boots.py [--build DIR] [--image FILE] [--only NAME]: the menu is reached with every
firmware, from virtio and USB, small and large screens, 2 GB and (copied to memory) 1 GB; and under
Secure Boot a loader without a signature is refused."""
import os
import re
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from picture import colours  # noqa: E402
from qemu import VM  # noqa: E402

#        firmware  bus       size         memory  words
BOOTS = [
    ("bios",       "virtio", "1024x768",  2048, ""),
    ("bios",       "usb",    "1920x1080", 2048, ""),
    ("bios",       "usb2",   "1024x768",  1024, "kenshin.ram=yes"),
    ("uefi",       "virtio", "1920x1080", 2048, ""),
    ("uefi",       "usb",    "1024x768",  2048, ""),
    ("sb",         "usb",    "1920x1080", 2048, ""),
    ("sb",         "virtio", "1024x768",  2048, ""),
    ("sb",         "usb",    "1024x768",  1024, "kenshin.ram=yes"),
]
REFUSALS = [("::/EFI/BOOT/BOOTX64.EFI", "the firmware", "Access Denied|Security Violation"),
            ("::/EFI/BOOT/grubx64.efi", "shim", "Security Violation|Verification failed")]


def unsigned(program):
    """The same EFI program without its signature (PE: the certificate table is named no more)."""
    data = bytearray(program)
    pe = struct.unpack_from("<I", data, 0x3C)[0]
    if data[pe : pe + 4] != b"PE\0\0" or struct.unpack_from("<H", data, pe + 24)[0] != 0x20B:
        raise ValueError("not a 64-bit EFI program")
    place = pe + 24 + 144
    if not any(data[place : place + 8]):
        raise ValueError("it has no signature to begin with")
    data[place : place + 8] = bytes(8)
    return bytes(data)


def boot(b, firmware, bus, size, memory, words):
    name = "%s, %s, %s, %d MB%s" % (firmware, bus, size, memory, ", in memory" if words else "")
    made = b.stick(words=words)
    vm = VM(name, b.path(re.sub("[^a-z0-9]+", "-", name.lower())), made.image, firmware=firmware,
            bus=bus, size=size, memory=memory)
    before = made.hashes()
    os.makedirs(vm.folder, exist_ok=True)
    with vm:
        kiosk = Kiosk(vm)
        seconds = kiosk.boot()
        shot = vm.screenshot("menu")
        b.check(kiosk.page()[0] == "S01", "%s: the menu after %d s (%s)" % (name, seconds, shot))
        width, height, rgb = vm.picture()
        # Old firmware does not say what the panel is: there the one size is taken that all have.
        wanted = "1024x768" if firmware == "bios" else size
        b.check("%dx%d" % (width, height) == wanted, "%s: %s (%dx%d)" % (name,
                "the panel's own size" if wanted == size else "the size that all have",
                width, height))
        b.check(colours(rgb) > 4, "%s: something is painted (%d colours)" % (name, colours(rgb)))
        if words:
            b.check(b"kenshin: boot ram" in vm.heard(), "%s: the root is in memory" % name)
        vm.cut_power()
    b.check(made.hashes() == before, "%s: boot, ESP and root unchanged" % name)


def refused(b, path, who, words):
    made = b.stick()
    program = made.read_esp(path)
    if not b.check(program, "%s is on the ESP" % path):
        return
    made.write_esp(path, unsigned(program))
    vm = VM("refused", b.path("refused-by-" + who.split()[-1]), made.image, firmware="sb", bus="usb")
    os.makedirs(vm.folder, exist_ok=True)
    with vm:
        said = vm.wait_for(words)
        vm.screenshot("refused")
        b.check(b"kenshin: boot" not in vm.heard(),
                "Secure Boot: %s refuses an unsigned %s (%s)" % (who, path[2:], said))


def main():
    with Bench("boots", ("--only", {"help": "number of one boot, or refused"})) as b:
        for n, row in enumerate(BOOTS):
            if b.options.only in (None, str(n)):
                b.guarded(boot, b, *row)
        if b.options.only in (None, "refused"):
            for row in REFUSALS:
                b.guarded(refused, b, *row)


if __name__ == "__main__":
    main()
