#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: disks.py BUILD [NAME...]: clients' disks in the states that a check-up meets, made on the
host and kept in BUILD/vm/disks. No kernel driver of the host is needed; none is mounted. What a
tool that is missing here would have made is left out, and said. --list names them."""
import os
import shutil
import struct
import subprocess
import sys
import tempfile

import gpt

# name: what it is, for people
STATES = {
    "ntfs-clean": "Windows that was shut down",
    "ntfs-dirty": "Windows whose volume was in use when the power went",
    "ntfs-hibernated": "Windows that sleeps",
    "gpt-first-broken": "first table of partitions damaged, the second whole",
    "gpt-both-broken": "both tables of partitions damaged",
    "bitlocker": "a BitLocker volume",
    "luks": "a LUKS volume",
    "lvm": "a physical volume of LVM with a group",
    "md-member": "a member of a Linux RAID",
    "exfat": "exFAT",
    "btrfs": "btrfs",
    "xfs": "XFS",
    "fat32": "FAT32",
    "ext4-dirty": "Linux on ext4 with a journal to replay",
}


class Missing(Exception):
    """A tool that this machine does not have."""


def run(*words, **kind):
    if not shutil.which(words[0]):
        raise Missing(words[0])
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kind)
    if done.returncode:
        raise RuntimeError("%s: %s" % (words[0], done.stdout.decode("utf-8", "replace")))
    return done.stdout


def empty(path, megabytes):
    with open(path, "wb") as f:
        f.truncate(megabytes << 20)
    return path


def windows(build, work, out, *lines):
    """A small Windows of the sample client's hives in a whole disk, with further lines of mkimage."""
    hives = os.path.join(build, "fixtures", "office.hives")
    manifest = ['size 24M', 'serial 0x4b454e5348494e01', 'label "OS"', "time 2026-11-20T23:14:00Z"]
    for hive in ("SOFTWARE", "SYSTEM", "SYSTEM.LOG1"):
        manifest.append("file Windows/System32/config/%s from %s" % (hive, hive))
    manifest += ["file Windows/System32/ntoskrnl.exe fill 8K 12",
                 "file Users/yamada/NTUSER.DAT from yamada.dat",
                 "file Users/keiri/NTUSER.DAT from keiri.dat",
                 "many Users/yamada/Documents 40 600 7 .txt"]
    own = os.path.join(work, "manifest")
    with open(own, "w", encoding="utf-8") as f:
        f.write("\n".join(manifest + list(lines)) + "\n")
    run(os.path.join(build, "tools", "mkimage"), "--partition", "--base", hives, own, out)


def linux_tree(work):
    root = os.path.join(work, "linux")
    for folder in ("etc", "usr/lib", "home/sato", "var/log", "root"):
        os.makedirs(os.path.join(root, folder))
    with open(os.path.join(root, "etc", "os-release"), "w") as f:
        f.write('ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n')
    with open(os.path.join(root, "etc", "passwd"), "w") as f:
        f.write("root:x:0:0:root:/root:/bin/bash\nsato:x:1000:1000::/home/sato:/bin/bash\n")
    with open(os.path.join(root, "home", "sato", "memo.txt"), "w") as f:
        f.write("memo\n" * 100)
    return root


def ntfs_clean(build, work, out):
    windows(build, work, out)


def ntfs_dirty(build, work, out):
    windows(build, work, out, "dirty")


def ntfs_hibernated(build, work, out):
    windows(build, work, out, "hibernated")


def gpt_broken(build, work, out, both):
    whole = os.path.join(work, "whole")
    windows(build, work, whole)
    gpt.broken(whole, out, both)


