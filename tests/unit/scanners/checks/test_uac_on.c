/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H1: User Account Control. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_uac_on;

static const struct {
	enum flag enabled;
	int64_t prompt, build;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, 5, 26200, ANSWER_OK, NULL },
	{ FLAG_YES, 2, 26200, ANSWER_OK, NULL },
	{ FLAG_YES, NUMBER_ABSENT, 26200, ANSWER_OK, NULL }, /* left to Windows */
	{ FLAG_YES, 0, 26200, ANSWER_CONCERN, "uac-on" },
	{ FLAG_NO, 5, 26200, ANSWER_DANGER, "uac-on" },
	{ FLAG_NO, 0, NUMBER_ABSENT, ANSWER_DANGER, "uac-on" },
	{ FLAG_ABSENT, 5, 26200, ANSWER_COULD_NOT_LOOK, NULL },
	{ FLAG_ABSENT, NUMBER_ABSENT, 2600, ANSWER_NOT_APPLICABLE, NULL }, /* XP has none */
};

static void add(struct bench *b, enum flag enabled, int64_t prompt)
{
	struct fact_uac *f = FACTS_ADD(&b->facts, uac, UAC, "SOFTWARE\\x");

	f->enabled = enabled;
	f->admin_prompt = prompt;
}

static void good(struct bench *b)
{
	add(b, FLAG_YES, 5);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].enabled, rows[_i].prompt);
	bench_version(&b, rows[_i].build);
	bench_collected(&b, &check_uac_on);
	bench_want(&b, &check_uac_on, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

/* The question stands on the open desktop, where programs can press its button. */
START_TEST(an_open_desktop_is_told)
{
	struct fact_uac *f;
	struct bench b;

	bench_begin(&b);
	f = FACTS_ADD(&b.facts, uac, UAC, "SOFTWARE\\x");
	f->enabled = FLAG_YES;
	f->admin_prompt = 5;
	f->secure_desktop = FLAG_NO;
	bench_version(&b, 26200);
	bench_collected(&b, &check_uac_on);
	bench_want(&b, &check_uac_on, ANSWER_NOTICE, "uac-shielded");
	f->enabled = FLAG_NO;
	bench_want(&b, &check_uac_on, ANSWER_DANGER, "uac-on");
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_uac_on, good);
	ck_assert_int_eq(bench_nothing_found(&check_uac_on), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("uac-on");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, an_open_desktop_is_told);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("uac-on", cases);
}
