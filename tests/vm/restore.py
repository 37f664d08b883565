#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: restore.py [--build DIR] [--cuts N]: files of a backup are brought back onto a PC's own disk, with the
stick's own kernel, broker and programs, and one script in the place of the kiosk (guest/restore.sh). Without the
owner's word not one write reaches the disk; with it, all that was there is as it was, and the files are in their
folder. Then the power is cut in the middle, N times: nothing that was there is lost, and Windows is told."""
import os
import random
import shutil
import struct
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from backup_medium import told  # noqa: E402
from bench import Bench, Skip  # noqa: E402
import cpio  # noqa: E402
from qemu import VM  # noqa: E402

START = 2048 * 512
PART = 4 << 30  # with holes: 2 GB of it have to stay free
FILES = 120


def shell(text, *words):
    subprocess.run(["sh", "-eu", "-c", text, "sh"] + list(words), check=True, capture_output=True)


def sparse(source, target, at):
    """What is in a file with holes, into another one at a place."""
    with open(source, "rb") as f, open(target, "r+b") as out:
        size, place = os.fstat(f.fileno()).st_size, 0
        while place < size:
            try:
                place = os.lseek(f.fileno(), place, os.SEEK_DATA)
            except OSError:
                return
            end = os.lseek(f.fileno(), place, os.SEEK_HOLE)
            while place < end:
                f.seek(place)
                got = f.read(min(end - place, 1 << 20))
                out.seek(at + place)
                out.write(got)
                place += len(got)


def pc(b):
    """The PC's disk with a Windows, and what is on it as a folder."""
    part, disk = b.big(b.path("pc.part")), b.big(b.path("pc.img"))
    tree, there = b.path("pc.tree"), b.path("there")
    os.makedirs(tree + "/Windows/System32/config")
    os.makedirs(tree + "/Users/yamada/Documents")
    for i in range(300):
        with open("%s/Windows/System32/file-%d.dll" % (tree, i), "w") as f:
            f.write(str(i) * 50)
    for name in ("Windows/System32/config/SOFTWARE", "Users/yamada/Documents/letter.txt"):
        with open(os.path.join(tree, name), "w") as f:
            f.write("mine")
    os.makedirs(there, exist_ok=True)
    with open(part, "wb") as f:
        f.truncate(PART)
    shell('mkntfs -q -F -f -L Windows "$1"; ntfs-3g "$1" "$2"; cp -r "$3"/. "$2"; umount "$2"', part, there, tree)
    entry = struct.pack("<B3sB3sII", 0x80, b"\xfe\xff\xff", 7, b"\xfe\xff\xff", START // 512, PART // 512)
    with open(disk, "wb") as f:
        f.write(struct.pack("<440sI2s64s2s", b"", 0x4B454E53, b"", entry, b"\x55\xaa"))
        f.truncate(START + PART)
    sparse(part, disk, START)
    os.unlink(part)
    return disk, tree


def backup(b):
    """A backup of many files, as a volume; and the files."""
    client, to = b.path("client"), b.path("backups")
    rng = random.Random(5)
    for i in range(FILES):
        path = "%s/書類/%d/%03d.bin" % (client, i % 7, i)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(rng.randbytes(3000 + i * 700))
        os.utime(path, (1700000000 + i, 1700000000 + i))
    os.makedirs(to)
    subprocess.run([b.kenshin, "backup", "run", "--root", client, "--to", to, "--shard-mib", "1"], check=True, capture_output=True)
    image = b.big(b.path("backups.img"))
    with open(image, "wb") as f:
        f.truncate(48 << 20)
    subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-d", to, image], check=True)
    return image, client


def machine(b, name, disk, backups, more=""):
    folder = os.path.dirname(b.image)
    drives = []
    for number, (path, how) in enumerate(((os.path.join(folder, "root"), ",snapshot=on"),
                                          (backups, ",snapshot=on"), (disk, ""))):
        drives += ["-drive", "if=none,id=d%d,format=raw,file=%s%s" % (number, path, how),
                   "-device", "virtio-blk-pci,drive=d%d" % number]
    initrd = cpio.behind(os.path.join(folder, "initrd"), b.big(b.path("initrd")),
                         {"scripts/medium": "boot", "guest.sh": "restore.sh"})
    return VM(name, b.folder, memory=1024, kernel=os.path.join(folder, "vmlinuz"), initrd=initrd, printer=False,
              append="boot=medium init=/guest.sh console=ttyS0 quiet panic=5" + more, extra=drives)


def writes(vm):
    for one in vm.qmp.ask("query-blockstats"):
        if one.get("device") == "d2":
            return one["stats"]["wr_operations"]
    raise LookupError("d2")


class Found:
    """The disk's part, read by ntfs-3g's own driver."""

    def __init__(self, b, disk):
        self.part, self.there = b.big(b.path("found.part")), b.path("there")
        with open(self.part, "wb") as f:
            f.truncate(PART)
        whole = b.big(b.path("found.disk"))
        shell('cp --sparse=always "$1" "$2"', disk, whole)
        with open(whole, "rb") as f:
            f.seek(START)
        shell('dd if="$1" of="$2" bs=1M skip=1 conv=sparse,notrunc status=none', whole, self.part)
        os.unlink(whole)

    def __enter__(self):
        shell('ntfs-3g -o ro "$1" "$2"', self.part, self.there)
        return self

    def __exit__(self, kind, value, trace):
        shell('umount "$1"', self.there)
        os.unlink(self.part)

    def ours(self):
        return [n for n in os.listdir(self.there) if n.startswith("PC check-up")]

    def in_order(self):
        return subprocess.run(["ntfsfix", "-n", self.part], capture_output=True).returncode == 0

    def marked(self):
        said = subprocess.run(["ntfsinfo", "-m", "-f", self.part], capture_output=True, text=True).stdout
        return "Volume Flags: 0x0000" not in said

    def as_it_was(self, tree):
        return subprocess.run(["diff", "-r", "-x", "PC check-up*", tree, self.there],
                              capture_output=True).returncode == 0

    def files(self):
        """{name: bytes} of what came back and has its name."""
        found = {}
        for ours in self.ours():
            for folder, _, names in os.walk(os.path.join(self.there, ours)):
                for name in names if "/.kenshin-restore" not in folder else ():
                    with open(os.path.join(folder, name), "rb") as f:
                        found[name] = f.read()
        return found


def wanted_files(client):
    found = {}
    for folder, _, names in os.walk(client):
        for name in names:
            with open(os.path.join(folder, name), "rb") as f:
                found[name] = f.read()
    return found


def asked(b, disk, tree, backups, client):
    with machine(b, "restore", disk, backups) as vm:
        target = vm.wait_for("^restore: target .*")
        b.check("ntfs" in target, "the part is offered (%s)" % target.strip())
        for what in ("nobody", "other"):
            found = told(vm.wait_for("^restore: ended %s .*" % what))
            b.check(found["code"] != "0" and found["guard"] == "1" and writes(vm) == 0,
                    "%s: refused (%s), %d writes to the disk" % (what, found["code"], writes(vm)))
        vm.wait_for("^restore: asked")
        begun = time.monotonic()
        for what in ("right", "twice"):
            found = told(vm.wait_for("^restore: ended %s .*" % what))
            took = took if what == "twice" else time.monotonic() - begun
            b.check(found["code"] == "0" and found["guard"] == "1", "%s: %s, %d writes, %.0f s"
                    % (what, found, writes(vm), time.monotonic() - begun))
        vm.wait_for("^restore: over")
        for line in vm.heard().decode("utf-8", "replace").splitlines():
            if line.startswith("restore: screen:") or line.startswith("restore: words:"):
                b.note(line[9:])
    with Found(b, disk) as found:
        b.check(found.in_order() and not found.marked(), "ntfsfix finds it in order, and no mark is left")
        b.check(found.as_it_was(tree), "all that was there is as it was")
        b.check(len(found.ours()) == 1 and found.files() == wanted_files(client),
                "%d files are back in one folder (%s)" % (len(found.files()), found.ours()))
    return took


def cut(b, empty, disk, tree, backups, client, i, seconds):
    shell('cp --sparse=always "$1" "$2"', empty, disk)
    with machine(b, "restore", disk, backups, " restore.cut") as vm:
        vm.wait_for("^restore: asked")
        time.sleep(seconds)
        inside = "restore: ended" not in vm.heard().decode("utf-8", "replace")
        vm.process.kill()
        vm.process.wait()
    wanted = wanted_files(client)
    with Found(b, disk) as found:
        back = found.files()
        wrong = [n for n in back if back[n] != wanted.get(n)]
        marked = found.marked()
        b.check(found.as_it_was(tree) and not wrong and (marked or not found.ours() or not inside),
                "cut %d after %.1f s (%s): %d files are back, %d of them wrong, marked for Windows: %s"
                % (i, seconds, "inside" if inside else "it was over", len(back), len(wrong), marked))


def run(b, cuts):
    folder = os.path.dirname(b.image)
    for needed in ("vmlinuz", "initrd", "root"):
        if not os.path.exists(os.path.join(folder, needed)):
            raise Skip("no %s beside the image; make image" % needed)
    disk, tree = pc(b)
    backups, client = backup(b)
    empty = b.big(disk + ".empty")
    shell('cp --sparse=always "$1" "$2"', disk, empty)
    seconds = asked(b, disk, tree, backups, client)
    rng = random.Random(3)
    for i in range(1, cuts + 1):
        cut(b, empty, disk, tree, backups, client, i, rng.uniform(0.3, 1) * seconds)


def main():
    with Bench("restore", ("--cuts", {"type": int, "default": 6})) as b:
        b.guarded(run, b, b.options.cuts)


if __name__ == "__main__":
    main()
