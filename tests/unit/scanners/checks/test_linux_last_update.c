/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for Linux: every answer of linux-last-update. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_last_update;

static const struct row {
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 30, ANSWER_OK, NULL },
	{ 45, ANSWER_OK, NULL },
	{ 46, ANSWER_CONCERN, "update-linux-now" },
	{ 91, ANSWER_DANGER, "update-linux-now" },
	{ -40, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	FACTS_ADD(&b->facts, linux_update, LINUX_UPDATE, "/var/log")->at = DAYS_BEFORE_USE(r->days);
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
	bench_collected(&b, &check_linux_last_update);
	bench_want(&b, &check_linux_last_update, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_last_update, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_last_update), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-last-update");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-last-update", cases);
}
