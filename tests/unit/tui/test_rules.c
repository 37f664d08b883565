/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for every page, in both languages and at every size: widths, frames, words. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include <dirent.h>

#include "core/base/utf.h"
#include "tests/unit/suite.h"
#include "tests/unit/tui/visit_story.h"

static const struct {
	unsigned rows, cols, text_size;
} sizes[] = { { 25, 80, 0 }, { 37, 100, 0 }, { 32, 113, 0 }, { 21, 64, 0 },
	      { 16, 48, 0 }, { 25, 80, 1 },  { 25, 80, 2 } };

static struct visit v;

/* A character that is one cell in one terminal and two in another breaks every frame. */
static bool certain(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) || (cp >= 0x2500 && cp <= 0x259f) ||
	       text_width_cp(cp) == 2;
}

static uint32_t first_cp(const struct cell *cell)
{
	uint32_t cp = ' ';

	if (cell && cell->s[0])
		utf8_next(cell->s, strlen(cell->s), &cp);
	return cp;
}

static void story_for(enum screen_id id, enum work work)
{
	static const enum backing_step steps[] = { BACKING_PLANNING, BACKING_WHAT, BACKING_WHERE,
						   BACKING_SURE };
	struct hit *h;

	visit_story(&v);
	visit_story_disks(&v);
	visit_story_check(&v, 3, 38, 6, "Downloads", 18204);
	v.ask[3] = 4;
	v.minutes = 14;
	v.pending = REPLY_YES;
	v.consent[0] = TICK_YES;
	if (id == SCREEN_S08)
		v.ask[3] = 11;
	if (id == SCREEN_S18 || id == SCREEN_S34 || (id >= SCREEN_S39 && id <= SCREEN_S41))
		visit_story_loan(&v);
	if (id == SCREEN_S15 || (id >= SCREEN_S36 && id <= SCREEN_S38))
		visit_story_backup(&v,
				   id == SCREEN_S36 ? steps[work % LEN(steps)] : BACKING_RUNNING);
	if (id == SCREEN_S37 && work != WORK_DONE) {
		v.backing.told.state = BACKUP_STATE_INCOMPLETE;
		v.backing.told.reason = work == WORK_RUNNING ? BACKUP_GONE : BACKUP_NOT_SAME;
		v.backing.told.changed = work == WORK_PARTIAL ? 12 : 0;
		v.backing.waiting = work == WORK_RUNNING;
	}
	v.backing.asking = id == SCREEN_S15 && work == WORK_STOPPING;
	v.backing.progress.reading = id == SCREEN_S15 && work == WORK_DONE;
	if (id == SCREEN_S44)
		visit_story_devices(&v);
	if (id == SCREEN_S09) {
		h = checkup_add_hit(&v.checkup.malware);
		h->path = "Users/a/Downloads/invoice.zip";
		h->folder = "Downloads";
		h->signature = "Eicar-Test-Signature";
		v.checkup.malware.hits_total = 1;
	}
	if (id >= SCREEN_S10 && id <= SCREEN_S14)
		visit_story_sheet(&v);
	if (id >= SCREEN_S10 && id <= SCREEN_S14 && text_language() == LANGUAGE_JA)
		v.sheet.n_not_looked = 0; /* the story's gaps are English */
	v.detail = 2;
	v.erasing.proof[ERASE_MEMORY] = v.erasing.proof[ERASE_AREA] = PROOF_DONE;
	v.erasing.proof[ERASE_READ] = v.erasing.proof[ERASE_WRITES] = PROOF_DONE;
	v.screen = SCREEN_S07;
	v.n_back = 0;
	if (id == SCREEN_HELP || id == SCREEN_OTHER)
		v.back[v.n_back++] = SCREEN_S13;
	v.screen = id;
	v.work = work;
	v.percent = work == WORK_DONE ? 100 : v.percent;
}

/* The four sides of a frame meet; only the body's own edge may cut one that is scrolled. */
static void frames(const struct canvas *c, const char *id)
{
	for (unsigned row = 1; row + 1 < c->rows; row++) {
		for (unsigned col = 0; col < c->cols; col++) {
			uint32_t here = first_cp(canvas_at(c, row, col));
			uint32_t below = first_cp(canvas_at(c, row + 1, col));
			uint32_t above = first_cp(canvas_at(c, row - 1, col));

			if (here == 0x250c || here == 0x2510) /* corners at the top */
				ck_assert_msg(below == 0x2502, "%s: open frame at %u,%u", id, row,
					      col);
			if (here == 0x2514 || here == 0x2518)
				ck_assert_msg(above == 0x2502, "%s: open frame at %u,%u", id, row,
					      col);
		}
	}
}

