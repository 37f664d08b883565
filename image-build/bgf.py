#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bgf.py UNIFONT.hex OUT.bgf SCALE: the letters of the second terminal (bterm) from GNU Unifont.
Debian has bterm but neither a font for it nor the program that makes one. The format is what bterm
maps into its memory on a 64-bit PC: a header with places in the file, for each last part of a letter's
number the place of its list, the lists, the rows of dots. bterm draws 32 dots a letter at most, so SCALE is
1 or 2 (cells of 8x16 or 16x32)."""
import struct
import sys

HEIGHT = 16
MASK = 0xFFF            # the part of a letter's number that chooses its list
HEADER = "<QiiQQQi4x"   # name, height, mask, lists' places, lists, rows, letter for what is missing
MAGIC = b"BGF1"
NAME = b"unifont\0"
MISSING = 0xFFFD


def wanted(code):
    """The letters that Japanese and Western names of files and people use."""
    if code < 0x2E80 or 0x3000 <= code < 0x3100 or 0xFF00 <= code:
        return True
    try:
        chr(code).encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def glyphs(path, scale):
    """(code, width, rows) of each wanted letter; a row is 32 dots, the first in the highest bit."""
    for line in open(path, encoding="ascii"):
        code, dots = line.strip().split(":")
        code = int(code, 16)
        width = len(dots) * 4 // HEIGHT
        if not wanted(code) or width not in (8, 16):
            continue
        rows = []
        for i in range(HEIGHT):
            row = int(dots[i * width // 4:(i + 1) * width // 4], 16)
            wide = 0
            for bit in range(width):
                if row >> (width - 1 - bit) & 1:
                    wide |= ((1 << scale) - 1) << (32 - (bit + 1) * scale)
            rows += [wide] * scale
        yield code, width * scale, rows


def font(letters, height):
    """The bytes of the whole file."""
    lists = {}
    content = []
    for code, width, rows in letters:
        lists.setdefault(code & MASK, []).append(((code & ~MASK) | width, len(content)))
        content += rows
    index = [0]         # a list that is empty at once, for all that have none
    places = [0] * (MASK + 1)
    for part in sorted(lists):
        places[part] = len(index)
        for entry in lists[part]:
            index += entry
        index.append(0)
    name_at = len(MAGIC) + struct.calcsize(HEADER)
    places_at = name_at + len(NAME)
    index_at = places_at + 4 * len(places)
    content_at = index_at + 4 * len(index)
    return b"".join((
        MAGIC,
        struct.pack(HEADER, name_at, height, MASK, places_at, index_at, content_at, MISSING),
        NAME,
        struct.pack("<%di" % len(places), *places),
        struct.pack("<%di" % len(index), *index),
        struct.pack("<%dI" % len(content), *content)))


def main():
    source, out, scale = sys.argv[1:]
    scale = int(scale)
    if scale not in (1, 2):
        sys.exit("bgf.py: SCALE is 1 or 2")
    whole = font(glyphs(source, scale), HEIGHT * scale)
    with open(out, "wb") as file:
        file.write(whole)


main()
