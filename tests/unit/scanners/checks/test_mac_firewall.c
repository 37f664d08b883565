/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1 for macOS: every answer of mac-firewall. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_firewall;

static const struct row {
	int64_t state;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 1, ANSWER_OK, NULL },
	{ 2, ANSWER_OK, NULL },
	{ 0, ANSWER_CONCERN, "firewall-mac" },
	{ 3, ANSWER_COULD_NOT_LOOK, NULL },
	{ -1, ANSWER_COULD_NOT_LOOK, NULL },
	{ NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	FACTS_ADD(&b->facts, mac_firewall, MAC_FIREWALL, "x")->state = r->state;
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
	bench_collected(&b, &check_mac_firewall);
	bench_want(&b, &check_mac_firewall, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_firewall, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_firewall), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-firewall");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-firewall", cases);
}
