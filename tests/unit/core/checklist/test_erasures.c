/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of erase numbers: what we write is read, anything else is somebody else's; a number with
 * a slip of the pen is seen. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/times.h"
#include "core/checklist/erasures.h"
#include "tests/unit/suite.h"

#define NOVEMBER 1795225327 /* 2026-11-21 */

static struct erasures list(unsigned n)
{
	struct erasures e = { 0 };
	struct err err = { 0 };
	char number[ERASURE_NUMBER];

	for (unsigned i = 0; i < n; i++) {
		erasure_number(i * 2654435761u, number);
		ck_assert_int_eq(erasures_add(&e, number, NOVEMBER + i * 40 * TIME_DAY, true, &err),
				 0);
	}
	return e;
}

START_TEST(numbers_check_themselves)
{
	char number[ERASURE_NUMBER], wrong[ERASURE_NUMBER];

	erasure_number(0x5F3A91C2, number);
	ck_assert_int_eq(strlen(number), 14);
	ck_assert(!strncmp(number, "5F3A-91C2-", 10));
	ck_assert(erasure_number_good(number));
	for (size_t i = 0; i < 14; i++) {
		if (number[i] == '-')
			continue;
		memcpy(wrong, number, sizeof(wrong));
		wrong[i] = wrong[i] == '7' ? '1' : '7';
		ck_assert(!erasure_number_good(wrong));
	}
	for (size_t i = 0; i + 1 < 14; i++) { /* two digits swapped */
		memcpy(wrong, number, sizeof(wrong));
		wrong[i] = number[i + 1];
		wrong[i + 1] = number[i];
		ck_assert(strcmp(wrong, number) == 0 || !erasure_number_good(wrong));
	}
	ck_assert(!erasure_number_good(""));
	ck_assert(!erasure_number_good("5F3A-91C2"));
	ck_assert(!erasure_number_good("5f3a-91c2-0d7e"));
}
END_TEST

START_TEST(there_and_back)
{
	for (unsigned n = 0; n < 40; n += 13) {
		struct erasures e = list(n), back;
		struct str text = STR_INIT(ERASURES_FILE_MAX), again = STR_INIT(ERASURES_FILE_MAX);
		struct err err = { 0 };

		erasures_text(&e, &text);
		ck_assert_int_eq(erasures_parse(str_c(&text), text.len, &back, &err), 0);
		ck_assert_uint_eq(back.n, n);
		erasures_text(&back, &again);
		ck_assert_str_eq(str_c(&text), str_c(&again));
		erasures_done(&e);
		erasures_done(&back);
		str_done(&text);
		str_done(&again);
	}
}
END_TEST

/* A byte that is not ours, a line that is missing, a file that was cut: never taken for a list. */
START_TEST(anything_else_is_refused)
{
	const size_t head = strlen("kenshin-erasures,1\nnumber,month,ok\n");
	struct erasures e = list(5), back;
	struct str text = STR_INIT(ERASURES_FILE_MAX);
	struct err err = { 0 };

	erasures_text(&e, &text);
	for (size_t i = 0; i < text.len; i++) {
		char was = text.p[i];

		ck_assert_int_lt(erasures_parse(text.p, i, &back, &err), 0);
		if (i >= head && (i - head) % 27 > 14 && (i - head) % 27 < 22)
			continue; /* another month is a list, too */
		text.p[i] = was == '8' ? '9' : '8';
		ck_assert_int_eq(erasures_parse(text.p, text.len, &back, &err), -EBADMSG);
		ck_assert_ptr_null(back.row);
		text.p[i] = was;
	}
	ck_assert_int_lt(erasures_parse("", 0, &back, &err), 0);
	erasures_done(&e);
	str_done(&text);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("erasures");
	TCase *t = tcase_create("erasures");

	tcase_add_test(t, numbers_check_themselves);
	tcase_add_test(t, there_and_back);
	tcase_add_test(t, anything_else_is_refused);
	return suite_result(s, t);
}
