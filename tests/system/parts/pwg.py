#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a printer that only takes dots (PWG Raster) got: pwg.py JOB [PAGE.pgm [PNG]] compares its
first page with the picture PAGE.pgm by how much ink lies where, and may leave it as PNG to be
looked at. Prints size and likeness; exit code 1 when it is another picture."""
import struct
import sys
import zlib

COLS, ROWS = 60, 84  # cells of 3.5 mm


def page(data):
    assert data[:4] == b"RaS2", "no PWG raster"
    head = data[4:1800]
    dpi, = struct.unpack_from(">I", head, 276)
    width, height = struct.unpack_from(">II", head, 372)
    bits, line_bytes = struct.unpack_from(">I", head, 388)[0], struct.unpack_from(">I", head, 392)[0]
    black, = struct.unpack_from(">I", head, 400)  # colour space: 3 K (black is 255), 18 sgray
    size = max(1, bits // 8)
    assert bits in (1, 8), "bits %d" % bits
    at, rows = 1800, []
    while len(rows) < height:
        again = data[at] + 1
        at += 1
        line = bytearray()
        while len(line) < line_bytes:
            n = data[at]
            at += 1
            if n < 128:
                line += data[at:at + size] * (n + 1)
                at += size
            else:
                n = (257 - n) * size
                line += data[at:at + n]
                at += n
        line = bytes(line[:line_bytes])
        if bits == 1:
            line = b"".join(BYTES[b] for b in line)[:width]
        if black == 3:
            line = line.translate(INVERT)
        rows += [line] * again
    return width, height, dpi, rows[:height]


BYTES = [bytes(255 if b & (128 >> i) else 0 for i in range(8)) for b in range(256)]
INVERT = bytes(255 - i for i in range(256))


def pgm(path):
    data = open(path, "rb").read()
    magic, width, height, _ = data.split(maxsplit=4)[:4]
    assert magic == b"P5"
    width, height = int(width), int(height)
    body = data[len(data) - width * height:]
    return width, height, [body[i * width:(i + 1) * width] for i in range(height)]


def ink(width, height, rows):
    grid = [[0.0] * COLS for _ in range(ROWS)]
    edges = [width * i // COLS for i in range(COLS + 1)]
    for y, row in enumerate(rows):
        cells = grid[y * ROWS // height]
        for x in range(COLS):
            part = row[edges[x]:edges[x + 1]]
            cells[x] += (255 * len(part) - sum(part)) / (width / COLS * height / ROWS * 255)
    return [v for cells in grid for v in cells]


def likeness(a, b):
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    low = (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5
    return top / low if low else 0.0


def png(path, rows):
    rows = [r[::4] for r in rows[::4]]
    raw = zlib.compress(b"".join(b"\0" + r for r in rows))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)) +
                chunk(b"IDAT", raw) + chunk(b"IEND", b""))


width, height, dpi, rows = page(open(sys.argv[1], "rb").read())
like = likeness(ink(width, height, rows), ink(*pgm(sys.argv[2])))
if len(sys.argv) > 3:
    png(sys.argv[3], rows)
print("%dx%d dots, %d dpi, likeness %.3f" % (width, height, dpi, like))
sys.exit(0 if like > 0.95 else 1)
