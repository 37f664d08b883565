#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: pulled.py [--build DIR] [--disks a,b,...] [--pulls N]: the owner's disk is pulled out in
the middle of `kenshin backup run --medium` and put in again: NTFS, which a worker serves, and disks with
BitLocker To Go. With the stick's own kernel, broker and programs, and one script in the place of the kiosk
(guest/pulled.sh). What lies there is looked at from outside after each pull: no part under its name that is not
whole, no list that says the end, and what was gone on with is the same as one that nobody disturbed.
An NTFS that was pulled out is refused until it was looked over; ntfsfix stands in for Windows there."""
import copy
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from backup_medium import client, told  # noqa: E402
from bench import Bench, Skip  # noqa: E402
import cpio  # noqa: E402
from locked import Locked  # noqa: E402
from memory import Memory  # noqa: E402
from qemu import VM  # noqa: E402

MEGABYTES = 48
# name: file system, with BitLocker To Go
DISKS = {"ntfs": ("ntfs", False), "locked": ("exfat", True), "locked-fat": ("vfat", True)}
MOST_OF_A_PART = 40  # files


def owners(b, name):
    kind, locked = DISKS[name]
    return Locked(b, name, kind, MEGABYTES) if locked else Memory(b, name, kind, MEGABYTES)


def inside(b, own, path):
    """What lies in a copy of the disk: a folder of the host."""
    seen = copy.copy(own)
    seen.path = path
    if isinstance(own, Locked):
        seen.unlock()
    folder = path + ".files"
    seen.copy_out(folder)
    if seen.path != path:
        os.unlink(seen.path)
    return folder


def session_in(folder):
    names = [s for s in os.listdir(folder) if s.startswith("PC-backup-")]
    return os.path.join(folder, names[0]) if names else None


def sums(session):
    """{part: SHA-256} of what has its final name."""
    return {n: hashlib.sha256(open(os.path.join(session, n), "rb").read()).hexdigest()
            for n in os.listdir(session) if n.endswith(".zip")}


def lines(session):
    """The parts of which the list says that they are there: [(name, files)]; and whether it says the end."""
    listed, end = [], False
    path = os.path.join(session, "manifest.jsonl")
    if not os.path.exists(path):
        return listed, end
    with open(path, "rb") as f:
        for line in f.read().split(b"\n")[:-1]:
            try:
                record = json.loads(line)
            except ValueError:
                break
            if record.get("record") == "shard":
                listed.append((record["name"], record["files"]))
            end = end or record.get("record") == "end"
    return listed, end


class Round:
    def __init__(self, b, own, whole):
        self.b, self.own, self.whole, self.why, self.kept = b, own, whole, [], []
        self.in_the_way = False

    def keep(self, i):
        """A copy of it as it was pulled out; its path."""
        self.kept.append(self.b.path("%s.%s" % (self.own.name, i)))
        shutil.copyfile(self.own.path, self.kept[-1])
        return self.kept[-1]

    def look(self, path, files_told):
        """As it was pulled out."""
        folder = inside(self.b, self.own, path)
        session = session_in(folder)
        there = sums(session) if session else {}
        listed, end = lines(session) if session else ([], False)
        torn = [n for n in there if there[n] != self.whole.get(n)]
        if torn:
            self.why.append("not whole under a final name: %s" % torn)
        if end and there != self.whole:  # pulled while it was read back: then all of it is there
            self.why.append("its list says the end, and it is not")
        if [n for n, _ in listed if n not in there]:
            self.why.append("listed, and not there")
        if sum(f for _, f in listed) + MOST_OF_A_PART < files_told:
            self.why.append("%d files were told, %s are listed" % (files_told, listed))
        shutil.rmtree(folder)
        return len(listed)

    def proven(self):
        """Gone on with: all of it, the same as the undisturbed one, for others, too."""
        path = self.own.path + ".now"
        shutil.copyfile(self.own.path, path)
        folder = inside(self.b, self.own, path)
        session = session_in(folder)
        if not session or sums(session) != self.whole:
            self.why.append("gone on with, and not the same")
        elif subprocess.run([self.b.kenshin, "backup", "verify", "--from", session],
                            capture_output=True).returncode:
            self.why.append("gone on with, and not what verify takes")
        shutil.rmtree(folder)
        os.unlink(path)


def ended(vm, name):
    line = vm.wait_for(r"^pulled: ended %s code.*[e}]\s*\n" % name)  # to its end
    found = told(line)
    found["end"] = json.loads(line[line.index("{"):]) if "{" in line else {}
    return found


def by_windows(own):
    """What Windows' own check is to do: the mark of being in use goes, and its log is begun anew."""
    part = own._part()
    subprocess.run(["ntfsfix", "-d", part], check=True, capture_output=True)
    with open(part, "rb") as f, open(own.path, "r+b") as disk:
        disk.seek(own.offset)
        shutil.copyfileobj(f, disk)
    os.unlink(part)


def fresh(own, empty):
    with open(empty, "rb") as old, open(own.path, "r+b") as new:
        shutil.copyfileobj(old, new)


def come_back(vm, own, name, i):
    """Plugged in again, and gone on with as far as it goes."""
    own.plug(vm)
    found = ended(vm, "%s-%d" % (name, i))
    vm.wait_for("^pulled: %s %d" % ({"resume": "back", "again": "back-again"}[name], i))
    own.pull(vm)
    vm.wait_for("^pulled: %s %d" % ({"resume": "empty", "again": "empty-again"}[name], i))
    return found


