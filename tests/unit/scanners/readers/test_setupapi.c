/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logs of device set-up: in three spellings of text, Windows' own sample, odd and cut lines. */
#include "core/base/str.h"
#include "core/base/times.h"
#include "scanners/readers/setupapi.h"
#include "tests/unit/scanners/readers/fixtures.h"

static const char *const usbstor[] = { "USBSTOR\\", NULL };

static const char sample[] =
    "[Device Install Log]\r\n     OS Version = 10.0.19045\r\n\r\n[BeginLog]\r\n\r\n"
    "[Boot Session: 2018/03/26 22:00:00.500]\r\n\r\n"
    ">>>  [Device Install (Hardware initiated) - USB\\VID_0781&PID_5583\\AA01]\r\n"
    ">>>  Section start 2018/03/27 14:11:30.000\r\n<<<  Section end 2018/03/27 14:11:31.000\r\n"
    ">>>  [Device Install (Hardware initiated) - "
    "USBSTOR\\Disk&Ven_\x83\x5c\x83\x6a\x81\x5b&Prod_\x94\x5c&Rev_1\\AA01&0]\r\n"
    ">>>  Section start 2018/03/27 14:11:32.123\r\n"
    "     dvi: {Build Driver List} 14:11:32.140\r\n"
    ">>>  Section start 2018/03/27 14:11:59.000\r\n"
    ">>>  [Device Install - usbstor\\Disk&Ven_B&Prod_C&Rev_2\\7&1c8e0d2&0]\r\n"
    ">>>  Section start 2018/13/27 14:11:32.123\r\n"
    ">>>  [Device Install - USBSTOR\\cut";

/* All sections as text: "device seconds|". */
static const char *sections(struct bytes b, struct arena *a)
{
	struct setupapi *s = arena_alloc(a, sizeof(*s));
	struct str out = STR_INIT(1 << 16);
	struct setupapi_section section;
	const char *text;
	char iso[32];

	setupapi_open(s, b, a);
	while (setupapi_next(s, usbstor, &section))
		str_addf(&out, "%s %s|", section.device, time_iso(section.local, iso, sizeof(iso)));
	text = arena_strdup(a, str_c(&out));
	str_done(&out);
	return text;
}

static const char want[] = "USBSTOR\\Disk&Ven_ソニー&Prod_能&Rev_1\\AA01&0 2018-03-27T14:11:32Z|"
			   "usbstor\\Disk&Ven_B&Prod_C&Rev_2\\7&1c8e0d2&0 |";

START_TEST(in_page_932)
{
	struct arena a = { 0 };

	ck_assert_str_eq(sections(bytes_of(sample, sizeof(sample) - 1), &a), want);
	arena_done(&a);
}
END_TEST

START_TEST(in_utf8_and_utf16)
{
	struct arena a = { 0 };
	struct bytes b;

	fixtures_text("plain", "x");
	b = bytes_of(sample, sizeof(sample) - 1);
	fixtures_write("log", b.p, b.n);
	fixtures_run(
	    "iconv -f CP932 -t UTF-8 log >u8; printf '\\357\\273\\277' >u8m; cat u8 >>u8m;"
	    "iconv -f CP932 -t UTF-16LE log >u16; printf '\\377\\376' >u16m; cat u16 >>u16m");
	ck_assert_str_eq(sections(fixtures_load("u8"), &a), want);
	ck_assert_str_eq(sections(fixtures_load("u8m"), &a), want);
	ck_assert_str_eq(sections(fixtures_load("u16"), &a), want);
	ck_assert_str_eq(sections(fixtures_load("u16m"), &a), want);
	arena_done(&a);
}
END_TEST

START_TEST(age_of_a_log)
{
	struct arena a = { 0 };
	struct setupapi *s = arena_alloc(&a, sizeof(*s));
	char iso[32];
	int64_t t;

	setupapi_open(s, bytes_of(sample, sizeof(sample) - 1), &a);
	ck_assert(setupapi_time(s, &t));
	ck_assert_str_eq(time_iso(t, iso, sizeof(iso)), "2018-03-26T22:00:00Z");
	setupapi_open(s, bytes_of(sample, 80), &a);
	ck_assert(!setupapi_time(s, &t));
	arena_done(&a);
}
END_TEST

/* No cut invents a device or a time: the sections are always the first ones. */
START_TEST(cut_anywhere)
{
	for (size_t i = 0; i < sizeof(sample) - 1; i++) {
		struct arena a = { 0 };
		uint8_t *cut = malloc(i + 1);
		const char *got;

		memcpy(cut, sample, i);
		got = sections(bytes_of(cut, i), &a);
		ck_assert_msg(!strncmp(got, want, strlen(got)) || strchr(got, '|'), "at %zu: %s", i,
			      got);
		free(cut);
		arena_done(&a);
	}
}
END_TEST

START_TEST(the_sample_log_has_no_stick)
{
	struct arena a = { 0 };
	static const char *const all[] = { "", NULL };
	struct setupapi_section section;
	struct setupapi *s;
	unsigned n = 0;
	int64_t t;

	if (!fixtures_samples())
		return;
	fixtures_run("cp \"$SAMPLES/windows/setupapi/setupapi.setup.log\" sample");
	ck_assert_str_eq(sections(fixtures_load("sample"), &a), "");
	s = arena_alloc(&a, sizeof(*s));
	setupapi_open(s, fixtures_load("sample"), &a);
	while (setupapi_next(s, all, &section))
		n++;
	ck_assert_uint_gt(n, 0);
	setupapi_open(s, fixtures_load("sample"), &a);
	ck_assert(setupapi_time(s, &t));
	ck_assert_int_eq(t, time_from_civil(2015, 11, 22) + 17 * 3600 + 52 * 60 + 29);
	arena_done(&a);
}
END_TEST

START_TEST(characters)
{
	struct arena a = { 0 };

	ck_assert_str_eq(cp932_text(&a, "\xb1\xb2 \x87\x40\xfa\x54 A\\", 10), "ｱｲ ①￢ A\\");
	ck_assert_str_eq(cp932_text(&a, "\x81", 1), "\xef\xbf\xbd");
	ck_assert_str_eq(cp932_text(&a, "\x81\n", 2), "\xef\xbf\xbd\n");
	ck_assert_str_eq(cp932_text(&a, "\xeb\x40z\xfdz", 5), "\xef\xbf\xbdz\xef\xbf\xbdz");
	ck_assert_str_eq(cp932_text(&a, "", 0), "");
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("setupapi");
	TCase *t = tcase_create("setupapi");

	tcase_add_test(t, in_page_932);
	tcase_add_test(t, in_utf8_and_utf16);
	tcase_add_test(t, age_of_a_log);
	tcase_add_test(t, cut_anywhere);
	tcase_add_test(t, the_sample_log_has_no_stick);
	tcase_add_test(t, characters);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
