/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of old Windows programs: code page 932 ("Shift_JIS" as Windows means it), and lines of text
 * files that do not say in what they are written. Bytes in, UTF-8 out; no iconv, no locale, so that
 * a worker needs nothing for it. */
#pragma once

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"

/* UTF-8 in the arena, terminated. A byte that is no character becomes U+FFFD, NUL ends the text. */
const char *cp932_text(struct arena *a, const char *p, size_t n);

/* A text file: UTF-16 with its mark (or plainly of that kind), UTF-8, or else code page 932, each
 * line for itself. Lines end with LF, CR LF or the end of the file. */
struct text_file {
	struct bytes data;
	size_t pos;
	bool utf16;
};

#define TEXT_LINE_MAX ((size_t)4096) /* bytes of a line; what is longer is cut */

struct text_file text_file_of(struct bytes data);
/* The next line into buf (TEXT_LINE_MAX * 3 + 1 bytes) as UTF-8, without its end; false at the end
 * of the file. */
bool text_file_line(struct text_file *f, char *buf);
#define TEXT_BUF (TEXT_LINE_MAX * 3 + 1)
