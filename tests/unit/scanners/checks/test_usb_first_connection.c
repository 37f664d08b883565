/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U8: the log of device set-up. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_first_connection;

static struct fact_usb_install *add(struct bench *b, const char *bus, int64_t at)
{
	struct fact_usb_install *f = FACTS_ADD(&b->facts, usb_install, USB_INSTALL, "Windows\\x");

	f->bus = bus;
	f->at = at;
	return f;
}

static void log_from(struct bench *b, int64_t begins)
{
	FACTS_ADD(&b->facts, device_log, DEVICE_LOG, "Windows\\x")->begins = begins;
}

static void good(struct bench *b)
{
	log_from(b, NOW - 900 * TIME_DAY);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, &check_usb_first_connection);
	log_from(&b, TIME_ABSENT);
	bench_want(&b, &check_usb_first_connection, ANSWER_COULD_NOT_LOOK, NULL);
	log_from(&b, NOW - 100 * TIME_DAY);
	log_from(&b, NOW - 900 * TIME_DAY);
	add(&b, "usb", NOW); /* a keyboard, perhaps */
	bench_want(&b, &check_usb_first_connection, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 900 * TIME_DAY);
	add(&b, "usbstor", NOW - 50 * TIME_DAY);
	add(&b, "usbstor", NOW - 60 * TIME_DAY);
	add(&b, "usbstor", NOW + 60 * TIME_DAY);
	bench_want(&b, &check_usb_first_connection, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 3);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 50 * TIME_DAY);
	bench_end(&b);
}
END_TEST

/* The log's times are local: without the zone no day is told, but the devices are. */
START_TEST(without_a_zone)
{
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, &check_usb_first_connection);
	log_from(&b, TIME_ABSENT);
	add(&b, "usbstor", TIME_ABSENT)->local_time = "2018-03-27 14:11:32";
	bench_want(&b, &check_usb_first_connection, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.evidence_time, TIME_ABSENT);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_first_connection, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_first_connection), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-first-connection");

	tcase_add_test(tc, judges_each_row);
	tcase_add_test(tc, without_a_zone);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-first-connection", cases);
}
