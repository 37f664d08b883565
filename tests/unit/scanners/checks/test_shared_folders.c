/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N4: shared folders. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_shared_folders;

static const struct {
	const char *area[2], *everyone[2];
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { NULL }, { NULL }, ANSWER_OK, NULL },
	{ { "printer" }, { "full" }, ANSWER_OK, NULL },
	{ { "folder" }, { "none" }, ANSWER_NOTICE, NULL },
	{ { "folder" }, { "read" }, ANSWER_NOTICE, NULL },
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

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_shared_folders);
	bench_want(&b, &check_shared_folders, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_shared_folders, good);
	ck_assert_int_eq(bench_nothing_found(&check_shared_folders), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("shared-folders");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("shared-folders", cases);
}
