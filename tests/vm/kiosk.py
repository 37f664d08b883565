# SPDX-License-Identifier: GPL-2.0-or-later
"""Drives the kiosk of a guest by its stage lines ("kenshin: page S01 ja 0", "kenshin: check done"):
one key at a time, each answer awaited. Knows the way of a visit; what is judged, the tests say."""
import re
import time

from picture import colours, number
from watch import GuestStopped, patience

PAGE = re.compile(rb"^kenshin: page ([A-Z0-9]+)((?: \S+)*)\r?$", re.MULTILINE)
GUARD = 0.6  # seconds: the kiosk takes no key right after a page change
# Keys that lead on, from the first page to the sheet. S01 asks what to do; the rest is "go on".
ONWARD = {
    "S01": "1", "S02": "ret", "S07": "1", "S08": "1", "S09": "1", "S30": "ret", "S10": "ret",
    "S11": "ret", "S12": "ret", "S33": "1", "X02": "1", "X17": "2",
}


class Kiosk:
    def __init__(self, vm, number="041207"):
        self.vm, self.number = vm, number
        self.since = 0  # where the present visit begins in the serial line
        self.pages = []
        self.calm = 15.0
        self.disk_key = "1"
        self.shots = False

    # --- what the guest has said
    def page(self):
        """(id, everything behind it) of the page shown last, or (None, "")."""
        all_pages = PAGE.findall(self.vm.heard())
        if not all_pages:
            return None, ""
        name, rest = all_pages[-1]
        return name.decode(), rest.decode()

    def said(self, event):
        return re.search(rb"^kenshin: " + event.encode() + rb"\r?$", self.vm.heard()[self.since :],
                         re.MULTILINE) is not None

    def wait_event(self, event):
        """Until an event of this visit was told, however long ago."""
        return self.vm.wait_for("^kenshin: (?:%s)\r?$" % event, since=self.since)

    def boot(self):
        """Until the menu stands; the seconds from power-on."""
        self.vm.wait_for("^kenshin: page [A-Z]")
        seconds = time.monotonic() - self.vm.began
        self.vm.wait_for("^kenshin: boot data (?:yes|no)", since=0)
        self.vm.wait_for("^kenshin: boot screen", since=0)
        self.settle()
        # A machine that starts slowly also answers slowly: no key is pressed twice too soon.
        self.calm = max(15.0, seconds / 6)
        return seconds

    # --- keys
    def press(self, key, until=None):
        """One key. until: pattern of the line that has to follow ("page S02", "check done"); else
        any change of page or picture counts. A key that found the guard is pressed again once the
        whole guest stands still."""
        time.sleep(GUARD)
        before = self.page()
        if self.shots:
            self.vm.screenshot("%s-%s" % (before[0], key))
        mark = len(self.vm.heard())
        picture = self.vm.screen_number(0.13)
        self.vm.key(key)
        if until:
            self.vm.wait_for("^kenshin: (?:%s)" % until, since=mark, again=lambda: self.vm.key(key),
                             calm=self.calm)
        else:
            self._wait_change(key, before, picture)
        if self.page() != before:
            self.pages.append(self.page()[0])

    def _wait_change(self, key, page, picture):
        watch = self.vm.watch()
        pressed = time.monotonic()
        while True:
            if self.page() != page:
                return
            if self.vm.screen_number(0.13) != picture:
                return
            if self.vm.process.poll() is not None:
                return
            watch.look("an answer to the key %s on %s" % (key, page[0]))
            if time.monotonic() - pressed > self.calm * patience():
                self.vm.key(key)
                pressed = time.monotonic()
            time.sleep(0.2)

    def settle(self):
        """Until there is a picture, and it is the same three times, a second apart: a page is painted
        in pieces, and on a busy machine slowly."""
        watch = self.vm.watch()
        seen = []
        while True:
            width, height, rgb = self.vm.picture()
            now = number(width, height, rgb, top=0.13)
            seen = (seen + [now])[-3:] if colours(rgb) > 1 else []
            if len(seen) == 3 and len(set(seen)) == 1:
                return
            watch.look("a picture that stands still")
            time.sleep(1)

    def type(self, keys):
        for key in keys:
            self.press(key)

    # --- the way through a visit
    def consent(self, refuse=()):
        """S03: the number from the slip, then all eight lines yes; those in `refuse` no."""
        self.type(self.number)
        self.press("ret")
        self.press("9")
        for line in refuse:
            self.press(str(line))
        self.press("ret", until="page (S04|X19|S19)")

    def choose(self):
        """S04: the disk, once it is listed, and on to the interview. On a very busy machine reading it
        may have taken too long: S19 says so, and there 2 searches again."""
        self.go("S04")
        mark = self.since
        for _ in range(4):
            self.vm.wait_for("^kenshin: disks listed\r?$", since=mark)
            self.settle()
            if self.page()[0] == "S04":
                break
            mark = len(self.vm.heard())
            self.press("2", until="page S04")
        self.press(self.disk_key, until="page S07")

    def answer(self):
        """One question of S07: yes. A line per question is awaited (page S07 ja 0 q5); without
        one the lower part of the picture has to change."""
        time.sleep(GUARD)
        before = self.page()
        picture = self.vm.screen_number(0.22, 0.8)
        self.vm.key("1")
        watch = self.vm.watch()
        pressed = time.monotonic()
        while self.page() == before and self.vm.screen_number(0.22, 0.8) == picture:
            watch.look("the next question after %s%s" % before)
            if time.monotonic() - pressed > self.calm * patience():
                self.vm.key("1")
                pressed = time.monotonic()
            time.sleep(0.2)
        if self.page() != before:
            self.pages.append(self.page()[0])

    def step(self):
        """What leads on from the page that is shown. False when nothing is known for it."""
        name = self.page()[0]
        if name == "S03":
            self.consent()
        elif name == "S04":
            self.choose()
        elif name == "S07":
            self.answer()
        elif name in ONWARD:
            self.press(ONWARD[name])
        else:
            return False
        return True

    def go(self, goal, steps=80):
        """On to one of the pages in `goal` (a name or several)."""
        goal = (goal,) if isinstance(goal, str) else tuple(goal)
        for _ in range(steps):
            if self.page()[0] in goal:
                return self.page()[0]
            if not self.step():
                raise GuestStopped("no way on from page %s%s to %s"
                                   % (self.page() + ("/".join(goal),)))
        raise GuestStopped("after %d keys still not on page %s" % (steps, "/".join(goal)))

    def begin(self):
        """A new visit begins here: events of the one before do not count."""
        self.since = len(self.vm.heard())

    def print_sheet(self):
        """S13 to the printer's page, print, say that paper came, and back."""
        self.press("1", until="page S14")
        # "1" means "print" once a printer was found, and "wait" while it works: never too often.
        watch = self.vm.watch()
        while self.page()[0] == "S14":
            self.vm.key("1")
            pressed = time.monotonic()
            while self.page()[0] == "S14" and time.monotonic() - pressed < self.calm / 3:
                watch.look("the printer")
                time.sleep(0.2)
        self.vm.screenshot("printed")
        if self.page()[0] != "S33":
            raise GuestStopped("the sheet did not go to the printer: page %s" % self.page()[0])
        self.press("1", until="printed (?:yes|no)")
        if not self.said("printed yes"):
            raise GuestStopped("the kiosk says that the sheet was not printed")
        self.settle()

    def erase(self):
        """S13: end and erase, confirm; stays on S16."""
        self.press("9", until="page S22")
        self.press("2")
        said = self.wait_event(r"erased (?:yes|no)")
        self.vm.wait_for("^kenshin: page S16", since=self.since)
        self.settle()
        self.vm.screenshot("erased")
        if "erased yes" not in said:
            raise GuestStopped("the kiosk says that not everything was erased")

    def power_off(self):
        """S16: power off; the guest has to be off after it."""
        time.sleep(GUARD)
        self.vm.key("1")
        self.wait_event("end")
        self.vm.wait_off()
