/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S10: the list of programs is counted by where they come from. */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_software_inventory;

static void good(struct bench *b)
{
	bench_program(b, "A", "1", NULL);
	bench_program(b, "B", "1", NULL)->scope = "user";
	bench_program(b, "C", "1", NULL)->origin = "store";
}

START_TEST(counts)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	bench_collected(&b, &check_software_inventory);
	bench_want(&b, &check_software_inventory, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.headline.arg[0].number, 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(b.finding.evidence.arg[i].number, 1);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_software_inventory, good);
	ck_assert_int_eq(bench_nothing_found(&check_software_inventory), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("software-inventory");

	tcase_add_test(tc, counts);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("software-inventory", cases);
}
