/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A lent stick: loan.json as docs/data-partition.md lays it down, and what it allows today.
 * Must not open files, must not ask a clock. The file comes from a partition that any PC can
 * write to. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/str.h"
#include "core/checklist/recipients.h"

#define LOAN_FILE_MAX ((size_t)16384)
#define LOAN_PCS_MAX  5

/* In the order in which they are handed out. */
enum sticker {
	STICKER_BLUE,
	STICKER_YELLOW,
	STICKER_RED,
	STICKER_GREEN,
	STICKER_WHITE,
	STICKERS,
};

/* "blue" in files; a message id for people, too. */
const char *sticker_name(enum sticker sticker);
bool sticker_from_name(const char *name, enum sticker *ret);

struct loan_use {
	enum sticker sticker;
	int64_t day;
};

/* Days are 00:00 UTC of the day as it is called in Japan. */
struct loan {
	char slip[9];
	int64_t issued, until;
	unsigned pcs;
	char recipient[RECIPIENT_LENGTH + 1];
	char phone[21];
	char hours[61]; /* UTF-8 from a file: escape */
	struct loan_use used[LOAN_PCS_MAX];
	unsigned n_used;
};

/* The day in Japan at the moment t. */
int64_t loan_day(int64_t t);

/* ERR_FORMAT says what is wrong; ret is empty then. */
NODISCARD int loan_parse(const char *text, size_t n, struct loan *ret, struct err *err);

enum loan_state {
	LOAN_OPEN,
	LOAN_OVER, /* the date has passed */
	LOAN_SPENT /* no PCs left */
};
/* today: loan_day(). clock_wrong: the date says nothing, the number of PCs holds. */
enum loan_state loan_state(const struct loan *l, int64_t today, bool clock_wrong);

/* A clock before the programs were built (a moment, 0: not known), before the loan was issued or
 * before its last use is wrong. */
bool loan_clock_wrong(const struct loan *l, int64_t now, int64_t built);

unsigned loan_left(const struct loan *l);
const struct loan_use *loan_used(const struct loan *l, enum sticker sticker); /* or NULL */
/* Has been handed out with this loan and is free. */
bool loan_sticker_free(const struct loan *l, enum sticker sticker);

/* The file's text with one PC more in "used"; keys that we do not know stay. -EEXIST when the
 * sticker is used or not of this loan. */
NODISCARD int loan_use(const char *text, size_t n, enum sticker sticker, int64_t day,
		       struct str *out, struct err *err);
