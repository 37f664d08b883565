/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2 for macOS: every answer of mac-virus-samples. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_virus_samples;

static const struct row {
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 3, ANSWER_OK, NULL },
	{ 60, ANSWER_OK, NULL },
	{ 61, ANSWER_NOTICE, NULL },
	{ 120, ANSWER_NOTICE, NULL },
	{ 121, ANSWER_CONCERN, "update-mac-now" },
	{ -30, ANSWER_COULD_NOT_LOOK, NULL },
	{ INT64_MAX, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_antivirus *f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "x");

	if (r->days != INT64_MAX)
		f->definitions = DAYS_BEFORE_USE(r->days);
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
	bench_collected(&b, &check_mac_virus_samples);
	bench_want(&b, &check_mac_virus_samples, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_virus_samples, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_virus_samples), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-virus-samples");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-virus-samples", cases);
}
