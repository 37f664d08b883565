/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U18: what else a memory says it is. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_memory_keyboard;

static const struct {
	const char *use[3];
	enum flag beside[3];
	const char *advice;
	enum answer_kind want;
} rows[] = {
	{ { "storage" }, { FLAG_NO }, NULL, ANSWER_OK },
	{ { "storage", "keyboard" }, { FLAG_NO, FLAG_NO }, "usb-memory-unplug", ANSWER_DANGER },
	{ { "storage", "keyboard" }, { FLAG_NO, FLAG_YES }, "usb-memory-unplug", ANSWER_CONCERN },
	{ { "storage", "network" }, { FLAG_NO, FLAG_NO }, "usb-memory-unplug", ANSWER_CONCERN },
	{ { "storage", "network" }, { FLAG_NO, FLAG_YES }, "usb-memory-unplug", ANSWER_CONCERN },
	{ { "storage", "pointer" }, { FLAG_NO, FLAG_NO }, NULL, ANSWER_NOTICE },
	{ { "storage", "other" }, { FLAG_NO, FLAG_YES }, NULL, ANSWER_NOTICE },
	{ { "other" }, { FLAG_NO }, NULL, ANSWER_COULD_NOT_LOOK },
	{ { "storage" }, { FLAG_YES }, NULL, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, const char *use, enum flag beside)
{
	struct fact_usb_face *f = FACTS_ADD(&b->facts, usb_face, USB_FACE, "USB");

	f->use = use;
	f->beside = beside;
}

static void good(struct bench *b)
{
	add(b, "storage", FLAG_NO);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	for (unsigned i = 0; i < 3 && rows[_i].use[i]; i++)
		add(&b, rows[_i].use[i], rows[_i].beside[i]);
	bench_collected(&b, &check_usb_memory_keyboard);
	bench_want(&b, &check_usb_memory_keyboard, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_memory_keyboard, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_memory_keyboard), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-memory-keyboard");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-memory-keyboard", cases);
}
