/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pages of a lent stick against their drawings: both languages, four sizes. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"

static const struct {
	enum screen_id id;
	const char *name;
} pages[] = { { SCREEN_S18, "18" },
	      { SCREEN_S34, "34" },
	      { SCREEN_S39, "39" },
	      { SCREEN_S40, "40" },
	      { SCREEN_S41, "41" } };

static void page(enum screen_id id, const char *name, enum language lang)
{
	static struct visit v;

	story_language(lang);
	visit_story(&v);
	visit_story_loan(&v);
	if (id == SCREEN_S34)
		v.lend.state = LOAN_OVER;
	if (id == SCREEN_S41)
		v.minutes = 2;
	v.screen = id;
	drawing_check_sizes(&v, name, LEN(drawing_sizes));
	visit_done(&v);
}

START_TEST(drawing)
{
	page(pages[_i].id, pages[_i].name, LANGUAGE_JA);
	page(pages[_i].id, pages[_i].name, LANGUAGE_EN);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("screens");

	tcase_add_loop_test(t, drawing, 0, (int)LEN(pages));
	return suite_result(suite_create("lend_golden"), t);
}
