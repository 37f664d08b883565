# SPDX-License-Identifier: GPL-2.0-or-later
"""What every boot test needs besides a PC: where things are, copies to work on, PASS and FAIL
lines with one closing line, a chamber's key."""
import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys

import stick
from qemu import Disk
from qmp import QmpError
from watch import GuestStopped

FIXTURE_NOW = "2026-11-21T03:00:00"  # when the sample clients are meant to be looked at (UTC)


def _stop():
    raise GuestStopped("the test was told to end")


class Skip(Exception):
    """This machine cannot run the test; the text says what is missing."""


class Bench:
    """with Bench("visit") as b: b.check(...)"""

    def __init__(self, name, *more):
        words = argparse.ArgumentParser(prog=name + ".py")
        words.add_argument("--build", default=os.environ.get("KENSHIN_BUILD", "build"))
        words.add_argument("--image", help="default: BUILD/image/kenshin.img")
        words.add_argument("--now", default=FIXTURE_NOW, help="the guest's clock, UTC")
        for flag, kind in more:
            words.add_argument(flag, **kind)
        self.options = words.parse_args()
        self.name = name
        self.build = os.path.abspath(self.options.build)
        self.image = os.path.abspath(self.options.image
                                     or os.path.join(self.build, "image", "kenshin.img"))
        self.folder = os.path.join(self.build, "vm", name)
        self.kenshin = os.path.join(self.build, "bin", "kenshin")
        self.passed = self.failed = 0
        self._big = []

    def __enter__(self):
        # Who is told to end leaves a screenshot, too, and no guest behind.
        signal.signal(signal.SIGTERM, lambda *_: _stop())
        for tool in ("qemu-system-x86_64", "mcopy", "cp"):
            if not shutil.which(tool):
                self._skip("no %s here" % tool)
        if not os.path.exists(self.image):
            self._skip("no image %s; make image" % self.image)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        return self

    def _skip(self, why):
        print("skipped: " + why)
        sys.exit(77)

    def check(self, good, what):
        """One line, PASS or FAIL. Returns whether it was good."""
        print("%s  %s" % ("PASS" if good else "FAIL", what), flush=True)
        if good:
            self.passed += 1
        else:
            self.failed += 1
        return bool(good)

    def guarded(self, part, *arguments):
        """Runs one part of a test; a guest that stopped fails that part, and the next one begins."""
        try:
            part(*arguments)
        except (GuestStopped, QmpError, EOFError, ValueError) as why:
            self.check(False, "%s: %s" % (" ".join(str(a) for a in arguments[1:]), why))

    def note(self, text):
        print("      " + text, flush=True)

    def __exit__(self, kind, value, trace):
        if kind is Skip:
            self._skip(str(value))
        known = kind and issubclass(kind, (GuestStopped, QmpError, EOFError))
        if known:
            self.check(False, str(value))
        for path in self._big:
            if os.path.exists(path) and not os.environ.get("KENSHIN_VM_KEEP"):
                os.unlink(path)
        if kind and not known:
            return False
        # The words that tests/run.sh counts.
        print("%d%%: Checks: %d, Failures: %d, Errors: 0"
              % (100 * self.passed // max(1, self.passed + self.failed),
                 self.passed + self.failed, self.failed), flush=True)
        sys.exit(1 if self.failed or not self.passed else 0)

    def path(self, name):
        return os.path.join(self.folder, name)

    # --- things to work on; copies, because a defect could change them
    def stick(self, name="stick.img", **prepare):
        own = stick.copy_image(self.image, self.path(name))
        self._big.append(own)
        made = stick.Stick(own, self.build)
        made.prepare(self.folder, **prepare)
        return made

    def disk(self, path, bus="ahci", serial=None):
        own = stick.copy_image(path, self.path(os.path.basename(path)))
        self._big.append(own)
        disk = Disk(own, bus, serial)
        disk.before = stick.sha256(own)
        return disk

    def big(self, path):
        self._big.append(path)
        return path

    def fixture(self, name):
        path = os.path.join(self.build, "fixtures", name)
        if not os.path.exists(path):
            raise Skip("no %s; make fixtures" % path)
        return path

    def chamber_key(self):
        """(identity file, recipient)"""
        if not shutil.which("age-keygen"):
            raise Skip("no age-keygen here")
        key = self.path("chamber.key")
        subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
        with open(key) as f:
            return key, re.search(r"age1[a-z0-9]+", f.read()).group(0)

    # --- proofs that every test brings
    def untouched(self, vm, the_stick=None, before=None):
        """Client disks: same bytes, no write in QEMU's log. Stick: only the data partition wrote."""
        for disk, writes in zip(vm.disks, vm.client_writes()):
            label = os.path.basename(disk.path)
            self.check(not writes, "%s: no write request reached it (%d)" % (label, len(writes)))
            self.check(stick.sha256(disk.path) == disk.before, "%s: SHA-256 unchanged" % label)
        if the_stick:
            self.check(the_stick.hashes() == before, "the stick's table, boot, ESP, root unchanged")
            first = the_stick.parts[4][0] // 512
            outside = vm.stick_writes_outside(first, first + the_stick.parts[4][1] // 512 - 1)
            self.check(not outside, "no write outside the stick's data partition (%d)" % len(outside))


def run_json(*words):
    """The document that a kenshin command prints; exit codes 0 to 3 tell findings, not trouble."""
    done = subprocess.run(words, capture_output=True, env=dict(os.environ, KENSHIN_LANG="en"))
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise GuestStopped("%s: %s" % (" ".join(words[:3]), done.stderr.decode()[-300:])) from None
