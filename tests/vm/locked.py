# SPDX-License-Identifier: GPL-2.0-or-later
"""The owner's disk locked with BitLocker To Go: made by mkbitlocker, plugged in as memory.py does, and
looked at from outside afterwards, without anything of Kenshin's: what is in it, and that none of
BitLocker's own places and nothing beside it was written to."""
import os
import struct
import subprocess

from memory import START, Memory

PASSWORD = "kagi 2026 aki"
RECOVERY = "135795-597531-000011-720885-045056-008547-341000-000022"


class Locked(Memory):
    """kind: of the file system inside. more: words for mkbitlocker."""

    def __init__(self, bench, name, kind, megabytes=24, table=True, more=()):
        self.kind, self.name, self.bench = kind, name, bench
        self.part_at = START if table else 0
        self.path = bench.big(bench.path(name + ".img"))
        self.log = bench.path(name + ".log")
        self.facts = bench.path(name + ".facts")
        self.tool = os.path.join(bench.build, "tools", "mkbitlocker")
        part = bench.big(self.path + ".fve")
        words = ["--password", PASSWORD, "--recovery", RECOVERY] if not more else list(more)
        subprocess.run([self.tool, part, "--fs", kind, "--kib", str(megabytes << 10), "--facts", self.facts]
                       + words, check=True)
        with open(self.path, "wb") as f, open(part, "rb") as fve:
            if table:
                entry = struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff", 7, b"\xfe\xff\xff", START // 512,
                                    megabytes << 11)
                f.write(struct.pack("<440sI2s64s2s", b"", 0x4B454E53, b"", entry, b"\x55\xaa"))
                f.truncate(START)
                f.seek(START)
            f.write(fve.read())
            if table:
                f.write(b"\x5a" * 65536)  # behind the part
        os.unlink(part)
        with open(self.path, "rb") as f:
            self.was = f.read()

    def own_places(self):
        """Ranges of the image that nobody may have written to: all around the part, its face, and where
        BitLocker keeps what it knows of its keys."""
        facts = dict(line.split(" ", 1) for line in open(self.facts))
        size = int(facts["size"])
        header = int(facts["header"].split()[1])
        yield 0, self.part_at
        yield self.part_at, header
        for at in facts["blocks"].split():
            yield self.part_at + int(at), 65536
        yield self.part_at + size, len(self.was) - self.part_at - size

    def untouched(self):
        with open(self.path, "rb") as f:
            now = f.read()
        return len(now) == len(self.was) and all(
            now[at:at + n] == self.was[at:at + n] for at, n in self.own_places())

    def unchanged(self):
        with open(self.path, "rb") as f:
            return f.read() == self.was

    def unlock(self):
        """From now on path is what is inside."""
        part, plain = self.path + ".part", self.bench.big(self.path + ".plain")
        with open(self.path, "rb") as f, open(part, "wb") as out:
            f.seek(self.part_at)
            out.write(f.read())
        subprocess.run([self.tool, plain, "--open", part, "--facts", self.facts], check=True)
        os.unlink(part)
        self.path, self.offset = plain, 0

    def in_order(self):
        if self.kind != "ext4":
            return super().in_order()
        done = subprocess.run(["e2fsck", "-f", "-n", self.path], capture_output=True)
        return done.returncode == 0, done.stdout.decode("utf-8", "replace").strip()[-200:]

    def copy_out(self, folder):
        if self.kind != "ext4":
            super().copy_out(folder)
            return
        os.makedirs(folder)
        subprocess.run(["debugfs", "-R", "rdump / " + folder, self.path], check=True, capture_output=True)
