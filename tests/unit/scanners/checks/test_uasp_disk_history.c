/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U2: disks on the fast connection, apart from USB memories. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_uasp_disk_history;

static struct fact_usb_storage *add(struct bench *b, const char *bus)
{
	struct fact_usb_storage *f = FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "SYSTEM\\x");

	f->bus = bus;
	return f;
}

static void good(struct bench *b)
{
	add(b, "usbstor");
}

START_TEST(only_fast_ones_count)
{
	struct bench b;

	bench_begin(&b);
	add(&b, "usbstor")->last_arrival = NOW;
	bench_collected(&b, &check_uasp_disk_history);
	bench_want(&b, &check_uasp_disk_history, ANSWER_OK, NULL);
	add(&b, "uasp")->last_arrival = NOW - 5 * TIME_DAY;
	add(&b, "uasp");
	bench_want(&b, &check_uasp_disk_history, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 2);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 5 * TIME_DAY);
	bench_end(&b);
}
END_TEST

/* What a date is, is said with it: three kinds, three sentences; and none. */
START_TEST(a_date_says_what_it_is)
{
	const char *said[4];
	struct fact_usb_storage *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b, "uasp");
	bench_collected(&b, &check_uasp_disk_history);
	said[0] = bench_run(&b, &check_uasp_disk_history)->evidence.id;
	f->key_written = 1000;
	said[1] = bench_run(&b, &check_uasp_disk_history)->evidence.id;
	f->first_installed = 900;
	said[2] = bench_run(&b, &check_uasp_disk_history)->evidence.id;
	ck_assert_int_eq(b.finding.evidence_time, 900);
	f->last_arrival = 950;
	said[3] = bench_run(&b, &check_uasp_disk_history)->evidence.id;
	for (size_t i = 1; i < LEN(said); i++)
		ck_assert_str_ne(said[i - 1], said[i]);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_uasp_disk_history, good);
	ck_assert_int_eq(bench_nothing_found(&check_uasp_disk_history), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("uasp-disk-history");

	tcase_add_test(tc, only_fast_ones_count);
	tcase_add_test(tc, a_date_says_what_it_is);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("uasp-disk-history", cases);
}
