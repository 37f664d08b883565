/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads one GNU .mo catalogue. Our own reader because gettext(3) of a newer glibc (Debian 13)
 * translates nothing in C.UTF-8, the only locale that a bare Debian and our stick have
 * (docs/adr/0005-gettext.md).
 * Every offset of the file is checked when it is opened; look-ups are pure. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

#define CATALOGUE_SIZE_MAX     ((size_t)8 << 20)
#define CATALOGUE_MESSAGES_MAX 65536u

struct catalogue {
	uint8_t *data; /* owned; a zero is added behind the last byte */
	size_t n;
	const char **id,
	    **text; /* sorted as in the file; both owned arrays of pointers into data */
	uint32_t n_messages;
};

/* ERR_IO when it can't be read, ERR_FORMAT when it is no catalogue in UTF-8. */
NODISCARD int catalogue_open(struct catalogue *c, const char *path, struct err *err);
NODISCARD int catalogue_parse(struct catalogue *c, const void *data, size_t n, struct err *err);
void catalogue_close(struct catalogue *c); /* harmless twice */

/* The translation, or NULL. id: the English text, "context\004text" for one with a context. */
const char *catalogue_find(const struct catalogue *c, const char *id);
