/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A USB memory is looked at (S29): which page follows, what becomes of the result, what is never said;
 * and the pages against their drawings. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"

static struct visit v;

static void plugged(void)
{
	struct carry_memory m = { .name = "sdc",
				  .model = "UM-32",
				  .serial = "00CC91AA",
				  .label = "DATA",
				  .type = "exfat",
				  .size = 32000000000,
				  .reason = CARRY_KIND }; /* reading needs nothing of that */

	carrying_look(&v);
	carrying_found(&v, &m);
	carrying_looked(&v);
}

static void line(const char *text)
{
	struct err err = { 0 };

	ck_assert_int_eq(usb_look_record(&v, text, strlen(text), &err), 0);
}

static void finding(const char *id, const char *answer, const char *headline)
{
	char text[1000];

	snprintf(
	    text, sizeof(text),
	    "{\"record\":\"finding\",\"id\":\"%s\",\"row\":\"U1\",\"system\":0,\"answer\":\"%s\","
	    "\"headline_phrase\":{\"id\":\"%s\",\"args\":[]},\"evidence_phrase\":null,"
	    "\"reason_phrase\":null,\"weight\":0,\"question\":14,\"schemes\":\"\"}",
	    id, answer, headline);
	line(text);
}

static void told(bool whole)
{
	line("{\"record\":\"begin\",\"schema\":1,\"now\":\"2026-11-21T01:00:00Z\"}");
	line("{\"record\":\"system\",\"system\":0,\"kind\":\"usb-memory\",\"volume\":0,\"name\":"
	     "\"USB "
	     "32 GB\",\"root\":\"\",\"users\":[]}");
	line("{\"record\":\"progress\",\"stage\":\"malware\",\"area\":\"\",\"done\":40,\"total\":"
	     "100}");
	finding("usb-memory-lock", "concern", "Whoever finds this USB memory can read it");
	finding("usb-memory-start", "ok", "This USB memory starts nothing by itself");
	if (!whole)
		return;
	line("{\"record\":\"malware\",\"state\":\"complete\",\"files\":12,\"files_total\":12,"
	     "\"database\":{\"signatures\":9,\"newest\":\"2026-11-20T00:00:00Z\"}}");
	line("{\"record\":\"end\",\"partial\":false}");
}

static void chosen(void)
{
	visit_go(&v, SCREEN_S29);
	usb_look_open(&v);
	plugged();
	v.want = 0;
	screen_key(&v, 1);
	ck_assert_int_eq(v.usb.step, USB_RUNNING);
	ck_assert_uint_eq(v.want, WANT_USB);
}

/* Beside a PC: back to "what next", and the sheet has it. */
START_TEST(beside_a_pc)
{
	size_t systems;

	visit_story_what_next(&v, LANGUAGE_JA);
	visit_make_sheet(&v);
	v.able.usb_check = true;
	v.saved = SAVED_YES;
	systems = v.checkup.n_systems;
	screen_key(&v, 4);
	ck_assert_int_eq(v.screen, SCREEN_S29);
	ck_assert(v.want & WANT_MEMORIES);
	chosen();
	told(true);
	ck_assert_uint_eq(v.usb.percent, 10 + 89 * 40 / 100);
	usb_look_ended(&v, true, false);
	ck_assert_int_eq(v.usb.end, USB_END_WHOLE);
	ck_assert_uint_eq(v.checkup.n_systems, systems + 1);
	ck_assert_uint_eq(v.checkup.usb.files, 12);
	ck_assert_int_eq(v.saved, SAVED_NOT); /* what was saved is another sheet */
	visit_make_sheet(&v);
	ck_assert_uint_eq(v.checkup.n_systems, systems + 1); /* once */
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	/* a new check of the PC begins with an empty check-up, and gets it again */
	checkup_done(&v.checkup);
	checkup_init(&v.checkup);
	usb_look_untaken(&v);
	visit_make_sheet(&v);
	ck_assert_uint_eq(v.checkup.n_systems, 1);
	visit_done(&v);
}
END_TEST

/* From the first page: a case begins, and the sheet is about the memory alone. */
START_TEST(alone)
{
	visit_init(&v);
	v.able.usb_check = true;
	screen_key(&v, 3);
	screen_key(&v, KEY_ESC_); /* nothing was looked at: there is no case */
	ck_assert_int_eq(v.screen, SCREEN_S01);
	ck_assert_int_eq(v.minutes, -1);
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S29);
	ck_assert_int_eq(v.minutes, 0);
	chosen();
	told(true);
	usb_look_ended(&v, true, false);
	screen_key(&v, 2); /* another one, or none: what was seen is not left behind */
	v.want = 0;
	screen_key(&v, KEY_ESC_);
	ck_assert(v.want & WANT_SHEET);
	visit_make_sheet(&v);
	ck_assert_int_eq(v.sheet.grade.basis, GRADE_BASIS_USB);
	visit_done(&v);
}
END_TEST

