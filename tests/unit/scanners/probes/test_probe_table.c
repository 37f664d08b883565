/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of probes, the listing of a directory, and the small parsers beside the probes. */
#include "tests/unit/scanners/probes/harness.h"

#include "scanners/probes/antivirus_makers.h"
#include "scanners/probes/startup_common.h"

START_TEST(every_probe_is_whole)
{
	/* The engine itself asks the kernel about a USB memory. */
	bool given[FACT_KIND_COUNT] = {
		[FACT_KIND_USB_MEMORY] = true, [FACT_KIND_USB_FACE] = true
	};

	for (size_t i = 0; probes[i]; i++) {
		const struct probe *p = probes[i];
		size_t gives = 0;

		ck_assert_ptr_eq(probe_by_id(p->id), p);
		ck_assert_ptr_nonnull(p->run);
		ck_assert(p->targets == TARGET_WINDOWS || p->targets == TARGET_LINUX ||
			  p->targets == TARGET_USB_MEMORY || p->targets == TARGET_MACOS);
		ck_assert_uint_gt(wanted_files(p), 0);
		for (; p->gives[gives] != FACT_KIND_NONE; gives++)
			given[p->gives[gives]] = true;
		ck_assert_uint_gt(gives, 0);
	}
	for (size_t k = 0; k < FACT_KIND_COUNT; k++)
		ck_assert_msg(given[k], "nothing gives %s", fact_kind_info((enum fact_kind)k)->id);
	ck_assert_ptr_null(probe_by_id("no-such-probe"));
}
END_TEST

START_TEST(nothing_has_no_name)
{
	static const char list[] = "f 12 1700000000 \n", pack[] = "w 0 - 0 \n";
	struct arena a = { 0 };
	struct probe_packed file;
	struct probe_entry e;
	size_t pos = 0;

	ck_assert(!probe_list_next(bytes_of(list, sizeof(list) - 1), &pos, &a, &e));
	ck_assert(!probe_pack_next(bytes_of(pack, sizeof(pack) - 1), &pos, &a, &file));
	arena_done(&a);
}
END_TEST

START_TEST(a_listing_is_taken_apart)
{
	static const char text[] = "f 12 1700000000 a b.lnk\nd 0 - ..\\\\x\\n\nl 1 -5 z\n";
	struct bytes b = bytes_of(text, sizeof(text) - 1);
	struct arena a = { 0 };
	struct probe_entry e;
	size_t pos = 0;

	ck_assert(probe_list_next(b, &pos, &a, &e));
	ck_assert_int_eq(e.type, 'f');
	ck_assert_uint_eq(e.size, 12);
	ck_assert_int_eq(e.modified, 1700000000);
	ck_assert_str_eq(e.name, "a b.lnk");
	ck_assert(probe_list_next(b, &pos, &a, &e));
	ck_assert_int_eq(e.modified, TIME_ABSENT);
	ck_assert_str_eq(e.name, "..\\x\n");
	ck_assert(probe_list_next(b, &pos, &a, &e));
	ck_assert_int_eq(e.modified, -5);
	ck_assert(!probe_list_next(b, &pos, &a, &e));
	ck_assert_uint_eq(pos, b.n);
	arena_done(&a);
}
END_TEST

START_TEST(a_broken_listing_stops)
{
	static const char *const broken[] = {
		"f 1 1 name", "x 1 1 name\n", "f 1 name\n",  "f  1 1 n\n",
		"f 1 1 \n",   "f 1 1 \\q\n",  "f 1 1 a\\\n", "f 99999999999999999999 1 a\n",
		"f 1 -- a\n", "\n",           "f\n",
	};
	struct arena a = { 0 };
	struct probe_entry e;

	for (size_t i = 0; i < LEN(broken); i++) {
		size_t pos = 0;

		ck_assert_msg(
		    !probe_list_next(bytes_of(broken[i], strlen(broken[i])), &pos, &a, &e),
		    "taken: %s", broken[i]);
		ck_assert_uint_eq(pos, 0);
	}
	arena_done(&a);
}
END_TEST

