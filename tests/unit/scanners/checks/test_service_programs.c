/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H6: programs of services. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_service_programs;

static const struct {
	const char *name, *reason, *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK, NULL },
	{ "WinRM", "listens", "system", ANSWER_OK, NULL }, /* another check's */
	{ "x", "place", "public", ANSWER_DANGER, "look-at-service" },
	{ "x", "place", "user", ANSWER_DANGER, "look-at-service" },
	{ "sshd", "listens", "temporary", ANSWER_DANGER, "look-at-service" },
};

static void add(struct bench *b, int i)
{
	struct fact_service *f;

	if (!rows[i].name)
		return;
	f = FACTS_ADD(&b->facts, service, SERVICE, "SYSTEM\\x");
	f->name = rows[i].name;
	f->reason = rows[i].reason;
	f->area = rows[i].area;
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
	bench_collected(&b, &check_service_programs);
	bench_want(&b, &check_service_programs, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_service_programs, good);
	ck_assert_int_eq(bench_nothing_found(&check_service_programs), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("service-programs");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("service-programs", cases);
}
