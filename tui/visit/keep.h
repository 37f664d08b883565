/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A visit as text and back, so that a kiosk that fell can go on with it. Lines "key value";
 * what a disk told (its path, its model) in hex. The check's records are not in here: they are
 * read again as they came. Pure: no files. */
#pragma once

#include "tui/visit/visit.h"

#define VISIT_KEPT_MAX ((size_t)64 << 10)

/* Adds the lines to out. */
void visit_keep(const struct visit *v, struct str *out);
/* Into v, fresh from visit_init(). Texts go into the arena. Lines with another key are left to
 * others. ERR_FORMAT when a line is not as visit_keep() writes it. */
NODISCARD int visit_take_up(struct visit *v, struct arena *a, const char *text, size_t n,
			    struct err *err);

/* --- for whoever keeps lines of his own beside them ------------------------------------------ */
/* Next line of text into buf as key and value (the rest, may be ""). False at the end. */
bool kept_line(const char **text, const char *end, char *buf, size_t size, const char **ret_key,
	       const char **ret_value);
