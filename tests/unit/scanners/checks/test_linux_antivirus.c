/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2 for Linux: every answer of linux-antivirus. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_antivirus;

static const struct row {
	int64_t days;
	bool there;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 7, true, ANSWER_OK, NULL },
	{ 8, true, ANSWER_NOTICE, NULL },
	{ 31, true, ANSWER_CONCERN, "refresh-clamav" },
	{ 0, false, ANSWER_NOTICE, NULL },
	{ -40, true, ANSWER_COULD_NOT_LOOK, NULL },
	{ INT64_MAX, true, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_antivirus *f;

	if (!r->there)
		return;
	f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "/var/lib/clamav/daily.cvd");
	f->name = "ClamAV";
	if (r->days != INT64_MAX)
		f->definitions = DAYS_BEFORE_USE(r->days);
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_linux_antivirus);
	bench_want(&b, &check_linux_antivirus, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_antivirus, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_antivirus), ANSWER_NOTICE);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-antivirus");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-antivirus", cases);
}
