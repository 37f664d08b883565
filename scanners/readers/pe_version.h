/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a program for Windows says of itself: its version (VS_FIXEDFILEINFO) and its texts, such as the
 * name that it was made under, in the resources of a PE file; and whether it carries a maker's mark.
 * Facts about the format: Microsoft, "PE Format" and "Version information structures". Nothing else of
 * a program is looked at. A worker needs nothing for it. */
#pragma once

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"

struct pe_version {
	uint16_t part[4]; /* 142.0.7444.176 */
};

/* -EBADMSG: this is no program, or one whose resources lie outside of it; -ENOENT: it bears none. */
NODISCARD int pe_version_read(struct bytes file, struct pe_version *ret, struct err *err);

/* Does it carry a table of certificates (Authenticode), by which its maker can be told? Not what is in
 * it: nothing is verified. head: the program's first bytes, 4 KiB are enough. -EBADMSG as above. */
NODISCARD int pe_version_marked(struct bytes head, bool *ret, struct err *err);

#define PE_TEXT_MAX 260u /* characters */

/* One of its texts ("OriginalFilename", "CompanyName"), in the arena. -ENOENT: it has none; else as
 * above. */
NODISCARD int pe_version_text(struct bytes file, const char *key, struct arena *a, const char **ret,
			      struct err *err);
