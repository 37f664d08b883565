/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U12: writing of discs, for information. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_disc_writing;

static struct fact_optical_policy *add(struct bench *b, const char *scope)
{
	struct fact_optical_policy *f =
	    FACTS_ADD(&b->facts, optical_policy, OPTICAL_POLICY, "SOFTWARE\\x");

	f->scope = scope;
	return f;
}

static void good(struct bench *b)
{
	add(b, "machine")->deny_all = FLAG_YES;
}

static const struct {
	enum flag all, write, none, user; /* user: deny_write of both users */
	enum answer_kind want;
} rows[] = {
	{ FLAG_YES, 0, 0, 0, ANSWER_OK },
	{ 0, FLAG_YES, 0, 0, ANSWER_OK },
	{ 0, 0, FLAG_YES, 0, ANSWER_NOTICE },
	{ 0, 0, 0, 0, ANSWER_NOTICE },
	{ FLAG_NO, FLAG_NO, FLAG_NO, FLAG_NO, ANSWER_NOTICE },
	{ 0, 0, 0, FLAG_YES, ANSWER_OK },
};

START_TEST(judges_each_row)
{
	struct fact_optical_policy *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b, "machine");
	f->deny_all = rows[_i].all;
	f->deny_write = rows[_i].write;
	f->no_burning = rows[_i].none;
	add(&b, "user")->deny_write = rows[_i].user;
	add(&b, "user")->deny_write = rows[_i].user;
	bench_collected(&b, &check_disc_writing);
	bench_want(&b, &check_disc_writing, rows[_i].want, NULL);
	bench_end(&b);
}
END_TEST

/* One user of two is not all of them. */
START_TEST(one_of_two_users)
{
	struct bench b;

	bench_begin(&b);
	add(&b, "machine");
	add(&b, "user")->deny_write = FLAG_YES;
	add(&b, "user");
	bench_collected(&b, &check_disc_writing);
	bench_want(&b, &check_disc_writing, ANSWER_NOTICE, "disc-rule");
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_disc_writing, good);
	ck_assert_int_eq(bench_nothing_found(&check_disc_writing), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("disc-writing");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, one_of_two_users);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("disc-writing", cases);
}
