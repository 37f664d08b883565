/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian's `age` as a child: bytes in by a pipe, bytes out by a pipe, never a file. A pass phrase
 * is typed for it on a terminal that we make, because age asks nowhere else. */
#pragma once

#include <stddef.h>

#include "core/base/err.h"
#include "core/base/str.h"

struct age_call {
	const char *const *argv; /* argv[0] is "age"; NULL at the end */
	const void *in;
	size_t n;
	int key_fd;       /* becomes /dev/fd/3 of age; -1: none */
	const char *pass; /* typed when age asks; NULL: it may ask on a terminal of its own */
};

/* Fills out (with its ceiling). -EACCES: the pass phrase or the key is not the right one. Waits at
 * most five minutes. */
NODISCARD int age_run(const struct age_call *call, struct str *out, struct err *err);
