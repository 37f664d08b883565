/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H5: traces of hijacks. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_hijack_traces;

static const struct {
	const char *place;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, ANSWER_OK, NULL },
	{ "debugger", ANSWER_DANGER, "hijack-found" },
	{ "shell", ANSWER_DANGER, "hijack-found" },
	{ "userinit", ANSWER_DANGER, "hijack-found" },
	{ "every-program", ANSWER_DANGER, "hijack-found" },
	{ "sign-in-tool", ANSWER_DANGER, "hijack-found" },
};

static void add(struct bench *b, int i)
{
	struct fact_hijack *f;

	if (!rows[i].place)
		return;
	f = FACTS_ADD(&b->facts, hijack, HIJACK, "SOFTWARE\\x");
	f->place = rows[i].place;
	f->name = "sethc.exe";
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
	bench_collected(&b, &check_hijack_traces);
	bench_want(&b, &check_hijack_traces, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_hijack_traces, good);
	ck_assert_int_eq(bench_nothing_found(&check_hijack_traces), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("hijack-traces");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("hijack-traces", cases);
}
