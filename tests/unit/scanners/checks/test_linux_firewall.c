/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1 for Linux: every answer of linux-firewall. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_firewall;

static const struct row {
	const char *method;
	enum flag on;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "ufw", FLAG_YES, ANSWER_OK, NULL },
	{ "nftables", FLAG_NO, ANSWER_CONCERN, "firewall-linux" },
	{ NULL, FLAG_ABSENT, ANSWER_CONCERN, "firewall-linux" },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_linux_firewall *f;

	if (!r->method)
		return;
	f = FACTS_ADD(&b->facts, linux_firewall, LINUX_FIREWALL, "/etc");
	f->method = r->method;
	f->enabled = r->on;
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
	bench_collected(&b, &check_linux_firewall);
	bench_want(&b, &check_linux_firewall, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_firewall, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_firewall), ANSWER_CONCERN);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-firewall");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-firewall", cases);
}
