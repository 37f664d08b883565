/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U10: recent files on removable drives. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_files_on_usb;

static void add(struct bench *b, const char *sort, int64_t opened)
{
	struct fact_recent_file *f = FACTS_ADD(&b->facts, recent_file, RECENT_FILE, "Recent");

	f->drive = "removable";
	f->sort = sort;
	f->opened = opened;
}

static void good(struct bench *b UNUSED)
{
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, &check_files_on_usb);
	bench_want(&b, &check_files_on_usb, ANSWER_OK, NULL);
	add(&b, "other", NOW - TIME_DAY);
	add(&b, NULL, TIME_ABSENT);
	bench_want(&b, &check_files_on_usb, ANSWER_NOTICE, NULL);
	add(&b, "business", TIME_ABSENT);
	bench_want(&b, &check_files_on_usb, ANSWER_CONCERN, "usb-carry");
	ck_assert_int_eq(b.finding.evidence_time, TIME_ABSENT);
	add(&b, "business", NOW - 9 * TIME_DAY);
	add(&b, "business", NOW + 900 * TIME_DAY);
	bench_want(&b, &check_files_on_usb, ANSWER_CONCERN, "usb-carry");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 3);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 9 * TIME_DAY);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_files_on_usb, good);
	ck_assert_int_eq(bench_nothing_found(&check_files_on_usb), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("files-on-usb");

	tcase_add_test(tc, judges_each_row);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("files-on-usb", cases);
}
