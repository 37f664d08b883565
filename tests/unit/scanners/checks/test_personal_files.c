/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P19: files named as holding personal data, and whether they ask for a password. */
#include "tests/unit/scanners/checks/rows_bench.h"

#define LOCK    "lock-personal-files"
#define NUMBERS "lock-my-numbers"
#define MUCH    INT64_MAX

static const struct {
	int64_t count, open, locked, numbers, numbers_open;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	/* None of that name is never "fine". */
	{ 0, 0, 0, 0, 0, ANSWER_NOT_APPLICABLE, NULL },
	{ 3, 0, 3, 0, 0, ANSWER_OK, NULL },
	{ 3, 0, 3, 2, 0, ANSWER_OK, NULL },
	{ 3, 1, 2, 0, 0, ANSWER_CONCERN, LOCK },
	{ 3, 3, 0, 0, 0, ANSWER_CONCERN, LOCK },
	/* An open list beside My Numbers that are locked, or that could not be told. */
	{ 3, 1, 2, 2, 0, ANSWER_CONCERN, LOCK },
	{ 3, 1, 0, 2, 0, ANSWER_CONCERN, LOCK },
	{ 3, 1, 2, 1, 1, ANSWER_DANGER, NUMBERS },
	{ 3, 3, 0, 1, 1, ANSWER_DANGER, NUMBERS },
	/* One that could not be told leaves "all are locked" open, and hides none that is open. */
	{ 3, 0, 2, 0, 0, ANSWER_COULD_NOT_LOOK, NULL },
	{ 3, 0, 0, 3, 0, ANSWER_COULD_NOT_LOOK, NULL },
	{ 9, 1, 0, 0, 0, ANSWER_CONCERN, LOCK },
	/* A record from elsewhere may say anything. */
	{ 3, NUMBER_ABSENT, NUMBER_ABSENT, NUMBER_ABSENT, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK,
	  NULL },
	{ 3, -5, 3, -5, -5, ANSWER_OK, NULL },
	{ MUCH, MUCH, MUCH, MUCH, MUCH, ANSWER_DANGER, NUMBERS },
	{ MUCH, 0, MUCH, MUCH, 0, ANSWER_OK, NULL },
	{ MUCH, 0, 1, MUCH, 0, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	/* In two places: counts are summed up, and do not run over. */
	for (int k = 0; k < 2 && rows[i].count; k++) {
		struct fact_personal_files *f =
		    FACTS_ADD(&b->facts, personal_files, PERSONAL_FILES, "Users");

		f->place = k ? "documents" : "desktop";
		f->count = rows[i].count;
		f->open = rows[i].open;
		f->locked = rows[i].locked;
		f->numbers = rows[i].numbers;
		f->numbers_open = rows[i].numbers_open;
	}
}

static void good(struct bench *b)
{
	add(b, 1);
}

ROWS_TEST(personal_files, good, rows[_i].advice, ANSWER_NOT_APPLICABLE)
