/* SPDX-License-Identifier: GPL-2.0-or-later */
/* loan.json: what it allows, and every way of being wrong. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/times.h"
#include "core/checklist/loan.h"
#include "tests/unit/suite.h"

#define KEY    "age1llxyuwa9jj4mtw2uhqw6s57apj6lc0ln7vzlsh6txdazj7kk6yqsrf0unp"
#define HEAD   "{\"schema\":1,\"slip\":\"12\",\"issued\":\"2026-11-21\",\"until\":\"2026-11-28\","
#define PHONE  "\"phone\":\"06-0000-0000\",\"hours\":\"火・木\","
#define PERSON "\"recipient\":\"" KEY "\","
#define GOOD   HEAD "\"pcs\":3," PERSON PHONE "\"used\":[]}"
#define USED                                                                                       \
	HEAD "\"pcs\":3," PERSON PHONE                                                             \
	     "\"used\":[{\"sticker\":\"yellow\",\"date\":\"2026-11-22\"}]}"

static struct loan l;
static struct err err;

static int parse(const char *text)
{
	err_clear(&err);
	return loan_parse(text, strlen(text), &l, &err);
}

START_TEST(good)
{
	ck_assert_int_eq(parse(GOOD), 0);
	ck_assert_str_eq(l.slip, "12");
	ck_assert_str_eq(l.phone, "06-0000-0000");
	ck_assert_str_eq(l.hours, "火・木");
	ck_assert_str_eq(l.recipient, KEY);
	ck_assert_uint_eq(loan_left(&l), 3);
	ck_assert_int_eq(l.until, time_from_civil(2026, 11, 28));
	ck_assert(loan_sticker_free(&l, STICKER_RED));
	ck_assert(!loan_sticker_free(&l, STICKER_GREEN));
	ck_assert_int_eq(parse(USED), 0);
	ck_assert_uint_eq(loan_left(&l), 2);
	ck_assert(!loan_sticker_free(&l, STICKER_YELLOW));
	ck_assert(loan_used(&l, STICKER_YELLOW)->day == time_from_civil(2026, 11, 22));
}
END_TEST

static const struct {
	const char *from, *to;
} wrong[] = {
	{ "\"schema\":1", "\"schema\":2" },
	{ "\"schema\":1", "\"schema\":\"1\"" },
	{ "\"schema\":1,", "" },
	{ "\"slip\":\"12\"", "\"slip\":12" },
	{ "\"slip\":\"12\"", "\"slip\":\"\"" },
	{ "\"slip\":\"12\"", "\"slip\":\"123456789\"" },
	{ "\"slip\":\"12\"", "\"slip\":\"1a\"" },
	{ "\"slip\":\"12\"", "\"slip\":\"12\",\"slip\":\"13\"" },
	{ "2026-11-21", "2026-11-31" },
	{ "2026-11-21", "2026-11-29" },
	{ "2026-11-28", "2026-11-28T00:00:00Z" },
	{ "2026-11-28", "28.11.2026" },
	{ "\"until\"", "\"to\"" },
	{ "\"pcs\":3", "\"pcs\":0" },
	{ "\"pcs\":3", "\"pcs\":6" },
	{ "\"pcs\":3", "\"pcs\":-1" },
	{ "\"pcs\":3", "\"pcs\":3.0" },
	{ "\"pcs\":3", "\"pcs\":99999999999999999999" },
	{ "age1llx", "age1llz" },
	{ "06-0000-0000", "0000" },
	{ "06-0000-0000", "\\u001b[2J00000" },
	{ "06-0000-0000", "012345678901234567890" },
	{ "火・木", "\\u0000" },
	{ "\"used\":[]", "\"used\":{}" },
	{ "\"used\":[]", "\"used\":[1]" },
	{ "\"used\":[]", "\"used\":[{\"sticker\":\"pink\",\"date\":\"2026-11-22\"}]" },
	{ "\"used\":[]", "\"used\":[{\"sticker\":\"green\",\"date\":\"2026-11-22\"}]" },
	{ "\"used\":[]", "\"used\":[{\"sticker\":\"blue\",\"date\":\"2026\"}]" },
	{ "\"used\":[]", "\"used\":[{\"sticker\":\"blue\",\"date\":\"2026-11-22\"},"
			 "{\"sticker\":\"blue\",\"date\":\"2026-11-22\"}]" },
	{ "]}", "]" },
	{ "]}", "]}}" },
	{ GOOD, "" },
	{ GOOD, "[]" },
	{ GOOD, "null" },
};

START_TEST(each_rule)
{
	const char *at = strstr(GOOD, wrong[_i].from);
	char text[2000];

	ck_assert_ptr_nonnull(at);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - GOOD), GOOD, wrong[_i].to,
		 at + strlen(wrong[_i].from));
	ck_assert_msg(parse(text) == -EBADMSG, "taken: %s", text);
	ck_assert_uint_eq(l.pcs, 0);
}
END_TEST

START_TEST(too_large)
{
	char *text = malloc(LOAN_FILE_MAX + 1);

	memset(text, ' ', LOAN_FILE_MAX + 1);
	ck_assert_int_eq(loan_parse(text, LOAN_FILE_MAX + 1, &l, &err), -EFBIG);
	free(text);
}
END_TEST

/* The last day is a whole day in Japan. */
START_TEST(days)
{
	int64_t last = time_from_civil(2026, 11, 28), japan = 9 * 3600;

	ck_assert_int_eq(parse(GOOD), 0);
	ck_assert_int_eq(loan_day(last - japan), last);
	ck_assert_int_eq(loan_day(last - japan - 1), last - TIME_DAY);
	ck_assert_int_eq(loan_state(&l, loan_day(last - japan + TIME_DAY - 1), false), LOAN_OPEN);
	ck_assert_int_eq(loan_state(&l, loan_day(last - japan + TIME_DAY), false), LOAN_OVER);
	ck_assert_int_eq(loan_state(&l, loan_day(last - japan + TIME_DAY), true), LOAN_OPEN);
	l.n_used = 3;
	ck_assert_int_eq(loan_state(&l, last, true), LOAN_SPENT);
	ck_assert_int_eq(loan_state(&l, last + TIME_DAY, false), LOAN_SPENT);
}
END_TEST

