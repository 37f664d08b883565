#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
# Writes core/text/text_width_table.h: which code points take two cells, which none.
# Run by hand when Unicode moves on: python3 core/text/text_width.py > core/text/text_width_table.h
# Wide: East_Asian_Width W and F. None: Mn, Me, Cf but the soft hyphen, and the vowels and final
# consonants of old Hangul. Everything else, ambiguous ones with it, takes one.
import unicodedata


def width(cp):
    c = chr(cp)
    category = unicodedata.category(c)
    if cp == 0xAD:
        return 1
    if category in ('Mn', 'Me', 'Cf') or 0x1160 <= cp <= 0x11FF or 0xD7B0 <= cp <= 0xD7FB:
        return 0
    # Of unassigned code points this module says F, which only the blocks below deserve.
    if category != 'Cn' and unicodedata.east_asian_width(c) in 'WF':
        return 2
    # Planes 2 and 3 and the ideograph blocks are wide as a whole, assigned or not (UAX 11).
    if (0x3400 <= cp <= 0x4DBF or 0x4E00 <= cp <= 0x9FFF or 0xF900 <= cp <= 0xFAFF or
            0x20000 <= cp <= 0x2FFFD or 0x30000 <= cp <= 0x3FFFD):
        return 2
    return 1


def ranges(wanted):
    start = None
    for cp in range(0xA0, 0x110000):
        if 0xD800 <= cp <= 0xDFFF:
            hit = False
        else:
            hit = width(cp) == wanted
        if hit and start is None:
            start = cp
        if not hit and start is not None:
            yield start, cp - 1
            start = None
    if start is not None:
        yield start, 0x10FFFF


def table(name, wanted):
    print('static const struct width_range %s[] = {' % name)
    row = []
    for a, b in ranges(wanted):
        row.append('{ 0x%04x, 0x%04x }' % (a, b))
        if len(row) == 4:
            print('\t' + ', '.join(row) + ',')
            row = []
    if row:
        print('\t' + ', '.join(row) + ',')
    print('};')


print('/* SPDX-License-Identifier: GPL-2.0-or-later */')
print('/* Made by core/text/text_width.py from Unicode %s. Do not edit. */' % unicodedata.unidata_version)
print('/* clang-format off */\n#pragma once\n\n#include <stdint.h>\n')
print('struct width_range {\n\tuint32_t first, last;\n};\n')
table('width_none', 0)
print()
table('width_wide', 2)
