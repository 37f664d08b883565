#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: unlock.py [--build DIR] [--disks a,b,...]: backups onto disks that are locked with BitLocker To
Go, with the stick's own kernel (dm-crypt) and programs, and one script in the place of the kiosk
(guest/unlock.sh): exFAT, FAT, NTFS and ext4 inside, with XTS, CBC and the diffuser, with and without a list
of parts; wrong passwords; a broker that is killed. What lies there afterwards is opened from outside."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from backup_medium import told  # noqa: E402
from bench import Bench, Skip  # noqa: E402
import cpio  # noqa: E402
from locked import PASSWORD, RECOVERY, Locked  # noqa: E402
from qemu import VM  # noqa: E402

BOTH = ("--password", PASSWORD, "--recovery", RECOVERY)
# name: file system, MiB, list of parts, method
DISKS = {"first": ("exfat", 24, True, "xts128"), "fat": ("vfat", 22, True, "xts256"),
         "ext4": ("ext4", 24, True, "cbc256"), "diffuser": ("vfat", 22, True, "elephant128"),
         "cbc": ("exfat", 24, False, "cbc128"), "ntfs": ("ntfs", 32, True, "xts128")}


def small_client(b):
    """Files of three parts, as a volume that is made without mounting it."""
    folder = b.path("client")
    for i in range(12):
        path = os.path.join(folder, "d%d" % (i % 3), "%02d.bin" % i)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(bytes((k * (i + 3) + k // 256) % 251 for k in range(1000)) * 200)
        os.utime(path, (1700000000, 1700000000))
    image = b.big(b.path("client.img"))
    with open(image, "wb") as f:
        f.truncate(16 << 20)
    subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-d", folder, image], check=True)
    return image


def initrd(b, image_folder):
    return cpio.behind(os.path.join(image_folder, "initrd"), b.big(b.path("initrd")),
                       {"scripts/medium": "boot", "guest.sh": "unlock.sh"})


def ended(b, vm, n, what, code):
    line = vm.wait_for("^unlock: ended %d %s .*" % (n, what))
    found = told(line)
    b.check(found["code"] == code and found["left"] == "0" and found["guard"] == "1",
            "%s: %s" % (what, line.split(" ", 2)[2].strip()))


def one(b, vm, n, name):
    kind, megabytes, table, method = DISKS[name]
    own = Locked(b, name, kind, megabytes, table, BOTH + ("--method", method))
    own.plug(vm)
    vm.wait_for("^unlock: media %d .*:BitLocker" % n)
    if n == 1:
        for what, code in (("wrong", "7"), ("empty", "7"), ("other-key", "7"), ("none", "7")):
            ended(b, vm, n, what, code)
        b.check(own.unchanged(), "not one byte of the disk changed by wrong passwords")
        killed = told(vm.wait_for("^unlock: killed %d .*" % n))
        swept = told(vm.wait_for("^unlock: swept %d .*" % n))
        b.check(killed["code"] != "0", "a broker that was killed: the run says so (%s)" % killed)
        b.check(swept["left"] == "0", "what it left the next one removed (%s, %s)" % (killed, swept))
    ended(b, vm, n, "right", "0")
    if n == 1:
        ended(b, vm, n, "second", "0")
    vm.wait_for("^unlock: out %d" % n)
    own.pull(vm)
    vm.wait_for("^unlock: gone %d left=0" % n)
    b.check(own.untouched(), "%s, %s: BitLocker's own places, and all around the part, are as they were"
            % (kind, method))
    own.unlock()
    good, words = own.in_order()
    b.check(good, "%s: its own checker finds it in order (%s)" % (kind, words))
    folder = b.path("of-" + name)
    own.copy_out(folder)
    inside = os.path.join(folder, "PC-backup") if kind == "ext4" else folder
    sessions = [s for s in sorted(os.listdir(inside)) if s.startswith("PC-backup-")]
    wanted = 1 if n > 1 else 2
    b.check(len(sessions) >= wanted, "%s: the backups lie in it (%s)" % (kind, sessions))
    for session in sessions[-wanted:]:
        done = subprocess.run([b.kenshin, "backup", "verify", "--from", os.path.join(inside, session)],
                              capture_output=True, env=dict(os.environ, KENSHIN_LANG="en"))
        b.check(done.returncode == 0, "%s: verify on the host: %s" % (session, done.stdout.decode()[-120:]))
        zips = [z for z in os.listdir(os.path.join(inside, session)) if z.endswith(".zip")]
        b.check(zips and all(subprocess.run(["unzip", "-tqq", os.path.join(inside, session, z)]).returncode == 0
                             for z in zips), "%s: unzip finds %d parts whole" % (session, len(zips)))
    shutil.rmtree(folder)


def main():
    with Bench("unlock", ("--disks", {"default": ",".join(DISKS)})) as b:
        folder = os.path.dirname(b.image)
        for name in ("vmlinuz", "initrd", "root"):
            if not os.path.exists(os.path.join(folder, name)):
                raise Skip("no %s beside the image; make image" % name)
        drives = []
        for number, path in enumerate((os.path.join(folder, "root"), small_client(b))):
            drives += ["-drive", "if=none,id=d%d,format=raw,file=%s,snapshot=on" % (number, path),
                       "-device", "virtio-blk-pci,drive=d%d" % number]
        with VM("unlock", b.folder, memory=1024, kernel=os.path.join(folder, "vmlinuz"),
                initrd=initrd(b, folder), printer=False,
                append="boot=medium init=/guest.sh console=ttyS0 quiet panic=5",
                extra=drives + ["-device", "qemu-xhci,id=usb0"]) as vm:
            vm.wait_for("^unlock: ready")
            for n, name in enumerate(b.options.disks.split(","), 1):
                one(b, vm, n, name)
            seen = re.findall(rb"^unlock: PASSWORD SEEN.*", vm.heard(), re.MULTILINE)
            b.check(not seen, "no program's words or surroundings hold the password (%s)" % seen)


if __name__ == "__main__":
    main()
