/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P20: stored connections. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *program;
	int64_t count, open;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "winscp", 0, 0, ANSWER_OK, NULL },
	{ "windows", 9, 0, ANSWER_OK, NULL }, /* its own list is locked */
	{ "putty", 3, 0, ANSWER_NOTICE, "review-sessions" },
	{ "winscp", 3, 1, ANSWER_DANGER, "clear-sessions" },
};

static void add(struct bench *b, int i)
{
	struct fact_stored_session *f;

	if (!rows[i].count)
		return;
	f = FACTS_ADD(&b->facts, stored_session, STORED_SESSION, "HKCU\\x");
	f->program = rows[i].program;
	f->count = rows[i].count;
	f->open = rows[i].open;
}

ROWS_TEST(stored_sessions, rows_no_facts, rows[_i].advice, ANSWER_OK)
