/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growing byte string with a mandatory ceiling. Past the ceiling nothing more is added and
 * `full` stays set: a caller that cares asks, one that only shows text does not have to. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/util.h"

struct str {
	char *p;    /* always terminated once anything was added; NULL when untouched */
	size_t len; /* bytes without the terminator */
	size_t cap;
	size_t ceiling; /* bytes without the terminator */
	bool full;      /* something did not fit */
};

/* clang-format off */
#define STR_INIT(max) { .ceiling = (max) }
/* clang-format on */

void str_add(struct str *s, const char *text);
void str_addn(struct str *s, const char *text, size_t n);
void str_addc(struct str *s, char c);
void str_addf(struct str *s, const char *fmt, ...) PRINTF(2, 3);
void str_clear(struct str *s);          /* keeps the memory */
void str_done(struct str *s);           /* frees */
const char *str_c(const struct str *s); /* never NULL */
