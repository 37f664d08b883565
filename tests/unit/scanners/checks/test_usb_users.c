/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U7: who opened USB memories. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_users;

static void volume(struct bench *b, const char *guid)
{
	FACTS_ADD(&b->facts, usb_volume, USB_VOLUME, "SYSTEM\\x")->volume = guid;
}

static void point(struct bench *b, const char *user, const char *guid, int64_t seen)
{
	struct fact_mount_point *m = FACTS_ADD(&b->facts, mount_point, MOUNT_POINT, "HKCU\\x");

	m->user = user;
	m->volume = guid;
	m->seen = seen;
}

static void good(struct bench *b)
{
	point(b, "yamada", "{9}", 1);
}

START_TEST(joins_both_lists)
{
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, &check_usb_users);
	point(&b, "yamada", "{1A}", 1000);
	point(&b, "yamada", "{7}", 9000); /* a volume of the PC itself */
	bench_want(&b, &check_usb_users, ANSWER_OK, NULL);
	volume(&b, NULL); /* only a letter */
	volume(&b, "{2}");
	bench_want(&b, &check_usb_users, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.evidence_time, TIME_ABSENT);
	volume(&b, "{1a}");
	bench_want(&b, &check_usb_users, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 1);
	ck_assert_int_eq(b.finding.evidence_time, 1000);
	point(&b, "経理", "{1a}", 3000);
	point(&b, "経理", "{2}", 2000);
	bench_want(&b, &check_usb_users, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 2);
	ck_assert_int_eq(b.finding.evidence_time, 3000);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_users, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_users), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-users");

	tcase_add_test(tc, joins_both_lists);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-users", cases);
}