static const char *const english_in_japanese[] = {
	"Windows 11 Home",
	"Eicar-Test-Signature",
	"GPL-2.0-or-later",
	"NX-256 SSD",
};

/* Two English words in a row are a sentence that nobody translated. */
static bool has_sentence(const char *text)
{
	unsigned words = 0, letters = 0;

	for (const char *s = text;; s++) {
		if (*s >= 'a' && *s <= 'z') {
			letters++;
			continue;
		}
		if (letters >= 2 && *s == ' ')
			words++;
		else if (letters < 2 || *s != ' ')
			words = letters >= 2 ? words + 1 : 0;
		letters = 0;
		if (words >= 2)
			return true;
		if (*s != ' ')
			words = 0;
		if (!*s)
			return false;
	}
}

static void language(const struct canvas *c, enum language lang, const char *id)
{
	struct str all = STR_INIT(1 << 20);

	canvas_dump(c, &all);
	ck_assert_msg(!story_forbidden(str_c(&all)), "%s: \"%s\" in\n%s", id,
		      story_forbidden(str_c(&all)), str_c(&all));
	if (lang == LANGUAGE_JA) {
		ck_assert_msg(!has_sentence(str_c(&all)), "%s: English in Japanese\n%s", id,
			      str_c(&all));
	} else {
		for (unsigned row = 0; row < c->rows; row++) {
			struct str line = STR_INIT(8192);
			char *japanese;

			canvas_row_text(c, row, true, &line);
			while ((japanese = strstr(line.p ? line.p : (char[]){ "" }, "日本語")))
				memset(japanese, ' ', sizeof("日本語") - 1);
			ck_assert_msg(text_width(str_c(&line)) == strlen(str_c(&line)) ||
					  strstr(str_c(&line), "─") || strstr(str_c(&line), "│") ||
					  strstr(str_c(&line), "█") || strstr(str_c(&line), "┌"),
				      "%s: Japanese in English\n%s", id, str_c(&line));
			str_done(&line);
		}
	}
	(void)english_in_japanese;
	str_done(&all);
}

static void page(enum screen_id id, enum language lang, unsigned s, enum work work)
{
	struct arena a = { 0 };
	struct canvas c;
	struct page *p;
	char name[64];
	struct str all = STR_INIT(1 << 20);

	story_for(id, work);
	v.text_size = sizes[s].text_size;
	snprintf(name, sizeof(name), "%s %s %ux%u/%u", screen_get(id)->id,
		 lang == LANGUAGE_JA ? "ja" : "en", sizes[s].cols, sizes[s].rows,
		 sizes[s].text_size);
	visit_page(&v, sizes[s].rows, sizes[s].cols, &c, &a, &p);
	for (unsigned row = 0; row < c.rows; row++)
		for (unsigned col = 0; col < c.cols; col++)
			ck_assert_msg(certain(first_cp(canvas_at(&c, row, col))),
				      "%s: uncertain width of \"%s\" at %u,%u", name,
				      canvas_at(&c, row, col)->s, row, col);
	canvas_dump(&c, &all);
	ck_assert_msg(c.clipped == 0, "%s: %u texts are cut\n%s", name, c.clipped, str_c(&all));
	str_done(&all);
	if (!p->scrolls)
		frames(&c, name);
	language(&c, lang, name);
	canvas_done(&c);
	arena_done(&a);
	visit_done(&v);
}

static bool has_bar(enum screen_id id)
{
	return id == SCREEN_S07 || id == SCREEN_S09 || id == SCREEN_S30;
}

START_TEST(every_page)
{
	for (unsigned lang = 0; lang < 2; lang++) {
		story_language(lang ? LANGUAGE_EN : LANGUAGE_JA);
		ck_assert(text_has_catalogue());
		for (unsigned s = 0; s < LEN(sizes); s++)
			for (unsigned w = WORK_NONE; w <= WORK_LOST; w++)
				if (w == WORK_RUNNING || has_bar((enum screen_id)_i))
					page((enum screen_id)_i, text_language(), s, (enum work)w);
	}
}
END_TEST

/* The drawings themselves keep the rules: 25 x 80 or 16 x 48 (or the size in their name, as in
 * S17-64x21), certain widths, no such words. */
