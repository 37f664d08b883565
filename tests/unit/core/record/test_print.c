/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printers and jobs as lines, out and in; what is wrong or missing never reads as printed. */

#include "core/base/str.h"
#include "core/record/print.h"
#include "tests/unit/suite.h"

static void add_line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
}

static int parse(const char *line, struct printer_info *p, struct print_status *s,
		 enum print_record *kind)
{
	struct err err = { 0 };

	return record_parse_print(line, strlen(line), p, s, kind, &err);
}

START_TEST(there_and_back)
{
	struct str out = STR_INIT(1 << 16);
	const struct record_sink sink = { add_line, &out };
	struct printer_info p = { .name = "ipp60000",
				  .shown = "Maker \x1b[2J\xff 100",
				  .way = PRINT_WAY_IPP,
				  .known = true,
				  .reason = PRINT_REASON_JAM },
			    back;
	struct print_status s = { PRINT_STATE_WAITING, PRINT_REASON_NO_PAPER, "media-empty" }, told;
	enum print_record kind;

	record_printer(&sink, &p);
	ck_assert_ptr_null(strchr(str_c(&out), '\x1b'));
	ck_assert_int_eq(parse(str_c(&out), &back, &told, &kind), 0);
	ck_assert_int_eq(kind, PRINT_RECORD_PRINTER);
	ck_assert_str_eq(back.name, p.name);
	ck_assert_str_eq(back.shown, p.shown);
	ck_assert(back.known && !back.ready && back.reason == PRINT_REASON_JAM);
	str_clear(&out);
	record_print(&sink, &s);
	ck_assert_int_eq(parse(str_c(&out), &back, &told, &kind), 0);
	ck_assert_int_eq(kind, PRINT_RECORD_STATUS);
	ck_assert(told.state == s.state && told.reason == s.reason);
	ck_assert_str_eq(told.own, s.own);
	str_done(&out);
}
END_TEST

START_TEST(odd_lines)
{
	static const char *const refused[] = {
		"",
		"[]",
		"null",
		"{\"record\":3}",
		"{\"record\":\"print\",\"state\":\"done\"}",
		"{\"record\":\"print\",\"state\":\"printed\",\"reason\":\"what\"}",
		"{\"record\":\"printer\",\"name\":7}",
		"{\"record\":\"printer\",\"name\":\"a\",\"ready\":\"yes\"}",
	};
	struct printer_info p;
	struct print_status s;
	enum print_record kind;

	for (size_t i = 0; i < LEN(refused); i++) {
		ck_assert_int_lt(parse(refused[i], &p, &s, &kind), 0);
		ck_assert_int_eq(kind, PRINT_RECORD_NONE);
	}
	ck_assert_int_eq(parse("{\"record\":\"progress\"}", &p, &s, &kind), 0);
	ck_assert_int_eq(kind, PRINT_RECORD_NONE);
	ck_assert_int_eq(parse("{\"record\":\"print\"}", &p, &s, &kind), 0);
	ck_assert_int_eq(s.state, PRINT_STATE_NOT_PRINTED);
	/* without a name nothing can be printed on it */
	ck_assert_int_eq(
	    parse("{\"record\":\"printer\",\"known\":true,\"ready\":true}", &p, &s, &kind), 0);
	ck_assert(!p.known && !p.ready);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("print");
	TCase *t = tcase_create("print");

	tcase_add_test(t, there_and_back);
	tcase_add_test(t, odd_lines);
	return suite_result(s, t);
}