def bitlocker(build, work, out):
    """The heads only, as test_blkid has them: nothing behind them could be opened anyway."""
    own = empty(os.path.join(work, "volume"), 16)
    guid = bytes.fromhex("3bd66749292ed84a8399f6a339e3d001")
    boot = bytearray(512)
    boot[:11] = b"\xeb\x58\x90-FVE-FS-"
    boot[11:13] = struct.pack("<H", 512)
    boot[160:176] = guid
    boot[176:200] = struct.pack("<QQQ", 65536, 131072, 196608)
    boot[510:512] = b"\x55\xaa"
    block = bytearray(512)
    block[:16] = struct.pack("<8sHHHH", b"-FVE-FS-", 0, 2, 4, 4)
    block[64:68] = struct.pack("<I", 48 + 64)
    block[112:120] = struct.pack("<HHHH", 64, 2, 8, 0)
    block[120:136] = bytes(range(0xA0, 0xB0))
    block[146:148] = struct.pack("<H", 0x0800)
    with open(own, "r+b") as f:
        f.write(boot)
        for at in (65536, 131072, 196608):
            f.seek(at)
            f.write(block)
    gpt.make(out, [(gpt.WINDOWS, "Basic data partition", own)])


def luks(build, work, out):
    own = empty(os.path.join(work, "volume"), 32)
    run("cryptsetup", "luksFormat", "-q", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000",
        "--uuid", "0c1c2d3e-1111-2222-3333-444455556666", own, "-", input=b"words")
    gpt.make(out, [(gpt.LUKS, "luks", own)])


def lvm(build, work, out):
    """By hand (lib/format_text of LVM2): label in sector 1, metadata area behind it."""
    own = empty(os.path.join(work, "volume"), 16)
    pv, vg = b"KenshinPvKenshinPvKenshinPv00001", "KenshinVgKenshinVgKenshinVg00001"

    def dashed(s):
        return "-".join((s[:6], s[6:10], s[10:14], s[14:18], s[18:22], s[22:26], s[26:]))

    text = ('officevg {\nid = "%s"\nseqno = 1\nformat = "lvm2"\nstatus = ["RESIZEABLE", "READ", '
            '"WRITE"]\nextent_size = 8192\nmax_lv = 0\nmax_pv = 0\nphysical_volumes {\npv0 {\n'
            'id = "%s"\nstatus = ["ALLOCATABLE"]\ndev_size = 32768\npe_start = 2048\npe_count = 3\n'
            '}\n}\n}\ncontents = "Text Format Volume Group"\nversion = 1\n\0'
            % (dashed(vg), dashed(pv.decode()))).encode()
    area, size = 4096, (1 << 20) - 4096
    body = struct.pack("<32sQ", pv, 16 << 20) + struct.pack("<4Q", 1 << 20, 0, 0, 0)
    body += struct.pack("<4Q", area, size, 0, 0) + struct.pack("<IIQQ", 2, 0, 0, 0)
    rest = (struct.pack("<I8s", 32, b"LVM2 001") + body).ljust(492, b"\0")
    label = struct.pack("<8sQI", b"LABELONE", 1, lvm_sum(rest)) + rest
    head = struct.pack("<16sIQQ", b" LVM2 x[5A%r0N*>", 1, area, size)
    head += struct.pack("<QQII", 512, len(text), lvm_sum(text), 0)
    head = head.ljust(508, b"\0")
    with open(own, "r+b") as f:
        f.seek(512)
        f.write(label)
        f.seek(area)
        f.write(struct.pack("<I", lvm_sum(head)) + head + text)
    gpt.make(out, [(gpt.LVM, "lvm", own)])


def lvm_sum(data, number=0xF597A6CF):
    """LVM's checksum: CRC-32 with its own start and no final turning round."""
    for byte in data:
        number ^= byte
        for _ in range(8):
            number = number >> 1 ^ (0xEDB88320 if number & 1 else 0)
    return number


