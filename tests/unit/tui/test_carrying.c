/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet onto the owner's USB memory: which page follows, what is asked for, what is never said;
 * and the pages against their drawings. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"

static struct visit v;

static struct carry_memory memory(const char *name, const char *label, enum carry_reason reason)
{
	struct carry_memory m = { .size = 32000000000, .reason = reason };

	snprintf(m.name, sizeof(m.name), "%s", name);
	snprintf(m.model, sizeof(m.model), "UM-32");
	snprintf(m.serial, sizeof(m.serial), "00%sAA", name);
	snprintf(m.label, sizeof(m.label), "%s", label);
	snprintf(m.type, sizeof(m.type), "exfat");
	if (reason == CARRY_NONE)
		snprintf(m.target, sizeof(m.target), "%s:17:1048576:exfat", name);
	return m;
}

static void plugged(void)
{
	struct carry_memory a = memory("sdc", "DATA", CARRY_NONE);
	struct carry_memory b = memory("sdd", "", CARRY_KIND);

	carrying_look(&v);
	carrying_found(&v, &a);
	carrying_found(&v, &b);
	carrying_looked(&v);
}

/* S13, S42, S43, yes. */
static void under_way(void)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_S42);
	ck_assert(v.want & WANT_MEMORIES);
	ck_assert_uint_eq(v.want & WANT_SAVE, 0);
	v.want = 0;
	plugged();
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S43);
	ck_assert_uint_eq(v.want, 0); /* nothing is written yet */
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S35);
	ck_assert(v.want & WANT_SAVE);
	ck_assert_str_eq(v.carrying.to.target, "sdc:17:1048576:exfat");
	ck_assert_int_eq(v.saved, SAVED_RUNNING);
	v.want = 0;
}

START_TEST(saved)
{
	const struct carry_status s = { true, CARRY_NONE };

	under_way();
	screen_key(&v, 1); /* it runs: no key ends the page early */
	ck_assert_int_eq(v.screen, SCREEN_S35);
	carrying_done(&v, &s);
	ck_assert_int_eq(v.saved, SAVED_YES);
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	visit_done(&v);
}
END_TEST

START_TEST(not_saved)
{
	const struct carry_status s = { false, CARRY_NO_ROOM };

	under_way();
	carrying_done(&v, &s);
	ck_assert_int_eq(v.saved, SAVED_NO);
	screen_key(&v, 2); /* again: which one is asked anew */
	ck_assert_int_eq(v.screen, SCREEN_S42);
	ck_assert(v.want & WANT_MEMORIES);
	ck_assert(!v.carrying.chosen);
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	visit_done(&v);
}
END_TEST

/* One that cannot be written to is not chosen, and "another one" leads back. */
START_TEST(which_one)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	screen_key(&v, 2);
	v.want = 0;
	screen_key(&v, 1); /* none is there yet */
	ck_assert_int_eq(v.screen, SCREEN_S42);
	screen_key(&v, KEY_ENTER_);
	ck_assert(v.want & WANT_MEMORIES);
	v.want = 0;
	plugged();
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_S42);
	ck_assert_ptr_nonnull(v.notice.text);
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S42);
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S43);
	/* another one comes under the same number meanwhile: asked is about the one chosen */
	carrying_look(&v);
	carrying_looked(&v);
	ck_assert_str_eq(v.carrying.to.label, "DATA");
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_S42);
	ck_assert_uint_eq(v.want, WANT_MEMORIES);
	ck_assert_int_ne(v.saved, SAVED_RUNNING);
	visit_done(&v);
}
END_TEST

/* From paper that did not come, and back to where it was asked for. */
START_TEST(instead_of_paper)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	visit_go(&v, SCREEN_S14);
	screen_key(&v, 6);
	ck_assert_int_eq(v.screen, SCREEN_S42);
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	visit_go(&v, SCREEN_X08);
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S42);
	visit_done(&v);
}
END_TEST

/* Into a folder nothing is asked. */
START_TEST(folder)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	v.able.usb_save = false;
	v.able.folder = true;
	v.able.folder_name = "out";
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_S35);
	ck_assert(v.want & WANT_SAVE);
	visit_done(&v);
}
END_TEST

/* --- the pages ------------------------------------------------------------------------------- */
static void none_yet(void)
{
	v.carrying.looked = true;
	visit_go(&v, SCREEN_S42);
}

static void list(void)
{
	plugged();
	v.chosen = 2; /* the story's third disk is sdc */
	visit_go(&v, SCREEN_S42);
}

static void asked(void)
{
	v.carrying.to = memory("sdc", "DATA", CARRY_NONE);
	visit_go(&v, SCREEN_S43);
}

static void running(void)
{
	asked();
	v.saved = SAVED_RUNNING;
	visit_go(&v, SCREEN_S35);
}

static void done(void)
{
	running();
	v.saved = SAVED_YES;
}

static void pulled(void)
{
	const struct carry_status s = { false, CARRY_GONE };

	running();
	carrying_done(&v, &s);
}

static const struct {
	const char *name;
	void (*fill)(void);
	bool all_sizes;
} pages[] = {
	{ "42", list, true },        { "42none", none_yet, false }, { "43", asked, true },
	{ "35run", running, false }, { "35yes", done, false },      { "35no", pulled, true }
};

static void page(int i, enum language lang)
{
	visit_story_what_next(&v, lang);
	v.minutes = 28;
	pages[i].fill();
	drawing_check_sizes(&v, pages[i].name, pages[i].all_sizes ? LEN(drawing_sizes) : 1);
	visit_done(&v);
}

START_TEST(drawing)
{
	page(_i, LANGUAGE_JA);
	page(_i, LANGUAGE_EN);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("carrying");

	tcase_add_test(t, saved);
	tcase_add_test(t, not_saved);
	tcase_add_test(t, which_one);
	tcase_add_test(t, instead_of_paper);
	tcase_add_test(t, folder);
	tcase_add_loop_test(t, drawing, 0, (int)LEN(pages));
	return suite_result(suite_create("carrying"), t);
}
