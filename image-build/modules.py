#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""modules.py FOLDER: names every kernel module below FOLDER that could make a network interface or
talk over one, by the kernel's functions that it asks for. Exit code 1 when there is any."""
import lzma
import pathlib
import sys

# A module that makes an interface or opens a socket cannot do it without one of these.
ASKS_FOR = (b"register_netdev", b"register_netdevice", b"alloc_netdev_mqs", b"alloc_etherdev",
            b"rtnl_link_register", b"sock_create", b"__sock_create", b"sock_create_kern",
            b"kernel_connect", b"kernel_sendmsg", b"dev_queue_xmit", b"__dev_queue_xmit",
            b"netlink_kernel_create", b"__netlink_kernel_create", b"wiphy_new", b"hci_register_dev")
# Tell programs of this machine what happens to a disk, and nobody else.
KNOWN = {"drivers/scsi/scsi_mod"}


def content(path):
    data = path.read_bytes()
    return lzma.decompress(data) if path.suffix == ".xz" else data


def asked(data):
    return [name.decode() for name in ASKS_FOR if b"\0" + name + b"\0" in data]


def main():
    bad = looked = 0
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.ko*")):
        looked += 1
        name = str(path).split("/kernel/")[1].split(".ko")[0]
        words = asked(content(path))
        if words and name not in KNOWN:
            bad += 1
            print(f"{name}: {' '.join(words)}")
    print(f"{looked} modules, {bad} could make or use a network")
    return 1 if bad or not looked else 0


sys.exit(main())
