/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of questions and advice: numbers, widths on screen in both languages, words. */

#include "core/checklist/questions.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

START_TEST(thirty_questions_twelve_short)
{
	static const unsigned twelve[] = { 1, 3, 4, 5, 7, 8, 11, 12, 16, 17, 20, 27 };
	unsigned list[QUESTIONS];

	ck_assert_uint_eq(question_list(false, list), 30);
	ck_assert_uint_eq(question_list(true, list), LEN(twelve));
	for (size_t i = 0; i < LEN(twelve); i++)
		ck_assert_uint_eq(list[i], twelve[i]);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		ck_assert_uint_eq(question_get(q)->number, q);
	ck_assert_ptr_null(question_get(0));
	ck_assert_ptr_null(question_get(QUESTIONS + 1));
	ck_assert_ptr_null(advice_get(NULL));
	ck_assert_ptr_null(advice_get("no-such-advice"));
}
END_TEST

START_TEST(areas_and_weights)
{
	static const enum area area[] = {
		[1] = AREA_BASICS,  [6] = AREA_BASICS,  [7] = AREA_RIGHTS, [10] = AREA_RIGHTS,
		[11] = AREA_BACKUP, [12] = AREA_BACKUP, [13] = AREA_DATA,  [15] = AREA_DATA,
		[16] = AREA_MAIL,   [19] = AREA_MAIL,   [20] = AREA_DATA,  [23] = AREA_DATA,
		[24] = AREA_PEOPLE, [26] = AREA_PEOPLE, [27] = AREA_READY, [29] = AREA_READY,
		[30] = AREA_PEOPLE,
	};
	static const unsigned three[] = { 1, 3, 4, 6, 8, 11, 12, 17, 27 };
	static const unsigned two[] = { 5, 7, 9, 10, 13, 16, 19, 20 };
	int sum = 0;

	for (unsigned q = 1; q < LEN(area); q++)
		if (area[q])
			ck_assert_int_eq(question_get(q)->area, area[q]);
	for (size_t i = 0; i < LEN(three); i++)
		ck_assert_int_eq(question_get(three[i])->weight, 3);
	for (size_t i = 0; i < LEN(two); i++)
		ck_assert_int_eq(question_get(two[i])->weight, 2);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		sum += question_get(q)->weight;
	ck_assert_int_eq(sum, 3 * 9 + 2 * 8 + 13);
}
END_TEST

static void fits(unsigned q, const char *what, const char *text, size_t cells)
{
	const char *shown = _(text), *word = story_forbidden(shown);

	ck_assert_msg(text_width(shown) <= cells, "question %u: %s has %zu cells, not %zu: %s", q,
		      what, text_width(shown), cells, shown);
	ck_assert_msg(!word, "question %u: %s says %s", q, what, word);
	if (text_language() == LANGUAGE_JA)
		ck_assert_msg(strcmp(shown, text) != 0, "not translated: %s", text);
}

START_TEST(words_fit_the_screens)
{
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (unsigned n = 1; n <= QUESTIONS; n++) {
		const struct question *q = question_get(n);

		fits(n, "question", q->text, 152); /* two lines */
		fits(n, "why", q->why, 72);
		fits(n, "good", q->good, 34);
		fits(n, "mend", q->mend, 18);
		fits(n, "headline", q->headline, 60);
		fits(n, "action", q->action, 50);
		fits(n, "today", q->today.text, 72);
		fits(n, "month", q->month.text, 60);
		fits(n, "cost", q->today.cost, 18);
		fits(n, "who", q->today.who, 22);
		fits(n, "time", q->month.time, 12);
		if (q->glossary)
			fits(n, "glossary", q->glossary, 72);
		ck_assert_int_gt(q->today.minutes, 0);
	}
	for (unsigned i = 0; i < AREAS; i++)
		fits(i, "area", area_name((enum area)i), 24);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("questions");
	TCase *t = tcase_create("questions");

	tcase_add_test(t, thirty_questions_twelve_short);
	tcase_add_test(t, areas_and_weights);
	tcase_add_loop_test(t, words_fit_the_screens, 0, 2);
	return suite_result(s, t);
}
