#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: backup_medium.py [--build DIR] [--fs vfat,exfat,ext4] [--pulls N]: the owner's disk is pulled out
in the middle of a backup and put in again, at N moments on each file system; and it lies: drops
what is written to it from some moment on. With the stick's own kernel and programs, and one script
in the place of the kiosk (guest/backup.sh)."""
import os
import random
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cpio  # noqa: E402
from bench import Bench, Skip  # noqa: E402
from qemu import VM  # noqa: E402

MEGABYTES = 64
MAKE = {"vfat": ["mkfs.vfat", "-F", "32", "-n", "OWNER"],
        "exfat": ["mkfs.exfat", "-L", "OWNER"],
        "ext4": ["mke2fs", "-q", "-F", "-t", "ext4"]}
LIES = (0, 1, 2, 4, 6, 7)


def client(b):
    """Files of six parts of a backup, as a volume that is made without mounting it."""
    folder, rng = b.path("client"), random.Random(7)
    for i in range(60):
        path = "%s/d%d/%02d.bin" % (folder, i // 10, i)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(rng.randbytes(90000 if i != 5 else 2 << 20))
        os.utime(path, (1700000000, 1700000000))
    image = b.big(b.path("client.img"))
    with open(image, "wb") as f:
        f.truncate(32 << 20)
    subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-d", folder, image], check=True)
    return image


def medium(b, fs):
    """An empty one, of which each round gets a copy: no round works on what another one broke."""
    path = b.big(b.path(fs + ".empty"))
    with open(path, "wb") as f:
        f.truncate(MEGABYTES << 20)
    subprocess.run(MAKE[fs] + [path], check=True, capture_output=True)
    return path


def initrd(b, image_folder):
    """The stick's own, and behind it our boot script and what runs in the place of init."""
    return cpio.behind(os.path.join(image_folder, "initrd"), b.big(b.path("initrd")),
                       {"scripts/medium": "boot", "guest.sh": "backup.sh"})


class Hand:
    """That which plugs the medium in and pulls it out."""

    def __init__(self, b, vm, empty):
        self.vm, self.empty = vm, empty
        self.path = b.big(empty + ".img")
        shutil.copyfile(empty, self.path)
        vm.qmp.ask("blockdev-add", **{"driver": "file", "node-name": "medium",
                                      "filename": self.path})
        self.plug()

    def plug(self):
        self.vm.qmp.ask("device_add", driver="usb-storage", id="owner", drive="medium",
                        bus="usb0.0", removable=True, serial="OWNER")

    def keep(self, number):
        """A copy of it as it was pulled out; its path."""
        path = "%s.%d" % (self.path, number)
        shutil.copyfile(self.path, path)
        return path

    def change(self):
        self.pull()
        self.vm.wait_for("^medium: changed")
        with open(self.empty, "rb") as old, open(self.path, "r+b") as new:
            shutil.copyfileobj(old, new)
        self.plug()

    def pull(self):
        self.vm.qmp.ask("device_del", id="owner")
        watch = self.vm.watch()
        while not self.vm.qmp.happened("DEVICE_DELETED", device="owner"):
            watch.look("the medium to be out")
            time.sleep(0.02)
        self.vm.qmp.events = [e for e in self.vm.qmp.events if e["event"] != "DEVICE_DELETED"]


def told(line):
    """The numbers of a line: verify=3 lines=2 ..."""
    return dict(re.findall(r"(\w+)=(\S+)", line))


def judge(code, found, acknowledged):
    """What is wrong with what was found, or None. A part counts as told when its line stood in the
    list; the very last one may not have reached the medium with it."""
    if found["torn"] != "0":
        return "something under a final name that is not whole"
    if found["verify"] == "0" and found["whole"] != "yes":
        return "called complete, and is not"
    if code == "0" and found["verify"] != "0":
        return "said to be done, and is not"
    if int(found["lines"]) < acknowledged - 1:
        return "%d parts were told, %s are there" % (acknowledged, found["lines"])
    if found["verify"] == "3" and found["resumed"] not in ("0,yes", "hurt"):
        return "cannot be gone on with"
    return None