START_TEST(every_drawing)
{
	struct arena a = { 0 };
	const char *src = getenv("KENSHIN_SRC");
	DIR *d = opendir(arena_printf(&a, "%s/tests/golden/screens", src ? src : "."));
	struct dirent *e;
	unsigned drawings = 0;

	ck_assert_ptr_nonnull(d);
	while ((e = readdir(d))) {
		bool large = e->d_name[0] == 'L';
		unsigned rows = 0, cols_wanted = large ? 48 : 80, rows_wanted = large ? 16 : 25;
		const char *size = strchr(e->d_name, '-');
		struct arena one = { 0 };
		char *text, *end;
		size_t n;

		if (e->d_name[0] == '.')
			continue;
		if (size && size[1] >= '0' && size[1] <= '9') /* not S01-unread */
			ck_assert_int_eq(sscanf(size, "-%3ux%3u", &cols_wanted, &rows_wanted), 2);
		/* Each takes a MiB; there are more of them than an arena holds. */
		text =
		    story_read(&one, arena_printf(&one, "tests/golden/screens/%s", e->d_name), &n);
		ck_assert_ptr_null(story_forbidden(text));
		for (; (end = strchr(text, '\n')); text = end + 1, rows++) {
			*end = '\0';
			ck_assert_uint_eq(text_width(text), cols_wanted);
			for (const char *s = text; *s;) {
				uint32_t cp;

				s += utf8_next(s, strlen(s), &cp);
				ck_assert(certain(cp));
			}
		}
		ck_assert_uint_eq(rows, rows_wanted);
		drawings++;
		arena_done(&one);
	}
	closedir(d);
	ck_assert_uint_ge(drawings, 30);
	arena_done(&a);
}
END_TEST

/* Every question shows all five answers at every size, whatever the records suggest. */
START_TEST(every_question)
{
	static const enum reply suggested[] = { REPLY_NONE, REPLY_YES, REPLY_NOT_USED };

	for (unsigned i = 0; i < LEN(sizes) * LEN(suggested) * 2; i++) {
		enum language lang = i % 2 ? LANGUAGE_EN : LANGUAGE_JA;
		unsigned s = i / 2 % LEN(sizes);
		struct prefill told = { .suggested = suggested[i / 2 / LEN(sizes)], .n_lines = 2 };
		struct arena a = { 0 };
		struct canvas c;
		struct page *p;
		struct str all = STR_INIT(1 << 20);

		story_language(lang);
		told.line[0] = PHRASE("This PC was last used on {0}.");
		told.line[1] =
		    phrase_of("An outside disk was last attached on {0} ({1} months ago).", 2,
			      PHRASE_DATE(STORY_NOW), PHRASE_NUMBER(8));
		story_for(SCREEN_S07, WORK_RUNNING);
		v.ask[3] = (unsigned)_i;
		v.told = &told;
		v.text_size = sizes[s].text_size;
		visit_page(&v, sizes[s].rows, sizes[s].cols, &c, &a, &p);
		canvas_dump(&c, &all);
		ck_assert_msg(!p->scrolls && c.clipped == 0, "question %d does not fit\n%s", _i,
			      str_c(&all));
		ck_assert_ptr_nonnull(strstr(str_c(&all), lang ? "5 not used" : "5 使っていない"));
		frames(&c, "S07");
		str_done(&all);
		canvas_done(&c);
		arena_done(&a);
		visit_done(&v);
	}
}
END_TEST

/* A page that is too small says so and draws nothing by halves. */
START_TEST(any_size)
{
	story_language(LANGUAGE_JA);
	for (unsigned rows = 1; rows < 45; rows += 2) {
		for (unsigned cols = 1; cols < 130; cols += 7) {
			struct arena a = { 0 };
			struct canvas c;
			struct page *p;

			story_for(SCREEN_S10, WORK_DONE);
			visit_page(&v, rows, cols, &c, &a, &p);
			ck_assert_uint_eq(c.rows, rows);
			canvas_done(&c);
			arena_done(&a);
			visit_done(&v);
		}
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("rules");
	TCase *t = tcase_create("pages");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, every_page, 0, SCREENS);
	tcase_add_loop_test(t, every_question, 1, QUESTIONS + 1);
	tcase_add_test(t, every_drawing);
	tcase_add_test(t, any_size);
	return suite_result(s, t);
}
