/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Points, caps and bases of the grade. */

#include "core/checklist/grade.h"
#include "core/checklist/prefill.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct grade g;

static void begin(void)
{
	story_init(&c);
}

static void end(void)
{
	checkup_done(&c);
}

/* One letter per question of the short interview: y partly=p n ?=u -=not used, space: not asked. */
static void answers(const char *letters)
{
	unsigned list[QUESTIONS], n = question_list(strlen(letters) <= 12, list);

	for (unsigned i = 0; i < n && letters[i]; i++) {
		static const char letter[] = " ypnu-";
		const char *at = strchr(letter, letters[i]);

		ck_assert_ptr_nonnull(at);
		story_answer(&c, list[i], (enum reply)(at - letter));
	}
}

static const struct {
	const char *letters; /* Q1 3 4 5 7 8 11 12 16 17 20 27 */
	int score;
	enum grade_mark mark;
	bool capped;
} table[] = {
	{ "yyyyyyyyyyyy", 100, GRADE_WELL_KEPT, false },
	{ "yyypynpuyyyy", 75, GRADE_NEARLY, false }, /* the story */
	{ "yyypyyyyyyyy", 95, GRADE_WELL_KEPT, false },
	{ "nyyyyyyyyyyy", 91, GRADE_NEARLY, true },     /* Q1 */
	{ "ynyyyyyyyyyy", 91, GRADE_NEARLY, true },     /* Q3 */
	{ "yynyyyyyyyyy", 91, GRADE_NEARLY, true },     /* Q4 */
	{ "yyyyyynyyyyy", 91, GRADE_NEARLY, true },     /* Q11 */
	{ "yyyyyyynyyyy", 91, GRADE_NEARLY, true },     /* Q12 */
	{ "yyynyyyyyyyy", 91, GRADE_WELL_KEPT, false }, /* Q5 does not cap */
	{ "yyypppyyyyyy", 87, GRADE_WELL_KEPT, false },
	{ "yyyppppyyyyy", 83, GRADE_NEARLY, false },
	{ "pppppppppppp", 50, GRADE_NEARLY, false },
	{ "pppppppppppn", 45, GRADE_ACT_SOON, false },
	{ "nnnnnnnnnnnn", 0, GRADE_ACT_SOON, false },
	{ "yyyyuuuuuuuu", 33, GRADE_ACT_SOON, false },   /* eight unknown: still points */
	{ "yyyuuuuuuuuu", -1, GRADE_FIND_OUT, false },   /* nine: none */
	{ "----yyyyyyyy", 100, GRADE_WELL_KEPT, false }, /* not used: out of the sum */
	{ "------------", -1, GRADE_FIND_OUT, false },
	{ "yyyyyyy     ", -1, GRADE_FIND_OUT, false }, /* too few answers for points */
	{ "yyyyyyyy    ", 100, GRADE_WELL_KEPT, false },
	{ "", -1, GRADE_FIND_OUT, false },
};

START_TEST(points_and_caps_of_answers)
{
	answers(table[_i].letters);
	grade_make(&c, &g);
	ck_assert_int_eq(g.score, table[_i].score);
	ck_assert_int_eq(g.mark, table[_i].mark);
	ck_assert_int_eq(g.capped, table[_i].capped);
	ck_assert_int_eq(g.basis, *table[_i].letters ? GRADE_BASIS_INTERVIEW : GRADE_BASIS_NOTHING);
}
END_TEST

START_TEST(thirty_answers)
{
	answers("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyn");
	grade_make(&c, &g);
	ck_assert_int_eq(g.score, 96);
	ck_assert_uint_eq(g.count[ANSWER_OK], 29);
	ck_assert_uint_eq(g.count[ANSWER_DANGER], 1);
}
END_TEST

static const struct {
	int64_t days;
	enum samples_age age;
	enum grade_mark mark;
} ages[] = {
	{ -3, SAMPLES_FRESH, GRADE_WELL_KEPT },  { 0, SAMPLES_FRESH, GRADE_WELL_KEPT },
	{ 7, SAMPLES_FRESH, GRADE_WELL_KEPT },   { 8, SAMPLES_AGEING, GRADE_WELL_KEPT },
	{ 30, SAMPLES_AGEING, GRADE_WELL_KEPT }, { 31, SAMPLES_OLD, GRADE_NEARLY },
	{ 90, SAMPLES_OLD, GRADE_NEARLY },       { 91, SAMPLES_USELESS, GRADE_NEARLY },
	{ 4000, SAMPLES_USELESS, GRADE_NEARLY },
};