START_TEST(clock_that_is_wrong)
{
	int64_t noon = time_from_civil(2026, 11, 22) + 43200;

	ck_assert_int_eq(parse(USED), 0);
	ck_assert(!loan_clock_wrong(&l, noon, 0));
	ck_assert(!loan_clock_wrong(&l, noon, noon - 3600));
	ck_assert(!loan_clock_wrong(&l, noon, noon + 3600)); /* another zone's time */
	ck_assert(loan_clock_wrong(&l, noon, noon + 2 * TIME_DAY));
	ck_assert(loan_clock_wrong(&l, time_from_civil(2026, 11, 10), 0)); /* before it was lent */
	ck_assert(loan_clock_wrong(&l, time_from_civil(2010, 1, 1), 0));
	l.used[0].day = time_from_civil(2026, 11, 25);
	ck_assert(loan_clock_wrong(&l, noon, 0)); /* before its last use */
}
END_TEST

START_TEST(one_pc_more)
{
	static const char more[] =
	    HEAD "\"pcs\":3," PERSON PHONE "\"used\":[],\"later\":{\"a\":[1,2]}}";
	struct str out = STR_INIT(2 * LOAN_FILE_MAX);

	ck_assert_int_eq(
	    loan_use(more, strlen(more), STICKER_RED, time_from_civil(2026, 11, 23), &out, &err),
	    0);
	ck_assert_int_eq(parse(str_c(&out)), 0);
	ck_assert_uint_eq(l.n_used, 1);
	ck_assert_int_eq(l.used[0].sticker, STICKER_RED);
	ck_assert_int_eq(l.used[0].day, time_from_civil(2026, 11, 23));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "\"later\""));
	str_done(&out);
	out = (struct str)STR_INIT(2 * LOAN_FILE_MAX);
	ck_assert_int_eq(loan_use(USED, strlen(USED), STICKER_YELLOW, 0, &out, &err), -EEXIST);
	ck_assert_int_eq(loan_use(USED, strlen(USED), STICKER_WHITE, 0, &out, &err), -EEXIST);
	ck_assert_int_eq(loan_use("{", 1, STICKER_BLUE, 0, &out, &err), -EBADMSG);
	str_done(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("loan");
	TCase *t = tcase_create("loan");

	tcase_add_test(t, good);
	tcase_add_loop_test(t, each_rule, 0, (int)LEN(wrong));
	tcase_add_test(t, too_large);
	tcase_add_test(t, days);
	tcase_add_test(t, clock_that_is_wrong);
	tcase_add_test(t, one_pc_more);
	return suite_result(s, t);
}
