/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A lent stick's pages: where its keys lead, what a wiped visit keeps of it, how wrong tries slow
 * down; and what S22 and S16 say about what remains. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */

#include "tests/unit/suite.h"
#include "tests/unit/tui/visit_story.h"

static struct visit v;

static void begin(void)
{
	story_language(LANGUAGE_JA);
	visit_story(&v);
	visit_story_loan(&v);
	v.screen = visit_home(&v);
}

static void end(void)
{
	visit_done(&v);
}

static void keys(const char *text)
{
	for (; *text; text++)
		screen_key(&v, *text >= '0' && *text <= '9' ? *text - '0'
			       : *text == '\n'              ? KEY_ENTER_
			       : *text == '<'               ? KEY_ESC_
			       : *text == '~'               ? KEY_DOWN_
			       : *text == '#'               ? KEY_BACKSPACE_
							    : KEY_OF_LETTER(*text));
}

static bool shows(const char *text)
{
	struct str all = STR_INIT(1 << 20);
	struct arena a = { 0 };
	struct canvas c;
	struct page *p;
	bool found;

	visit_page(&v, 25, 80, &c, &a, &p);
	canvas_dump(&c, &all);
	found = strstr(str_c(&all), text) != NULL;
	str_done(&all);
	canvas_done(&c);
	arena_done(&a);
	return found;
}

START_TEST(home)
{
	ck_assert_int_eq(v.screen, SCREEN_S18);
	v.lend.state = LOAN_OVER;
	ck_assert_int_eq(visit_home(&v), SCREEN_S34);
	v.lend.state = LOAN_OPEN;
	v.lend.trouble = LEND_BROKEN;
	ck_assert_int_eq(visit_home(&v), SCREEN_S34);
	v.lend.trouble = LEND_NO_KEY;
	ck_assert_int_eq(visit_home(&v), SCREEN_S34);
	v.lend.lent = false;
	ck_assert_int_eq(visit_home(&v), SCREEN_S01);
}
END_TEST

START_TEST(a_case_begins)
{
	keys("1");
	ck_assert_int_eq(v.screen, SCREEN_S39);
	keys("1"); /* blue is used */
	ck_assert_int_eq(v.screen, SCREEN_S39);
	ck_assert_int_eq(v.minutes, -1);
	keys("\n"); /* `>` is on the first that is free */
	ck_assert_int_eq(v.screen, SCREEN_S04);
	ck_assert_int_eq(v.lend.sticker, STICKER_RED);
	ck_assert_int_eq(v.minutes, 0);
	ck_assert(v.want & WANT_LIST_DISKS);
	ck_assert_int_eq(v.consent[0], TICK_YES);
	ck_assert_int_eq(v.consent[2], TICK_NO);
	ck_assert_int_eq(v.consent[4], TICK_YES);
	ck_assert_int_eq(v.consent[5], TICK_NO);
	ck_assert(shows("札の色 赤"));
	visit_wipe(&v);
	ck_assert_int_eq(v.screen, SCREEN_S18);
	ck_assert_int_eq(v.lend.sticker, -1);
	ck_assert_uint_eq(loan_left(&v.lend.loan), 3);
}
END_TEST

START_TEST(nothing_begins_when_it_is_over)
{
	v.lend.state = LOAN_SPENT;
	v.screen = visit_home(&v);
	keys("1\n"); /* Enter: results */
	ck_assert_int_ne(v.screen, SCREEN_S39);
	ck_assert_int_eq(v.minutes, -1);
}
END_TEST

START_TEST(both_pass_phrases)
{
	keys("2");
	ck_assert_int_eq(v.screen, SCREEN_S40);
	ck_assert_str_eq(v.lend.pass[0], "");
	keys("hima#mawari7\n");
	ck_assert_str_eq(v.lend.pass[0], "himmawari7");
	ck_assert(!shows("himmawari7"));
	screen_key(&v, KEY_LEFT_);
	screen_key(&v, KEY_UP_);
	ck_assert(shows("himmawari7"));
	keys("~abc\n"); /* too short */
	ck_assert(!(v.want & WANT_RESULTS));
	keys("def\n");
	ck_assert(v.want & WANT_RESULTS);
	ck_assert_str_eq(v.lend.pass[1], "abcdef");
	keys("x"); /* while it is opening, nothing is typed */
	ck_assert_str_eq(v.lend.pass[1], "abcdef");
	v.lend.unlocking = UNLOCK_WRONG;
	keys("<");
	ck_assert_int_eq(v.screen, SCREEN_S18);
	ck_assert_str_eq(v.lend.pass[0], "");
	ck_assert_str_eq(v.lend.pass[1], "");
}
END_TEST

START_TEST(a_phrase_has_an_end)
{
	keys("2");
	for (unsigned i = 0; i < 3 * PASS_MAX; i++)
		keys("a");
	ck_assert_uint_eq(strlen(v.lend.pass[0]), PASS_MAX);
	for (unsigned i = 0; i < 3 * PASS_MAX; i++)
		keys("#");
	ck_assert_str_eq(v.lend.pass[0], "");
}
END_TEST

