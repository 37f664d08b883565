/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D8: mail kept on the PC. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_local_mail;

static const struct {
	int64_t files, bytes;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, ANSWER_OK, NULL },
	{ 1, 0, ANSWER_NOTICE, NULL },
	{ 280, (int64_t)9 << 30, ANSWER_NOTICE, NULL },
};

static void add(struct bench *b, int i)
{
	struct fact_mail_store *f;

	if (!rows[i].files)
		return;
	f = FACTS_ADD(&b->facts, mail_store, MAIL_STORE, "Users");
	f->files = rows[i].files;
	f->bytes = rows[i].bytes;
}

static void good(struct bench *b)
{
	(void)b;
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_local_mail);
	bench_want(&b, &check_local_mail, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_local_mail, good);
	ck_assert_int_eq(bench_nothing_found(&check_local_mail), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("local-mail");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("local-mail", cases);
}
