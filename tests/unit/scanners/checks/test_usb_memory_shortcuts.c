/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U16: shortcuts in place of what lies beside them. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_memory_shortcuts;

static const struct {
	unsigned n;
	enum flag twin, shell;
	const char *advice;
	enum answer_kind want;
} rows[] = {
	{ 0, FLAG_NO, FLAG_NO, NULL, ANSWER_OK },
	{ 3, FLAG_NO, FLAG_NO, NULL, ANSWER_OK },
	{ 1, FLAG_YES, FLAG_NO, "usb-memory-trap", ANSWER_CONCERN },
	{ 1, FLAG_NO, FLAG_YES, "usb-memory-trap", ANSWER_CONCERN },
	{ 2, FLAG_YES, FLAG_YES, "usb-memory-trap", ANSWER_DANGER },
};

static void good(struct bench *b UNUSED)
{
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	for (unsigned i = 0; i < rows[_i].n; i++) {
		struct fact_usb_shortcut *f =
		    FACTS_ADD(&b.facts, usb_shortcut, USB_SHORTCUT, "USB");

		f->twin = rows[_i].twin;
		f->shell = rows[_i].shell;
	}
	bench_collected(&b, &check_usb_memory_shortcuts);
	bench_want(&b, &check_usb_memory_shortcuts, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_memory_shortcuts, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_memory_shortcuts), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-memory-shortcuts");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-memory-shortcuts", cases);
}
