# SPDX-License-Identifier: GPL-2.0-or-later
"""Screenshots: QEMU's PPM to PNG with nothing but zlib, and a number by which two pictures are
told apart without the rows in which a clock runs."""
import hashlib
import struct
import zlib


def read_ppm(path):
    """(width, height, rgb) of a P6 file as QEMU's screendump writes it."""
    with open(path, "rb") as f:
        data = f.read()
    fields = []
    at = 0
    while len(fields) < 4:
        while data[at : at + 1].isspace():
            at += 1
        if data[at : at + 1] == b"#":
            at = data.index(b"\n", at)
            continue
        end = at
        while not data[end : end + 1].isspace():
            end += 1
        fields.append(data[at:end])
        at = end
    if fields[0] != b"P6" or fields[3] != b"255":
        raise ValueError("%s is no PPM of QEMU's kind" % path)
    width, height = int(fields[1]), int(fields[2])
    rgb = data[at + 1 : at + 1 + width * height * 3]
    if len(rgb) != width * height * 3:
        raise ValueError("%s ends too early" % path)
    return width, height, rgb


def _chunk(kind, body):
    return (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    )


def write_png(path, width, height, rgb):
    rows = b"".join(
        b"\0" + rgb[y * width * 3 : (y + 1) * width * 3] for y in range(height)
    )
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n")
        f.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        f.write(_chunk(b"IDAT", zlib.compress(rows, 1)))
        f.write(_chunk(b"IEND", b""))


def number(width, height, rgb, top=0.0, bottom=1.0):
    """A number of the rows between two shares of the height."""
    row = width * 3
    part = rgb[int(height * top) * row : int(height * bottom) * row]
    return hashlib.sha256(struct.pack("<II", width, height) + part).hexdigest()


def colours(rgb, every=997):
    """How many colours a sample of the picture has: 1 is an empty screen."""
    return len({rgb[i : i + 3] for i in range(0, len(rgb) - 2, 3 * every)})
