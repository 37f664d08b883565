/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N3: the first version of file sharing. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_old_file_sharing;

static const struct {
	enum flag server;
	int64_t client, build;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_ABSENT, NUMBER_ABSENT, 26200, ANSWER_OK, NULL },
	{ FLAG_NO, 4, 26200, ANSWER_OK, NULL },
	{ FLAG_NO, NUMBER_ABSENT, 7601, ANSWER_OK, NULL },
	{ FLAG_YES, NUMBER_ABSENT, 26200, ANSWER_DANGER, "old-sharing-off" },
	{ FLAG_ABSENT, NUMBER_ABSENT, 7601, ANSWER_DANGER, "old-sharing-off" },
	{ FLAG_ABSENT, NUMBER_ABSENT, 15063, ANSWER_DANGER, "old-sharing-off" },
	{ FLAG_NO, 2, 19045, ANSWER_DANGER, "old-sharing-off" },
	{ FLAG_ABSENT, 3, 16299, ANSWER_DANGER, "old-sharing-off" },
	{ FLAG_ABSENT, NUMBER_ABSENT, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
	{ FLAG_YES, NUMBER_ABSENT, NUMBER_ABSENT, ANSWER_DANGER, "old-sharing-off" },
};

static void add_one(struct bench *b, enum flag server, int64_t client)
{
	struct fact_file_sharing *f = FACTS_ADD(&b->facts, file_sharing, FILE_SHARING, "SYSTEM\\x");

	f->old_server = server;
	f->old_client_start = client;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].server, rows[i].client);
}

static void good(struct bench *b)
{
	add_one(b, FLAG_NO, NUMBER_ABSENT);
	bench_version(b, 26200);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_version(&b, rows[_i].build);
	bench_collected(&b, &check_old_file_sharing);
	bench_want(&b, &check_old_file_sharing, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_old_file_sharing, good);
	ck_assert_int_eq(bench_nothing_found(&check_old_file_sharing), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("old-file-sharing");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("old-file-sharing", cases);
}
