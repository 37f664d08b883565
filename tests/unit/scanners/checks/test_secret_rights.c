/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D5: who may open what is named as secret. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t count, everyone, changeable, readable, unread;
	int names; /* user names in use; -1: not known */
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, 0, 0, 0, 3, ANSWER_NOT_APPLICABLE, NULL },
	{ 5, 0, 0, 0, 0, 3, ANSWER_OK, NULL },
	{ 5, 0, 0, 1, 0, 3, ANSWER_CONCERN, "close-secret-folders" },
	{ 5, 0, 1, 0, 0, 3, ANSWER_CONCERN, "close-secret-folders" },
	{ 5, 0, 2, 1, 0, 1, ANSWER_NOTICE, "one-name-each" },
	{ 5, 0, 0, 1, 0, -1, ANSWER_CONCERN, "close-secret-folders" },
	{ 5, 1, 0, 0, 0, 1, ANSWER_DANGER, "close-secret-folders" },
	{ 5, 5, 0, 0, 0, 3, ANSWER_DANGER, "close-secret-folders" },
	{ 5, 0, 0, 0, 1, 3, ANSWER_COULD_NOT_LOOK, NULL },
	/* One that could not be read does not hide one that is bad. */
	{ 5, 1, 0, 0, 4, 3, ANSWER_DANGER, "close-secret-folders" },
	{ INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, 3, ANSWER_DANGER,
	  "close-secret-folders" },
};

static void add(struct bench *b, int i)
{
	/* In two places: counts are summed up, and do not run over. */
	for (int k = 0; k < 2 && rows[i].count; k++) {
		struct fact_secret_rights *f =
		    FACTS_ADD(&b->facts, secret_rights, SECRET_RIGHTS, "NTFS");

		f->place = k ? "drive" : "user";
		f->count = rows[i].count;
		f->everyone = rows[i].everyone;
		f->changeable = rows[i].changeable;
		f->readable = rows[i].readable;
		f->unread = rows[i].unread;
	}
	for (int k = 0; k < rows[i].names; k++) {
		struct fact_account *a = FACTS_ADD(&b->facts, account, ACCOUNT, "SAM");

		a->rid = 1001 + k;
		a->enabled = FLAG_YES;
	}
	if (rows[i].names >= 0)
		bench_state(b, FACT_KIND_ACCOUNT, FACT_STATE_COLLECTED, NULL);
}

static void good(struct bench *b)
{
	add(b, 1);
}

ROWS_TEST(secret_rights, good, rows[_i].advice, ANSWER_NOT_APPLICABLE)
