/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of what people keep and of what Windows makes: rows that can be met, words for each. */
#include <string.h>

#include "backup/plan.h"
#include "backup/session.h"
#include "core/text/text.h"
#include "tests/unit/suite.h"

START_TEST(rows_can_be_met)
{
	size_t n;
	const struct plan_row *row = plan_rows(&n);

	for (size_t i = 0; i < n; i++) {
		const char *p = row[i].path;
		size_t len = strlen(p);

		ck_assert_msg(row[i].words && *row[i].words, "%s has no words", p);
		ck_assert_msg(!len || (p[0] != '/' && p[len - 1] != '/' && !strstr(p, "//")), "%s",
			      p);
		ck_assert_msg(!strchr(p, '\\') && !strstr(p, ".."), "%s", p);
		for (const char *star = strchr(p, '*'); star; star = strchr(star + 1, '*'))
			ck_assert_msg(!star[1] || star[1] == '/', "%s: not at the end of its part",
				      p);
		ck_assert_msg(row[i].place == PLAN_USER || len, "all of a disk: %zu", i);
		/* A browser's own folder holds its list of passwords. */
		ck_assert_msg(!strcasestr(p, "Chrome") && !strcasestr(p, "Firefox") &&
				  !strcasestr(p, "Edge"),
			      "%s", p);
	}
}
END_TEST

/* A row that takes another one's folder with it must come first, or its words would be lost. */
START_TEST(wider_rows_first)
{
	size_t n;
	const struct plan_row *row = plan_rows(&n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(row[i].place != row[k].place ||
					  !(row[i].targets & row[k].targets) ||
					  !plan_below(row[k].path, row[i].path),
				      "%s stands behind %s", row[i].path, row[k].path);
}
END_TEST

START_TEST(who_made_it)
{
	static const char *const windows[] = { "windows",     "PROGRAM FILES (X86)", "$Recycle.Bin",
					       "$WinREAgent", "found.000",           "PerfLogs" };
	static const char *const people[] = { "共有", "Becky!2", "Windows backup", "data", "Users2",
					      "TKC",  "JDL",     "found" };

	for (size_t i = 0; i < LEN(windows); i++)
		ck_assert_msg(plan_made_by_windows(windows[i]), "%s", windows[i]);
	for (size_t i = 0; i < LEN(people); i++)
		ck_assert_msg(!plan_made_by_windows(people[i]), "%s", people[i]);
	ck_assert(plan_made_in_profile("saved games"));
	ck_assert(!plan_made_in_profile("AppData") && !plan_made_in_profile("作業"));
	ck_assert(plan_memory_file("PAGEFILE.SYS") && plan_memory_file("hiberfil.sys"));
	ck_assert(!plan_memory_file("pagefile.sys.xlsx"));
}
END_TEST

START_TEST(reasons)
{
	size_t n = 0;

	for (; plan_left_out_word(n); n++)
		ck_assert_ptr_nonnull(plan_left_out_words(plan_left_out_word(n)));
	ck_assert_uint_le(n, SESSION_REASONS_MAX);
	ck_assert_ptr_nonnull(plan_left_out_words("sign"));
	ck_assert_ptr_null(plan_left_out_words("nothing of ours"));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("plan");
	TCase *t = tcase_create("all");

	tcase_add_test(t, rows_can_be_met);
	tcase_add_test(t, wider_rows_first);
	tcase_add_test(t, who_made_it);
	tcase_add_test(t, reasons);
	return suite_result(s, t);
}
