#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: two_clients.py [--build DIR] [--image FILE]: two clients, one after the other, on one stick.
Twenty strings are planted on the first one's disk (names of accounts and files, things that look
like passwords, text of documents). After the end of the visit, and in another run after a power cut
in the middle of it, none of them is in any partition of the stick, in what was ever written to it,
in the memory of the second session or on its screen."""
import mmap
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import blocklog  # noqa: E402
import disks  # noqa: E402
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM, Disk  # noqa: E402
from stick import sha256  # noqa: E402

MARK = "Zx7Kq"  # begins every planted string, so that one search finds them all
ACCOUNTS = [MARK + n for n in ("tanaka", "suzuki", "keiri2", "shacho", "arubaito")]
FILES = [MARK + n for n in ("mitsumori", "kokyaku", "kyuyo", "keiyaku", "shindan")]
SECRETS = [MARK + n for n in ("Pass!8241", "Ginko#5517", "WiFi-aabb", "Mail.0099", "Key=7f3e")]
TEXTS = [MARK + n for n in (" no okyakusama", " kojin joho", " himitsu desu", " saraishu", " nen 5 gatsu")]
PLANTED = ACCOUNTS + FILES + SECRETS + TEXTS


def first_client(b):
    lines = []
    for account, name in zip(ACCOUNTS, FILES):
        lines.append("file Users/%s/NTUSER.DAT from yamada.dat" % account)
        lines.append('file Users/%s/Desktop/%s.txt text "%s"' % (account, name, " ".join(TEXTS)))
        # Twice: where a record of the disk ends a sector, two bytes of a string stand elsewhere.
        lines.append('file Users/%s/Documents/passwords.txt utf16 "%s"'
                     % (account, " ".join(SECRETS * 2)))
    lines.append("eicar Users/%s/Downloads/%s.com" % (ACCOUNTS[0], FILES[0]))
    out = b.big(b.path("first.img"))
    disks.windows(b.build, b.folder, out, *lines)
    return out


def search(path, offset=0, size=None):
    """{string: how often} of what was planted, as UTF-8 and as UTF-16, wherever it lies."""
    found = {}
    with open(path, "rb") as f:
        length = os.path.getsize(path)
        if not length:
            return found
        end = length if size is None else offset + size
        with mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ) as data:
            for encoding in ("utf-8", "utf-16-le"):
                for hit in re.finditer(re.escape(MARK.encode(encoding)), data):
                    if not offset <= hit.start() < end:
                        continue
                    text = data[hit.start() : hit.start() + 60].decode(encoding, "replace")
                    name = next((p for p in PLANTED if text.startswith(p)), MARK + "...")
                    found[name] = found.get(name, 0) + 1
    return found


def nothing(b, found, where):
    if found:
        b.note("%s: %s" % (where, ", ".join("%s x%d" % i for i in sorted(found.items())[:8])))
    b.check(not found, "none of %d planted strings %s (%d places)"
            % (len(PLANTED), where, sum(found.values())))


def on_stick(b, made, vm, when):
    for n, (offset, size) in sorted(made.parts.items()):
        nothing(b, search(made.image, offset, size), "in partition %d %s" % (n, when))
    nothing(b, search(vm.stick_log), "in anything ever written to the stick %s" % when)


def in_memory(b, vm, when):
    dump = b.big(b.path("memory"))
    vm.save_memory(dump)
    nothing(b, search(dump), "in the guest's memory %s" % when)
    os.unlink(dump)


def machine(b, name, made, client):
    vm = VM(name, b.path(name), made.image, firmware="bios", bus="usb", memory=2048,
            disks=[Disk(client, "usb", "CLIENT-" + name.upper())], rtc=b.options.now)
    os.makedirs(vm.folder, exist_ok=True)
    return vm


def to_result(kiosk):
    kiosk.choose()
    kiosk.wait_event("check (?:done|partial|lost)")
    kiosk.go("S10")


def whole(b, first, second):
    """Both visits in one session; the first one's disk is taken away after the erasing."""
    made = b.stick()
    before = made.hashes()
    vm = machine(b, "whole", made, first)
    vm.disks.append(Disk(second, "usb", "CLIENT-SECOND"))
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        to_result(kiosk)
        kiosk.go("S13")
        vm.save_memory(b.big(b.path("memory")))
        seen = search(b.path("memory"))
        os.unlink(b.path("memory"))
        b.check(seen, "before the end the strings are there: the search can find them (%d)"
                % sum(seen.values()))
        kiosk.erase()
        vm.qmp.ask("device_del", id="client0-device")
        in_memory(b, vm, "after the erasing")
        kiosk.begin()
        kiosk.press("2", until="page S01")
        in_memory(b, vm, "when the next client begins")
        to_result(kiosk)
        vm.screenshot("second-result")
        in_memory(b, vm, "in the second client's session")
        vm.cut_power()
    on_stick(b, made, vm, "after two visits")
    b.check(made.hashes() == before, "boot, ESP and root of the stick unchanged")
    b.check(not any(vm.client_writes()), "no write request reached a client's disk")


def cut(b, first, second):
    """The plug is pulled with the first client's result on the screen."""
    made = b.stick()
    vm = machine(b, "cut", made, first)
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        to_result(kiosk)
        vm.cut_power()
    on_stick(b, made, vm, "after a power cut in the middle")
    b.check(not blocklog.writes(vm.disks[0].log), "no write request reached the client's disk")
    vm = machine(b, "after", made, second)
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        b.check(kiosk.page()[0] == "S01", "the next start begins with the menu, not with the old case")
        kiosk.go("S04")
        vm.screenshot("second")
        in_memory(b, vm, "of the session after the power cut")
        vm.cut_power()
    on_stick(b, made, vm, "after the second session")


def main():
    with Bench("two_clients", ("--only", {"choices": ("whole", "cut")})) as b:
        first = first_client(b)
        missing = [p for p in PLANTED if p not in search(first)]
        b.check(not missing, "%d strings are planted %s" % (len(PLANTED), missing or ""))
        second = b.big(b.path("second.img"))
        disks.windows(b.build, b.folder, second)
        sums = sha256(first), sha256(second)
        for part in (whole, cut):
            if b.options.only in (None, part.__name__):
                b.guarded(part, b, first, second)
        b.check((sha256(first), sha256(second)) == sums, "SHA-256 of both clients' disks unchanged")


if __name__ == "__main__":
    main()
