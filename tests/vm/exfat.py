# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads an exFAT file system out of an image, without a kernel that knows it and independent of
Kenshin's own reader: which files are there and what is in them. Reads only."""
import struct

END = 0xFFFFFFF7


class ExFat:
    def __init__(self, path, offset=0):
        self.f = open(path, "rb")
        self.offset = offset
        head = self._at(0, 512)
        if head[3:11] != b"EXFAT   ":
            raise ValueError("%s: no exFAT at %d" % (path, offset))
        self.fat_at, _, self.heap_at, self.clusters, self.root = struct.unpack_from("<5I", head, 80)
        self.sector = 1 << head[108]
        self.cluster = self.sector << head[109]

    def _at(self, where, size):
        self.f.seek(self.offset + where)
        return self.f.read(size)

    def _cluster(self, n):
        if not 2 <= n < self.clusters + 2:
            raise ValueError("cluster %d is outside" % n)
        return self._at(self.heap_at * self.sector + (n - 2) * self.cluster, self.cluster)

    def _chain(self, first, size, contiguous):
        """The clusters of a file; size None: up to the end of its chain (a root folder)."""
        left = self.clusters if size is None else -(-size // self.cluster)
        n = first
        while left > 0 and n and n < END:
            yield self._cluster(n)
            left -= 1
            if contiguous:
                n += 1
            else:
                n = struct.unpack("<I", self._at(self.fat_at * self.sector + 4 * n, 4))[0]

    def _folder(self, first, size, contiguous):
        """(name, is folder, first, size, contiguous) of each living entry."""
        data = b"".join(self._chain(first, size, contiguous))
        at = 0
        while at + 32 <= len(data) and data[at]:
            if data[at] != 0x85:
                at += 32
                continue
            more = data[at + 1]
            stream = data[at + 32 : at + 64]
            name = b"".join(data[at + 64 + 32 * i + 2 : at + 96 + 32 * i] for i in range(more - 1))
            name = name.decode("utf-16-le", "replace")[: stream[3]]
            folder = bool(data[at + 4] & 0x10)
            start, length = struct.unpack_from("<IQ", stream, 20)
            yield name, folder, start, length, bool(stream[1] & 2)
            at += 32 * (1 + more)

    def _walk(self, prefix, first, size, contiguous, depth):
        for name, folder, start, length, flat in self._folder(first, size, contiguous):
            if folder and depth < 8:
                yield from self._walk(prefix + name + "/", start, length, flat, depth + 1)
            else:
                yield prefix + name, (start, length, flat)

    def files(self):
        """{path: size} of all files."""
        return {p: place[1] for p, place in self._walk("", self.root, None, False, 0)}

    def read(self, path):
        for name, (start, length, flat) in self._walk("", self.root, None, False, 0):
            if name == path:
                return b"".join(self._chain(start, length, flat))[:length]
        raise FileNotFoundError(path)

    def close(self):
        self.f.close()
