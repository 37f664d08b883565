#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: returned.py [--build DIR] [--image FILE]: the real image as the chamber sees it: released
under a key of this test, written to a larger stick, started once in a PC, and given back. As issued
it is told so, after use too; one changed word of the boot menu, one file more on the EFI partition
and one changed bit of the root are found, each by name."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import Bench, Skip  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402
from stick import Stick, copy_image  # noqa: E402

MENU = "::/EFI/debian/grub.cfg"


def tool(*words, **more):
    done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, **more)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def issue(b):
    """A signed release and one stick written from it. (path of the stick, words for verify)"""
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    image = b.big(copy_image(b.image, b.path("kenshin.img")))
    for beside in ("packages.txt", "dpkg-status", "manifest.txt"):
        have = os.path.join(os.path.dirname(b.image), beside)
        if os.path.exists(have):
            shutil.copy(have, b.folder)
    secret, public = b.path("test.key"), b.path("test.pub")
    subprocess.run(["minisign", "-G", "-W", "-f", "-p", public, "-s", secret], check=True,
                   capture_output=True)
    env = dict(os.environ, KENSHIN_BUILD=b.build, KENSHIN_SIGN_KEY=secret,
               KENSHIN_SIGN_PUBLIC=public, SOURCE_DATE_EPOCH="1790000000")
    code, said = tool(os.path.join(source, "image-build", "release.sh"), image, env=env)
    b.check(code == 0, "a release is made and signed%s" % ("" if code == 0 else ": " + said[-300:]))
    written = b.big(b.path("stick.img"))
    with open(written, "wb") as f:
        f.truncate(os.path.getsize(image) + (48 << 20))
    kenshin_stick = os.path.join(b.build, "bin", "kenshin-stick")
    code, said = tool(kenshin_stick, "write", "--file", "--yes", "--key", public, image, written)
    b.check(code == 0, "kenshin-stick writes it onto a larger stick%s"
            % ("" if code == 0 else ": " + said[-300:]))
    return written, (kenshin_stick, "verify", "--file", "--key", public)


def changed(b, verify, stick, what, name, change):
    own = b.big(copy_image(stick, b.path("changed.img")))
    change(Stick(own, b.build))
    code, said = tool(*verify, own)
    b.check(code not in (0, 2) and name in said,
            "%s is found: %s" % (what, next((x for x in said.splitlines() if name in x), said)))
    os.unlink(own)


def main():
    with Bench("returned") as b:
        if not shutil.which("minisign"):
            raise Skip("no minisign here")
        os.environ["KENSHIN_LANG"] = "en"
        stick, verify = issue(b)
        code, said = tool(*verify, stick)
        b.check(code == 0, "fresh from the tool it is as issued (%s)" % said.strip().split("\n")[-1])
        vm = VM("returned", b.folder, stick, memory=2048)
        with vm:
            kiosk = Kiosk(vm)
            kiosk.boot()
            b.check(kiosk.page()[0] == "S01", "the stick that was written starts a PC")
            vm.cut_power()
        code, said = tool(*verify, stick)
        b.check(code == 0, "after a start and a power cut it is as issued (%s)"
                % said.strip().split("\n")[-1])

        def menu(s):
            text = s.read_esp(MENU)
            s.write_esp(MENU, text.replace(b"timeout=5", b"timeout=9", 1))

        changed(b, verify, stick, "one changed figure in the boot menu", "grub.cfg", menu)
        changed(b, verify, stick, "one file more on the EFI partition", "HELLO.EFI",
                lambda s: s.write_esp("::/EFI/HELLO.EFI", b"hello"))
        changed(b, verify, stick, "one changed bit of the root", "kenshin-root",
                lambda s: s.flip(3, 12345678))


if __name__ == "__main__":
    main()
