/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P12 for Linux: every answer of linux-sudo-rules. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_sudo_rules;

static const struct row {
	enum flag everything, second;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_ABSENT, FLAG_ABSENT, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_ABSENT, ANSWER_NOTICE, "sudo-ask" },
	{ FLAG_YES, FLAG_ABSENT, ANSWER_CONCERN, "sudo-ask" },
	{ FLAG_NO, FLAG_YES, ANSWER_CONCERN, "sudo-ask" },
};

static void add(struct bench *b, const struct row *r)
{
	if (r->everything != FLAG_ABSENT)
		FACTS_ADD(&b->facts, linux_sudo, LINUX_SUDO, "/etc/sudoers")->everything =
		    r->everything;
	if (r->second != FLAG_ABSENT)
		FACTS_ADD(&b->facts, linux_sudo, LINUX_SUDO, "/etc/sudoers")->everything =
		    r->second;
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
	bench_collected(&b, &check_linux_sudo_rules);
	bench_want(&b, &check_linux_sudo_rules, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_sudo_rules, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_sudo_rules), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-sudo-rules");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-sudo-rules", cases);
}
