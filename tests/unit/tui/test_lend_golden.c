/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pages of a lent stick against their drawings: both languages, four sizes. With KENSHIN_DRAW
 * set to a folder they are drawn into it instead, for whoever changes one. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include <check.h>

#include "tests/unit/tui/visit_story.h"

static const struct {
	enum screen_id id;
	const char *name;
} pages[] = { { SCREEN_S18, "18" },
	      { SCREEN_S34, "34" },
	      { SCREEN_S39, "39" },
	      { SCREEN_S40, "40" },
	      { SCREEN_S41, "41" } };
static const struct {
	unsigned rows, cols;
	const char *suffix;
} sizes[] = { { 25, 80, "" }, { 32, 113, "-113x32" }, { 21, 64, "-64x21" }, { 16, 48, "-48x16" } };

static unsigned compare(const struct canvas *c, char *want)
{
	unsigned wrong = 0;

	for (unsigned row = 0; row < c->rows; row++) {
		struct str have = STR_INIT(4096);
		char *end = strchr(want, '\n');

		if (!end)
			return wrong + 1;
		*end = '\0';
		canvas_row_text(c, row, false, &have);
		if (strcmp(str_c(&have), want) != 0) {
			printf("row %u\n  have |%s|\n  want |%s|\n", row + 1, str_c(&have), want);
			wrong++;
		}
		str_done(&have);
		want = end + 1;
	}
	return wrong;
}

static void draw(const struct canvas *c, const char *path)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	for (unsigned row = 0; row < c->rows; row++) {
		struct str line = STR_INIT(4096);

		canvas_row_text(c, row, false, &line);
		fprintf(f, "%s\n", str_c(&line));
		str_done(&line);
	}
	fclose(f);
}

static void page(unsigned p, unsigned s, enum language lang)
{
	static struct visit v;
	const char *to = getenv("KENSHIN_DRAW");
	struct arena a = { 0 };
	struct canvas c;
	struct page *shown;
	char *want, *name;
	unsigned wrong;
	size_t n;

	story_language(lang);
	visit_story(&v);
	visit_story_loan(&v);
	if (pages[p].id == SCREEN_S34)
		v.lend.state = LOAN_OVER;
	if (pages[p].id == SCREEN_S41)
		v.minutes = 2;
	v.screen = pages[p].id;
	visit_page(&v, sizes[s].rows, sizes[s].cols, &c, &a, &shown);
	name = arena_printf(&a, "%c%s%s", lang == LANGUAGE_JA ? 'S' : 'E', pages[p].name,
			    sizes[s].suffix);
	if (to) {
		draw(&c, arena_printf(&a, "%s/%s.txt", to, name));
	} else {
		want = story_read(&a, arena_printf(&a, "tests/golden/screens/%s.txt", name), &n);
		ck_assert_msg(n > 0, "no drawing of %s", name);
		wrong = compare(&c, want);
		fflush(stdout);
		ck_assert_msg(wrong == 0, "%s: %u rows differ from its drawing", name, wrong);
	}
	canvas_done(&c);
	arena_done(&a);
	visit_done(&v);
}

START_TEST(drawing)
{
	ck_assert(text_has_catalogue() || (story_language(LANGUAGE_JA), text_has_catalogue()));
	for (unsigned s = 0; s < LEN(sizes); s++) {
		page((unsigned)_i, s, LANGUAGE_JA);
		page((unsigned)_i, s, LANGUAGE_EN);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("lend_golden");
	TCase *t = tcase_create("screens");
	SRunner *r;
	int failures;

	tcase_add_loop_test(t, drawing, 0, (int)LEN(pages));
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failures = srunner_ntests_failed(r);
	srunner_free(r);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
