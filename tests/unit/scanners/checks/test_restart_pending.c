/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S4: do updates wait for a restart? */
#include "tests/unit/scanners/checks/rows_bench.h"

#define Y FLAG_YES
#define N FLAG_NO
#define A FLAG_ABSENT

static const struct {
	enum flag store, update;
	int64_t packages;
	enum flag list;
	enum answer_kind want;
} rows[] = {
	{ N, N, 0, N, ANSWER_OK },
	{ Y, N, 0, N, ANSWER_CONCERN },
	{ N, Y, 0, N, ANSWER_CONCERN },
	{ N, N, 3, N, ANSWER_CONCERN },
	{ N, N, 0, Y, ANSWER_CONCERN },
	{ N, Y, 0, A, ANSWER_CONCERN },
	{ N, N, 0, A, ANSWER_COULD_NOT_LOOK }, /* one place was not seen */
	{ A, N, 0, N, ANSWER_COULD_NOT_LOOK },
	{ N, N, NUMBER_ABSENT, N, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, int i)
{
	struct fact_restart_pending *f =
	    FACTS_ADD(&b->facts, restart_pending, RESTART_PENDING, "SOFTWARE\\x");

	f->component_store = rows[i].store;
	f->windows_update = rows[i].update;
	f->packages = rows[i].packages;
	f->pending_list = rows[i].list;
}

ROWS_TEST(restart_pending, rows_first, rows[_i].want == ANSWER_CONCERN ? "restart-now" : NULL,
	  ANSWER_COULD_NOT_LOOK)
