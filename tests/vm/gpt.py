# SPDX-License-Identifier: GPL-2.0-or-later
"""Disks with a table of partitions around given file systems, and ways to break such a table
(UEFI specification 2.10, 5.3). Fixed numbers: the same bytes each time."""
import os
import shutil
import struct
import uuid
import zlib

SECTOR = 512
FIRST = 2048
WINDOWS = "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7"
LINUX = "0fc63daf-8483-4772-8e79-3d69d8477de4"
LVM = "e6d6d379-f507-44c2-a23c-238f2a3df928"
RAID = "a19d880f-05fc-4d3b-a006-743f0f84911e"
LUKS = "ca7d7ccb-63ed-4c53-861c-1742536059cc"


def _header(own, other, last, table_at, table_sum, seed):
    head = struct.pack("<8sIIIIQQQQ16sQIII", b"EFI PART", 0x10000, 92, 0, 0, own, other, 34,
                       last - 33, uuid.UUID(int=seed).bytes_le, table_at, 128, 128, table_sum)
    return head[:16] + struct.pack("<I", zlib.crc32(head)) + head[20:]


def make(path, parts, seed=0x4B454E):
    """parts: (type, name, file). The file systems are copied in whole MiB."""
    table = b""
    places = []
    at = FIRST
    for n, (kind, name, own) in enumerate(parts):
        count = -(-os.path.getsize(own) // (1 << 20)) * 2048
        places.append((own, at))
        table += struct.pack("<16s16sQQQ72s", uuid.UUID(kind).bytes_le,
                             uuid.UUID(int=seed * 1000 + n + 1).bytes_le, at, at + count - 1, 0,
                             name.encode("utf-16-le"))
        at += count
    table = table.ljust(128 * 128, b"\0")
    sectors = at + 2048
    last = sectors - 1
    number = zlib.crc32(table)
    with open(path, "wb") as f:
        f.truncate(sectors * SECTOR)
        mbr = bytearray(SECTOR)
        mbr[446:462] = struct.pack("<BBBBBBBBII", 0, 0, 2, 0, 0xEE, 255, 255, 255, 1, last)
        mbr[510:512] = b"\x55\xaa"
        f.write(mbr)
        f.write(_header(1, last, last, 2, number, seed).ljust(SECTOR, b"\0"))
        f.write(table)
        f.seek((last - 32) * SECTOR)
        f.write(table)
        f.write(_header(last, 1, last, last - 32, number, seed).ljust(SECTOR, b"\0"))
        for own, first in places:
            f.seek(first * SECTOR)
            with open(own, "rb") as source:
                _copy(source, f)


def _copy(source, target):
    """Leaves holes where there are only zeros."""
    while True:
        part = source.read(1 << 20)
        if not part:
            return
        if part.strip(b"\0"):
            target.write(part)
        else:
            target.seek(len(part), os.SEEK_CUR)


def broken(path, out, both):
    """The first header damaged, or both of them."""
    shutil.copyfile(path, out)
    size = os.path.getsize(out)
    with open(out, "r+b") as f:
        for at in (SECTOR, size - SECTOR) if both else (SECTOR,):
            f.seek(at)
            f.write(b"\xde\xad" * 64)
