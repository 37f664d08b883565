/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sentence that keeps its language open: a message id (the English text, with {0} {1} ...)
 * and its values. Saved, replayed and only at the end rendered by core/text in the language on
 * screen. Values are data: never a format, escaped when shown. Plain memory, no I/O. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"

#define PHRASE_ARGS 4

enum phrase_arg_type {
	PHRASE_ARG_NUMBER, /* shown with thousands separators */
	PHRASE_ARG_TEXT,   /* from a disk: escaped when shown */
	PHRASE_ARG_WORD,   /* a message id itself: translated when shown */
	PHRASE_ARG_DATE,   /* seconds since 1970 UTC, shown as a date in the client's zone */
	PHRASE_ARG_BYTES,  /* a size, shown as "18.2 GB" */
	PHRASE_ARG_DAY,    /* a date of a calendar (support ends): the same day in every zone */
};

struct phrase_arg {
	enum phrase_arg_type type;
	int64_t number;
	const char *text;
};

struct phrase {
	const char *id; /* NULL: nothing to say */
	unsigned n_args;
	struct phrase_arg arg[PHRASE_ARGS];
};

/* Builders; use as phrase_of(N_("... {0} ... {1}"), 2, PHRASE_NUMBER(3), PHRASE_TEXT(name)).
 * Texts are borrowed: they must live as long as the phrase (see phrase_copy). */
#define PHRASE_NUMBER(n) ((struct phrase_arg){ PHRASE_ARG_NUMBER, (n), NULL })
#define PHRASE_TEXT(t)   ((struct phrase_arg){ PHRASE_ARG_TEXT, 0, (t) })
#define PHRASE_WORD(t)   ((struct phrase_arg){ PHRASE_ARG_WORD, 0, (t) })
#define PHRASE_DATE(t)   ((struct phrase_arg){ PHRASE_ARG_DATE, (t), NULL })
#define PHRASE_BYTES(n)  ((struct phrase_arg){ PHRASE_ARG_BYTES, (n), NULL })
#define PHRASE_DAY(t)    ((struct phrase_arg){ PHRASE_ARG_DAY, (t), NULL })
#define PHRASE_NONE      ((struct phrase){ 0 })
#define PHRASE(text)     ((struct phrase){ .id = (text) })

struct phrase phrase_of(const char *id, unsigned n_args, ...);
struct phrase phrase_copy(struct arena *a, const struct phrase *p);
bool phrase_equal(const struct phrase *a, const struct phrase *b);
