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

static void note(struct bench *b, const char *name)
{
	FACTS_ADD(&b->facts, noted_program, NOTED_PROGRAM, "Amcache\\x")->name = name;
}

/* What only Windows' notes name is told beside the number of the list, once; what they share is not
 * told again. Notes that could not be read are said, and the list stays. */
START_TEST(notes_beside_the_list)
{
	static const struct {
		const char *note[3];
		enum fact_state state;
		int64_t more;
		const char *says;
	} rows[] = {
		{ { NULL }, FACT_STATE_COLLECTED, 0, "name no other" },
		{ { "A 0.9", "B" }, FACT_STATE_COLLECTED, 0, "name no other" },
		{ { "Old 1", "old 2", "A 3" }, FACT_STATE_COLLECTED, 1, "more stand only" },
		{ { "Old 1", "Other" }, FACT_STATE_PARTIAL, 2, "more stand only" },
		{ { "A" }, FACT_STATE_PARTIAL, 0, "could not be looked at" },
		{ { NULL }, FACT_STATE_FAILED, 0, "could not be looked at" },
		{ { NULL }, FACT_STATE_NOT_COLLECTED, 0, "could not be looked at" },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct bench b;

		bench_begin(&b);
		good(&b);
		for (size_t k = 0; k < LEN(rows[i].note) && rows[i].note[k]; k++)
			note(&b, rows[i].note[k]);
		bench_collected(&b, &check_software_inventory);
		bench_state(&b, FACT_KIND_NOTED_PROGRAM, rows[i].state, NULL);
		bench_want(&b, &check_software_inventory, ANSWER_OK, NULL);
		ck_assert_int_eq(b.finding.headline.arg[0].number, 3);
		ck_assert(strstr(b.finding.evidence.id, rows[i].says));
		if (rows[i].more)
			ck_assert_int_eq(b.finding.evidence.arg[3].number, rows[i].more);
		ck_assert_int_eq(!b.finding.reason.id, rows[i].state == FACT_STATE_COLLECTED);
		bench_end(&b);
	}
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
	tcase_add_test(tc, notes_beside_the_list);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("software-inventory", cases);
}
