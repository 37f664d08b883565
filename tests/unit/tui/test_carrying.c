/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet onto the owner's USB memory: which page follows, what is asked for, what is never said;
 * and the pages against their drawings. With KENSHIN_DRAW set to a folder they are drawn into it. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include <check.h>

#include "core/record/carry.h"
#include "tests/unit/tui/visit_story.h"

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

static void begin(enum language lang)
{
	story_language(lang);
	visit_story(&v);
	visit_story_disks(&v);
	visit_story_sheet(&v);
	v.screen = SCREEN_S13;
	v.minutes = 28;
	v.ms = 1000;
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
	begin(LANGUAGE_JA);
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
	begin(LANGUAGE_JA);
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
	begin(LANGUAGE_JA);
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
	begin(LANGUAGE_JA);
	v.able.usb_save = false;
	v.able.folder = true;
	v.able.folder_name = "out";
	screen_key(&v, 2);
	ck_assert_int_eq(v.screen, SCREEN_S35);
	ck_assert(v.want & WANT_SAVE);
	visit_done(&v);
}
END_TEST

/* A line that tells less, or other things, never reads as saved. */
START_TEST(lines)
{
	static const struct {
		const char *line;
		enum carry_record kind;
		bool saved;
	} t[] = {
		{ "{\"record\":\"carry\",\"saved\":true,\"reason\":\"none\"}", 2, true },
		{ "{\"record\":\"carry\",\"saved\":true,\"reason\":\"gone\"}", 2, false },
		{ "{\"record\":\"carry\",\"saved\":true}", 2, false },
		{ "{\"record\":\"carry\"}", 2, false },
		{ "{\"record\":\"print\",\"saved\":true,\"reason\":\"none\"}", 0, false },
	};
	struct carry_memory m;
	struct carry_status s;
	enum carry_record kind;
	struct carry_target target;
	struct err err = { 0 };

	for (size_t i = 0; i < LEN(t); i++) {
		s = (struct carry_status){ 0 };
		ck_assert_int_eq(
		    record_parse_carry(t[i].line, strlen(t[i].line), &m, &s, &kind, &err), 0);
		ck_assert_int_eq(kind, t[i].kind);
		ck_assert_int_eq(s.saved, t[i].saved);
	}
#define MEMORY(target)                                                                             \
	"{\"record\":\"usb-memory\",\"name\":\"sdb\",\"target\":\"" target                         \
	"\",\"model\":\"\",\"serial\":\"\",\"label\":\"\",\"type\":\"vfat\",\"size\":1,"           \
	"\"reason\":\"none\"}"
	ck_assert_int_eq(record_parse_carry(MEMORY("sdb:1:0:vfat"), strlen(MEMORY("sdb:1:0:vfat")),
					    &m, &s, &kind, &err),
			 0);
	ck_assert(kind == CARRY_RECORD_MEMORY && m.reason == CARRY_NONE && m.target[0]);
	ck_assert_int_eq(record_parse_carry(MEMORY("sda:1:0:vfat"), strlen(MEMORY("sda:1:0:vfat")),
					    &m, &s, &kind, &err),
			 0);
	ck_assert(m.reason != CARRY_NONE && !m.target[0]); /* shown is one, meant another */
	ck_assert(!carry_target_parse("sdb:1:0", &target));
	ck_assert(!carry_target_parse("sdb:-1:0:vfat", &target));
	ck_assert(!carry_target_parse("sdb:99999999999999999999:0:vfat", &target));
	ck_assert(!carry_target_parse("sdb:1:0:vfat:x", &target));
	ck_assert(carry_target_parse("sdb:1:1048576:vfat", &target) && target.offset == 1048576);
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
static const struct {
	unsigned rows, cols;
	const char *suffix;
} sizes[] = { { 25, 80, "" }, { 32, 113, "-113x32" }, { 21, 64, "-64x21" }, { 16, 48, "-48x16" } };

static void page(unsigned p, unsigned s, enum language lang)
{
	const char *to = getenv("KENSHIN_DRAW");
	struct str have = STR_INIT(1 << 20);
	struct arena a = { 0 };
	struct canvas c;
	struct page *shown;
	char *want, *name;
	size_t n;

	begin(lang);
	pages[p].fill();
	visit_page(&v, sizes[s].rows, sizes[s].cols, &c, &a, &shown);
	ck_assert_msg(c.clipped == 0, "%s%s: %u texts are cut", pages[p].name, sizes[s].suffix,
		      c.clipped);
	for (unsigned row = 0; row < c.rows; row++) {
		canvas_row_text(&c, row, false, &have);
		str_addc(&have, '\n');
	}
	ck_assert_msg(!story_forbidden(str_c(&have)), "\"%s\" in\n%s",
		      story_forbidden(str_c(&have)), str_c(&have));
	name = arena_printf(&a, "%c%s%s.txt", lang == LANGUAGE_JA ? 'S' : 'E', pages[p].name,
			    sizes[s].suffix);
	if (to) {
		FILE *f = fopen(arena_printf(&a, "%s/%s", to, name), "w");

		ck_assert_ptr_nonnull(f);
		fputs(str_c(&have), f);
		fclose(f);
	} else {
		want = story_read(&a, arena_printf(&a, "tests/golden/screens/%s", name), &n);
		ck_assert_msg(strcmp(want, str_c(&have)) == 0, "%s\n-- have\n%s-- want\n%s", name,
			      str_c(&have), want);
	}
	str_done(&have);
	canvas_done(&c);
	arena_done(&a);
	visit_done(&v);
}

START_TEST(drawing)
{
	for (unsigned s = 0; s < (pages[_i].all_sizes ? LEN(sizes) : 1); s++) {
		page((unsigned)_i, s, LANGUAGE_JA);
		page((unsigned)_i, s, LANGUAGE_EN);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("carrying");
	TCase *t = tcase_create("carrying");
	SRunner *r;
	int failures;

	tcase_add_test(t, saved);
	tcase_add_test(t, not_saved);
	tcase_add_test(t, which_one);
	tcase_add_test(t, instead_of_paper);
	tcase_add_test(t, folder);
	tcase_add_test(t, lines);
	tcase_add_loop_test(t, drawing, 0, (int)LEN(pages));
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	failures = srunner_ntests_failed(r);
	srunner_free(r);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
