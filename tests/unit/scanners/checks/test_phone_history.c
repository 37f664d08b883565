/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U3: phones and cameras. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_phone_history;

static struct fact_portable_device *add(struct bench *b)
{
	return FACTS_ADD(&b->facts, portable_device, PORTABLE_DEVICE, "SYSTEM\\x");
}

static void good(struct bench *b UNUSED)
{
}

START_TEST(counts_and_dates)
{
	struct fact_portable_device *f;
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, &check_phone_history);
	bench_want(&b, &check_phone_history, ANSWER_OK, NULL);
	f = add(&b);
	bench_want(&b, &check_phone_history, ANSWER_NOTICE, "phone-rule");
	ck_assert_int_eq(b.finding.evidence_time, TIME_ABSENT);
	f->key_written = 1000;
	ck_assert_int_eq(bench_run(&b, &check_phone_history)->evidence_time, 1000);
	ck_assert_ptr_nonnull(strstr(b.finding.evidence.id, "need not be a day of use"));
	f->last_arrival = 900;
	ck_assert_int_eq(bench_run(&b, &check_phone_history)->evidence_time, 900);
	ck_assert_ptr_nonnull(strstr(b.finding.evidence.id, "plugged in"));
	add(&b)->last_arrival = NOW + 100 * TIME_DAY; /* an odd clock tells nothing */
	ck_assert_int_eq(bench_run(&b, &check_phone_history)->evidence_time, 900);
	ck_assert_int_eq(b.finding.headline.arg[0].number, 2);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_phone_history, good);
	ck_assert_int_eq(bench_nothing_found(&check_phone_history), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("phone-history");

	tcase_add_test(tc, counts_and_dates);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("phone-history", cases);
}
