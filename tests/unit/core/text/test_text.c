/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Widths, escaping, sizes, numbers and dates. */
#include "core/base/times.h"
#include "core/base/utf.h"
#include "core/text/text.h"
#include "tests/unit/suite.h"

/* --- widths -------------------------------------------------------------------------------- */
static const struct {
	uint32_t cp;
	int cells;
} widths[] = {
	{ 'a', 1 },     { 0x0a, 0 },    { 0x7f, 0 },    { 0x9b, 0 },   { 0xa0, 1 },
	{ 0x2500, 1 },  { 0x2588, 1 },  { 0x25cb, 1 },  { 0x25b3, 1 }, { 0x00d7, 1 },
	{ 0x2026, 1 },  { 0x3042, 2 },  { 0x6f22, 2 },  { 0xff21, 2 }, { 0xff71, 1 },
	{ 0x3000, 2 },  { 0x3099, 0 },  { 0x0301, 0 },  { 0x200b, 0 }, { 0xfe0f, 0 },
	{ 0x1f600, 2 }, { 0x20000, 2 }, { 0x2fffd, 2 }, { 0xe000, 1 }, { 0x115f, 2 },
	{ 0x1160, 0 },  { 0xac00, 2 },  { 0x00ad, 1 },  { 0xdcff, 1 }, { 0x10ffff, 1 },
};

START_TEST(width_of_a_character)
{
	ck_assert_int_eq(text_width_cp(widths[_i].cp), widths[_i].cells);
}
END_TEST

START_TEST(width_of_texts)
{
	ck_assert_uint_eq(text_width(""), 0);
	ck_assert_uint_eq(text_width("健診 ok"), 7);
	ck_assert_uint_eq(text_width("か\u3099"), 2);
	ck_assert_uint_eq(text_width("┌──┐"), 4);
	ck_assert_uint_eq(text_fit("健診", 3), 3);
	ck_assert_uint_eq(text_fit("健診", 4), 6);
	ck_assert_uint_eq(text_fit("か\u3099x", 2), 6); /* the mark stays with its letter */
	ck_assert_uint_eq(text_fit("abc", 0), 0);
}
END_TEST

/* --- escaping ------------------------------------------------------------------------------ */
static const struct {
	const char *in, *out;
} escapes[] = {
	{ "plain 漢字 \\ path", "plain 漢字 \\ path" },
	{ "a\nb\x1b[31m\x7f", "a\\x0Ab\\x1B[31m\\x7F" },
	{ "\xc2\x9b"
	  "0m",
	  "\\u{009B}0m" },
	{ "exe\u202Ecod.txt", "exe\\u{202E}cod.txt" },
	{ "a\u200Bb\uFEFF", "a\\u{200B}b\\u{FEFF}" },
	{ "\xff\xfe", "\\xFF\\xFE" },
	{ "\xed\xa0\x80", "\\xED\\xA0\\x80" },
	{ "half\xe6\xbc", "half\\xE6\\xBC" },
	{ "か\u3099", "か\u3099" },
	{ "\u0301x", "\\u{0301}x" },
	{ "e\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301\u0301\\u{0301}" },
	{ "葛\U000E0100城", "葛\U000E0100城" },
	{ "x\U000E0100", "x\\u{E0100}" },
	{ "\U000E0041", "\\u{E0041}" },
	{ "\u3164", "\\u{3164}" },
	{ "", "" },
};

START_TEST(escapes_what_is_hostile)
{
	struct str out = STR_INIT(1000);

	text_escape(&out, escapes[_i].in);
	ck_assert_str_eq(str_c(&out), escapes[_i].out);
	ck_assert(utf8_valid(str_c(&out), out.len));
	str_done(&out);
}
END_TEST

static const struct {
	const char *in;
	size_t cells;
	const char *out;
} cuts[] = {
	{ "report.xlsx", 11, "report.xlsx" },
	{ "very-long-report-name.xlsx", 13, "very-...xlsx" + 0 },
	{ "見積書一覧2026年度版.xlsx", 15, "見積書...r.xlsx" },
	{ "abcdefgh", 4, "..." },
	{ "abcdefgh", 2, ".." },
	{ "abcdefgh", 0, "" },
	{ "\x1b\x1b\x1b\x1b", 11, "\\x1B...\\x1B" },
};

