/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grid: no kanji is ever cut in two, hostile text is harmless. And where lines break. */
/* link: tui/widgets tui/canvas core/text core/base */

#include "tests/unit/suite.h"
#include "tui/widgets/body.h"

static struct canvas c;

static const char *row(unsigned r)
{
	static char text[1024];
	struct str s = STR_INIT(1000);

	canvas_row_text(&c, r, true, &s);
	snprintf(text, sizeof(text), "%s", str_c(&s));
	str_done(&s);
	return text;
}

static void begin(void)
{
	canvas_init(&c, 3, 10);
}

static void end(void)
{
	canvas_done(&c);
}

START_TEST(wide_characters_stay_whole)
{
	ck_assert_uint_eq(canvas_text(&c, 0, 0, 10, ATTR_PAGE, "健診票"), 6);
	ck_assert_str_eq(row(0), "健診票");
	canvas_text(&c, 0, 3, 10, ATTR_PAGE, "x"); /* the right half of the second */
	ck_assert_str_eq(row(0), "健 x票");
	canvas_text(&c, 0, 0, 10, ATTR_PAGE, "y"); /* the left half of the first */
	ck_assert_str_eq(row(0), "y  x票");
	ck_assert_uint_eq(c.clipped, 0);
	ck_assert_uint_eq(canvas_text(&c, 1, 7, 10, ATTR_PAGE, "健診"), 9);
	ck_assert_uint_eq(c.clipped, 1);
	ck_assert_str_eq(row(1), "       健");
	canvas_text(&c, 1, 9, 10, ATTR_PAGE, "診");
	ck_assert_str_eq(row(1), "       健");
}
END_TEST

START_TEST(hostile_text_is_harmless)
{
	canvas_text(&c, 0, 0, 10, ATTR_PAGE, "a\033[2Jb\n\x80\xff");
	ck_assert_str_eq(row(0), "a?[2Jb???");
	for (unsigned i = 0; i < 50; i++)
		canvas_text(&c, 1, 1, 10, ATTR_PAGE, "\xcc\x88"); /* combining, without end */
	ck_assert_uint_eq(strlen(canvas_at(&c, 1, 0)->s) < CELL_BYTES, 1);
	canvas_text(&c, 99, 99, 200, ATTR_PAGE, "nowhere");
	ck_assert_ptr_null(canvas_at(&c, 3, 0));
	ck_assert_ptr_null(canvas_at(&c, 0, 10));
}
END_TEST

START_TEST(copies_keep_pairs)
{
	struct canvas small;

	canvas_init(&small, 1, 4);
	canvas_text(&small, 0, 0, 4, ATTR_PAGE, "健診");
	canvas_copy(&c, 2, 7, &small, 0, 1);
	ck_assert_str_eq(row(2), "       健");
	canvas_done(&small);
}
END_TEST

static void breaks(const char *text, size_t cells, bool pause, const char *want)
{
	struct str s = STR_INIT(1000);

	while (*text) {
		size_t skip, n = wrap_fit(text, cells, pause, &skip);

		ck_assert_uint_gt(n, 0);
		str_addn(&s, text, n);
		text += n + skip;
		if (*text)
			str_addc(&s, '|');
	}
	ck_assert_str_eq(str_c(&s), want);
	str_done(&s);
}

START_TEST(lines_break_where_people_break_them)
{
	breaks("Is the virus protection on?", 12, false, "Is the virus|protection|on?");
	breaks("あいうえお。", 10, false, "あいうえ|お。");
	breaks("「あい」うえ", 6, false, "「あ|い」う|え");
	breaks("ああ（いう", 6, false, "ああ|（いう");
	breaks("ウイルスは動いて、新しいですか", 24, true, "ウイルスは動いて、|新しいですか");
	breaks("abcdefghij", 4, false, "abcd|efgh|ij");
	breaks("健", 1, false, "健");
}
END_TEST

START_TEST(bar_is_full_only_at_the_end)
{
	bar_draw(&c, 0, 0, 10, 99);
	ck_assert_str_eq(row(0), "█████████░");
	bar_draw(&c, 0, 0, 10, 100);
	ck_assert_str_eq(row(0), "██████████");
	bar_draw(&c, 0, 0, 10, 0);
	ck_assert_str_eq(row(0), "░░░░░░░░░░");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("canvas");
	TCase *t = tcase_create("grid");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, wide_characters_stay_whole);
	tcase_add_test(t, hostile_text_is_harmless);
	tcase_add_test(t, copies_keep_pairs);
	tcase_add_test(t, lines_break_where_people_break_them);
	tcase_add_test(t, bar_is_full_only_at_the_end);
	return suite_result(s, t);
}
