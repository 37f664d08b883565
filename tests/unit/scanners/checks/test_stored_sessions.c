/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P20: stored connections. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_stored_sessions;

static const struct {
	const char *program;
	int64_t count, open;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "winscp", 0, 0, ANSWER_OK, NULL },
	{ "windows", 9, 0, ANSWER_OK, NULL }, /* its own list is locked */
	{ "putty", 3, 0, ANSWER_NOTICE, NULL },
	{ "winscp", 3, 1, ANSWER_DANGER, "clear-sessions" },
};

static void add(struct bench *b, int i)
{
	struct fact_stored_session *f;

	if (!rows[i].count)
		return;
	f = FACTS_ADD(&b->facts, stored_session, STORED_SESSION, "HKCU\\x");
	f->program = rows[i].program;
	f->count = rows[i].count;
	f->open = rows[i].open;
}

static void good(struct bench *b)
{
	(void)b;
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_stored_sessions);
	bench_want(&b, &check_stored_sessions, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_stored_sessions, good);
	ck_assert_int_eq(bench_nothing_found(&check_stored_sessions), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("stored-sessions");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("stored-sessions", cases);
}
