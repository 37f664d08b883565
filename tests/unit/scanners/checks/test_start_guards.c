/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H9: guards of the start and of the passwords. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_start_guards;

#define ABSENT NUMBER_ABSENT

static const struct {
	enum flag secure, vbs;
	int64_t lsa, build;
	enum answer_kind want;
	const char *says;
} rows[] = {
	{ FLAG_YES, FLAG_YES, 2, 26200, ANSWER_OK, "the keeper of passwords guarded" },
	{ FLAG_YES, FLAG_ABSENT, 1, 19045, ANSWER_OK, "the keeper of passwords guarded" },
	{ FLAG_YES, FLAG_ABSENT, ABSENT, 22621, ANSWER_OK,
	  "whether the keeper of passwords is guarded is left to Windows" },
	{ FLAG_YES, FLAG_ABSENT, ABSENT, ABSENT, ANSWER_OK,
	  "whether the keeper of passwords is guarded is left to Windows" },
	{ FLAG_YES, FLAG_YES, ABSENT, 22620, ANSWER_NOTICE, "the keeper of passwords not guarded" },
	{ FLAG_YES, FLAG_YES, 0, 26200, ANSWER_NOTICE, "the keeper of passwords not guarded" },
	{ FLAG_YES, FLAG_NO, 2, 26200, ANSWER_NOTICE,
	  "an area of its own for what is secret: off" },
	{ FLAG_NO, FLAG_YES, 2, 26200, ANSWER_NOTICE, "Secure Boot off" },
	{ FLAG_NO, FLAG_NO, 0, 26200, ANSWER_NOTICE, "the keeper of passwords not guarded" },
	{ FLAG_ABSENT, FLAG_YES, 0, 26200, ANSWER_NOTICE, "Secure Boot not told" },
	{ FLAG_ABSENT, FLAG_YES, 2, 26200, ANSWER_COULD_NOT_LOOK, NULL },
	{ FLAG_ABSENT, FLAG_ABSENT, ABSENT, 26200, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	struct fact_start_guards *f = FACTS_ADD(&b->facts, start_guards, START_GUARDS, "SYSTEM\\x");

	f->secure_boot = rows[i].secure;
	f->vbs = rows[i].vbs;
	f->lsa = rows[i].lsa;
	bench_version(b, rows[i].build);
}

START_TEST(judges_each_row)
{
	struct bench b;
	bool told = !rows[_i].says;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_start_guards);
	bench_want(&b, &check_start_guards, rows[_i].want, NULL);
	for (size_t i = 0; !told && i < LEN(b.finding.evidence.arg); i++)
		told = b.finding.evidence.arg[i].type == PHRASE_ARG_WORD &&
		       !strcmp(b.finding.evidence.arg[i].text, rows[_i].says);
	ck_assert_msg(told, "row %d", _i);
	bench_end(&b);
}
END_TEST

static void good(struct bench *b)
{
	add(b, 0);
}

START_TEST(says_what_is_missing)
{
	bench_missing(&check_start_guards, good);
	ck_assert_int_eq(bench_nothing_found(&check_start_guards), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("start-guards");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("start-guards", cases);
}
