#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: flip.py [--build DIR] [--image FILE]: one flipped bit in the root partition stops the boot
with words (X24): at its head, in a block of hashes, in the middle of the data."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import Bench  # noqa: E402
from qemu import VM  # noqa: E402


def flipped(b, what, offset):
    made = b.stick()
    made.flip(3, offset)
    vm = VM("flip", b.path(re.sub("[^a-z]+", "-", what)), made.image, memory=2048)
    os.makedirs(vm.folder, exist_ok=True)
    with vm:
        said = vm.wait_for(r"^kenshin: boot X24.*|^kenshin: page S01.*")
        shot = vm.screenshot("stopped")
        b.check("X24" in said, "a flipped bit %s stops the boot with words: %s (%s)"
                % (what, said.strip(), shot))


def main():
    with Bench("flip") as b:
        made = b.stick()
        size = re.search(r"kenshin\.size(?:_root)?=(\d+)", made.all_boot_text())
        if not b.check(size, "the boot menu names the size of the root"):
            return
        data = int(size.group(1))
        for what, offset in (("at the head", 96), ("in the hashes", data + 4096 + 64),
                             ("in the middle of the data", data // 2)):
            b.guarded(flipped, b, what, offset)


if __name__ == "__main__":
    main()
