# SPDX-License-Identifier: GPL-2.0-or-later
"""The same kiosk in a terminal (tmux) on the host: what a page has to say about a disk."""
import os
import shutil
import subprocess
import tempfile
import time

from watch import GuestStopped, patience


class HostKiosk:
    """with HostKiosk(build, ["--image", path], 80, 25) as k: k.keys(...); k.sees(...)"""

    def __init__(self, build, options, columns=80, rows=25):
        self.program = os.path.join(build, "bin", "kenshin-kiosk")
        self.locale = os.path.join(build, "locale")
        self.options, self.columns, self.rows = options, columns, rows
        if not shutil.which("tmux"):
            raise GuestStopped("no tmux here")

    def _tmux(self, *words):
        return subprocess.run(("tmux", "-S", self.work + "/tmux", "-f", "/dev/null") + words,
                              capture_output=True, check=True).stdout.decode("utf-8", "replace")

    def __enter__(self):
        self.work = tempfile.mkdtemp(prefix="kenshin-vm-")
        os.mkdir(self.work + "/run", 0o700)
        words = " ".join("'%s'" % w for w in [self.program, "--no-key-guard", "--weak-sandbox",
                                             "--lang", "en"] + self.options)
        self._tmux("new", "-d", "-s", "k", "-x", str(self.columns), "-y", str(self.rows),
                   "env -u TMUX XDG_RUNTIME_DIR='%s/run' KENSHIN_LOCALEDIR='%s' LC_ALL=C.UTF-8 %s; "
                   "sleep 1000" % (self.work, self.locale, words))
        return self

    def __exit__(self, *_):
        subprocess.run(("tmux", "-S", self.work + "/tmux", "kill-server"), capture_output=True)
        shutil.rmtree(self.work, ignore_errors=True)

    def lines(self):
        return self._tmux("capture-pane", "-t", "k", "-p").split("\n")[: self.rows]

    def keys(self, *names):
        for name in names:
            self._tmux("send-keys", "-t", "k", name)
            time.sleep(0.08)

    def sees(self, text):
        last = time.monotonic() + 60 * patience()
        while time.monotonic() < last:
            found = self.lines()
            if any(text in line for line in found):
                return found
            time.sleep(0.1)
        raise GuestStopped("the kiosk on the host never showed: " + text)

    def to_disks(self):
        """S01 to S04, with the disks listed; its lines."""
        self.sees("Start a check-up")
        self.keys("1", "Enter", "0", "4", "1", "2", "0", "7", "Enter", "9", "Enter")
        self.sees("Length of check")
        last = time.monotonic() + 60 * patience()
        while time.monotonic() < last:
            found = self.lines()
            if not any("Looking for disks" in line for line in found):
                return found
            time.sleep(0.1)
        return self.lines()
