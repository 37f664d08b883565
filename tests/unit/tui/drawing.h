/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages against their drawings in tests/golden/screens. With KENSHIN_DRAW set to a folder they are
 * drawn into it instead, for whoever changes one or draws a new one. */
#pragma once

#include "tests/unit/suite.h"
#include "tests/unit/tui/visit_story.h"

static const struct drawing_size {
	unsigned rows, cols;
	const char *suffix;
} drawing_sizes[] = {
	{ 25, 80, "" }, { 32, 113, "-113x32" }, { 21, 64, "-64x21" }, { 16, 48, "-48x16" }
};

/* Row by row; shows both when they differ. */
static inline unsigned drawing_compare(const struct canvas *c, char *want)
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
	return *want ? wrong + 1 : wrong;
}

static inline void drawing_write(const struct canvas *c, const char *path)
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

/* The page that v is at, on a screen of that size, against NAME.txt. */
static inline void drawing_check(const struct visit *v, const char *name, unsigned rows,
				 unsigned cols)
{
	const char *to = getenv("KENSHIN_DRAW");
	struct arena a = { 0 };
	struct canvas c;
	struct page *p;
	unsigned wrong;
	char *want;
	size_t n;

	ck_assert(text_has_catalogue());
	visit_page(v, rows, cols, &c, &a, &p);
	ck_assert_msg(c.clipped == 0, "%s: %u texts are cut", name, c.clipped);
	if (to) {
		drawing_write(&c, arena_printf(&a, "%s/%s.txt", to, name));
	} else {
		want = story_read(&a, arena_printf(&a, "tests/golden/screens/%s.txt", name), &n);
		ck_assert_msg(n > 0, "no drawing of %s", name);
		ck_assert_msg(!story_forbidden(want), "\"%s\" in %s", story_forbidden(want), name);
		wrong = drawing_compare(&c, want);
		fflush(stdout);
		ck_assert_msg(wrong == 0, "%s: %u rows differ from its drawing", name, wrong);
	}
	canvas_done(&c);
	arena_done(&a);
}

/* The same on the first n of drawing_sizes; the drawings begin with the language's letter. */
static inline void drawing_check_sizes(const struct visit *v, const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct drawing_size *s = &drawing_sizes[i];
		char full[64];

		snprintf(full, sizeof(full), "%c%s%s", text_language() == LANGUAGE_JA ? 'S' : 'E',
			 name, s->suffix);
		drawing_check(v, full, s->rows, s->cols);
	}
}
