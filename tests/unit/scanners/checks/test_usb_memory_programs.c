/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U17: programs that look like something else. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_memory_programs;

static const struct {
	const char *dress[2], *advice;
	enum answer_kind want;
} rows[] = {
	{ { NULL, NULL }, NULL, ANSWER_OK },
	{ { "seldom", NULL }, "usb-memory-trap", ANSWER_CONCERN },
	{ { "document", NULL }, "usb-memory-trap", ANSWER_DANGER },
	{ { "seldom", "turned" }, "usb-memory-trap", ANSWER_DANGER },
	{ { "folder", "seldom" }, "usb-memory-trap", ANSWER_DANGER },
	/* A word of another version is never the harmless one. */
	{ { "strange", NULL }, "usb-memory-trap", ANSWER_DANGER },
};

static void good(struct bench *b UNUSED)
{
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	for (unsigned i = 0; i < 2 && rows[_i].dress[i]; i++)
		FACTS_ADD(&b.facts, usb_program, USB_PROGRAM, "USB")->dress = rows[_i].dress[i];
	bench_collected(&b, &check_usb_memory_programs);
	bench_want(&b, &check_usb_memory_programs, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_memory_programs, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_memory_programs), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-memory-programs");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-memory-programs", cases);
}
