#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares --json documents of one client: all but the source's own name must be equal.

compare.py same A B [KEY...]   the values under the named keys are equal, byte for byte
compare.py get A PATH          prints the value at a path like malware.state
compare.py count A ANSWER...   how many findings have one of these answers
"""
import json
import sys


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def text(value):
    return json.dumps(value, ensure_ascii=False, indent=1)


def same(a, b, keys):
    a, b, bad = load(a), load(b), 0
    for key in keys:
        left, right = text(a[key]).splitlines(), text(b[key]).splitlines()
        if left != right:
            bad = 1
            print(f"{key} differs:")
            for one, two in zip(left, right):
                if one != two:
                    print(f"  < {one}\n  > {two}")
            if len(left) != len(right):
                print(f"  {len(left)} lines against {len(right)}")
    return bad


def get(path, where):
    value = load(path)
    for part in where.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return 0


def count(path, answers):
    print(sum(f["answer"] in answers for f in load(path)["findings"]))
    return 0


if __name__ == "__main__":
    what, args = sys.argv[1], sys.argv[2:]
    if what == "same":
        sys.exit(same(args[0], args[1], args[2:]))
    if what == "get":
        sys.exit(get(args[0], args[1]))
    sys.exit(count(args[0], args[1:]))
