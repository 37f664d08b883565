#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The letters of the stick's second terminal: what image-build/bgf.py writes is looked up the way
# bterm does it, and shows the dots that went in; in both sizes.
set -u
src=${KENSHIN_SRC:-.}
command -v python3 >/dev/null || {
	echo 'skipped: python3 is not installed'
	exit 77
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
cat >"$work/in.hex" <<'END'
0020:00000000000000000000000000000000
0041:0000000018242442427E424242420000
3042:1000107C7F9010103EFC49228442884284429884A114400A3E04000000000000
AC00:00000000000000000000000000000000FFFF0000000000000000000000000000
FFFD:7E665A5A7A76767E76767E7E7E7E7E00
END
for scale in 1 2; do
	"$src/image-build/bgf.py" "$work/in.hex" "$work/out.bgf" $scale || bad=1
	python3 - "$work/out.bgf" "$work/in.hex" $scale <<'END' || bad=1
import struct
import sys

data = open(sys.argv[1], "rb").read()
scale = int(sys.argv[3])
assert data[:4] == b"BGF1"
name, height, mask, places, lists, content, missing = struct.unpack_from("<QiiQQQi", data, 4)
assert data[name:data.index(b"\0", name)] == b"unifont" and height == 16 * scale


def word(at, n):
    return struct.unpack_from("<i", data, at + 4 * n)[0]


def look(code):
    """(letter that is shown, width, rows)"""
    while True:
        i = word(places, code & mask)
        while word(lists, i):
            if word(lists, i) & ~mask == code & ~mask:
                at = content + 4 * word(lists, i + 1)
                return code, word(lists, i) & mask, struct.unpack_from("<%dI" % height, data, at)
            i += 2
        assert code != missing
        code = missing


for line in open(sys.argv[2]):
    code, dots = line.strip().split(":")
    code = int(code, 16)
    shown, width, rows = look(code)
    if code == 0xAC00:
        assert shown == missing, "a letter that Japanese does not use is left out"
        continue
    assert shown == code and width == len(dots) // 4 * scale
    n = len(dots) // 16
    for y in range(height):
        want = bin(int("1" + dots[y // scale * n:(y // scale + 1) * n], 16))[3:]
        want = "".join(c * scale for c in want).ljust(32, "0")
        assert format(rows[y], "032b") == want, (hex(code), y)
END
done
"$src/image-build/bgf.py" "$work/in.hex" "$work/out.bgf" 3 2>/dev/null && {
	echo 'not ok: letters of 48 dots, which bterm cannot draw'
	bad=1
}
exit $bad
