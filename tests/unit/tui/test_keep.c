/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A visit as text and back: everything that was said is there again, and a text with any line
 * damaged is refused rather than half believed. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */

#include "tests/unit/suite.h"
#include "tests/unit/tui/visit_story.h"
#include "tui/visit/keep.h"

static struct visit v, back;
static struct arena arena;

static void a_visit(void)
{
	visit_story(&v);
	visit_story_disks(&v);
	visit_story_check(&v, 8, 38, 6, "Downloads", 18204);
	v.chosen = 1;
	v.disk[1].model = "odd\nname \x1b[31m";
	v.disk[1].serial = "";
	v.screen = SCREEN_S07;
	v.n_back = 0;
	v.back[v.n_back++] = SCREEN_S01;
	v.back[v.n_back++] = SCREEN_S04;
	v.consent[2] = TICK_NO;
	v.consent[3] = TICK_YES;
	v.cursor[SCREEN_S13] = 3;
	v.checkup.answer[5].ask_expert = true;
	v.checkup.answer[6].contradiction = true;
	v.trouble_shown[TROUBLE_TIME_UP] = true;
	v.minutes = 14;
}

static int there_and_back(struct err *err)
{
	struct str text = STR_INIT(VISIT_KEPT_MAX);
	int r;

	visit_keep(&v, &text);
	ck_assert(!text.full);
	visit_init(&back);
	r = visit_take_up(&back, &arena, str_c(&text), text.len, err);
	str_done(&text);
	return r;
}

START_TEST(all_is_there_again)
{
	struct str one = STR_INIT(VISIT_KEPT_MAX), two = STR_INIT(VISIT_KEPT_MAX);
	struct err err = { 0 };

	a_visit();
	ck_assert_msg(there_and_back(&err) == 0, "%s", err.message);
	ck_assert_str_eq(back.number, v.number);
	ck_assert_int_eq(back.screen, SCREEN_S07);
	ck_assert_uint_eq(back.n_back, 2);
	ck_assert_int_eq(back.back[1], SCREEN_S04);
	ck_assert_int_eq(back.chosen, 0); /* the only one that is remembered */
	ck_assert_str_eq(back.disk[0].path, "/dev/sdb");
	ck_assert_str_eq(back.disk[0].model, v.disk[1].model);
	ck_assert_int_eq(back.disk[0].state, VOLUME_STATE_LOCKED);
	for (unsigned q = 1; q <= QUESTIONS; q++) {
		ck_assert_int_eq(back.checkup.answer[q].reply, v.checkup.answer[q].reply);
		ck_assert_int_eq(back.checkup.answer[q].ask_expert, v.checkup.answer[q].ask_expert);
	}
	ck_assert_int_eq(back.consent[2], TICK_NO);
	ck_assert_int_eq(back.work, WORK_RUNNING);
	ck_assert_int_eq(back.detail_area, -1);
	v.disk[0] = v.disk[1];
	v.chosen = 0;
	visit_keep(&v, &one);
	visit_keep(&back, &two);
	ck_assert_str_eq(str_c(&one), str_c(&two));
	str_done(&one);
	str_done(&two);
	visit_done(&v);
	visit_done(&back);
	arena_done(&arena);
}
END_TEST

/* What fell with the kiosk is not said to be going on. */
START_TEST(nothing_outside_goes_on)
{
	struct err err = { 0 };

	a_visit();
	v.saved = SAVED_RUNNING;
	ck_assert_int_eq(there_and_back(&err), 0);
	ck_assert_int_eq(back.saved, SAVED_NOT);
	visit_done(&v);
	visit_done(&back);
	arena_done(&arena);
}
END_TEST

START_TEST(on_the_page_before_the_fall)
{
	struct err err = { 0 };

	a_visit();
	v.screen = SCREEN_S31;
	v.found.to = SCREEN_S08;
	ck_assert_int_eq(there_and_back(&err), 0);
	ck_assert_int_eq(back.screen, SCREEN_S08);
	visit_done(&v);
	visit_done(&back);
	arena_done(&arena);
}
END_TEST

static const char *const wrong[] = {
	"number 12345678\n",
	"number 12a\n",
	"screen S99\n",
	"back S01 nonsense\n",
	"consent 1 2 3 0 0 0 0 0\n",
	"consent 1 2\n",
	"text-size 3\n",
	"text-size -1\n",
	"dark 2\n",
	"asking 31\n",
	"work 6\n",
	"detail-area -2\n",
	"percent 101\n",
	"ask 0\n",
	"ask 31\n",
	"ask 1 2 x\n",
	"answer 0 1 0 0 0\n",
	"answer 31 1 0 0 0\n",
	"answer 1 6 0 0 0\n",
	"answer 1 1 0 2 0\n",
	"answer 1\n",
	"disk 3 0 0 0 0 1 1\n",
	"disk 0 9 0 0 0 1 1\n",
	"disk 0 0 0 0 0 1 1\n", /* without a path */
	"disk-path 2f6\n",
	"disk-path zz\n",
	"cursor S99 1\n",
	"saved 4\n",
	"pending 9\n",
};

START_TEST(damage_is_refused)
{
	struct err err = { 0 };

	visit_init(&back);
	ck_assert_int_lt(visit_take_up(&back, &arena, wrong[_i], strlen(wrong[_i]), &err), 0);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
	visit_done(&back);
	arena_done(&arena);
}
END_TEST

START_TEST(lines_of_others_are_left_alone)
{
	static const char text[] = "began 1 2\nwrites sda 1 2\nnumber 041207\n\nunknown";
	struct err err = { 0 };

	visit_init(&back);
	ck_assert_int_eq(visit_take_up(&back, &arena, text, sizeof(text) - 1, &err), 0);
	ck_assert_str_eq(back.number, "041207");
	visit_done(&back);
	arena_done(&arena);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("keep");
	TCase *t = tcase_create("keep");

	tcase_add_test(t, all_is_there_again);
	tcase_add_test(t, nothing_outside_goes_on);
	tcase_add_test(t, on_the_page_before_the_fall);
	tcase_add_loop_test(t, damage_is_refused, 0, (int)LEN(wrong));
	tcase_add_test(t, lines_of_others_are_left_alone);
	return suite_result(s, t);
}
