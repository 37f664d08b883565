/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16 for macOS: every answer of mac-screen-lock. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	struct {
		enum flag active, secure;
		int64_t idle;
	} user[2];
	size_t n;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { { FLAG_YES, FLAG_YES, 300 } }, 1, ANSWER_OK, NULL },
	{ { { FLAG_YES, FLAG_YES, 600 }, { FLAG_YES, FLAG_YES, 60 } }, 2, ANSWER_OK, NULL },
	{ { { FLAG_YES, FLAG_YES, 900 } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_YES, FLAG_YES, 3600 } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_NO, FLAG_YES, NUMBER_ABSENT } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_YES, FLAG_NO, 300 } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_YES, FLAG_ABSENT, 300 } }, 1, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { FLAG_ABSENT, FLAG_YES, NUMBER_ABSENT } }, 1, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { FLAG_YES, FLAG_YES, 300 }, { FLAG_ABSENT, FLAG_ABSENT, NUMBER_ABSENT } },
	  2,
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	for (size_t k = 0; k < r->n; k++) {
		struct fact_screen_lock *f = FACTS_ADD(&b->facts, screen_lock, SCREEN_LOCK, "x");

		f->active = r->user[k].active;
		f->secure = r->user[k].secure;
		f->idle_seconds = r->user[k].idle;
	}
}

ROWS_TEST(mac_screen_lock, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
