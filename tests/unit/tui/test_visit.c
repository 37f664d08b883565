/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys on the visit, without a terminal: consent, interview, stopping, erasing, and keys at random
 * on every page. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */

#include "tests/unit/suite.h"
#include "tests/unit/tui/visit_story.h"

static struct visit v;

static void begin(void)
{
	story_language(LANGUAGE_JA);
	visit_init(&v);
	v.today = STORY_NOW;
}

static void end(void)
{
	visit_done(&v);
}

static void keys(const int *k, size_t n)
{
	for (size_t i = 0; i < n; i++)
		screen_key(&v, k[i]);
}
#define KEYS(...) keys((const int[]){ __VA_ARGS__ }, sizeof((int[]){ __VA_ARGS__ }) / sizeof(int))

START_TEST(consent_needs_every_line)
{
	KEYS(1, KEY_ENTER_, 0, 4, 1, KEY_ENTER_);
	ck_assert(v.number_open); /* three digits are no number */
	KEYS(2, 0, 7, 8, KEY_ENTER_);
	ck_assert_str_eq(v.number, "041207");
	KEYS(1, 2, 3, 4, 5, 6, 7, KEY_ENTER_);
	ck_assert_int_eq(v.screen, SCREEN_S03);
	ck_assert_uint_eq(v.cursor[SCREEN_S03], 7); /* X20: `>` on the open line */
	ck_assert_ptr_nonnull(v.notice.text);
	KEYS(8, 3, KEY_ENTER_);
	ck_assert_int_eq(v.consent[2], TICK_NO);
	ck_assert_int_eq(v.screen, SCREEN_S04);
	ck_assert(v.want & WANT_LIST_DISKS);
	visit_add_gaps(&v);
	ck_assert_uint_eq(v.checkup.n_gaps, 1);
	ck_assert_str_eq(v.checkup.gap[0].group, "consent");
}
END_TEST

START_TEST(esc_loses_no_answer)
{
	v.screen = SCREEN_S07;
	KEYS(1, 3, 4);
	ck_assert_uint_eq(v.asking, 3);
	KEYS(KEY_ESC_, KEY_ESC_);
	ck_assert_uint_eq(v.asking, 1);
	ck_assert_int_eq(v.checkup.answer[v.ask[2]].reply, REPLY_UNKNOWN);
	KEYS(2);
	ck_assert_int_eq(v.checkup.answer[v.ask[1]].reply, REPLY_PARTLY);
	KEYS(KEY_ENTER_); /* no suggestion: nothing is taken for an answer */
	ck_assert_uint_eq(v.asking, 2);
}
END_TEST

START_TEST(nothing_is_changed_silently)
{
	checkup_done(&v.checkup);
	story_make(&v.checkup);
	v.screen = SCREEN_S07;
	v.asking = 8;
	v.ask[8] = 11;
	KEYS(1);
	ck_assert_int_eq(v.screen, SCREEN_S08);
	KEYS(2);
	ck_assert_uint_eq(v.asking, 8);
	KEYS(1, 3);
	ck_assert_int_eq(v.checkup.answer[11].reply, REPLY_PARTLY);
	ck_assert(v.checkup.answer[11].contradiction);
	ck_assert(v.checkup.answer[11].ask_expert);
	ck_assert_uint_eq(v.asking, 9);
}
END_TEST

START_TEST(a_stream_cannot_answer_or_claim_the_end)
{
	static const char *const lines[] = {
		"{\"record\":\"answer\",\"question\":1,\"reply\":\"yes\"}",
		"{\"record\":\"progress\",\"stage\":\"malware\",\"area\":\"x\",\"done\":9,"
		"\"total\":3,"
		"\"files\":1,\"files_total\":1,\"hits\":0,\"seconds_left\":99999999999}",
		"{\"record\":\"progress\",\"stage\":\"facts\",\"area\":\"\",\"done\":0,\"total\":0,"
		"\"files\":0,\"files_total\":0,\"hits\":0,\"seconds_left\":null}",
		"not a record",
		"",
	};
	struct err err = { 0 };

	v.work = WORK_RUNNING;
	for (size_t i = 0; i < LEN(lines); i++)
		(void)!visit_record(&v, lines[i], strlen(lines[i]), &err);
	ck_assert_int_eq(v.checkup.answer[1].reply, REPLY_NONE);
	ck_assert_uint_eq(v.percent, 99); /* neither above, nor back */
	ck_assert(!v.checkup.finished);
}
END_TEST

START_TEST(erasing_is_never_behind_enter)
{
	visit_story(&v);
	visit_story_sheet(&v);
	v.screen = SCREEN_S13;
	KEYS(9, KEY_ENTER_);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	ck_assert(!(v.want & WANT_ERASE));
	KEYS(KEY_F9_, KEY_F9_, KEY_ENTER_);
	ck_assert(!(v.want & WANT_ERASE));
	KEYS(KEY_F9_, KEY_DOWN_, KEY_ENTER_);
	ck_assert(v.want & WANT_ERASE);
}
END_TEST

START_TEST(wiping_forgets_the_client)
{
	visit_story(&v);
	visit_story_sheet(&v);
	v.text_size = 2;
	visit_wipe(&v);
	ck_assert_str_eq(v.number, "");
	ck_assert_uint_eq(v.checkup.n_findings, 0);
	ck_assert_int_eq(v.checkup.answer[8].reply, REPLY_NONE);
	ck_assert_uint_eq(v.n_disks, 0);
	ck_assert_int_eq(v.screen, SCREEN_S01);
	ck_assert_uint_eq(v.text_size, 2);
	ck_assert_int_eq(v.machine.samples, STORY_SAMPLES);
}
END_TEST

/* Any keys in any order: every page draws, Esc gets home. */
START_TEST(keys_at_random)
{
	unsigned x = 12345u + (unsigned)_i * 7919u;

	visit_story(&v);
	visit_story_disks(&v);
	visit_story_sheet(&v);
	v.screen = (enum screen_id)_i;
	for (unsigned i = 0; i < 400; i++) {
		struct arena a = { 0 };
		struct canvas c;
		struct page *p;

		x = x * 1103515245u + 12345u;
		screen_key(&v, (int)(x >> 16) % (KEY_IGNORED_ + 1));
		v.want = 0;
		ck_assert_uint_lt(v.screen, SCREENS);
		ck_assert_uint_le(v.n_back, BACK_MAX);
		visit_page(&v, 25, 80, &c, &a, &p);
		v.scroll = p->scroll;
		canvas_done(&c);
		arena_done(&a);
	}
	for (unsigned i = 0; i < 40 && v.screen != SCREEN_S01; i++)
		screen_key(&v, v.screen == SCREEN_HIDE ? KEY_ENTER_ : KEY_ESC_);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("visit");
	TCase *t = tcase_create("keys");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, consent_needs_every_line);
	tcase_add_test(t, esc_loses_no_answer);
	tcase_add_test(t, nothing_is_changed_silently);
	tcase_add_test(t, a_stream_cannot_answer_or_claim_the_end);
	tcase_add_test(t, erasing_is_never_behind_enter);
	tcase_add_test(t, wiping_forgets_the_client);
	tcase_add_loop_test(t, keys_at_random, 0, SCREENS);
	return suite_result(s, t);
}
