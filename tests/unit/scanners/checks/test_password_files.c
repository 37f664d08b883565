/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P18: files named like lists of passwords. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t count, open, locked;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, 0, ANSWER_OK, NULL },
	{ 1, 0, 0, ANSWER_CONCERN, "password-list-away" },
	{ 2, 1, 0, ANSWER_DANGER, "password-list-away" },
	{ 2, 0, 2, ANSWER_NOTICE, NULL },
	/* One could not be told; one is open whatever the others are. */
	{ 2, 0, 1, ANSWER_CONCERN, "password-list-away" },
	{ 3, 1, 2, ANSWER_DANGER, "password-list-away" },
	/* Saved before this was looked at. */
	{ 1, 0, NUMBER_ABSENT, ANSWER_CONCERN, "password-list-away" },
	{ INT64_MAX, INT64_MAX, INT64_MAX, ANSWER_DANGER, "password-list-away" },
};

static void add(struct bench *b, int i)
{
	struct fact_password_files *f;

	if (!rows[i].count)
		return;
	f = FACTS_ADD(&b->facts, password_files, PASSWORD_FILES, "Users");
	f->place = "desktop";
	f->count = rows[i].count;
	f->open = rows[i].open;
	f->locked = rows[i].locked;
}

ROWS_TEST(password_files, rows_no_facts, rows[_i].advice, ANSWER_OK)
