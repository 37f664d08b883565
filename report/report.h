/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet as text and as PDF, in the language on screen. One model (core/checklist/sheet.h),
 * several faces: nothing is judged here. Must not open files: bytes go to the caller. */
#pragma once

#include "core/base/err.h"
#include "core/checklist/sheet.h"

#define REPORT_TEXT_COLUMNS 80
#define REPORT_TEXT_MAX     ((size_t)4 << 20) /* a sensible ceiling for out of report_text() */

/* UTF-8, lines of at most 80 cells, "\n" at their end. Returns 0, or -E2BIG when out's ceiling was
 * met (out then holds the beginning). */
NODISCARD int report_text(const struct sheet *s, struct str *out);

/* Takes n bytes of the PDF; 0 to go on, negative errno to stop. */
typedef int report_write(void *arg, const void *bytes, size_t n);

/* One A4 page. Always one: long texts are fitted, what has no room is counted ("... 3 more").
 * The same sheet gives the same bytes: the PDF's date is SOURCE_DATE_EPOCH if set, else the
 * sheet's. ERR_UNSUPPORTED when the font (IPAexGothic) is not installed. */
NODISCARD int report_pdf(const struct sheet *s, report_write *write, void *arg, struct err *err);

/* The same with letters a third larger, on two A4 pages across. */
NODISCARD int report_pdf_large(const struct sheet *s, report_write *write, void *arg,
			       struct err *err);

/* report_pdf() into a file descriptor. */
NODISCARD int report_pdf_fd(const struct sheet *s, int fd, struct err *err);