START_TEST(age_of_samples)
{
	answers("yyyyyyyyyyyy");
	story_malware(&c, 10, 0, ages[_i].days);
	grade_make(&c, &g);
	ck_assert_int_eq(grade_samples_age(&c.malware, c.now), ages[_i].age);
	ck_assert_int_eq(g.mark, ages[_i].mark);
}
END_TEST

START_TEST(unknown_date_of_samples_is_no_fresh_one)
{
	answers("yyyyyyyyyyyy");
	story_malware(&c, 10, 0, 1);
	c.malware.database_time = TIME_ABSENT;
	grade_make(&c, &g);
	ck_assert_int_eq(g.mark, GRADE_NEARLY);
	ck_assert(g.capped);
}
END_TEST

START_TEST(what_stopped_or_showed_keeps_it_down)
{
	answers("yyyyyyyyyyyy");
	story_windows(&c);
	story_malware(&c, 10, 0, 1);
	grade_make(&c, &g);
	ck_assert_int_eq(g.mark, GRADE_WELL_KEPT);
	switch (_i) {
	case 0: c.malware.state = MALWARE_PARTIAL; break;
	case 1: c.malware.state = MALWARE_FAILED; break;
	case 2: c.partial = true; break;
	case 3: c.finished = false; break;
	case 4: c.malware.hits_total = 1; break;
	case 5: story_finding(&c, "x", "X1", 14, ANSWER_DANGER, 2, "Bad.", NULL); break;
	}
	grade_make(&c, &g);
	ck_assert_int_eq(g.mark, GRADE_NEARLY);
	ck_assert(g.capped);
	ck_assert_uint_eq(g.n_caps, 1);
}
END_TEST

START_TEST(records_alone)
{
	checkup_done(&c);
	story_records(&c);
	grade_make(&c, &g);
	ck_assert_int_eq(g.basis, GRADE_BASIS_RECORDS);
	ck_assert_int_eq(g.score, 100);
	ck_assert_int_eq(g.mark, GRADE_WELL_KEPT);
	story_finding(&c, "a", "A1", 1, ANSWER_CONCERN, 1, "Care.", NULL);
	story_finding(&c, "b", "B1", 3, ANSWER_DANGER, 3, "Soon.", NULL);
	story_finding(&c, "c", "C1", 3, ANSWER_NOT_APPLICABLE, 0, "No.", NULL);
	grade_make(&c, &g);
	/* Q1 partly, Q3 no, Q4 Q6 Q10 Q14 good: the worst finding stands for its question. */
	ck_assert_int_eq(g.score, (4 * 4 + 2) * 100 / (4 * 6));
	ck_assert_int_eq(g.mark, GRADE_NEARLY);
}
END_TEST

/* What could not be looked at is never good: half of it unseen leaves no grade. */
START_TEST(records_that_could_not_be_read)
{
	checkup_done(&c);
	story_records(&c);
	for (unsigned i = 0; i < 5; i++) {
		story_finding(&c, "x", "X1", 20 + i, ANSWER_COULD_NOT_LOOK, 0, "Unseen.", NULL);
		grade_make(&c, &g);
		ck_assert_int_eq(g.score, 100);
		ck_assert_int_eq(g.mark, i < 2 ? GRADE_WELL_KEPT : GRADE_NEARLY);
	}
	story_finding(&c, "x", "X1", 0, ANSWER_COULD_NOT_LOOK, 0, "Unseen.", NULL);
	grade_make(&c, &g);
	ck_assert_int_eq(g.mark, GRADE_FIND_OUT);
	ck_assert_int_eq(g.score, -1);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("grade");
	TCase *t = tcase_create("grade");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, points_and_caps_of_answers, 0, LEN(table));
	tcase_add_test(t, thirty_answers);
	tcase_add_loop_test(t, age_of_samples, 0, LEN(ages));
	tcase_add_test(t, unknown_date_of_samples_is_no_fresh_one);
	tcase_add_loop_test(t, what_stopped_or_showed_keeps_it_down, 0, 6);
	tcase_add_test(t, records_alone);
	tcase_add_test(t, records_that_could_not_be_read);
	return suite_result(s, t);
}
