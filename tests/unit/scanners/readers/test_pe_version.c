/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Versions inside of programs: both widths, none, cut at every byte, each byte of it broken. */
#include "scanners/readers/pe_version.h"
#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/pe_maker.h"

static const unsigned chrome[] = { 142, 0, 7444, 65535 };

START_TEST(both_widths)
{
	struct pe_version v;
	struct err err = { 0 };
	size_t n;
	uint8_t *b = pe_make(chrome, _i, &n);

	ck_assert_int_eq(pe_version_read(bytes_of(b, n), &v, &err), 0);
	for (size_t i = 0; i < 4; i++)
		ck_assert_uint_eq(v.part[i], chrome[i]);
	free(b);
}
END_TEST

START_TEST(no_version)
{
	struct pe_version v;
	struct err err = { 0 };
	size_t n;
	uint8_t *b = pe_make(chrome, true, &n);

	b[PE_RSRC + 16] = 3; /* a picture */
	ck_assert_int_eq(pe_version_read(bytes_of(b, n), &v, &err), -ENOENT);
	memset(b + PE_HEAD + 24 + 128, 0, 8); /* no resources */
	ck_assert_int_eq(pe_version_read(bytes_of(b, n), &v, &err), -ENOENT);
	ck_assert_int_eq(pe_version_read(bytes_of("MZ", 2), &v, &err), -EBADMSG);
	ck_assert_int_eq(pe_version_read(bytes_of("", 0), &v, &err), -EBADMSG);
	free(b);
}
END_TEST

/* Cut anywhere: an error or, once only the padding is gone, never a wrong number. */
START_TEST(cut_anywhere)
{
	struct pe_version v;
	struct err err = { 0 };
	size_t n;
	uint8_t *b = pe_make(chrome, true, &n);

	for (size_t i = 0; i < n; i++) {
		uint8_t *cut = malloc(i + 1);

		memcpy(cut, b, i);
		ck_assert_int_eq(pe_version_read(bytes_of(cut, i), &v, &err), -EBADMSG);
		free(cut);
	}
	free(b);
}
END_TEST

/* A folder that leads to itself ends after three levels. */
START_TEST(loops)
{
	struct pe_version v;
	struct err err = { 0 };
	size_t n;
	uint8_t *b = pe_make(chrome, true, &n);

	lnk_u32(b + PE_RSRC + 20, 0x80000000u);
	ck_assert_int_eq(pe_version_read(bytes_of(b, n), &v, &err), -EBADMSG);
	lnk_u32(b + PE_RSRC + 20, 0xffffffffu);
	ck_assert_int_eq(pe_version_read(bytes_of(b, n), &v, &err), -EBADMSG);
	free(b);
}
END_TEST

START_TEST(texts)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct pe_version v;
	const char *text;
	size_t n;
	uint8_t *b = pe_make_named(chrome, _i, "Cmd.Exe", &n);

	ck_assert_int_eq(pe_version_read(bytes_of(b, n), &v, &err), 0);
	ck_assert_int_eq(pe_version_text(bytes_of(b, n), "OriginalFilename", &a, &text, &err), 0);
	ck_assert_str_eq(text, "Cmd.Exe");
	ck_assert_int_eq(pe_version_text(bytes_of(b, n), "CompanyName", &a, &text, &err), 0);
	ck_assert_str_eq(text, "Microsoft Corporation");
	ck_assert_int_eq(pe_version_text(bytes_of(b, n), "Comments", &a, &text, &err), -ENOENT);
	for (size_t i = 0; i < n; i += 3) {
		uint8_t *cut = malloc(i + 1);

		memcpy(cut, b, i);
		ck_assert_int_eq(pe_version_text(bytes_of(cut, i), "CompanyName", &a, &text, &err),
				 -EBADMSG);
		free(cut);
	}
	free(b);
	b = pe_make(chrome, true, &n);
	ck_assert_int_eq(pe_version_text(bytes_of(b, n), "CompanyName", &a, &text, &err), -ENOENT);
	free(b);
	arena_done(&a);
}
END_TEST

/* The table of certificates: there, empty, not named at all; the head alone is enough, cut anywhere. */
START_TEST(marks_of_makers)
{
	struct err err = { 0 };
	size_t n;
	uint8_t *b = pe_make(chrome, _i, &n);
	bool marked = true;

	ck_assert_int_eq(pe_version_marked(bytes_of(b, n), &marked, &err), 0);
	ck_assert(!marked);
	pe_mark(b, _i, 0x700, 0);
	ck_assert_int_eq(pe_version_marked(bytes_of(b, n), &marked, &err), 0);
	ck_assert(!marked);
	pe_mark(b, _i, 0, 64);
	ck_assert_int_eq(pe_version_marked(bytes_of(b, n), &marked, &err), 0);
	ck_assert(!marked);
	pe_mark(b, _i, 0x700, 64);
	ck_assert_int_eq(pe_version_marked(bytes_of(b, PE_RSRC), &marked, &err), 0);
	ck_assert(marked);
	for (size_t i = 0; i < PE_TABLE(_i) - 96; i++) {
		uint8_t *cut = malloc(i + 1);

		memcpy(cut, b, i);
		ck_assert_int_eq(pe_version_marked(bytes_of(cut, i), &marked, &err), -EBADMSG);
		free(cut);
	}
	lnk_u32(b + PE_HEAD + 24 + (_i ? 108 : 92), 4); /* four directories: it is the fifth */
	ck_assert_int_eq(pe_version_marked(bytes_of(b, n), &marked, &err), 0);
	ck_assert(!marked);
	ck_assert_int_eq(pe_version_marked(bytes_of("#!/bin/sh\n", 10), &marked, &err), -EBADMSG);
	free(b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("pe_version");
	TCase *t = tcase_create("pe_version");

	tcase_add_loop_test(t, both_widths, 0, 2);
	tcase_add_test(t, no_version);
	tcase_add_test(t, cut_anywhere);
	tcase_add_test(t, loops);
	tcase_add_loop_test(t, texts, 0, 2);
	tcase_add_loop_test(t, marks_of_makers, 0, 2);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
