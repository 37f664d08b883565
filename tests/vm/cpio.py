# SPDX-License-Identifier: GPL-2.0-or-later
"""Archives that a kernel takes as a further part of an initrd (cpio, "newc")."""

import os


def _entry(name, content, mode, number):
    fields = (number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08X" % f for f in fields) + name.encode() + b"\0"
    return head + b"\0" * (-len(head) % 4) + content + b"\0" * (-len(content) % 4)


def archive(files):
    """{path: bytes}, below folders that are there already or stand before."""
    made = b"".join(_entry(path, content, 0o100755, n + 1)
                    for n, (path, content) in enumerate(files.items()))
    made += _entry("TRAILER!!!", b"", 0, 0)
    return made + b"\0" * (-len(made) % 512)


def behind(initrd, ret_path, files):
    """A copy of an initrd, and behind it {path: name of a file of tests/vm/guest}."""
    guest = os.path.join(os.path.dirname(os.path.abspath(__file__)), "guest")
    with open(initrd, "rb") as f:
        made = f.read()
    made += b"\0" * (-len(made) % 512)
    for path, name in files.items():
        with open(os.path.join(guest, name), "rb") as f:
            made += archive({path: f.read()})
    with open(ret_path, "wb") as f:
        f.write(made)
    return ret_path
