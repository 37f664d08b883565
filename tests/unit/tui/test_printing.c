/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which page follows from what a printer tells, and what the keys of printing ask for. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/suite.h"
#include "tests/unit/tui/visit_story.h"

static struct visit v;

static void told(enum print_state state, enum print_reason reason)
{
	const struct print_status s = { .state = state, .reason = reason };

	printing_status(&v, &s);
	printing_tell(&v);
}

/* S13, S14, print: asked for and under way. */
static void under_way(void)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	ck_assert(v.want & WANT_PRINTERS);
	v.want = 0;
	screen_key(&v, 1); /* too early: they are being looked for */
	ck_assert_uint_eq(v.want, 0);
	printing_found(&v,
		       &(struct printer_info){ .name = "ipp60000", .known = true, .ready = true });
	printing_looked(&v, true);
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	screen_key(&v, KEY_ENTER_);
	ck_assert(v.want & WANT_PRINT);
	v.want = 0;
	ck_assert_int_eq(v.printing.step, PRINTING_MAKING);
	v.printing.step = PRINTING_JOB;
	told(PRINT_STATE_SENDING, PRINT_REASON_NONE);
}

START_TEST(paper_comes)
{
	under_way();
	told(PRINT_STATE_WAITING, PRINT_REASON_NONE);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	told(PRINT_STATE_PRINTED, PRINT_REASON_NONE);
	ck_assert_int_eq(v.screen, SCREEN_S33);
	ck_assert_int_eq(v.printing.paper, PAPER_NOT_ASKED); /* the printer's word is not enough */
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S33);
	screen_key(&v, KEY_ENTER_);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	ck_assert_int_eq(v.printing.paper, PAPER_YES);
	ck_assert(v.want & WANT_PRINT_TOLD);
	screen_key(&v, KEY_ENTER_); /* `>` is on 9 now */
	ck_assert_int_eq(v.screen, SCREEN_S22);
	visit_done(&v);
}
END_TEST

START_TEST(no_paper_came)
{
	under_way();
	told(PRINT_STATE_HANDED_OVER, PRINT_REASON_NONE);
	ck_assert_int_eq(v.screen, SCREEN_S33);
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_X07);
	ck_assert_int_eq(v.printing.paper, PAPER_NO);
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_X07);
	v.want = 0;
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	ck_assert(v.want & WANT_PRINT);
	visit_done(&v);
}
END_TEST

/* A tray that is empty for a moment is nothing; one that stays so is X07, and paper leads back. */
START_TEST(no_paper_in_it)
{
	under_way();
	told(PRINT_STATE_WAITING, PRINT_REASON_NO_PAPER);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	v.ms += 3000;
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	v.ms += 1500;
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_X07);
	told(PRINT_STATE_WAITING, PRINT_REASON_NONE);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	told(PRINT_STATE_WAITING, PRINT_REASON_NO_PAPER);
	v.ms += 5000;
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_X07);
	screen_key(&v, 1); /* "done": waits, and tells again when it is still so */
	ck_assert_int_eq(v.screen, SCREEN_S14);
	ck_assert_uint_eq(v.want & WANT_PRINT, 0);
	v.ms += 5000;
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_X07);
	told(PRINT_STATE_PRINTED, PRINT_REASON_NONE);
	ck_assert_int_eq(v.screen, SCREEN_S33);
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	visit_done(&v);
}
END_TEST

START_TEST(taken_back)
{
	under_way();
	told(PRINT_STATE_WAITING, PRINT_REASON_NO_PAPER);
	screen_key(&v, 2);
	ck_assert(v.want & WANT_PRINT_STOP);
	ck_assert(printing_busy(&v));
	told(PRINT_STATE_TAKEN_BACK, PRINT_REASON_NONE);
	ck_assert(!printing_busy(&v));
	ck_assert_int_eq(v.screen, SCREEN_S14);
	ck_assert_int_eq(v.printing.paper, PAPER_NOT_ASKED);
	v.want = 0;
	screen_key(&v, 1);
	ck_assert(v.want & WANT_PRINT);
	visit_done(&v);
}
END_TEST

START_TEST(another_printer)
{
	under_way();
	told(PRINT_STATE_NOT_PRINTED, PRINT_REASON_REFUSED);
	ck_assert_int_eq(v.screen, SCREEN_X07);
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_S24);
	ck_assert(v.want & WANT_PRINTERS);
	printing_found(&v, &(struct printer_info){ .name = "b", .known = true });
	printing_found(&v,
		       &(struct printer_info){ .name = "ipp60000", .known = true, .ready = true });
	printing_looked(&v, true);
	ck_assert_str_eq(printing_printer(&v)->name, "ipp60000"); /* the same as before */
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S14);
	ck_assert_str_eq(printing_printer(&v)->name, "b");
	visit_done(&v);
}
END_TEST

/* The sheet goes elsewhere then: onto the owner's USB memory, which is chosen first (1), or into a
 * folder (0). */
START_TEST(none_there)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	v.able.usb_save = _i == 1;
	v.able.folder = true;
	screen_key(&v, 1);
	printing_found(&v, &(struct printer_info){ .shown = "Maker 1" });
	printing_looked(&v, true);
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_X08);
	screen_key(&v, 1);
	ck_assert(v.want & WANT_PRINTERS);
	printing_looked(&v, false);
	printing_tell(&v);
	ck_assert_int_eq(v.screen, SCREEN_X08);
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, _i == 1 ? SCREEN_S42 : SCREEN_S35);
	ck_assert(v.want & (_i == 1 ? WANT_MEMORIES : WANT_SAVE));
	screen_key(&v, KEY_ESC_);
	visit_done(&v);
}
END_TEST

/* The choice is the stick's, what was printed is the case's. */
START_TEST(next_case)
{
	under_way();
	told(PRINT_STATE_PRINTED, PRINT_REASON_NONE);
	screen_key(&v, 1);
	visit_wipe(&v);
	ck_assert_int_eq(v.printing.paper, PAPER_NOT_ASKED);
	ck_assert_int_eq(v.printing.step, PRINTING_NOT);
	ck_assert_ptr_nonnull(printing_printer(&v));
	visit_done(&v);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("printing");

	tcase_add_test(t, paper_comes);
	tcase_add_test(t, no_paper_came);
	tcase_add_test(t, no_paper_in_it);
	tcase_add_test(t, taken_back);
	tcase_add_test(t, another_printer);
	tcase_add_loop_test(t, none_there, 0, 2);
	tcase_add_test(t, next_case);
	return suite_result(suite_create("printing"), t);
}
