/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P13 for macOS: every answer of mac-administrators. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_administrators;

static const struct row {
	int admins, others;
	enum flag unknown;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 1, 3, FLAG_NO, ANSWER_OK, NULL },
	{ 2, 0, FLAG_NO, ANSWER_OK, NULL },
	{ 3, 0, FLAG_NO, ANSWER_CONCERN, "fewer-administrators" },
	{ 0, 1, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	for (int i = 0; i < r->admins + r->others; i++) {
		struct fact_mac_account *f = FACTS_ADD(&b->facts, mac_account, MAC_ACCOUNT, "x");

		f->password = "kept";
		if (r->unknown != FLAG_YES)
			f->administrator = i < r->admins ? FLAG_YES : FLAG_NO;
	}
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
	bench_collected(&b, &check_mac_administrators);
	bench_want(&b, &check_mac_administrators, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_administrators, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_administrators), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-administrators");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-administrators", cases);
}