START_TEST(a_pack_is_taken_apart)
{
	static const char text[] = "w 3 1700000000 3 a b.log\nx\nyc 900 - 1 c.log\nz"
				   "u 5 1 0 d\\n.log\no 7 1 0 e.log\n";
	struct bytes b = bytes_of(text, sizeof(text) - 1);
	struct arena a = { 0 };
	struct probe_packed f;
	size_t pos = 0;

	ck_assert(probe_pack_next(b, &pos, &a, &f));
	ck_assert_int_eq(f.state, PROBE_PACK_WHOLE);
	ck_assert_int_eq(f.modified, 1700000000);
	ck_assert_str_eq(f.name, "a b.log");
	ck_assert(f.data.n == 3 && !memcmp(f.data.p, "x\ny", 3));
	ck_assert(probe_pack_next(b, &pos, &a, &f));
	ck_assert_int_eq(f.state, PROBE_PACK_CUT);
	ck_assert_uint_eq(f.size, 900);
	ck_assert_int_eq(f.modified, TIME_ABSENT);
	ck_assert_uint_eq(f.data.n, 1);
	ck_assert(probe_pack_next(b, &pos, &a, &f));
	ck_assert_int_eq(f.state, PROBE_PACK_UNREADABLE);
	ck_assert_str_eq(f.name, "d\n.log");
	ck_assert(probe_pack_next(b, &pos, &a, &f));
	ck_assert_int_eq(f.state, PROBE_PACK_LEFT_OUT);
	ck_assert(!probe_pack_next(b, &pos, &a, &f));
	ck_assert_uint_eq(pos, b.n);
	arena_done(&a);
}
END_TEST

START_TEST(a_broken_pack_stops)
{
	static const char *const broken[] = {
		"w 3 1 4 a\nxyz",
		"w 3 1 3 a",
		"q 3 1 0 a\n",
		"w 3 1 a\n",
		"w 3 1 3 \nxyz",
		"w 3 1 99999999999999999999 a\nxyz",
		"w 3 1 9999999999999999999 a\nxyz",
		"\n",
	};
	struct arena a = { 0 };
	struct probe_packed f;

	for (size_t i = 0; i < LEN(broken); i++) {
		size_t pos = 0;

		ck_assert_msg(
		    !probe_pack_next(bytes_of(broken[i], strlen(broken[i])), &pos, &a, &f),
		    "taken: %s", broken[i]);
		ck_assert_uint_eq(pos, 0);
	}
	arena_done(&a);
}
END_TEST

START_TEST(dates_of_definitions)
{
	static const struct {
		const char *text;
		bool day_first;
		const char *iso;
	} rows[] = {
		{ "20261120", false, "2026-11-20T00:00:00Z" },
		{ "30215 (20261119)", false, "2026-11-19T00:00:00Z" },
		{ "2026/11/18", false, "2026-11-18T00:00:00Z" },
		{ "2026-11-17 r12", false, "2026-11-17T00:00:00Z" },
		{ "16-11-2026 12-30-00", true, "2026-11-16T00:00:00Z" },
		{ "19.135.00", false, "" },
		{ "20261341", false, "" },
		{ "", false, "" },
		{ "none", true, "" },
	};
	char iso[32];

	for (size_t i = 0; i < LEN(rows); i++) {
		int64_t t = TIME_ABSENT;

		antivirus_parse_date(rows[i].text, rows[i].day_first, &t);
		ck_assert_str_eq(time_iso(t, iso, sizeof(iso)), rows[i].iso);
	}
}
END_TEST

START_TEST(areas_of_commands)
{
	static const struct {
		const char *command, *area;
	} rows[] = {
		{ "\"C:\\Program Files\\X\\x.exe\" --dir C:\\Users\\a\\Temp\\", "programs" },
		{ "C:\\Program Files (x86)\\X\\x.exe C:\\Users\\a", "programs" },
		{ "C:\\Users\\a\\AppData\\Local\\Temp\\u.exe", "temporary" },
		{ "%windir%\\system32\\SecurityHealthSystray.exe", "system" },
		{ "%TEMP%\\a.exe", "temporary" },
		{ "C:\\Users\\Public\\lamp\\lamp.exe", "public" },
		{ "C:\\Users\\経理\\AppData\\Local\\LINE\\LineLauncher.exe --boot", "user" },
		{ "rundll32.exe C:\\Users\\a\\AppData\\Roaming\\x.dll,Start", "user" },
		{ "C:\\Windows\\System32\\wscript.exe \"C:\\Users\\Public\\a.vbs\"", "public" },
		{ "powershell -enc AAAA", "system" },
		{ "C:\\Windows\\Temp\\a.exe", "temporary" },
		{ "D:\\tools\\a.exe", "other" },
		{ "", "other" },
		{ "\"", "other" },
	};
	struct arena a = { 0 };

	for (size_t i = 0; i < LEN(rows); i++) {
		const char *got = startup_area(&a, rows[i].command);

		ck_assert_msg(!strcmp(got, rows[i].area), "%s: %s", rows[i].command, got);
	}
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe table");
	TCase *t = tcase_create("all");

	tcase_add_test(t, every_probe_is_whole);
	tcase_add_test(t, a_listing_is_taken_apart);
	tcase_add_test(t, nothing_has_no_name);
	tcase_add_test(t, a_broken_listing_stops);
	tcase_add_test(t, a_pack_is_taken_apart);
	tcase_add_test(t, a_broken_pack_stops);
	tcase_add_test(t, dates_of_definitions);
	tcase_add_test(t, areas_of_commands);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