START_TEST(cuts_in_the_middle)
{
	struct str out = STR_INIT(1000);

	text_escape_cut(&out, cuts[_i].in, cuts[_i].cells);
	ck_assert_uint_le(text_width(str_c(&out)), cuts[_i].cells);
	if (_i != 1 && _i != 2)
		ck_assert_str_eq(str_c(&out), cuts[_i].out);
	if (_i == 1 || _i == 2)
		ck_assert_ptr_nonnull(strstr(str_c(&out), "xlsx"));
	str_done(&out);
}
END_TEST

/* --- words --------------------------------------------------------------------------------- */
static const struct {
	uint64_t n;
	const char *text;
} sizes[] = {
	{ 0, "0 B" },
	{ 999, "999 B" },
	{ 1000, "1 KB" },
	{ 18200000000, "18.2 GB" },
	{ 256060514304, "256 GB" },
	{ 32010928128, "32 GB" },
	{ 999949, "1 MB" },
	{ 999999999, "1 GB" },
	{ 99950000, "100 MB" },
	{ 1250, "1.3 KB" },
	{ UINT64_MAX, "18.4 EB" },
};

START_TEST(sizes_as_on_the_box)
{
	struct str out = STR_INIT(100);

	text_bytes(&out, sizes[_i].n);
	ck_assert_str_eq(str_c(&out), sizes[_i].text);
	str_done(&out);
}
END_TEST

static const struct {
	int64_t n;
	const char *text;
} numbers[] = {
	{ 0, "0" },
	{ 999, "999" },
	{ 1000, "1,000" },
	{ 52310, "52,310" },
	{ -1234567, "-1,234,567" },
	{ INT64_MIN, "-9,223,372,036,854,775,808" },
};

START_TEST(numbers_have_commas)
{
	struct str out = STR_INIT(100);

	text_number(&out, numbers[_i].n);
	ck_assert_str_eq(str_c(&out), numbers[_i].text);
	str_done(&out);
}
END_TEST

START_TEST(dates_in_both_languages)
{
	int64_t t = time_from_civil(2026, 11, 21) + 20 * 3600;
	struct str out = STR_INIT(200);

	text_set_language(LANGUAGE_JA);
	text_date(&out, t, 0);
	str_add(&out, " ");
	text_date(&out, t, 9 * 3600); /* already the next day in Japan */
	str_add(&out, " ");
	text_date(&out, TIME_ABSENT, 0);
	ck_assert_str_eq(str_c(&out), "2026年11月21日 2026年11月22日 不明");
	str_clear(&out);
	text_set_language(LANGUAGE_EN);
	text_date(&out, t, 0);
	str_add(&out, " ");
	text_date(&out, TIME_ABSENT, 0);
	str_addc(&out, ' ');
	text_date(&out, INT64_MAX, 3600);
	ck_assert_str_eq(str_c(&out), "21 November 2026 unknown unknown");
	str_done(&out);
}
END_TEST

/* A support end is a day of the calendar: west of Greenwich it is the same one. */
START_TEST(a_day_is_the_same_in_every_zone)
{
	static const int zones[] = { -12 * 3600, -5 * 3600, 0, 9 * 3600, 14 * 3600 };
	const int64_t t = time_from_civil(2027, 10, 12);
	struct phrase day = phrase_of("until {0}", 1, PHRASE_DAY(t));
	struct phrase moment = phrase_of("at {0}", 1, PHRASE_DATE(t));
	struct arena a = { 0 };

	text_set_language(LANGUAGE_EN);
	for (size_t i = 0; i < LEN(zones); i++)
		ck_assert_str_eq(text_phrase_dup(&a, &day, zones[i]), "until 12 October 2027");
	ck_assert_str_eq(text_phrase_dup(&a, &moment, -5 * 3600), "at 11 October 2027");
	arena_done(&a);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("text");

	tcase_add_loop_test(t, width_of_a_character, 0, LEN(widths));
	tcase_add_test(t, width_of_texts);
	tcase_add_loop_test(t, escapes_what_is_hostile, 0, LEN(escapes));
	tcase_add_loop_test(t, cuts_in_the_middle, 0, LEN(cuts));
	tcase_add_loop_test(t, sizes_as_on_the_box, 0, LEN(sizes));
	tcase_add_loop_test(t, numbers_have_commas, 0, LEN(numbers));
	tcase_add_test(t, dates_in_both_languages);
	tcase_add_test(t, a_day_is_the_same_in_every_zone);
	return suite_result(suite_create("text"), t);
}
