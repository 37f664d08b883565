/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P9 for macOS: every answer of mac-auto-login. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_auto_login;

static const struct row {
	enum flag enabled, stored;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, ANSWER_DANGER, "auto-logon-off" },
	{ FLAG_YES, FLAG_NO, ANSWER_DANGER, "auto-logon-off" },
	{ FLAG_NO, FLAG_YES, ANSWER_DANGER, "remove-stored-password" },
	{ FLAG_ABSENT, FLAG_YES, ANSWER_DANGER, "remove-stored-password" },
	{ FLAG_ABSENT, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_auto_logon *f = FACTS_ADD(&b->facts, auto_logon, AUTO_LOGON, "x");

	f->enabled = r->enabled;
	f->stored_password = r->stored;
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_mac_auto_login);
	bench_want(&b, &check_mac_auto_login, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_auto_login, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_auto_login), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-auto-login");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-auto-login", cases);
}
