/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nameless counts: what is counted, and that nobody else's file is taken for ours. */
#include <errno.h>

#include "core/checklist/tally.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

#define HEAD "kenshin-tally,1\nmonth,mode,item,value,count\n"

static struct tally t;
static struct err err;

static int parse(const char *text)
{
	err_clear(&err);
	tally_done(&t);
	return tally_parse(text, strlen(text), &t, &err);
}

static const char *const good[] = {
	HEAD "rows,0\n",
	HEAD "2026-11,desk,visits,all,3\nrows,1\n",
	HEAD "2026-11,desk,visits,all,1\n2026-11,desk,minutes,under-20,1\n"
	     "2026-11,desk,question-1,yes,1\n2026-11,desk,question-30,not-used,1\n"
	     "2026-11,desk,not-checked,malware,1\n2026-11,desk,not-checked,walls,999999999\n"
	     "2026-11,loan,visits,all,2\n2027-01,desk,visits,all,1\nrows,8\n",
};

START_TEST(as_it_was_written)
{
	struct str again = STR_INIT(TALLY_FILE_MAX);

	ck_assert_int_eq(parse(good[_i]), 0);
	tally_text(&t, &again);
	ck_assert_str_eq(str_c(&again), good[_i]);
	str_done(&again);
	tally_done(&t);
}
END_TEST

static const char *const bad[] = {
	"",
	"kenshin-tally,1\n",
	"kenshin-tally,2\nmonth,mode,item,value,count\nrows,0\n",
	HEAD,
	HEAD "rows,1\n",
	HEAD "rows,0",
	HEAD "rows,0\n\n",
	HEAD "rows,0\nrows,0\n",
	HEAD "rows,00\n",
	"\xef\xbb\xbf" HEAD "rows,0\n",
	HEAD "2026-11,desk,visits,all,3\r\nrows,1\r\n",
	HEAD "2026-11,desk,visits,all,3\n", /* its end is lost */
	HEAD "2026-11,desk,visits,all\nrows,1\n",
	HEAD "2026-11,desk,visits,all,0\nrows,1\n",
	HEAD "2026-11,desk,visits,all,03\nrows,1\n",
	HEAD "2026-11,desk,visits,all,-3\nrows,1\n",
	HEAD "2026-11,desk,visits,all,+3\nrows,1\n",
	HEAD "2026-11,desk,visits,all,1000000000\nrows,1\n",
	HEAD "2026-11,desk,visits,all,3,4\nrows,1\n",
	HEAD "2026-11,desk,visits,all, 3\nrows,1\n",
	HEAD "2026-11,\"desk\",visits,all,3\nrows,1\n",
	HEAD "2026-11-21,desk,visits,all,3\nrows,1\n", /* finer than a month */
	HEAD "2026-13,desk,visits,all,3\nrows,1\n",
	HEAD "1999-12,desk,visits,all,3\nrows,1\n",
	HEAD "2026-11,shop,visits,all,3\nrows,1\n",
	HEAD "2026-11,desk,visits,yes,3\nrows,1\n",
	HEAD "2026-11,desk,question-0,yes,3\nrows,1\n",
	HEAD "2026-11,desk,question-31,yes,3\nrows,1\n",
	HEAD "2026-11,desk,question-01,yes,3\nrows,1\n",
	HEAD "2026-11,desk,question-1,none,3\nrows,1\n",
	HEAD "2026-11,desk,question-1,perhaps,3\nrows,1\n",
	HEAD "2026-11,desk,not-checked,rain,3\nrows,1\n",
	HEAD "2026-11,desk,company,Yamada,3\nrows,1\n",
	HEAD "2026-11,desk,visits,all,3\n2026-11,desk,visits,all,3\nrows,2\n",
	HEAD "2026-12,desk,visits,all,3\n2026-11,desk,visits,all,3\nrows,2\n", /* order */
	HEAD "=cmd|' /C calc'!A0,desk,visits,all,3\nrows,1\n",
};

