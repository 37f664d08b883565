/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P18: files named like lists of passwords, and notes on the screen. */
#include "tests/unit/scanners/checks/rows_bench.h"

#define SEEN  FACT_STATE_COLLECTED
#define AWAY  "password-list-away"
#define NO_NO (-2) /* no note at all */

static const struct {
	int64_t count, open, locked, notes;
	enum fact_state state; /* of the notes */
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, 0, NO_NO, SEEN, ANSWER_OK, NULL },
	{ 1, 0, 0, NO_NO, SEEN, ANSWER_CONCERN, AWAY },
	{ 2, 1, 0, NO_NO, SEEN, ANSWER_DANGER, AWAY },
	{ 2, 0, 2, NO_NO, SEEN, ANSWER_NOTICE, NULL },
	/* One could not be told; one is open whatever the others are. */
	{ 2, 0, 1, NO_NO, SEEN, ANSWER_CONCERN, AWAY },
	{ 3, 1, 2, NO_NO, SEEN, ANSWER_DANGER, AWAY },
	/* Saved before this was looked at. */
	{ 1, 0, NUMBER_ABSENT, NO_NO, SEEN, ANSWER_CONCERN, AWAY },
	{ INT64_MAX, INT64_MAX, INT64_MAX, NO_NO, SEEN, ANSWER_DANGER, AWAY },
	/* Notes alone are a question; that they could not be looked for is told; a list is worse. */
	{ 0, 0, 0, 3, SEEN, ANSWER_NOTICE, NULL },
	{ 0, 0, 0, NUMBER_ABSENT, SEEN, ANSWER_NOTICE, NULL },
	{ 0, 0, 0, 3, FACT_STATE_PARTIAL, ANSWER_NOTICE, NULL },
	{ 2, 1, 0, 3, SEEN, ANSWER_DANGER, AWAY },
	{ 0, 0, 0, NO_NO, FACT_STATE_FAILED, ANSWER_COULD_NOT_LOOK, NULL },
	{ 0, 0, 0, NO_NO, FACT_STATE_PARTIAL, ANSWER_COULD_NOT_LOOK, NULL },
	{ 0, 0, 0, NO_NO, FACT_STATE_NOT_COLLECTED, ANSWER_COULD_NOT_LOOK, NULL },
	{ 2, 1, 0, NO_NO, FACT_STATE_FAILED, ANSWER_DANGER, AWAY },
};

static void add(struct bench *b, int i)
{
	struct fact_sticky_notes *n;
	struct fact_password_files *f;

	bench_state(b, FACT_KIND_STICKY_NOTES, rows[i].state, "because the test says so");
	if (rows[i].notes != NO_NO) {
		n = FACTS_ADD(&b->facts, sticky_notes, STICKY_NOTES, "Sticky Notes");
		n->notes = rows[i].notes;
	}
	if (!rows[i].count)
		return;
	f = FACTS_ADD(&b->facts, password_files, PASSWORD_FILES, "Users");
	f->place = "desktop";
	f->count = rows[i].count;
	f->open = rows[i].open;
	f->locked = rows[i].locked;
}

/* Where nothing is said of notes, nobody looked for them. */
ROWS_TEST(password_files, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
