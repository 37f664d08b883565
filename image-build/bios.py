#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bios.py IMAGE CORE BOOT: GRUB for old firmware: BOOT into the first sector (the partition table's
bytes stay), CORE into the BIOS boot partition at sector 2048, each told where the other is. The
places are those of GRUB's own boot.S and diskboot.S."""
import struct
import sys

LBA = 2048          # where the BIOS boot partition begins
SECTORS = 2048      # how long it is


def main():
    image, core_path, boot_path = sys.argv[1:]
    core = bytearray(open(core_path, "rb").read())
    core += b"\0" * (-len(core) % 512)
    count = len(core) // 512
    assert count <= SECTORS, "core.img is larger than its partition"
    # diskboot.img's list of blocks: first sector, count, segment to load at.
    struct.pack_into("<QHH", core, 0x1F4, LBA + 1, count - 1, 0x820)
    boot = bytearray(open(boot_path, "rb").read())
    struct.pack_into("<Q", boot, 0x5C, LBA)
    boot[0x64] = 0xFF               # from the drive that the firmware names
    boot[0x66:0x68] = b"\x90\x90"   # do not ask that drive for its number again
    with open(image, "r+b") as disk:
        old = disk.read(512)
        boot[440:512] = old[440:512]
        boot[446] = 0x80            # some old firmware wants an active entry
        disk.seek(0)
        disk.write(boot)
        disk.seek(LBA * 512)
        disk.write(core)


main()
