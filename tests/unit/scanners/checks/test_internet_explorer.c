/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S9: Internet Explorer. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_internet_explorer;

static const struct {
	const char *version;
	int64_t mode;
	enum flag sites;
	int64_t build;
	enum answer_kind want;
} rows[] = {
	{ "11.1.1", NUMBER_ABSENT, FLAG_NO, 26200, ANSWER_OK },
	{ NULL, NUMBER_ABSENT, FLAG_NO, 26200, ANSWER_OK },
	{ "11.1.1", 1, FLAG_NO, 26200, ANSWER_NOTICE },
	{ "11.1.1", NUMBER_ABSENT, FLAG_YES, 19045, ANSWER_NOTICE },
	{ "11.1.1", NUMBER_ABSENT, FLAG_NO, 19045, ANSWER_NOTICE },
	{ "8.0.7601", NUMBER_ABSENT, FLAG_NO, 7601, ANSWER_CONCERN },
	{ NULL, NUMBER_ABSENT, FLAG_NO, 19045, ANSWER_COULD_NOT_LOOK },
	{ "11.1", NUMBER_ABSENT, FLAG_NO, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, size_t i)
{
	struct fact_internet_explorer *f =
	    FACTS_ADD(&b->facts, internet_explorer, INTERNET_EXPLORER, "SOFTWARE\\x");

	f->version = rows[i].version;
	f->ie_mode = rows[i].mode;
	f->sites = rows[i].sites;
	bench_version(b, rows[i].build);
}

static void good(struct bench *b)
{
	add(b, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, (size_t)_i);
	bench_collected(&b, &check_internet_explorer);
	bench_want(&b, &check_internet_explorer, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "leave-internet-explorer" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_internet_explorer, good);
	ck_assert_int_eq(bench_nothing_found(&check_internet_explorer), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("internet-explorer");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("internet-explorer", cases);
}