START_TEST(wrong_tries_slow_down)
{
	static const int64_t ms[] = { 0, 0, 0, 0, 30000, 60000, 120000, 240000, 480000, 480000 };

	for (unsigned i = 0; i < LEN(ms); i++)
		ck_assert_int_eq(lend_wait(i), ms[i]);
	ck_assert_int_eq(lend_wait(UINT32_MAX), 480000);
	keys("2himawari7\ntsubaki22");
	v.lend.wait_until = 10001;
	v.ms = 5000;
	ck_assert_uint_eq(lend_seconds(&v), 6);
	keys("\n");
	ck_assert(!(v.want & WANT_RESULTS));
	v.ms = 10001;
	keys("\n");
	ck_assert(v.want & WANT_RESULTS);
}
END_TEST

/* Neither going back nor wiping makes the wait shorter. */
START_TEST(the_wait_stays)
{
	v.lend.tries = 4;
	v.lend.wait_until = 10001;
	keys("2<");
	visit_wipe(&v);
	ck_assert_uint_eq(v.lend.tries, 4);
	ck_assert_int_eq(v.lend.wait_until, 10001);
}
END_TEST

START_TEST(results)
{
	v.screen = SCREEN_S41;
	v.minutes = 0;
	v.lend.review = true;
	keys("2"); /* it did not open */
	ck_assert(!(v.want & WANT_RESULT));
	keys("1");
	ck_assert(v.want & WANT_RESULT);
	ck_assert_int_eq(v.lend.chosen, 0);
	keys("<"); /* the only way out is erasing */
	ck_assert_int_eq(v.screen, SCREEN_S22);
	ck_assert(!shows("このUSBにのこします"));
	visit_wipe(&v);
	ck_assert_uint_eq(v.lend.n_results, 0);
	ck_assert(!v.lend.review);
}
END_TEST

START_TEST(no_result_yet)
{
	v.lend.results = 0;
	keys("2");
	ck_assert_int_eq(v.screen, SCREEN_S18);
}
END_TEST

/* On a lent stick a sign is told by its folder. */
START_TEST(folder_level_only)
{
	struct hit *h;

	v.screen = SCREEN_S09;
	v.consent[0] = TICK_YES;
	h = checkup_add_hit(&v.checkup.malware);
	h->path = "Users/yamada/Downloads/invoice.zip";
	h->folder = "Downloads";
	h->signature = "Eicar-Test-Signature";
	v.checkup.malware.hits_total = 1;
	ck_assert(!shows("invoice"));
	v.lend.lent = false;
	ck_assert(shows("invoice"));
}
END_TEST

static const struct {
	struct remains remains;
	bool sheet, consent, key;
	const char *says, *says_not;
} s22[] = {
	{ { 0 }, true, true, true, "会議所の鍵をかけて", "もう一度、のこしてみる" },
	{ { 0 }, true, false, true, "消してよいですか", "会議所の鍵をかけて" },
	{ { 0 }, false, true, true, "消してよいですか", "会議所の鍵をかけて" },
	{ { 0 }, true, true, false, "会議所の鍵がない", "会議所の鍵をかけて" },
	{ { .record = REMAIN_RUNNING }, true, true, true, "鍵をかけています", "消してよい" },
	{ { .tally = REMAIN_RUNNING }, true, true, true, "鍵をかけています", "消してよい" },
	{ { REMAIN_NO, REMAIN_NOT, REMAIN_WHY_ROOM, true },
	  true,
	  true,
	  true,
	  "あきが足りません",
	  "会議所の鍵をかけて" },
	{ { REMAIN_NO, REMAIN_NOT, REMAIN_WHY_STICK, true },
	  true,
	  true,
	  true,
	  "USBが抜けているか",
	  "会議所の鍵をかけて" },
};

START_TEST(erasing_is_asked)
{
	v.lend.lent = false;
	v.able.keep = s22[_i].key;
	v.screen = SCREEN_S22;
	v.sheet_made = s22[_i].sheet;
	v.consent[4] = s22[_i].consent ? TICK_YES : TICK_NO;
	v.remains = s22[_i].remains;
	ck_assert(shows(s22[_i].says));
	ck_assert(!shows(s22[_i].says_not));
	keys("2");
	ck_assert_int_eq(!!(v.want & WANT_ERASE),
			 v.remains.record != REMAIN_RUNNING && v.remains.tally != REMAIN_RUNNING);
	if (v.remains.told) {
		keys("3");
		ck_assert_int_eq(v.remains.record, REMAIN_NOT);
	}
}
END_TEST

