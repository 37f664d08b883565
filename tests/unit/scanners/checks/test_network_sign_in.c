/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N5: signing in over the network. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_network_sign_in;

static const struct {
	int64_t level, build, restrict_anonymous;
	enum flag everyone, signing;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NUMBER_ABSENT, 26200, NUMBER_ABSENT, FLAG_ABSENT, FLAG_YES, ANSWER_OK, NULL },
	{ 5, 26200, NUMBER_ABSENT, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ 5, 26200, 0, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ 3, NUMBER_ABSENT, 1, FLAG_ABSENT, FLAG_YES, ANSWER_OK, NULL },
	{ 3, NUMBER_ABSENT, NUMBER_ABSENT, FLAG_ABSENT, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ 3, NUMBER_ABSENT, 0, FLAG_ABSENT, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ 3, NUMBER_ABSENT, 0, FLAG_ABSENT, FLAG_NO, ANSWER_NOTICE, "sign-connections" },
	{ 3, 2600, 0, FLAG_NO, FLAG_YES, ANSWER_NOTICE, "sign-connections" },
	{ 3, 2600, NUMBER_ABSENT, FLAG_NO, FLAG_NO, ANSWER_NOTICE, "sign-connections" },
	{ 3, 2600, 1, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ 3, 5999, 0, FLAG_NO, FLAG_YES, ANSWER_NOTICE, "sign-connections" },
	{ 3, 6000, 0, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ 2, 2600, 0, FLAG_NO, FLAG_YES, ANSWER_DANGER, "strong-sign-in" },
	{ NUMBER_ABSENT, 26200, NUMBER_ABSENT, FLAG_ABSENT, FLAG_ABSENT, ANSWER_NOTICE,
	  "sign-connections" },
	{ 3, 26200, NUMBER_ABSENT, FLAG_NO, FLAG_NO, ANSWER_NOTICE, "sign-connections" },
	{ 3, 26200, NUMBER_ABSENT, FLAG_YES, FLAG_YES, ANSWER_CONCERN, "strong-sign-in" },
	{ 2, 26200, NUMBER_ABSENT, FLAG_NO, FLAG_YES, ANSWER_DANGER, "strong-sign-in" },
	{ NUMBER_ABSENT, 2600, NUMBER_ABSENT, FLAG_ABSENT, FLAG_YES, ANSWER_DANGER,
	  "strong-sign-in" },
	{ NUMBER_ABSENT, NUMBER_ABSENT, NUMBER_ABSENT, FLAG_ABSENT, FLAG_YES, ANSWER_COULD_NOT_LOOK,
	  NULL },
};

static void add_one(struct bench *b, int64_t level, int64_t restrict_anonymous, enum flag everyone,
		    enum flag signing)
{
	struct fact_file_sharing *f = FACTS_ADD(&b->facts, file_sharing, FILE_SHARING, "SYSTEM\\x");

	f->lm_level = level;
	f->restrict_anonymous = restrict_anonymous;
	f->everyone_anonymous = everyone;
	f->signing_required = signing;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].level, rows[i].restrict_anonymous, rows[i].everyone, rows[i].signing);
}

static void good(struct bench *b)
{
	add_one(b, 5, 1, FLAG_NO, FLAG_YES);
	bench_version(b, 26200);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_version(&b, rows[_i].build);
	bench_collected(&b, &check_network_sign_in);
	bench_want(&b, &check_network_sign_in, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_network_sign_in, good);
	ck_assert_int_eq(bench_nothing_found(&check_network_sign_in), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("network-sign-in");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("network-sign-in", cases);
}
