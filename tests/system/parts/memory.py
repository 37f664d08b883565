# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command and says how much memory it had at its peak, all of its processes together.

usage: memory.py COMMAND...       prints KiB: the highest sum of the peaks of those that lived at once
"""
import os
import subprocess
import sys
import time


def tree(root):
    children = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, encoding="utf-8", errors="replace") as f:
                parent = int(f.read().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def peak_of(pid):
    try:
        with open("/proc/%d/status" % pid, encoding="utf-8", errors="replace") as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def main():
    peak = 0
    with subprocess.Popen(sys.argv[1:], stdout=sys.stderr) as command:
        while command.poll() is None:
            peak = max(peak, sum(peak_of(pid) for pid in tree(command.pid)))
            time.sleep(0.03)
    print(peak)
    return command.returncode


sys.exit(main())
