/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D9: what each user name may open. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *sort[2], *users[2];
	int64_t named;
	int names;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { "profile", "documents" }, { "none", "none" }, 1, 2, ANSWER_OK, NULL },
	{ { "profile", "top" }, { "none", "none" }, 1, 2, ANSWER_OK, NULL },
	{ { "profile", "top" }, { "none", "write" }, 1, 2, ANSWER_NOTICE, NULL },
	{ { "profile", "share" }, { "none", "read" }, 1, 2, ANSWER_NOTICE, NULL },
	{ { "profile" }, { "none" }, 1, 1, ANSWER_NOTICE, NULL },
	{ { "profile" }, { "none" }, 2, 2, ANSWER_NOTICE, NULL },
	{ { "desktop" }, { "read" }, 1, 2, ANSWER_CONCERN, "close-own-folders" },
	{ { "documents" }, { "full" }, 1, 1, ANSWER_CONCERN, "close-own-folders" },
	{ { "profile" }, { NULL }, NUMBER_ABSENT, 2, ANSWER_COULD_NOT_LOOK, NULL },
	/* One that could not be read does not hide one that is open. */
	{ { "desktop", "documents" }, { NULL, "read" }, 1, 2, ANSWER_CONCERN, "close-own-folders" },
	{ { NULL }, { NULL }, 1, 2, ANSWER_COULD_NOT_LOOK, NULL },
	/* Nobody of this PC itself: of a domain. */
	{ { "profile" }, { "none" }, 1, 0, ANSWER_OK, NULL },
};

static void add(struct bench *b, int i)
{
	for (int k = 0; k < 2; k++) {
		struct fact_folder_rights *f;

		if (!rows[i].sort[k])
			continue;
		f = FACTS_ADD(&b->facts, folder_rights, FOLDER_RIGHTS, "NTFS");
		f->sort = rows[i].sort[k];
		f->users = f->everyone = rows[i].users[k];
		f->named = rows[i].named;
	}
	for (int k = 0; k < rows[i].names; k++) {
		struct fact_account *a = FACTS_ADD(&b->facts, account, ACCOUNT, "SAM");

		a->rid = 1001 + k;
		a->enabled = FLAG_YES;
	}
}

ROWS_TEST(visible_areas, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