/* Whatever ends early, by wish or not, is not whole, and the sheet says so. */
static const struct {
	bool told_all, whole, cut, stopped;
	enum usb_end end;
	enum malware_state state;
} ends[] = {
	{ true, true, false, false, USB_END_WHOLE, MALWARE_COMPLETE },
	{ false, true, false, false, USB_END_LOST, MALWARE_FAILED },
	{ false, false, false, false, USB_END_LOST, MALWARE_FAILED },
	{ true, false, false, false, USB_END_LOST, MALWARE_FAILED },
	{ true, false, true, false, USB_END_PARTIAL, MALWARE_COMPLETE },
	{ false, false, false, true, USB_END_LOST, MALWARE_FAILED },
	{ true, false, false, true, USB_END_PARTIAL, MALWARE_COMPLETE },
};

START_TEST(early_ends)
{
	visit_init(&v);
	chosen();
	told(ends[_i].told_all);
	if (ends[_i].stopped) {
		v.want = 0;
		screen_key(&v, 9);
		ck_assert_uint_eq(v.want, WANT_USB_STOP);
		ck_assert_int_eq(v.usb.step, USB_STOPPING);
	}
	usb_look_ended(&v, ends[_i].whole, ends[_i].cut);
	ck_assert_int_eq(v.usb.end, ends[_i].end);
	ck_assert_uint_le(v.usb.percent, v.usb.end == USB_END_WHOLE ? 100 : 99);
	visit_make_sheet(&v);
	ck_assert_int_eq(v.checkup.usb.state, ends[_i].state);
	ck_assert(v.usb.end != USB_END_LOST || v.sheet.grade.n_caps > 0);
	visit_done(&v);
}
END_TEST

START_TEST(four_and_no_more)
{
	visit_init(&v);
	for (unsigned i = 0; i < USB_LOOKED_MAX; i++) {
		chosen();
		told(true);
		usb_look_ended(&v, true, false);
	}
	screen_key(&v, 2);
	ck_assert_int_eq(v.usb.step, USB_OVER);
	usb_look_open(&v);
	v.want = 0;
	screen_key(&v, 1);
	ck_assert_int_eq(v.usb.step, USB_CHOOSE);
	ck_assert_uint_eq(v.want, 0);
	ck_assert_ptr_nonnull(v.notice.text);
	visit_done(&v);
}
END_TEST

/* No key leaves the page while it runs: the memory must not be pulled out unseen. */
START_TEST(runs_to_its_end)
{
	static const int keys[] = { KEY_ENTER_, KEY_ESC_, 1, 2, KEY_UP_ };

	visit_init(&v);
	chosen();
	v.want = 0;
	for (size_t i = 0; i < LEN(keys); i++) {
		screen_key(&v, keys[i]);
		ck_assert_int_eq(v.screen, SCREEN_S29);
		ck_assert_uint_eq(v.want, 0);
	}
	visit_done(&v);
}
END_TEST

/* --- the pages ------------------------------------------------------------------------------- */
static void none_yet(void)
{
	visit_go(&v, SCREEN_S29);
	v.carrying.looked = true;
}

static void list(void)
{
	visit_go(&v, SCREEN_S29);
	plugged();
}

static void running(void)
{
	chosen();
	told(false);
}

static void over(void)
{
	chosen();
	told(true);
	usb_look_ended(&v, true, false);
}

static void lost(void)
{
	chosen();
	told(false);
	usb_look_ended(&v, false, false);
}

static const struct {
	const char *name;
	void (*fill)(void);
	bool all_sizes;
} pages[] = {
	{ "29none", none_yet, false }, { "29", list, true },      { "29run", running, true },
	{ "29over", over, true },      { "29lost", lost, false },
};

START_TEST(drawing)
{
	for (int lang = 0; lang < 2; lang++) {
		visit_story_what_next(&v, lang ? LANGUAGE_EN : LANGUAGE_JA);
		v.minutes = 28;
		pages[_i].fill();
		drawing_check_sizes(&v, pages[_i].name,
				    pages[_i].all_sizes ? LEN(drawing_sizes) : 1);
		visit_done(&v);
	}
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("usb");

	tcase_add_test(t, beside_a_pc);
	tcase_add_test(t, alone);
	tcase_add_loop_test(t, early_ends, 0, LEN(ends));
	tcase_add_test(t, four_and_no_more);
	tcase_add_test(t, runs_to_its_end);
	tcase_add_loop_test(t, drawing, 0, LEN(pages));
	return suite_result(suite_create("a USB memory is looked at"), t);
}
