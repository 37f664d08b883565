# SPDX-License-Identifier: GPL-2.0-or-later
"""The stick as the host sees it: its partitions, their hashes, words on the kernel's command line,
what lies on the data partition. Works on the image file alone: no loop device, no mount."""
import hashlib
import os
import re
import shutil
import struct
import subprocess

from exfat import ExFat

NAMES = {1: "BIOS boot", 2: "ESP", 3: "root", 4: "data"}
GRUB_PLACES = ("::/EFI/debian/grub.cfg", "::/boot/grub/grub.cfg", "::/grub/grub.cfg",
               "::/EFI/BOOT/grub.cfg", "::/EFI/kenshin/grub.cfg")


def copy_image(image, path):
    subprocess.run(["cp", "--sparse=always", "--reflink=auto", image, path], check=True)
    os.chmod(path, 0o600)
    return path


def sha256(path, offset=0, size=None):
    number = hashlib.sha256()
    with open(path, "rb") as f:
        f.seek(offset)
        left = size if size is not None else os.path.getsize(path) - offset
        while left > 0:
            part = f.read(min(left, 1 << 20))
            if not part:
                break
            number.update(part)
            left -= len(part)
    return number.hexdigest()


class Stick:
    def __init__(self, image, build):
        self.image, self.build = image, build
        self.parts = {}  # number: (offset, size) in bytes
        with open(image, "rb") as f:
            f.seek(512)
            head = f.read(92)
            if head[:8] != b"EFI PART":
                raise ValueError("%s has no GPT" % image)
            at, count, size = struct.unpack_from("<QII", head, 72)
            f.seek(at * 512)
            table = f.read(min(count, 128) * size)
        for n in range(min(count, 128)):
            entry = table[n * size : n * size + 56]
            if entry[:16].strip(b"\0"):
                first, last = struct.unpack_from("<QQ", entry, 32)
                self.parts[n + 1] = (first * 512, (last - first + 1) * 512)

    def hashes(self, which=(1, 2, 3)):
        """SHA-256 of partitions, and as 0 of the table before them."""
        found = {n: sha256(self.image, *self.parts[n]) for n in which}
        found[0] = sha256(self.image, 0, 34 * 512)
        return found

    # --- the ESP, by mtools
    def _esp(self):
        return "%s@@%d" % (self.image, self.parts[2][0])

    def read_esp(self, path):
        env = dict(os.environ, MTOOLS_SKIP_CHECK="1")
        got = subprocess.run(["mtype", "-i", self._esp(), path], env=env, capture_output=True)
        return got.stdout if got.returncode == 0 else None

    def write_esp(self, path, data):
        env = dict(os.environ, MTOOLS_SKIP_CHECK="1")
        own = self.image + ".esp"
        with open(own, "wb") as f:
            f.write(data)
        subprocess.run(["mcopy", "-o", "-i", self._esp(), own, path], env=env, check=True)
        os.unlink(own)

    def boot_words(self, words, timeout=1):
        """Adds words to each kernel command line of the boot menu, and shortens its wait."""
        done = 0
        for place in GRUB_PLACES:
            text = self.read_esp(place)
            if text is None:
                continue
            text = text.decode("utf-8")
            new = re.sub(r"^(\s*linux\s.*?)\s*$", lambda m: m.group(1) + " " + words, text,
                         flags=re.MULTILINE) if words else text
            new = re.sub(r"^(\s*set timeout=)\d+", r"\g<1>%d" % timeout, new, flags=re.MULTILINE)
            if re.search(r"^\s*linux\s", new, re.MULTILINE):
                done += 1
            if new != text:
                self.write_esp(place, new.encode("utf-8"))
        if not done:
            raise ValueError("no boot menu with a kernel line on the ESP")

    def all_boot_text(self):
        found = [self.read_esp(place) for place in GRUB_PLACES]
        return b"\n".join(t for t in found if t).decode("utf-8", "replace")

    # --- the data partition
    def fill_data(self, folder):
        """Makes the data partition anew from a folder, as the build of the image does."""
        tool = os.path.join(self.build, "tools", "exfat-fill")
        offset, size = self.parts[4]
        subprocess.run([tool, "--offset", str(offset), "--size", str(size), folder, self.image],
                       check=True)

    def data(self):
        return ExFat(self.image, self.parts[4][0])

    def copy_data(self, folder):
        """All files of the data partition into a folder of the host; their paths."""
        fs = self.data()
        try:
            paths = sorted(fs.files())
            for path in paths:
                own = os.path.join(folder, path)
                os.makedirs(os.path.dirname(own), exist_ok=True)
                with open(own, "wb") as f:
                    f.write(fs.read(path))
        finally:
            fs.close()
        return paths

    def prepare(self, work, recipient=None, words="", more=None):
        """A stick ready for a visit: the image's own data partition, with the chamber's recipient
        and `more` ({path: bytes}) on it, and `words` on the command line."""
        if recipient or more:
            folder = os.path.join(work, "data")
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(os.path.join(folder, "kenshin"))
            self.copy_data(folder)
            files = dict(more or {})
            if recipient:
                files["kenshin/chamber.txt"] = (recipient + "\n").encode()
            for path, data in files.items():
                own = os.path.join(folder, path)
                os.makedirs(os.path.dirname(own), exist_ok=True)
                with open(own, "wb") as f:
                    f.write(data)
            self.fill_data(folder)
            shutil.rmtree(folder)
        self.boot_words(words)

    def flip(self, part, offset):
        """Turns one bit round; returns its place in the image."""
        place = self.parts[part][0] + offset
        with open(self.image, "r+b") as f:
            f.seek(place)
            byte = f.read(1)[0]
            f.seek(place)
            f.write(bytes([byte ^ 0x10]))
        return place
