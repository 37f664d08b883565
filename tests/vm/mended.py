#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: mended.py [--build DIR] [--image FILE]: a stick that was pulled in the middle of writing is
put in order at the start (fsck.exfat, run as a user who may do nothing else), and what was whole
stays as it was. One whose data partition cannot be put in order starts all the same: no samples,
nothing is kept, nothing is written, and none of it looks like fine."""
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402
from stick import sha256  # noqa: E402

SHORT, TORN, LOST = "results/%s.age" % ("ab" * 16), "results/%s.age" % ("cd" * 16), 40
DIRTY = 2  # volume flag "in use, not closed"


class Part:
    """The bytes of a data partition, to be made wrong."""

    def __init__(self, made):
        self.made = made
        self.at, size = made.parts[4]
        with open(made.image, "rb") as f:
            f.seek(self.at)
            self.bytes = bytearray(f.read(size))
        self.fs = made.data()

    def store(self):
        self.fs.close()
        with open(self.made.image, "r+b") as f:
            f.seek(self.at)
            f.write(self.bytes)

    def entries(self, path):
        """Where the set of entries of that file begins, and its bytes."""
        name = path.split("/")[-1][:15].encode("utf-16-le")
        at = self.bytes.index(b"\xc1\x00" + name) - 64
        return at, 32 * (self.bytes[at + 1] + 1)

    def bitmap(self):
        root = self.fs._cluster(self.fs.root)
        for at in range(0, len(root), 32):
            if root[at] == 0x81:
                first = struct.unpack_from("<I", root, at + 20)[0]
                return self.fs.heap_at * self.fs.sector + (first - 2) * self.fs.cluster
        raise ValueError("no bitmap of clusters")

    def last_byte_but(self, n):
        """Of the bitmap: clusters at the end, which nothing uses."""
        return self.bitmap() + self.fs.clusters // 8 - n


def set_sum(entries):
    number = 0
    for at, byte in enumerate(entries):
        if at not in (2, 3):
            number = ((number >> 1 | (number & 1) << 15) + byte) & 0xFFFF
    return number


def tear(made):
    """As writing leaves it that was cut off: the volume still in use, a cluster taken by nobody, a
    file with fewer clusters than its length, a file whose entries are half old and half new."""
    part = Part(made)
    part.bytes[106] |= DIRTY
    part.bytes[part.last_byte_but(LOST)] |= 0x10
    at, n = part.entries(SHORT)
    first = struct.unpack_from("<I", part.bytes, at + 52)[0]
    part.bytes[at + 33] &= ~2  # its clusters are told by the table, which ends after the first
    struct.pack_into("<I", part.bytes, part.fs.fat_at * part.fs.sector + 4 * first, 0xFFFFFFFF)
    struct.pack_into("<H", part.bytes, at + 2, set_sum(part.bytes[at : at + n]))
    at, _ = part.entries(TORN)
    part.bytes[at + 2] ^= 0x55
    part.store()


def guest(b, name, made, disks=()):
    vm = VM(name, b.path(name), made.image, bus="usb", memory=2048, disks=disks, rtc=b.options.now)
    os.makedirs(vm.folder, exist_ok=True)
    return vm


def torn(b, _):
    made = b.stick(more={SHORT: b"x" * 9000, TORN: b"y" * 9000})
    whole = {p: made.data().read(p) for p in made.data().files() if not p.startswith("results/")}
    tear(made)
    before = made.hashes()
    vm = guest(b, "torn", made)
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        said = vm.heard()
        b.check(b"kenshin: boot fsck 1" in said, "a torn data partition is put in order: fsck 1")
        b.check(b"kenshin: boot data yes" in said, "and is used (%s)" % vm.screenshot("torn"))
        # Its facts were noted before it was mended.
        vm.pull_stick()
        vm.wait_for("^kenshin: page S17")
        vm.plug_stick()
        vm.wait_for("^kenshin: boot fsck 0")
        vm.wait_for("^kenshin: boot data yes")
        vm.wait_for("^kenshin: page S01")
        b.check(True, "pulled and put in again it is whole (fsck 0), and known again")
    b.untouched(vm, made, before)
    fs = made.data()
    files = fs.files()
    b.check(all(fs.read(p) == whole[p] for p in whole), "%d whole files are as they were" % len(whole))
    b.check(files.get(SHORT) == fs.cluster, "the file that was too short ends where it ended")
    b.check(TORN not in files, "the half entry is away")
    part = Part(made)
    if part.bytes[part.last_byte_but(LOST)]:
        b.note("the cluster of nobody stays taken: fsck.exfat 1.2.9 leaves it")


def beyond(b, _):
    """Both boot sectors gone: there is nothing to begin with."""
    client = b.disk(b.fixture("office-disk.img"), "ahci")
    made = b.stick(recipient=b.chamber_key()[1])
    part = Part(made)
    for sector in (0, 12):
        part.bytes[512 * sector : 512 * (sector + 1)] = b"\xff" * 512
    part.store()
    data = sha256(made.image, *made.parts[4])
    before = made.hashes()
    vm = guest(b, "beyond", made, [client])
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        b.check(b"kenshin: boot data no" in vm.heard(), "what cannot be put in order: data no (%s)"
                % vm.screenshot("beyond"))
        b.check(kiosk.said("data unread"), "the kiosk knows that it cannot be read")
        kiosk.choose()
        kiosk.go("S13")
        kiosk.press("9", until="page S22")
        kiosk.settle()
        b.note("S22 tells why no record stays: %s" % vm.screenshot("keeping"))
        kiosk.press("2", until="erased (?:yes|no)")
        kiosk.settle()
        vm.screenshot("after")
        b.check(not kiosk.said("kept yes"), "nothing is said to be kept")
    b.untouched(vm, made, before)
    b.check(sha256(made.image, *made.parts[4]) == data, "nothing was written to the data partition")


def main():
    with Bench("mended", ("--only", {"choices": ("torn", "beyond")})) as b:
        for part in (torn, beyond):
            if b.options.only in (None, part.__name__):
                b.guarded(part, b, part.__name__)


if __name__ == "__main__":
    main()
