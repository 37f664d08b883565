/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Erase numbers: what the receipt of a visit says, and the list on the stick in which the chamber
 * finds it (erasures.csv of docs/data-partition.md). Nameless: a random number, a month, yes or no.
 * Must not open files or ask a clock. The list comes from a partition that any PC can write to. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/str.h"

#define ERASURES_FILE_MAX ((size_t)1 << 20)
#define ERASURES_MAX      20000 /* fit into the file in any case */
#define ERASURE_NUMBER    15    /* "5F3A-91C2-0D7E" and its end */

struct erasure {
	char number[ERASURE_NUMBER];
	char month[8]; /* "2026-11" */
	bool ok;       /* every proof succeeded */
};

struct erasures {
	struct erasure *row; /* sorted by month and number: their order tells nothing either */
	size_t n;
};

/* Eight random digits and four that check them: a slip of the pen is seen. */
void erasure_number(uint32_t random, char ret[ERASURE_NUMBER]);
bool erasure_number_good(const char *number);

/* The whole file. Anything but what erasures_text() writes is ERR_FORMAT; ret is empty then. */
NODISCARD int erasures_parse(const char *text, size_t n, struct erasures *ret, struct err *err);
/* now: any moment of its month in Japan. ERR_LIMIT when the list is full. */
NODISCARD int erasures_add(struct erasures *e, const char *number, int64_t now, bool ok,
			   struct err *err);
void erasures_text(const struct erasures *e, struct str *out);
void erasures_done(struct erasures *e);
