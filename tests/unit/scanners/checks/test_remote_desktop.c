/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2: operation from elsewhere. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_remote_desktop;

static const struct {
	enum flag allowed, asks;
	int64_t port;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, FLAG_NO, 3389, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, 3389, ANSWER_CONCERN, "remote-desktop-who" },
	{ FLAG_YES, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_CONCERN, "remote-desktop-who" },
	{ FLAG_YES, FLAG_NO, 3390, ANSWER_DANGER, "remote-desktop-off" },
	{ FLAG_ABSENT, FLAG_YES, 3389, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, enum flag allowed, enum flag asks, int64_t port)
{
	struct fact_remote_desktop *f =
	    FACTS_ADD(&b->facts, remote_desktop, REMOTE_DESKTOP, "SYSTEM\\x");

	f->allowed = allowed;
	f->network_authentication = asks;
	f->port = port;
}

static void good(struct bench *b)
{
	add(b, FLAG_NO, FLAG_YES, 3389);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].allowed, rows[_i].asks, rows[_i].port);
	bench_collected(&b, &check_remote_desktop);
	bench_want(&b, &check_remote_desktop, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_remote_desktop, good);
	ck_assert_int_eq(bench_nothing_found(&check_remote_desktop), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("remote-desktop");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("remote-desktop", cases);
}
