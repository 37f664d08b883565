# SPDX-License-Identifier: GPL-2.0-or-later
"""What QEMU's blklogwrites node wrote down: every write, discard and flush that a guest sent to a
disk, even one that changed nothing (drivers/md/dm-log-writes.c in Linux, version 1 of the log)."""
import os
import struct

MAGIC = 0x6A736677736872
SECTOR = 512
FLUSH, FUA, DISCARD, MARK = 1, 2, 4, 8


class Entry:
    def __init__(self, sector, count, flags, data_at):
        self.sector, self.count, self.flags, self.data_at = sector, count, flags, data_at

    @property
    def writes(self):
        """A flush without data changes no disk; anything else is a wish to write."""
        return self.count > 0 or bool(self.flags & (DISCARD | FUA))


def create(path):
    """An empty log for QEMU to write into."""
    with open(path, "wb"):
        pass


def read(path):
    """All entries. The counter in the log's head is only written at a flush, so it is not asked:
    entries are read until one is all zero, and a log that goes on behind that is an error."""
    entries = []
    size = os.path.getsize(path)
    with open(path, "rb") as f:
        at = SECTOR
        while at + SECTOR <= size:
            f.seek(at)
            head = f.read(32)
            sector, count, flags, length = struct.unpack("<QQQQ", head)
            if not any((sector, count, flags, length)):
                break
            if flags > 15 or length > 1 << 20:
                raise ValueError("%s: no log entry at %d" % (path, at))
            data_at = at + SECTOR
            entries.append(Entry(sector, count, flags, data_at))
            at = data_at
            if not flags & DISCARD:
                at += count * SECTOR
        if _anything(f, at, size):
            raise ValueError("%s: something after the last entry at %d" % (path, at))
    return entries


def _anything(f, at, size):
    f.seek(at)
    while at < size:
        part = f.read(1 << 20)
        if not part:
            return False
        if part.strip(b"\0"):
            return True
        at += len(part)
    return False


def writes(path):
    return [e for e in read(path) if e.writes]


def outside(path, first, last):
    """Writes that touch a sector before `first` or after `last`."""
    return [
        e for e in writes(path) if e.sector < first or e.sector + e.count - 1 > last
    ]
