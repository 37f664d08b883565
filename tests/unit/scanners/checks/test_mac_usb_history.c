/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1 for macOS: every answer of mac-usb-history. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_usb_history;

static const struct row {
	int n;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 1, ANSWER_NOTICE, "usb-ledger" },
	{ 0, ANSWER_OK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	for (int i = 0; i < r->n; i++)
		FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "x");
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
	bench_collected(&b, &check_mac_usb_history);
	bench_want(&b, &check_mac_usb_history, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_usb_history, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_usb_history), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-usb-history");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-usb-history", cases);
}