def once(r, vm, empty, i, wait):
    """What became of it: the run that was pulled, the one after it, how many parts were there in between."""
    own = r.own
    own.plug(vm)
    vm.wait_for("^pulled: begun %d" % i)
    time.sleep(wait)
    own.pull(vm)
    first = ended(vm, i)
    vm.wait_for("^pulled: away %d" % i)
    parts = 0
    if first["code"] != "0":
        parts = r.look(r.keep(i), first["end"].get("files", 0))
    if first["code"] != "0" and first["end"].get("state") == "proven":
        r.why.append("told as proven")
    before = own.sum()
    found = come_back(vm, own, "resume", i)
    if found["code"] == "0":
        return first, found, parts
    if own.kind == "ntfs" and own.sum() != before:
        r.why.append("refused, and written to all the same")
    if found["end"].get("reason") == "unclean":
        by_windows(own)
    elif parts or found["end"].get("reason") != "other-pc":
        r.why.append("not gone on with: %s" % found)
    else:
        fresh(own, empty)  # pulled before anything was begun there: nothing to go on with
    more = come_back(vm, own, "again", i)
    if found["end"].get("reason") == "unclean" and more["code"] != "0":
        # A folder alone, without a list, is nothing that was begun. And ntfsfix only takes the mark away: a name that
        # Windows' check would have mended may stand in the way of going on, never of what was finished.
        r.in_the_way = parts > 0 or more["end"].get("reason") != "other-pc"
        if parts and r.look(r.keep("%d.again" % i), 0) < parts:
            r.why.append("fewer parts after it was looked over: %s" % more)
    found["more"] = more
    return first, found, parts


def pulls(b, vm, own, empty, whole, seconds, n):
    rng = random.Random(own.name)
    bad, cut, kept, refused, gone_on, in_the_way, other = [], 0, 0, 0, 0, 0, 0
    for i in range(1, n + 1):
        r = Round(b, own, whole)
        first, found, parts = once(r, vm, empty, i, rng.uniform(0, seconds))
        last = found.get("more", found)
        if last["code"] == "0":
            r.proven()
            gone_on += first["code"] != "0"
        cut += first["code"] != "0"
        seconds *= 1 if first["code"] != "0" else 0.7  # quicker than the one that was measured
        kept += parts > 0
        refused += found["end"].get("reason") == "unclean"
        in_the_way += r.in_the_way
        other += first["code"] != "0" and first["end"].get("reason") != "gone"
        if r.why:
            bad.append(i)
            b.note("%s %d: %s; %s; %s; %s" % (own.name, i, r.why, first, found, r.kept))
        else:
            for path in r.kept:
                os.unlink(path)
        fresh(own, empty)
    b.check(not bad, "%s: pulled %d times, %d of them inside, %d with finished parts, %d gone on with, %d of them "
            "only after they were looked over: %d not as they should be"
            % (own.name, n, cut, kept, gone_on, refused, len(bad)))
    b.check(other == 0, "%s: each of them is told as pulled out (%d are not)" % (own.name, other))
    b.check(in_the_way * 5 <= n, "%s: %d wait for more than ntfsfix does" % (own.name, in_the_way))
    b.check(cut * 2 > n, "%s: most pulls met the backup (%d of %d)" % (own.name, cut, n))


def undisturbed(b, vm, own):
    """Its parts, and how long it took from the first thing that was told."""
    own.plug(vm)
    vm.wait_for("^pulled: begun whole")
    begun = time.monotonic()
    found = ended(vm, "whole")
    seconds = time.monotonic() - begun
    own.pull(vm)
    vm.wait_for("^pulled: ready")
    b.check(found["code"] == "0" and found["end"].get("state") == "proven",
            "%s: undisturbed it is proven, in %.1f s (%s)" % (own.name, seconds, found))
    as_was = b.path(own.name + ".whole")
    shutil.copyfile(own.path, as_was)
    folder = inside(b, own, as_was)
    whole = sums(session_in(folder))
    b.check(len(whole) > 4, "%s: %d parts" % (own.name, len(whole)))
    shutil.rmtree(folder)
    os.unlink(as_was)
    return whole, seconds


def run(b, name, n):
    folder = os.path.dirname(b.image)
    for needed in ("vmlinuz", "initrd", "root"):
        if not os.path.exists(os.path.join(folder, needed)):
            raise Skip("no %s beside the image; make image" % needed)
    drives = []
    for number, path in enumerate((os.path.join(folder, "root"), client(b))):
        drives += ["-drive", "if=none,id=d%d,format=raw,file=%s,snapshot=on" % (number, path),
                   "-device", "virtio-blk-pci,drive=d%d" % number]
    initrd = cpio.behind(os.path.join(folder, "initrd"), b.big(b.path("initrd")),
                         {"scripts/medium": "boot", "guest.sh": "pulled.sh"})
    own = owners(b, name)
    empty = b.big(own.path + ".empty")
    shutil.copyfile(own.path, empty)
    with VM("pulled", b.folder, memory=1024, kernel=os.path.join(folder, "vmlinuz"), initrd=initrd, printer=False,
            append="boot=medium init=/guest.sh console=ttyS0 quiet panic=5",
            extra=drives + ["-device", "qemu-xhci,id=usb0"]) as vm:
        whole, seconds = undisturbed(b, vm, own)
        fresh(own, empty)
        pulls(b, vm, own, empty, whole, seconds, n)


def main():
    with Bench("pulled", ("--disks", {"default": ",".join(DISKS)}), ("--pulls", {"type": int, "default": 20})) as b:
        for name in b.options.disks.split(","):
            b.guarded(run, b, name, b.options.pulls)


if __name__ == "__main__":
    main()
