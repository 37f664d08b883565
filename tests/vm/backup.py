#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: backup.py [--build DIR] [--image FILE]: a backup as the counsellor takes it, in a visit on the
stick: onto the owner's exFAT disk, onto a FAT32 one that calls itself fixed and onto an NTFS one. What
lies there afterwards is looked at from outside: whole, provable, opened by other programs, the same files on
all three; the PC's disk was not written to, and nothing of the owner's was touched."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import memory  # noqa: E402
from bench import Bench  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402


def take(b, kiosk, own, again=False, **plug):
    """From S13: what, where, really; waits for the proof; back on S13. again: one was taken before."""
    own.plug(kiosk.vm, **plug)
    mark = len(kiosk.vm.heard())
    kiosk.press("3", until="page S37" if again else "page S36")
    if again:
        kiosk.settle()
        kiosk.vm.screenshot("before-" + own.name)
        kiosk.press("2", until="page S36")
    else:
        kiosk.vm.wait_for("^kenshin: backup planned", since=mark)
        kiosk.settle()
        kiosk.vm.screenshot("what-" + own.name)
        kiosk.press("ret")
    kiosk.vm.wait_for("^kenshin: media 1", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("where-" + own.name)
    kiosk.press("1")
    kiosk.settle()
    kiosk.vm.screenshot("sure-" + own.name)
    mark = len(kiosk.vm.heard())
    kiosk.press("1", until="page S15")
    kiosk.vm.screenshot("runs-" + own.name)
    said = kiosk.vm.wait_for("^kenshin: backup (?:not )?proven", since=mark)
    kiosk.vm.wait_for("^kenshin: page S37", since=mark)
    kiosk.settle()
    kiosk.vm.screenshot("proof-" + own.name)
    b.check("backup proven" in said, "%s: %s" % (own.name, said.strip()))
    own.pull(kiosk.vm)
    kiosk.press("1", until="page S13")


def outside(b, own):
    """{name in the zip: (size, CRC)} of what lies on it, after others have looked at it, too."""
    good, words = own.in_order()
    b.check(good, "%s: its own checker finds it in order (%s)" % (own.name, words))
    folder = b.path("of-" + own.name)
    own.copy_out(folder)
    sessions = [n for n in os.listdir(folder) if n.startswith("PC-backup-")]
    if not b.check(len(sessions) == 1, "%s: one backup lies there (%s)" % (own.name, sessions)):
        return None
    session = os.path.join(folder, sessions[0])
    done = subprocess.run([b.kenshin, "backup", "verify", "--from", session], capture_output=True,
                          env=dict(os.environ, KENSHIN_LANG="en"))
    b.check(done.returncode == 0, "%s: verify on the host: %s" % (own.name, done.stdout.decode()[-200:]))
    found = {}
    for name in sorted(os.listdir(session)):
        if name.endswith(".zip"):
            part = os.path.join(session, name)
            b.check(subprocess.run(["unzip", "-tqq", part], capture_output=True).returncode == 0,
                    "%s: unzip finds %s whole" % (own.name, name))
            found.update(memory.zip_names(part))
    shutil.rmtree(folder)
    return found


def main():
    with Bench("backup") as b:
        client = b.disk(b.fixture("office-disk.img"), "ahci")
        stick = b.stick()
        before = stick.hashes()
        owns = [memory.Memory(b, "owner-x", "exfat", 128),
                memory.Memory(b, "owner-f", "vfat", 128),
                memory.Memory(b, "owner-n", "ntfs", 128)]
        vm = VM("backup", b.folder, stick.image, disks=[client], rtc=b.options.now, memory=2048,
                extra=["-device", "qemu-xhci,id=usb0"])
        with vm:
            kiosk = Kiosk(vm)
            kiosk.boot()
            kiosk.go("S13")
            take(b, kiosk, owns[0])
            take(b, kiosk, owns[1], again=True, removable=False)
            take(b, kiosk, owns[2], again=True, removable=False)
            vm.screenshot("after")
            kiosk.erase()
            kiosk.power_off()
        b.untouched(vm, stick, before)
        found = [outside(b, own) for own in owns]
        b.check(found[0] and found[0] == found[1] == found[2],
                "the same %d files on all three" % len(found[0] or ()))


if __name__ == "__main__":
    main()
