/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U4: the firm's own list. */
#include "core/model/known_device.h"
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_not_listed;

static const struct known_device rows[] = { { "AA01", DEVICE_HOLDER_COMPANY, "USB-01" },
					    { "BB02", DEVICE_HOLDER_PRIVATE, "" } };
static const struct device_register list = { DEVICE_REGISTER_READ, rows, LEN(rows), 0 };
static const struct device_register broken = { .state = DEVICE_REGISTER_BROKEN, .line = 3 };
static const struct device_register unread = { .state = DEVICE_REGISTER_BROKEN };

static void add(struct bench *b, const char *serial, enum flag own)
{
	struct fact_usb_storage *f = FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "SYSTEM\\x");

	f->serial = serial;
	f->own_serial = own;
}

static void good(struct bench *b)
{
	b->env.devices = &list;
	add(b, "AA01", FLAG_YES);
}

static void want(const struct device_register *l, const char *const *serial, enum answer_kind kind)
{
	struct bench b;

	bench_begin(&b);
	b.env.devices = l;
	for (; *serial; serial++)
		add(&b, *serial, (*serial)[1] == '&' ? FLAG_NO : FLAG_YES);
	bench_collected(&b, &check_usb_not_listed);
	bench_want(&b, &check_usb_not_listed, kind,
		   kind == ANSWER_CONCERN ? "usb-strangers" : NULL);
	bench_end(&b);
}

#define SERIALS(...)                                                                               \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

START_TEST(judges_each_row)
{
	want(&list, SERIALS(NULL), ANSWER_OK);
	want(NULL, SERIALS(NULL), ANSWER_OK);
	want(&list, SERIALS("AA01"), ANSWER_OK);
	want(&list, SERIALS("aa01"), ANSWER_OK);
	want(&list, SERIALS("AA01", "CC03"), ANSWER_CONCERN);
	want(&list, SERIALS("AA01", "BB02"), ANSWER_CONCERN);
	want(&list, SERIALS("AA01", "7&1c8e0d2&0"), ANSWER_COULD_NOT_LOOK);
	want(&list, SERIALS("CC03", "7&1c8e0d2&0"), ANSWER_CONCERN);
	want(NULL, SERIALS("AA01"), ANSWER_COULD_NOT_LOOK);
	want(&broken, SERIALS("AA01"), ANSWER_COULD_NOT_LOOK);
	want(&unread, SERIALS("AA01"), ANSWER_COULD_NOT_LOOK);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_not_listed, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_not_listed), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-not-listed");

	tcase_add_test(tc, judges_each_row);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-not-listed", cases);
}
