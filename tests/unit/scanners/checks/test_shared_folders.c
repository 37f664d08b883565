/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N4: shared folders. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *area[2], *everyone[2];
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { NULL }, { NULL }, ANSWER_OK, NULL },
	{ { "printer" }, { "full" }, ANSWER_OK, NULL },
	{ { "folder" }, { "none" }, ANSWER_NOTICE, "ask-shared-folders" },
	{ { "folder" }, { "read" }, ANSWER_NOTICE, "ask-shared-folders" },
	{ { "folder" }, { "write" }, ANSWER_CONCERN, "close-shares" },
	{ { "folder" }, { "full" }, ANSWER_DANGER, "close-shares" },
	{ { "drive" }, { "none" }, ANSWER_CONCERN, "close-shares" },
	{ { "users" }, { "read" }, ANSWER_CONCERN, "close-shares" },
	{ { "folder" }, { NULL }, ANSWER_COULD_NOT_LOOK, NULL },
	/* A list that could not be read does not hide one that is bad. */
	{ { "folder", "folder" }, { NULL, "full" }, ANSWER_DANGER, "close-shares" },
	{ { "folder", "folder" }, { "none", NULL }, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add_one(struct bench *b, const char *area, const char *everyone)
{
	struct fact_share *f = FACTS_ADD(&b->facts, share, SHARE, "SYSTEM\\x");

	f->area = area;
	f->everyone = everyone;
}

static void add(struct bench *b, int i)
{
	for (size_t k = 0; k < 2; k++)
		if (rows[i].area[k])
			add_one(b, rows[i].area[k], rows[i].everyone[k]);
}

static void good(struct bench *b)
{
	add_one(b, "printer", "full");
}

ROWS_TEST(shared_folders, good, rows[_i].advice, ANSWER_OK)
