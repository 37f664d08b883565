#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: boot_times.py [--build DIR] [--image FILE] [--runs N]: a bench, not a test. The stick's
start (kernel to menu) against a minimal Debian 13 (kernel to login prompt) with the same kernel on
the same QEMU; the kernel is handed over by QEMU in both, so that firmware and bootloader count for
neither. Aim: at most 1.2 times. And the memory that is free at the menu of a 2 GB machine (aim: at
least 1.6 GB). Needs root and mmdebstrap for the minimal Debian; it is kept in BUILD/vm/minimal."""
import os
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import Bench, Skip  # noqa: E402
from qemu import VM  # noqa: E402

MIRROR = os.environ.get("KENSHIN_MIRROR", "http://deb.debian.org/debian")
SECURITY = os.environ.get("KENSHIN_MIRROR_SECURITY", "http://deb.debian.org/debian-security")


def run(*words):
    done = subprocess.run(words, capture_output=True)
    if done.returncode:
        raise Skip("%s: %s" % (words[0], done.stderr.decode("utf-8", "replace")[-300:]))


def minimal(b):
    """(kernel, initrd, disk) of a minimal Debian with the newest kernel of the same release."""
    folder = os.path.join(b.build, "vm", "minimal")
    disk = os.path.join(folder, "disk.img")
    if not os.path.exists(disk):
        if os.geteuid() or not shutil.which("mmdebstrap"):
            raise Skip("the minimal Debian needs root and mmdebstrap")
        os.makedirs(folder, exist_ok=True)
        root = os.path.join(folder, "root")
        shutil.rmtree(root, ignore_errors=True)
        run("mmdebstrap", "--mode=root", "--variant=minbase",
            "--include=linux-image-amd64,initramfs-tools,systemd-sysv,udev,login",
            "--aptopt=APT::Install-Recommends \"false\"",
            "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
            "trixie", root, "deb %s trixie main" % MIRROR,
            "deb %s trixie-security main" % SECURITY)
        for name in ("vmlinuz", "initrd.img"):
            shutil.copyfile(os.path.realpath(os.path.join(root, name))
                            if not os.path.islink(os.path.join(root, name)) else
                            os.path.join(root, os.readlink(os.path.join(root, name)).lstrip("/")),
                            os.path.join(folder, name))
        with open(disk + ".part", "wb") as f:
            f.truncate(1200 << 20)
        run("mkfs.ext4", "-q", "-d", root, disk + ".part")
        shutil.rmtree(root)
        os.rename(disk + ".part", disk)
    return os.path.join(folder, "vmlinuz"), os.path.join(folder, "initrd.img"), disk


def version(kernel):
    """The release that a kernel image tells of itself (boot protocol: offset at 0x20e)."""
    with open(kernel, "rb") as f:
        data = f.read(1 << 16)
    at = int.from_bytes(data[0x20E:0x210], "little") + 0x200
    return data[at : at + 80].split(b"\0")[0].decode("ascii", "replace").split(" ")[0]


def start(b, name, words, until, **machine):
    vm = VM(name, b.path(name), memory=2048, append=words, **machine)
    os.makedirs(vm.folder, exist_ok=True)
    with vm:
        vm.wait_for(until)
        seconds = time.monotonic() - vm.began
        memory = None
        if name == "stick":
            vm.wait_for(r"^kenshin: boot memory \d+", since=0)
            told = re.search(rb"kenshin: boot memory (\d+)", vm.heard())
            memory = int(told.group(1)) / 1e6 if told else None
            if memory is None:
                dump = b.big(b.path("memory"))
                vm.save_memory(dump)
                memory = never_touched(dump)
                os.unlink(dump)
        vm.cut_power()
    return seconds, memory


def never_touched(dump):
    """GB of pages that are all zero: less than what is free."""
    empty = bytes(4096)
    count = 0
    with open(dump, "rb") as f:
        while True:
            part = f.read(1 << 20)
            if not part:
                return count * 4096 / 1e9
            count += sum(part[at : at + 4096] == empty for at in range(0, len(part), 4096))


def main():
    with Bench("boot_times", ("--runs", {"type": int, "default": 2})) as b:
        their_kernel, their_initrd, disk = minimal(b)
        made = b.stick()
        kernel, initrd = b.path("vmlinuz"), b.path("initrd")
        line = re.search(r"^\s*linux\s+(\S+)\s+(.*?)\s*$", made.all_boot_text(), re.MULTILINE)
        words = re.search(r'^\s*set words="([^"]*)"', made.all_boot_text(), re.MULTILINE)
        words = (words.group(1) + " " if words else "") + line.group(2)
        words = re.sub(r"\s*\$[\w*]+", "", words)
        first_initrd = re.search(r"^\s*initrd\s+(\S+)", made.all_boot_text(), re.MULTILINE)
        for path, own in ((line.group(1), kernel), (first_initrd.group(1), initrd)):
            with open(own, "wb") as f:
                f.write(made.read_esp("::" + re.sub(r"^\([^)]*\)|^\$\w+", "", path)))
        b.note("kernels: stick %s, Debian %s" % (version(kernel), version(their_kernel)))
        b.check(version(kernel) == version(their_kernel), "the same kernel in both")
        ours, theirs, memory = [], [], None
        for _ in range(b.options.runs):
            seconds, memory = start(b, "stick", words, "^kenshin: page S01",
                                    image=made.image, kernel=kernel, initrd=initrd)
            ours.append(seconds)
            seconds, _ = start(b, "debian", "root=/dev/vda ro quiet console=tty0 console=ttyS0",
                               "login:", image=disk, kernel=their_kernel, initrd=their_initrd)
            theirs.append(seconds)
        ratio = min(ours) / min(theirs)
        b.note("stick %s s, Debian %s s" % (", ".join("%.0f" % s for s in ours),
                                            ", ".join("%.0f" % s for s in theirs)))
        b.check(ratio <= 1.2, "kernel to menu: %.2f times a minimal Debian's start" % ratio)
        b.check(memory >= 1.6, "%.2f GB of memory are free at the menu of a 2 GB machine" % memory)
        size = os.path.getsize(b.image) - sum(s for _, s in [made.parts[4]])
        b.check(size <= 350e6, "the image without its data partition has %.0f MB" % (size / 1e6))


if __name__ == "__main__":
    main()
