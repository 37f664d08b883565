# SPDX-License-Identifier: GPL-2.0-or-later
"""What the guest's test printer gave out on the second serial line: one frame per job, as
image-build/files/usr/lib/kenshin/test-printer-job writes them."""
import base64
import binascii
import hashlib
import re

# The boot loader speaks on the same line and ends in the middle of one.
FRAME = re.compile(rb"KENSHIN-JOB (\d+) ([0-9a-f]{64}) (\S+)\r?\n(.*?)\nKENSHIN-JOB-END",
                   re.DOTALL)


def jobs(path):
    """[(format, bytes)] of all whole jobs; the firmware's own words around them are left out."""
    with open(path, "rb") as f:
        said = f.read()
    found = []
    for size, number, kind, text in FRAME.findall(said):
        try:
            data = base64.b64decode(text)
        except binascii.Error:
            continue
        if len(data) == int(size) and hashlib.sha256(data).hexdigest() == number.decode():
            found.append((kind.decode(), data))
    return found
