# SPDX-License-Identifier: GPL-2.0-or-later
"""Waits for words of a guest, never for a clock. Tells a slow machine from a stuck one: as long as
the guest wants the processor, or its serial line or screen changes, it is merely slow. A last
ceiling (20 minutes for one word; KENSHIN_VM_PATIENCE=3 makes it three times as long) ends what
turns in a circle."""
import os
import re
import time

CEILING = 20 * 60
STUCK_SECONDS = 180
STUCK_SHARE = 0.05  # of one processor; an idle guest uses less
# After these words a guest comes to nothing; a test that waits for one of them gets it all the same.
BAD_WORDS = re.compile(
    rb"kernel panic|^kenshin: boot x2[234]|\boops: \d|unable to mount root|emergency mode"
    rb"|\(initramfs\)|out of memory: kill",
    re.IGNORECASE | re.MULTILINE,
)


def patience():
    try:
        return max(0.1, float(os.environ.get("KENSHIN_VM_PATIENCE", "1")))
    except ValueError:
        return 1.0


class GuestStopped(Exception):
    """The guest will not say what is waited for; the text says why."""


def wanted_cpu(pid):
    """Seconds that a process ran or stood in the queue for a processor: on a loaded builder a
    guest that gets no time still wants it."""
    total = 0
    try:
        for task in os.listdir("/proc/%d/task" % pid):
            with open("/proc/%d/task/%s/schedstat" % (pid, task)) as f:
                ran, queued = f.read().split()[:2]
            total += int(ran) + int(queued)
    except (OSError, ValueError):
        return None
    return total / 1e9


class Watch:
    """Samples a guest's signs of life. `screen` gives a number of the picture, or None."""

    def __init__(self, pid, serial_path, screen):
        self.pid, self.serial_path, self.screen = pid, serial_path, screen
        self.last_sign = self.begin = time.monotonic()
        self._next = 0.0
        self._seen = []
        self._cpu = wanted_cpu(pid)
        self._cpu_at = self.begin

    def _sample(self, now):
        try:
            size = os.path.getsize(self.serial_path)
        except OSError:
            size = 0
        state = (size, self.screen())
        if state not in self._seen:  # a blinking cursor shows the same two pictures again
            self._seen = self._seen[-7:] + [state]
            self.last_sign = now
        cpu = wanted_cpu(self.pid)
        if cpu is None or self._cpu is None:
            self.last_sign = now  # no numbers here: only the ceiling counts
        elif cpu - self._cpu > STUCK_SHARE * (now - self._cpu_at):
            self.last_sign = now
        self._cpu, self._cpu_at = cpu, now

    def look(self, what):
        """Raises GuestStopped when waiting on makes no sense."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 10
        self._sample(now)
        if now - self.last_sign > STUCK_SECONDS * patience():
            raise GuestStopped(
                "stuck: for %d s nothing moved while waiting for %s" % (now - self.last_sign, what)
            )
        if now - self.begin > CEILING * patience():
            raise GuestStopped(
                "slow or turning in a circle: still busy after %d s of waiting for %s"
                % (now - self.begin, what)
            )
