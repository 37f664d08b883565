/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nameless counts over many visits: tally.csv as docs/data-partition.md lays it down. Counters
 * only; nothing finer than a month, no number of a case, no text. Must not open files, must not
 * ask a clock. The file comes from a partition that any PC can write to. */
#pragma once

#include <stdint.h>

#include "core/base/err.h"
#include "core/base/str.h"
#include "core/model/checkup.h"

#define TALLY_FILE_MAX ((size_t)1 << 20)
#define TALLY_ROWS_MAX 20000 /* fits into the file in any case */

enum tally_mode { TALLY_DESK, TALLY_SPECIALIST, TALLY_LOAN, TALLY_MODES };
const char *tally_mode_name(enum tally_mode mode);
bool tally_mode_from_name(const char *name, enum tally_mode *ret);

struct tally_row {
	uint32_t key; /* month, mode, item, value: in this order, so that rows sort by it */
	uint32_t count;
};

struct tally {
	struct tally_row *row;
	size_t n, cap;
};

/* The whole file. Anything but what tally_text() writes is ERR_FORMAT: somebody else's hand, or a
 * file that was cut. On an error ret is empty. */
NODISCARD int tally_parse(const char *text, size_t n, struct tally *ret, struct err *err);

/* One visit more. now: any moment of its month in Japan. minutes: how long it took. */
NODISCARD int tally_add(struct tally *t, int64_t now, enum tally_mode mode, unsigned minutes,
			const struct checkup *c, struct err *err);

void tally_text(const struct tally *t, struct str *out);
void tally_done(struct tally *t);
