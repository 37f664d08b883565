/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1: the list of USB storage. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_storage_history;

static const struct {
	size_t n;
	enum answer_kind want;
} rows[] = {
	{ 0, ANSWER_OK },
	{ 1, ANSWER_NOTICE },
	{ 7, ANSWER_NOTICE },
};

static struct fact_usb_storage *add(struct bench *b)
{
	return FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "SYSTEM\\x");
}

static void good(struct bench *b UNUSED)
{
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	for (size_t i = 0; i < rows[_i].n; i++)
		add(&b)->last_arrival = NOW - (int64_t)(i + 1) * TIME_DAY;
	bench_collected(&b, &check_usb_storage_history);
	bench_want(&b, &check_usb_storage_history, rows[_i].want, rows[_i].n ? "usb-ledger" : NULL);
	if (rows[_i].n) {
		ck_assert_int_eq(b.finding.headline.arg[0].number, (int64_t)rows[_i].n);
		ck_assert_int_eq(b.finding.evidence_time, NOW - TIME_DAY);
	}
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_storage_history, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_storage_history), ANSWER_OK);
}
END_TEST

/* Windows 7 and a reg save keep fewer dates: the best that is left counts. */
START_TEST(takes_the_date_that_is_left)
{
	struct fact_usb_storage *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b);
	f->own_serial = FLAG_NO;
	bench_collected(&b, &check_usb_storage_history);
	bench_want(&b, &check_usb_storage_history, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.evidence_time, TIME_ABSENT);
	f->key_written = 1000;
	ck_assert_int_eq(bench_run(&b, &check_usb_storage_history)->evidence_time, 1000);
	f->first_installed = 2000;
	ck_assert_int_eq(bench_run(&b, &check_usb_storage_history)->evidence_time, 2000);
	f->last_arrival = 3000;
	ck_assert_int_eq(bench_run(&b, &check_usb_storage_history)->evidence_time, 3000);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 1);
	bench_end(&b);
}
END_TEST

/* A device with a date of the future neither hides the others nor stands for them. */
START_TEST(an_odd_date_hides_nothing)
{
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, &check_usb_storage_history);
	add(&b)->last_arrival = NOW - 30 * TIME_DAY;
	add(&b)->last_arrival = NOW + 3000 * TIME_DAY;
	bench_want(&b, &check_usb_storage_history, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 2);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 30 * TIME_DAY);
	ck_assert_int_eq(b.finding.reason.arg[0].number, 1);
	bench_end(&b);
}
END_TEST

/* A list of which one part could not be read is no proof that nothing was attached. */
START_TEST(partly_seen_and_empty_is_not_fine)
{
	struct bench b;

	bench_begin(&b);
	bench_state(&b, FACT_KIND_USB_STORAGE, FACT_STATE_PARTIAL, "because of a hole");
	bench_want(&b, &check_usb_storage_history, ANSWER_COULD_NOT_LOOK, NULL);
	add(&b);
	bench_want(&b, &check_usb_storage_history, ANSWER_NOTICE, "usb-ledger");
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-storage-history");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, takes_the_date_that_is_left);
	tcase_add_test(tc, an_odd_date_hides_nothing);
	tcase_add_test(tc, partly_seen_and_empty_is_not_fine);
	return tc;
}

int main(void)
{
	return bench_main("usb-storage-history", cases);
}
