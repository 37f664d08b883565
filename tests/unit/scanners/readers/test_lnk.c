/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shortcuts: every kind of drive, both spellings of a path, cut at every byte, mutated. */
#include "scanners/readers/lnk.h"
#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/lnk_maker.h"

static const struct lnk_recipe stick = { .drive = 2,
					 .serial = 0x1c2d3e4f,
					 .label = "KEIRI",
					 .path = "E:\\\x8c\xa9\x90\xcf.xlsx",
					 .id_list = 37 };

static int read_one(const struct lnk_recipe *r, struct arena *a, struct lnk *ret)
{
	struct err err = { 0 };
	size_t n;
	uint8_t *b = lnk_make(r, &n);
	int e = lnk_read(bytes_of(b, n), a, ret, &err);

	free(b);
	return e;
}

START_TEST(a_file_on_a_stick)
{
	struct arena a = { 0 };
	struct lnk l;

	ck_assert_int_eq(read_one(&stick, &a, &l), 0);
	ck_assert_int_eq(l.drive, LNK_DRIVE_REMOVABLE);
	ck_assert_uint_eq(l.volume_serial, 0x1c2d3e4f);
	ck_assert_str_eq(l.label, "KEIRI");
	ck_assert_str_eq(l.path, "E:\\見積.xlsx");
	ck_assert_uint_eq(l.target_size, 4096);
	ck_assert(!l.folder && l.target_written != TIME_ABSENT);
	arena_done(&a);
}
END_TEST

START_TEST(each_kind_of_drive)
{
	static const enum lnk_drive want[] = {
		LNK_DRIVE_UNKNOWN, LNK_DRIVE_UNKNOWN, LNK_DRIVE_REMOVABLE, LNK_DRIVE_FIXED,
		LNK_DRIVE_NETWORK, LNK_DRIVE_OPTICAL, LNK_DRIVE_MEMORY,    LNK_DRIVE_UNKNOWN,
	};
	struct arena a = { 0 };
	struct lnk l;

	for (uint32_t i = 0; i < 8; i++) {
		struct lnk_recipe r = { .drive = i,
					.label = "",
					.path = "C:\\x",
					.wide_path = "C:\\wide",
					.attributes = 0x10 };

		ck_assert_int_eq(read_one(&r, &a, &l), 0);
		ck_assert_int_eq(l.drive, want[i]);
		ck_assert_str_eq(l.path, "C:\\wide");
		ck_assert(l.folder && !l.label);
	}
	ck_assert_int_eq(
	    read_one(&(struct lnk_recipe){ 0xffffffffu, 0, "", "", NULL, 3, 0, NULL, 0 }, &a, &l),
	    0);
	ck_assert_int_eq(l.drive, LNK_DRIVE_NONE);
	arena_done(&a);
}
END_TEST

/* What a shortcut gives to its program, in either spelling; when it is cut off, that is told. */
START_TEST(arguments)
{
	struct lnk_recipe r = { .drive = _i & 1 ? 3 : 0xffffffffu,
				.label = "",
				.path = "C:\\a.exe",
				.arguments = "/c x y",
				.wide_text = _i >> 1 };
	struct arena a = { 0 };
	struct err err = { 0 };
	struct lnk l;
	size_t n;
	uint8_t *b = lnk_make(&r, &n);

	ck_assert_int_eq(lnk_read(bytes_of(b, n), &a, &l, &err), 0);
	ck_assert_str_eq(l.arguments, "/c x y");
	ck_assert(!l.arguments_lost);
	ck_assert_int_eq(lnk_read(bytes_of(b, n - 5), &a, &l, &err), 0);
	ck_assert(!l.arguments && l.arguments_lost);
	free(b);
	arena_done(&a);
}
END_TEST

/* Cut anywhere: told, or read with what is there; never as a shortcut to nothing by accident. */
START_TEST(cut_anywhere)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct lnk l;
	size_t n;
	uint8_t *b = lnk_make(&stick, &n);

	for (size_t i = 0; i < n - 4; i++) {
		uint8_t *cut = malloc(i + 1);

		memcpy(cut, b, i);
		ck_assert_msg(lnk_read(bytes_of(cut, i), &a, &l, &err) == -EBADMSG, "at %zu", i);
		free(cut);
	}
	free(b);
	arena_done(&a);
}
END_TEST

START_TEST(no_shortcut)
{
	static const char *const texts[] = { "", "L",
					     "this is not a shortcut at all, but a text that is "
					     "long enough to hold the head of one, and some more" };
	struct arena a = { 0 };
	struct err err = { 0 };
	struct lnk l;

	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(lnk_read(bytes_of(texts[i], strlen(texts[i])), &a, &l, &err),
				 -EBADMSG);
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("lnk");
	TCase *t = tcase_create("lnk");

	tcase_add_test(t, a_file_on_a_stick);
	tcase_add_test(t, each_kind_of_drive);
	tcase_add_loop_test(t, arguments, 0, 4);
	tcase_add_test(t, cut_anywhere);
	tcase_add_test(t, no_shortcut);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
