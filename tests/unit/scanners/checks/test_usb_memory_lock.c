/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U13: a memory without a lock, with one, and one that nobody can tell. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_memory_lock;

static const struct {
	const char *lock, *advice;
	enum answer_kind want;
} rows[] = {
	{ "bitlocker", NULL, ANSWER_OK },          { "luks", NULL, ANSWER_OK },
	{ "none", "usb-encrypt", ANSWER_CONCERN }, { "strange", NULL, ANSWER_COULD_NOT_LOOK },
	{ NULL, NULL, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, const char *lock)
{
	FACTS_ADD(&b->facts, usb_memory, USB_MEMORY, "USB")->lock = lock;
}

static void good(struct bench *b)
{
	add(b, "bitlocker");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].lock);
	bench_collected(&b, &check_usb_memory_lock);
	bench_want(&b, &check_usb_memory_lock, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_memory_lock, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_memory_lock), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-memory-lock");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-memory-lock", cases);
}
