/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1 for Linux: every answer of linux-usb-history. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_usb_history;

static const struct row {
	int64_t log_days, arrival_days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 30, -1, ANSWER_OK, NULL },
	{ 30, 5, ANSWER_NOTICE, "usb-ledger" },
	{ 30, INT64_MAX, ANSWER_NOTICE, "usb-ledger" },
	{ -1, -1, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	if (r->log_days >= 0)
		FACTS_ADD(&b->facts, device_log, DEVICE_LOG, "/var/log")->begins =
		    DAYS_BEFORE_USE(r->log_days);
	if (r->arrival_days == INT64_MAX)
		FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "/var/log");
	else if (r->arrival_days >= 0)
		FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "/var/log")->last_arrival =
		    DAYS_BEFORE_USE(r->arrival_days);
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
	bench_collected(&b, &check_linux_usb_history);
	bench_want(&b, &check_linux_usb_history, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_usb_history, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_usb_history), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-usb-history");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-usb-history", cases);
}
