/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S10 for Linux: every answer of linux-programs. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_programs;

static void add(struct bench *b, int64_t packages, const char *origin, const char *method)
{
	struct fact_linux_packages *f;

	if (packages) {
		f = FACTS_ADD(&b->facts, linux_packages, LINUX_PACKAGES, "x");
		f->count = packages;
		f->method = method;
	}
	if (origin)
		FACTS_ADD(&b->facts, software, SOFTWARE, "x")->origin = origin;
}

static void good(struct bench *b)
{
	add(b, 2000, "dpkg", "dpkg");
}

static const struct {
	int64_t packages;
	const char *origin;
	enum answer_kind want;
	int64_t own, stores;
	const char *method;
} rows[] = {
	{ 2000, "dpkg", ANSWER_OK, 1, 0, "dpkg" },   { 2000, "snap", ANSWER_OK, 0, 1, "dpkg" },
	{ 2000, NULL, ANSWER_OK, 0, 0, "dpkg" },     { 2000, "rpm", ANSWER_OK, 1, 0, "rpm" },
	{ 2000, "flatpak", ANSWER_OK, 0, 1, "rpm" }, { 0, NULL, ANSWER_COULD_NOT_LOOK, 0, 0, NULL },
};

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].packages, rows[_i].origin, rows[_i].method);
	bench_collected(&b, &check_linux_programs);
	bench_want(&b, &check_linux_programs, rows[_i].want, NULL);
	if (rows[_i].want == ANSWER_OK) {
		ck_assert_int_eq(b.finding.evidence.arg[0].number, rows[_i].packages);
		ck_assert_int_eq(b.finding.evidence.arg[1].number, rows[_i].own);
		ck_assert_int_eq(b.finding.evidence.arg[2].number, rows[_i].stores);
		/* rpm does not know what people put in: it is not said. */
		ck_assert_int_eq(!strstr(b.finding.evidence.id, "put in by people"),
				 !strcmp(rows[_i].method, "rpm"));
	}
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_programs, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_programs), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-programs");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-programs", cases);
}
