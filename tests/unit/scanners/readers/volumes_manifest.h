/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One image with everything that a volume can hold, made once per test program. */
#pragma once

#include "tests/unit/scanners/readers/volumes.h"

static const char volumes_manifest[] =
    "size 48M\nlabel \"業務用PC\"\nserial 0x1A2B3C4D5E6F7081\ntime 2026-11-20T09:00:00Z\n"
    "file \"Users/yamada/Desktop/見積書.txt\" text \"hello\\n\"\n"
    "stream \"Users/yamada/Desktop/見積書.txt\" Zone.Identifier text \"ZoneId=3\"\n"
    "many Users/yamada/Documents 400 3K 7\n"
    "compressed Users/packed.txt from manifest\n"
    "sparse Users/hole.bin 3G\n"
    "wof Windows/x4.txt xpress4k from manifest\n"
    "wof Windows/x4.bin xpress4k fill 100000 3\n"
    "wof Windows/x8.txt xpress8k from manifest\n"
    "wof Windows/x16.txt xpress16k from manifest\n"
    "wof Windows/lzx.txt lzx from manifest\n"
    "wof Windows/zero.bin lzx zero 200K\n"
    "wof Windows/odd.txt none from manifest\n"
    "onedrive Users/yamada/OneDrive/note.txt text here\n"
    "onedrive Users/yamada/OneDrive/big.bin fill 100K 9\n"
    "cloud Users/yamada/OneDrive/cloud.docx 1M\n"
    "dedup Users/dedup.bin 1M\n"
    "efs Users/secret.txt text secret\n"
    "file Users/tagged.txt text tagged\n"
    "reparse Users/tagged.txt 0x8000abcd hex 0102\n"
    "file \"odd /trailing dot.\" text dot\n"
    "file \"odd /lone\\ud800.txt\" text lone\n"
    "file \"odd /rtl\\u202egnp.exe\" text rtl\n"
    "file \"odd /esc\\x1b[31m\\nnl\" text esc\n"
    "link Users/hard.txt \"Users/yamada/Desktop/見積書.txt\"\n"
    "junction \"Documents and Settings\" \"\\\\??\\\\C:\\\\Users\"\n"
    "symlink Users/sym.txt \"C:\\\\x\"\n"
    "eicar-zip Users/yamada/Downloads/e.zip\n"
    "mtime Users/packed.txt 2020-02-29T12:00:00Z\n"
    "attributes Users/packed.txt hidden\n";

static inline const char *volumes_image(void)
{
	if (access(fixtures_path("a.img"), R_OK) != 0)
		volumes_make("a.img", volumes_manifest);
	return "a.img";
}
