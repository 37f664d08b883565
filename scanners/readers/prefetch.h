/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A note of Windows about a program that was started (Prefetch\*.pf): its name, how often and when. Plain
 * (up to Windows 8) and packed (MAM, XPRESS Huffman, from Windows 10 on; through libwim). Facts about
 * the format: Joachim Metz, "Windows Prefetch File (PF) format". Only its beginning is looked at; what the
 * program loaded is not. A worker needs nothing for it but memory. */
#pragma once

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/times.h"

struct prefetch {
	const char *name; /* "WINNY2.EXE", at most 29 characters; arena */
	int64_t last_run; /* UTC, or TIME_ABSENT */
	uint32_t runs;
};

/* -EBADMSG: this is none, or a damaged one; -ENOTSUP: of a version that is not known. */
NODISCARD int prefetch_read(struct bytes file, struct arena *a, struct prefetch *ret,
			    struct err *err);