static const struct {
	enum proof sealed, counts;
	enum remain_why why;
	const char *says;
} s16[] = {
	{ PROOF_KEPT, PROOF_KEPT, REMAIN_WHY_NONE, "機械に残した記録には、鍵をかけました" },
	{ PROOF_KEPT, PROOF_NONE, REMAIN_WHY_NONE, "鍵をかけた記録（同意の5のとおり）" },
	{ PROOF_NONE, PROOF_KEPT, REMAIN_WHY_NONE, "名前のない集計の数だけ" },
	{ PROOF_NONE, PROOF_NONE, REMAIN_WHY_NONE, "機械には残していません" },
	{ PROOF_LOST, PROOF_NONE, REMAIN_WHY_KEY, "会議所の鍵がありません" },
	{ PROOF_LOST, PROOF_NONE, REMAIN_WHY_ROOM, "USBのあきが足りません" },
	{ PROOF_LOST, PROOF_NONE, REMAIN_WHY_STICK, "USBに書けませんでした" },
	{ PROOF_LOST, PROOF_NONE, REMAIN_WHY_OTHER, "鍵をかけられませんでした" },
	{ PROOF_NONE, PROOF_LOST, REMAIN_WHY_NONE, "足せませんでした" },
};

START_TEST(what_remains_is_named)
{
	v.lend.lent = false;
	v.screen = SCREEN_S16;
	v.erasing.proof[ERASE_READ] = PROOF_DONE;
	v.erasing.proof[ERASE_SEALED] = s16[_i].sealed;
	v.erasing.proof[ERASE_KEPT] = s16[_i].counts;
	v.remains.why = s16[_i].why;
	ck_assert_msg(shows(s16[_i].says), "S16 does not say %s", s16[_i].says);
}
END_TEST

/* No state of the loan, and nothing that remains, is cut at any size. */
static void any_state(unsigned i)
{
	struct lend *l = &v.lend;

	v.screen = SCREEN_S34;
	switch (i) {
	case 0: l->state = LOAN_SPENT; break;
	case 1: l->trouble = LEND_BROKEN; break;
	case 2: l->trouble = LEND_NO_KEY; break;
	case 3:
		v.screen = SCREEN_S18;
		l->clock_wrong = true;
		l->loan.n_used = 4;
		l->loan.used[2].sticker = STICKER_RED;
		l->loan.used[3].sticker = STICKER_GREEN;
		break;
	case 4: v.screen = SCREEN_S39; break;
	case 5:
	case 6:
	case 7:
		v.screen = SCREEN_S40;
		l->unlocking = i == 5 ? UNLOCK_RUNNING : i == 6 ? UNLOCK_WRONG : UNLOCK_LOST;
		l->wait_until = v.ms + 480000;
		break;
	case 8:
		v.screen = SCREEN_S41;
		l->n_results = RESULTS_SHOWN;
		for (unsigned k = 0; k < RESULTS_SHOWN; k++)
			l->result[k] = (struct lend_result){ .opened = k % 2, .label = "white" };
		break;
	case 9:
	case 10:
		v.screen = SCREEN_S22;
		v.sheet_made = v.able.keep = true;
		v.remains.record = i == 9 ? REMAIN_RUNNING : REMAIN_NO;
		v.remains.told = i == 10;
		break;
	default:
		v.screen = SCREEN_S16;
		for (unsigned k = 0; k < ERASE_KEPT; k++)
			v.erasing.proof[k] = PROOF_DONE;
		v.erasing.proof[ERASE_KEPT] = i % 2 ? PROOF_KEPT : PROOF_LOST;
		v.erasing.proof[ERASE_SEALED] = i < 13 ? PROOF_KEPT : PROOF_LOST;
		v.remains.why = (enum remain_why)(i - 11);
		l->lent = i % 3 == 0;
		break;
	}
}

START_TEST(nothing_is_cut)
{
	static const unsigned sizes[][2] = { { 25, 80 }, { 32, 113 }, { 21, 64 }, { 16, 48 } };

	for (unsigned n = 0; n < 2 * LEN(sizes); n++) {
		struct str all = STR_INIT(1 << 20);
		struct arena a = { 0 };
		struct canvas c;
		struct page *p;

		visit_done(&v);
		story_language(n % 2 ? LANGUAGE_EN : LANGUAGE_JA);
		visit_story(&v);
		visit_story_loan(&v);
		any_state((unsigned)_i);
		visit_page(&v, sizes[n / 2][0], sizes[n / 2][1], &c, &a, &p);
		canvas_dump(&c, &all);
		ck_assert_msg(c.clipped == 0, "%u texts are cut\n%s", c.clipped, str_c(&all));
		ck_assert_msg(!story_forbidden(str_c(&all)), "%s in\n%s",
			      story_forbidden(str_c(&all)), str_c(&all));
		str_done(&all);
		canvas_done(&c);
		arena_done(&a);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("lend");
	TCase *t = tcase_create("lend");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, home);
	tcase_add_test(t, a_case_begins);
	tcase_add_test(t, nothing_begins_when_it_is_over);
	tcase_add_test(t, both_pass_phrases);
	tcase_add_test(t, a_phrase_has_an_end);
	tcase_add_test(t, wrong_tries_slow_down);
	tcase_add_test(t, the_wait_stays);
	tcase_add_test(t, results);
	tcase_add_test(t, no_result_yet);
	tcase_add_test(t, folder_level_only);
	tcase_add_loop_test(t, erasing_is_asked, 0, (int)LEN(s22));
	tcase_add_loop_test(t, what_remains_is_named, 0, (int)LEN(s16));
	tcase_add_loop_test(t, nothing_is_cut, 0, 16);
	return suite_result(s, t);
}
