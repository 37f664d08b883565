/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N7: services that wait for calls. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_listening_services;

static const struct {
	const char *name, *reason, *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK, NULL },
	{ "x", "place", "public", ANSWER_OK, NULL }, /* another check's */
	{ "WinRM", "listens", "system", ANSWER_NOTICE, NULL },
	{ "RemoteRegistry", "listens", "system", ANSWER_CONCERN, "services-off" },
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
	bench_collected(&b, &check_listening_services);
	bench_want(&b, &check_listening_services, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_listening_services, good);
	ck_assert_int_eq(bench_nothing_found(&check_listening_services), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("listening-services");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("listening-services", cases);
}
