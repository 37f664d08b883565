/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L1: which sign-ins Windows notes. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_sign_in_notes;

static const struct {
	enum flag done, failed;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_YES, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_NO, ANSWER_NOTICE, "note-sign-ins" },
	{ FLAG_NO, FLAG_YES, ANSWER_NOTICE, "note-sign-ins" },
	{ FLAG_NO, FLAG_NO, ANSWER_CONCERN, "note-sign-ins" },
	{ FLAG_ABSENT, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ FLAG_YES, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, enum flag done, enum flag failed)
{
	struct fact_audit_policy *f = FACTS_ADD(&b->facts, audit_policy, AUDIT_POLICY, "x");

	f->logon_success = done;
	f->logon_failure = failed;
}

static void good(struct bench *b)
{
	add(b, FLAG_YES, FLAG_YES);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].done, rows[_i].failed);
	bench_collected(&b, &check_sign_in_notes);
	bench_want(&b, &check_sign_in_notes, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_sign_in_notes, good);
	ck_assert_int_eq(bench_nothing_found(&check_sign_in_notes), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("sign-in-notes");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("sign-in-notes", cases);
}
