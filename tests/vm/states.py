#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: states.py [--build DIR] [--image FILE]: disks in fourteen states, several at a boot, on
four kinds of cable. What S04 says of each is read off the guest's picture and compared with the
same page on the host, made from what `kenshin disks --image` says of the same file. Nothing is
written to any of them."""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import disks  # noqa: E402
import letters  # noqa: E402
from bench import Bench  # noqa: E402
from hostkiosk import HostKiosk  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402

AT_ONCE = 5
MOUNTED = ("exfat", "fat32")
BUSES = ("ahci", "nvme", "virtio", "usb", "ahci")
MODELS = {"ahci": "QEMU HARDDISK", "nvme": "QEMU NVMe Ctrl", "virtio": "", "usb": "QEMU HARDDISK"}
KNOWN = {4: "  Start a check-up of this PC",
         6: "  We only read settings and files. We change nothing. There is no network.",
         # What the kiosk on the host says otherwise: it is on no stick, and the host has more memory.
         10: "    3  Check a USB memory only                   about 5 minutes",
         18: "  Memory of the PC     [ note ]   2 GB"}
HEAD = re.compile(r"^ {2}[> \ufffd] [\d\ufffd]+ +(?=inside the PC|USB  )")


def records(b, attached, names):
    """What the host says of the files, told as if they were this machine's disks."""
    lines = []
    for disk, name in zip(attached, names):
        told = subprocess.run([b.kenshin, "disks", "--image", disk.path, "--records"],
                              capture_output=True, env=dict(os.environ, KENSHIN_LANG="en")).stdout
        for line in told.decode().splitlines():
            record = json.loads(line)
            if record["record"] == "disk":
                record.update(name=name, path="/dev/" + name, model=MODELS[disk.bus],
                              serial=disk.serial, guarded=True, removable=disk.bus == "usb",
                              transport=disk.bus)
            lines.append(json.dumps(record))
    return "\n".join(lines) + "\n"


def blocks(lines, columns):
    """{end of the serial number: lines of that disk, without its number on the page}"""
    found, block = {}, []
    margin = max(0, (columns - letters.PAGE) // 2)
    for line in [line[margin:] for line in lines] + [""]:
        if HEAD.match(line) or line[:7].strip() or not line.strip():
            text = "\n".join(block)
            number = re.search(r"number ends (\S+)", text)
            if number:
                found[number.group(1)] = text
            block = []
        if HEAD.match(line) or block:
            block.append(HEAD.sub("", line).rstrip())
    return found


def on_host(b, attached, columns, rows):
    """(S01, S02, {serial: block}) of the kiosk on the host with the same list of disks."""
    told = b.path("disks.jsonl")
    with open(told, "w") as f:
        f.write(records(b, attached, ["sd" + chr(97 + n) for n in range(len(attached))]))
    fake = b.path("kenshin")
    with open(fake, "w") as f:
        f.write("#!/bin/sh\ncase $1 in disks) exec cat '%s' ;; esac\nexec '%s' \"$@\"\n"
                % (told, b.kenshin))
    os.chmod(fake, 0o755)
    found = {}
    with HostKiosk(b.build, ["--kenshin", fake], columns, rows) as host:
        first = host.sees("Start a check-up")
        host.keys("1")
        second = host.sees("1 / 7")
    with HostKiosk(b.build, ["--kenshin", fake], columns, rows) as host:
        page = host.to_disks()
        for _ in range(len(attached) + 1):
            for name, text in blocks(page, columns).items():
                if len(text) > len(found.get(name, "")):
                    found[name] = text
            host.keys("Down")
            page = host.lines()
    return first, second, found


def look(vm):
    return letters.Screen(*vm.picture())


def read_page(vm, kiosk, abc, count):
    """All blocks of S04, going down the list."""
    found = {}
    columns = look(vm).grid(*abc.size)[1]
    for _ in range(count + 1):
        for name, text in blocks(abc.read(look(vm)), columns).items():
            if len(text) > len(found.get(name, "")):
                found[name] = text
        vm.screenshot("list")
        vm.key("down")
        kiosk.settle()
    return found


def group(b, number, names, paths):
    attached = [b.disk(paths[name], BUSES[n], "ST%02d" % (number * AT_ONCE + n))
                for n, name in enumerate(names)]
    made = b.stick(words="kenshin.lang=en")
    before = made.hashes()
    vm = VM("states", b.path("group-%d" % number), made.image, disks=attached, memory=2048)
    os.makedirs(vm.folder, exist_ok=True)
    with vm:
        kiosk = Kiosk(vm)
        kiosk.boot()
        abc = letters.Letters()
        first = look(vm)
        sure = abc.find_size(first, KNOWN)
        vm.screenshot("first")
        if not b.check(abc.size and sure > 0.9, "the letters on the screen can be read (%.2f)" % sure):
            return
        rows, columns = first.grid(*abc.size)
        b.note("screen of %d x %d letters of %d x %d points" % ((columns, rows) + abc.size))
        host_first, host_second, wanted = on_host(b, attached, columns, rows)
        margin = " " * ((columns - letters.PAGE) // 2)
        abc.learn(first, [margin + KNOWN[row] if row in KNOWN else text
                          for row, text in enumerate(host_first)], KNOWN)
        kiosk.press("1", until="page S02")
        kiosk.settle()
        abc.learn(look(vm), host_second)
        kiosk.go("S04")
        kiosk.wait_event("disks listed")
        kiosk.settle()
        found = read_page(vm, kiosk, abc, len(attached))
        vm.cut_power()
    for disk, name in zip(attached, names):
        got, want = found.get(disk.serial), wanted.get(disk.serial)
        if name in MOUNTED and want:
            # Read through the stick's kernel there, which an image file on the host is not.
            b.check(got and re.search(r"\[readable\] +data only", got), "%s on %s: S04 says that it "
                    "can be read, and that there is no Windows on it" % (name, disk.bus))
            continue
        same = got and want and letters.like(got, want)
        if not same:
            b.note("guest: %r" % got)
            b.note("host:  %r" % want)
        b.check(same, "%s on %s: S04 says what the host says%s"
                % (name, disk.bus, ": " + " / ".join(want.split("\n")[0].split()) if same else ""))
    b.untouched(vm, made, before)


def main():
    with Bench("states", ("--only", {"help": "number of one group"})) as b:
        paths = disks.make(b.build)
        names = list(paths)
        b.check(len(names) >= 12, "%d states of disks" % len(names))
        for at in range(0, len(names), AT_ONCE):
            number = at // AT_ONCE
            if b.options.only in (None, str(number)):
                b.guarded(group, b, number, names[at : at + AT_ONCE], paths)


if __name__ == "__main__":
    main()