START_TEST(another_hand)
{
	ck_assert_msg(parse(bad[_i]) == -EBADMSG, "taken: %s", bad[_i]);
	ck_assert_uint_eq(t.n, 0);
}
END_TEST

START_TEST(too_large)
{
	char *text = malloc(TALLY_FILE_MAX + 1);

	memset(text, 'x', TALLY_FILE_MAX + 1);
	ck_assert_int_eq(tally_parse(text, TALLY_FILE_MAX + 1, &t, &err), -EFBIG);
	free(text);
}
END_TEST

static const struct {
	unsigned minutes;
	const char *value;
} classes[] = { { 0, "under-20" }, { 19, "under-20" }, { 20, "20-39" }, { 39, "20-39" },
		{ 40, "40-59" },   { 59, "40-59" },    { 60, "60-up" }, { 100000, "60-up" } };

START_TEST(one_visit)
{
	struct str text = STR_INIT(TALLY_FILE_MAX);
	struct checkup *c = calloc(1, sizeof(*c));
	char want[80];

	story_make(c);
	tally_done(&t);
	ck_assert_int_eq(tally_add(&t, STORY_NOW, TALLY_DESK, classes[_i].minutes, c, &err), 0);
	ck_assert_int_eq(tally_add(&t, STORY_NOW, TALLY_DESK, classes[_i].minutes, c, &err), 0);
	tally_text(&t, &text);
	snprintf(want, sizeof(want), "\n2026-11,desk,minutes,%s,2\n", classes[_i].value);
	ck_assert_ptr_nonnull(strstr(str_c(&text), want));
	ck_assert_ptr_nonnull(strstr(str_c(&text), "\n2026-11,desk,visits,all,2\n"));
	ck_assert_ptr_nonnull(strstr(str_c(&text), "\n2026-11,desk,question-8,no,2\n"));
	ck_assert_ptr_nonnull(strstr(str_c(&text), "\n2026-11,desk,not-checked,malware,2\n"));
	ck_assert_ptr_null(strstr(str_c(&text), "question-2,"));
	/* nothing of the PC, nothing of the day */
	ck_assert_ptr_null(strstr(str_c(&text), "SECRET"));
	ck_assert_ptr_null(strstr(str_c(&text), "Yamada"));
	ck_assert_ptr_null(strstr(str_c(&text), "2026-11-"));
	ck_assert_int_eq(parse(str_c(&text)), 0);
	tally_done(&t);
	str_done(&text);
	checkup_done(c);
	free(c);
}
END_TEST

/* The month is Japan's. */
START_TEST(month_of_japan)
{
	struct str text = STR_INIT(TALLY_FILE_MAX);
	struct checkup *c = calloc(1, sizeof(*c));
	int64_t new_year = INT64_C(1798729200); /* 2027-01-01 00:00 in Japan */

	checkup_init(c);
	tally_done(&t);
	ck_assert_int_eq(tally_add(&t, new_year - 1, TALLY_LOAN, 1, c, &err), 0);
	ck_assert_int_eq(tally_add(&t, new_year, TALLY_SPECIALIST, 1, c, &err), 0);
	tally_text(&t, &text);
	ck_assert_ptr_nonnull(strstr(str_c(&text), "2026-12,loan,visits,all,1\n"));
	ck_assert_ptr_nonnull(strstr(str_c(&text), "2027-01,specialist,visits,all,1\n"));
	ck_assert_int_eq(tally_add(&t, -1, TALLY_DESK, 1, c, &err), -ERANGE);
	str_done(&text);
	tally_done(&t);
	checkup_done(c);
	free(c);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("tally");
	TCase *tc = tcase_create("tally");

	tcase_add_loop_test(tc, as_it_was_written, 0, (int)LEN(good));
	tcase_add_loop_test(tc, another_hand, 0, (int)LEN(bad));
	tcase_add_test(tc, too_large);
	tcase_add_loop_test(tc, one_visit, 0, (int)LEN(classes));
	tcase_add_test(tc, month_of_japan);
	return suite_result(s, tc);
}