def outside(fs, path):
    """What is wrong with the files of the medium when it was gone on with: places that no file has are no harm."""
    if fs != "vfat":
        return None
    said = subprocess.run(["fsck.fat", "-n", path], capture_output=True, text=True).stdout
    wrong = [line for line in said.splitlines()
             if re.search("share|free cluster|[Bb]ad |runcat|loop|start does point", line)]
    return "; ".join(wrong) or None


def pulls(b, vm, hand, fs, n, parts):
    rng = random.Random(fs)
    bad, inside, kept, hurt = [], 0, 0, 0
    for i in range(1, n + 1):
        vm.wait_for("^medium: begun %d" % i)
        begun = vm.read_to
        wanted = rng.randrange(parts)
        if wanted:
            vm.wait_for("^medium: (parts %d|ended %d)" % (wanted, i), since=begun)
        time.sleep(rng.uniform(0, 0.6))
        hand.pull()
        ended = told(vm.wait_for("^medium: ended %d .*" % i, since=begun))
        vm.wait_for("^medium: out %d" % i, since=begun)
        heard = vm.heard()[begun:]
        acknowledged = max([0] + [int(k) for k in re.findall(
            rb"^medium: parts (\d+)", heard[: heard.index(b"medium: ended")], re.MULTILINE)])
        as_pulled = hand.keep(i)
        hand.plug()
        found = told(vm.wait_for("^medium: found %d .*" % i))
        why = judge(ended["code"], found, acknowledged) or outside(fs, hand.path)
        inside += ended["code"] != "0"
        kept += found["lines"] != "0"
        hurt += found["resumed"] == "hurt"
        if why:
            bad.append(i)
            b.note("%s %d: %s: %s, %d told, %s; %s" % (fs, i, why, ended, acknowledged, found,
                                                       as_pulled))
        else:
            os.unlink(as_pulled)
        hand.change()
    b.check(not bad, "%s: pulled %d times, %d of them inside, %d with finished parts: %d not as they "
            "should be" % (fs, n, inside, kept, len(bad)))
    b.check(hurt == 0, "%s: %d of them have to be put in order before going on" % (fs, hurt))
    b.check(inside * 2 > n, "%s: most pulls met the backup" % fs)


def lies(b, vm, hand, fs):
    for part in LIES:
        ended = told(vm.wait_for("^medium: ended lie-%d .*" % part))
        found = told(vm.wait_for("^medium: found lie-%d .*" % part))
        ok = not (ended["code"] == "0" and found["verify"] != "0") and not (
            found["verify"] == "0" and found["whole"] != "yes")
        b.check(ok, "%s: a medium that drops all from part %d on: code %s, afterwards %s"
                % (fs, part, ended["code"], found["verify"]))
        hand.change()


def run(b, fs, n):
    folder = os.path.dirname(b.image)
    for name in ("vmlinuz", "initrd", "root"):
        if not os.path.exists(os.path.join(folder, name)):
            raise Skip("no %s beside the image; make image" % name)
    root = os.path.join(folder, "root")
    drives = []
    for number, path in enumerate((root, client(b))):
        drives += ["-drive", "if=none,id=d%d,format=raw,file=%s,snapshot=on" % (number, path),
                   "-device", "virtio-blk-pci,drive=d%d" % number]
    lie = ",".join(str(p) for p in LIES)
    with VM("backup_medium", b.folder, memory=1024, kernel=os.path.join(folder, "vmlinuz"),
            initrd=initrd(b, folder), printer=False,
            append="boot=medium init=/guest.sh console=ttyS0 quiet panic=5 medium.fs=%s medium.lie=%s"
            % (fs, lie), extra=drives + ["-device", "qemu-xhci,id=usb0"]) as vm:
        hand = Hand(b, vm, medium(b, fs))
        parts = int(told(vm.wait_for("^medium: ready .*"))["parts"])
        lies(b, vm, hand, fs)
        pulls(b, vm, hand, fs, n, parts)


def main():
    with Bench("backup_medium", ("--fs", {"default": "vfat,exfat,ext4"}),
               ("--pulls", {"type": int, "default": 70})) as b:
        for fs in b.options.fs.split(","):
            b.guarded(run, b, fs, b.options.pulls)


if __name__ == "__main__":
    main()
