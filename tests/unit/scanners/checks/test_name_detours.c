/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N6: names led elsewhere. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_name_detours;

static const struct {
	const char *hosts, *detour;
	enum flag local;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, FLAG_NO, ANSWER_OK, NULL },
	{ NULL, "names", FLAG_YES, ANSWER_OK, NULL }, /* the router of the house */
	{ NULL, "names", FLAG_NO, ANSWER_NOTICE, NULL },
	{ NULL, "script", FLAG_NO, ANSWER_NOTICE, NULL },
	{ NULL, "server", FLAG_YES, ANSWER_NOTICE, NULL },
	{ "blocked", NULL, FLAG_NO, ANSWER_NOTICE, NULL },
	{ "local", NULL, FLAG_NO, ANSWER_NOTICE, NULL },
	{ "elsewhere", NULL, FLAG_NO, ANSWER_CONCERN, "look-at-detours" },
	{ "maker", NULL, FLAG_NO, ANSWER_CONCERN, "look-at-detours" },
};

static void add(struct bench *b, int i)
{
	struct fact_hosts_lines *h;
	struct fact_detour *d;

	if (rows[i].hosts) {
		h = FACTS_ADD(&b->facts, hosts_lines, HOSTS_LINES, "x");
		h->sort = rows[i].hosts;
		h->count = 1;
	}
	if (rows[i].detour) {
		d = FACTS_ADD(&b->facts, detour, DETOUR, "x");
		d->sort = rows[i].detour;
		d->local = rows[i].local;
	}
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
	bench_collected(&b, &check_name_detours);
	bench_want(&b, &check_name_detours, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_name_detours, good);
	ck_assert_int_eq(bench_nothing_found(&check_name_detours), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("name-detours");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("name-detours", cases);
}
