/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U14: the firm's own list. */
#include "core/model/known_device.h"
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_memory_own;

static const struct known_device list_rows[] = { { "AA01", DEVICE_HOLDER_COMPANY, "USB-01" },
						 { "BB02", DEVICE_HOLDER_PRIVATE, "" },
						 { "CC03", DEVICE_HOLDER_UNKNOWN, "" } };
static const struct device_register list = { DEVICE_REGISTER_READ, list_rows, LEN(list_rows), 0 };
static const struct device_register broken = { .state = DEVICE_REGISTER_BROKEN, .line = 3 };

static const struct {
	const struct device_register *list;
	const char *serial, *advice;
	enum answer_kind want;
} rows[] = {
	{ &list, "AA01", NULL, ANSWER_OK },
	{ &list, "aa01", NULL, ANSWER_OK },
	{ &list, "BB02", "usb-strangers", ANSWER_CONCERN },
	{ &list, "CC03", "usb-strangers", ANSWER_CONCERN },
	{ &list, "DD04", "usb-strangers", ANSWER_CONCERN },
	{ &list, NULL, NULL, ANSWER_COULD_NOT_LOOK },
	{ &broken, "AA01", NULL, ANSWER_COULD_NOT_LOOK },
	{ NULL, "AA01", NULL, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, const struct device_register *with, const char *serial)
{
	b->env.devices = with;
	FACTS_ADD(&b->facts, usb_memory, USB_MEMORY, "USB")->serial = serial;
}

static void good(struct bench *b)
{
	add(b, &list, "AA01");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].list, rows[_i].serial);
	bench_collected(&b, &check_usb_memory_own);
	bench_want(&b, &check_usb_memory_own, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_memory_own, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_memory_own), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-memory-own");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-memory-own", cases);
}