def md_member(build, work, out):
    """Version 1.2 by hand (include/uapi/linux/raid/md_p.h): one of two mirrors."""
    own = empty(os.path.join(work, "volume"), 16)
    block = bytearray(256 + 2 * 2)
    struct.pack_into("<IIII16s32sQIIQII", block, 0, 0xA92B4EFC, 1, 0, 0, b"KenshinRaidArray",
                     b"office:0", 1766200000, 1, 0, 30720, 0, 2)
    struct.pack_into("<QQQQ", block, 128, 2048, 30720, 8, 0)
    struct.pack_into("<II16s", block, 160, 0, 0, b"KenshinRaidDisk0")
    struct.pack_into("<QQQII", block, 192, 1766200000, 7, 0xFFFFFFFFFFFFFFFF, 0, 2)
    struct.pack_into("<HH", block, 256, 0, 1)
    total = sum(struct.unpack("<%dI" % (len(block) // 4), block))
    struct.pack_into("<I", block, 216, (total & 0xFFFFFFFF) + (total >> 32) & 0xFFFFFFFF)
    with open(own, "r+b") as f:
        f.seek(4096)
        f.write(block)
    gpt.make(out, [(gpt.RAID, "raid", own)])


def plain(kind, name, megabytes, *words):
    def maker(build, work, out):
        own = empty(os.path.join(work, "volume"), megabytes)
        run(*[own if w == "@" else w for w in words])
        gpt.make(out, [(kind, name, own)])

    return maker


def btrfs(build, work, out):
    own = empty(os.path.join(work, "volume"), 120)
    run("mkfs.btrfs", "-q", "--rootdir", linux_tree(work), own)
    gpt.make(out, [(gpt.LINUX, "btrfs", own)])


def ext4_dirty(build, work, out):
    """A transaction that was written to the journal and nowhere else: a mount would replay it."""
    own = empty(os.path.join(work, "volume"), 64)
    run("mkfs.ext4", "-q", "-d", linux_tree(work), "-U", "0c1c2d3e-1111-2222-3333-444455557777", own)
    block = os.path.join(work, "block")
    with open(block, "wb") as f:
        f.write(b"written to the journal only\n".ljust(4096, b"."))
    commands = os.path.join(work, "commands")
    with open(commands, "w") as f:
        f.write("jo\njw -b 9000 %s\njc\n" % block)
    run("debugfs", "-w", "-f", commands, own)
    if b"needs_recovery" not in run("dumpe2fs", "-h", own):
        raise RuntimeError("debugfs left no journal to replay")
    gpt.make(out, [(gpt.LINUX, "linux", own)])


MAKERS = {
    "ntfs-clean": ntfs_clean,
    "ntfs-dirty": ntfs_dirty,
    "ntfs-hibernated": ntfs_hibernated,
    "gpt-first-broken": lambda b, w, o: gpt_broken(b, w, o, False),
    "gpt-both-broken": lambda b, w, o: gpt_broken(b, w, o, True),
    "bitlocker": bitlocker,
    "luks": luks,
    "lvm": lvm,
    "md-member": md_member,
    "exfat": plain(gpt.WINDOWS, "exfat", 32, "mkfs.exfat", "@"),
    "btrfs": btrfs,
    "xfs": plain(gpt.LINUX, "xfs", 320, "mkfs.xfs", "-q", "@"),
    "fat32": plain(gpt.WINDOWS, "fat32", 48, "mkfs.vfat", "-F", "32", "@"),
    "ext4-dirty": ext4_dirty,
}


def make(build, names=None):
    """{name: path} of those that can be made here; what cannot is said once."""
    folder = os.path.join(build, "vm", "disks")
    os.makedirs(folder, exist_ok=True)
    env = os.environ
    env["PATH"] += ":/usr/sbin:/sbin"
    with open(os.path.abspath(__file__), "rb") as f:
        recipe = str(sum(f.read()) * 1000003 + int(os.path.getmtime(gpt.__file__)))
    made = {}
    for name in names or MAKERS:
        out = os.path.join(folder, name + ".img")
        mark = out + ".recipe"
        if not (os.path.exists(out) and os.path.exists(mark) and open(mark).read() == recipe):
            with tempfile.TemporaryDirectory(dir=folder) as work:
                try:
                    MAKERS[name](build, work, out + ".part")
                except Missing as tool:
                    print("skipped: no %s here, so no disk %s" % (tool, name))
                    continue
            os.chmod(out + ".part", 0o644)
            os.rename(out + ".part", out)
            with open(mark, "w") as f:
                f.write(recipe)
        made[name] = out
    return made


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        for name, what in STATES.items():
            print("%-18s %s" % (name, what))
    elif len(sys.argv) > 1:
        for name, path in make(sys.argv[1], sys.argv[2:]).items():
            print("%-18s %s" % (name, path))
    else:
        sys.exit(__doc__)
