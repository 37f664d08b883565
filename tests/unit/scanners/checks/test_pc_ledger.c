/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H10: the ledger of PCs. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_pc_ledger;

static const struct {
	const char *model, *firmware;
	int64_t installed;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "Aoi Note", "1.08", NOW - 900 * TIME_DAY, ANSWER_OK, NULL },
	{ NULL, NULL, TIME_ABSENT, ANSWER_OK, NULL },
};

static void add_one(struct bench *b, const char *model, const char *firmware, int64_t installed)
{
	FACTS_ADD(&b->facts, computer, COMPUTER, "SYSTEM\\x")->model = model;
	FACTS_ADD(&b->facts, firmware, FIRMWARE, "SYSTEM\\x")->version = firmware;
	FACTS_ADD(&b->facts, windows_version, WINDOWS_VERSION, "SOFTWARE\\x")->installed =
	    installed;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].model, rows[i].firmware, rows[i].installed);
}

static void good(struct bench *b)
{
	add_one(b, "a", "b", NOW);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_pc_ledger);
	bench_want(&b, &check_pc_ledger, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_pc_ledger, good);
	ck_assert_int_eq(bench_nothing_found(&check_pc_ledger), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("pc-ledger");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("pc-ledger", cases);
}
