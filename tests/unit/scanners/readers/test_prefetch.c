/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes about started programs: every version, plain and packed, cut at every byte; a real one. */
#include "scanners/readers/prefetch.h"
#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/prefetch_maker.h"

/* 2026-03-02T03:01:12Z */
#define LAST 0x01dca9f0d3a98000u
static const struct prefetch_recipe recipes[] = {
	{ "WINNY2.EXE", 17, 152, 3, LAST, false }, { "WINNY2.EXE", 23, 240, 3, LAST, false },
	{ "WINNY2.EXE", 26, 304, 3, LAST, false }, { "WINNY2.EXE", 30, 304, 3, LAST, false },
	{ "WINNY2.EXE", 30, 296, 3, LAST, true },  { "WINNY2.EXE", 31, 296, 3, LAST, true },
	{ "WINNY2.EXE", 30, 304, 3, LAST, true },
};

START_TEST(every_version)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct prefetch p;
	char iso[32];
	size_t n;
	uint8_t *b = prefetch_make(&recipes[_i], &n);

	ck_assert_int_eq(prefetch_read(bytes_of(b, n), &a, &p, &err), 0);
	ck_assert_str_eq(p.name, "WINNY2.EXE");
	ck_assert_uint_eq(p.runs, 3);
	ck_assert_str_eq(time_iso(p.last_run, iso, sizeof(iso)), "2026-03-02T03:01:12Z");
	free(b);
	arena_done(&a);
}
END_TEST

/* Cut in what is looked at: told. A packed one whose end is cut may still have its head. */
START_TEST(cut_anywhere)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct prefetch p;
	size_t n;
	uint8_t *b = prefetch_make(&recipes[_i], &n);

	for (size_t i = 0; i < n; i += i < 300 ? 1 : 97) {
		uint8_t *cut = malloc(i + 1);
		int r;

		memcpy(cut, b, i);
		r = prefetch_read(bytes_of(cut, i), &a, &p, &err);
		if (i < 216)
			ck_assert_int_eq(r, -EBADMSG);
		else if (r == 0)
			ck_assert_uint_eq(p.runs, 3);
		free(cut);
	}
	free(b);
	arena_done(&a);
}
END_TEST

START_TEST(none)
{
	struct prefetch_recipe r = recipes[0];
	struct arena a = { 0 };
	struct err err = { 0 };
	struct prefetch p;
	size_t n;
	uint8_t *b;

	ck_assert_int_eq(prefetch_read(bytes_of("MAM\4\0\0\0\0", 8), &a, &p, &err), -EBADMSG);
	ck_assert_int_eq(prefetch_read(bytes_of("text", 4), &a, &p, &err), -EBADMSG);
	ck_assert_int_eq(prefetch_read(bytes_of("", 0), &a, &p, &err), -EBADMSG);
	r.version = 99;
	b = prefetch_make(&r, &n);
	ck_assert_int_eq(prefetch_read(bytes_of(b, n), &a, &p, &err), -ENOTSUP);
	free(b);
	r = recipes[0];
	r.last = 0;
	b = prefetch_make(&r, &n);
	ck_assert_int_eq(prefetch_read(bytes_of(b, n), &a, &p, &err), 0);
	ck_assert_int_eq(p.last_run, TIME_ABSENT);
	free(b);
	arena_done(&a);
}
END_TEST

/* The real one; sccainfo says the same. */
START_TEST(sample)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct prefetch p;
	char iso[32];

	if (!fixtures_samples())
		return;
	fixtures_run("cp \"$SAMPLES/windows/misc/VELOCIRAPTOR.EXE-DB95245D.pf\" pf");
	ck_assert_int_eq(prefetch_read(fixtures_load("pf"), &a, &p, &err), 0);
	ck_assert_str_eq(p.name, "VELOCIRAPTOR.EXE");
	ck_assert_uint_eq(p.runs, 30);
	ck_assert_str_eq(time_iso(p.last_run, iso, sizeof(iso)), "2022-02-21T01:03:45Z");
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("prefetch");
	TCase *t = tcase_create("prefetch");

	tcase_add_loop_test(t, every_version, 0, sizeof(recipes) / sizeof(*recipes));
	tcase_add_loop_test(t, cut_anywhere, 0, sizeof(recipes) / sizeof(*recipes));
	tcase_add_test(t, none);
	tcase_add_test(t, sample);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
