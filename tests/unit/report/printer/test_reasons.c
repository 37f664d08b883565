/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keywords of printers become our reasons; the weightiest counts, what is only low does not. */
#include <string.h>

#include "core/base/util.h"
#include "report/printer/reasons.h"
#include "tests/unit/suite.h"

static const struct {
	const char *keywords[5];
	enum print_reason reason;
	const char *own;
} rows[] = {
	{ { "none" }, PRINT_REASON_NONE, "" },
	{ { "media-empty" }, PRINT_REASON_NO_PAPER, "media-empty" },
	{ { "media-empty-error" }, PRINT_REASON_NO_PAPER, "media-empty-error" },
	{ { "media-needed-report" }, PRINT_REASON_NO_PAPER, "media-needed-report" },
	{ { "media-jam-error" }, PRINT_REASON_JAM, "media-jam-error" },
	{ { "cover-open-warning" }, PRINT_REASON_COVER_OPEN, "cover-open-warning" },
	{ { "door-open" }, PRINT_REASON_COVER_OPEN, "door-open" },
	{ { "marker-supply-empty-error" }, PRINT_REASON_NO_INK, "marker-supply-empty-error" },
	{ { "toner-empty" }, PRINT_REASON_NO_INK, "toner-empty" },
	{ { "toner-low-warning", "media-low", "marker-supply-low-error" }, PRINT_REASON_NONE, "" },
	{ { "marker-waste-full-error" }, PRINT_REASON_WASTE_FULL, "marker-waste-full-error" },
	{ { "input-tray-missing" }, PRINT_REASON_NO_TRAY, "input-tray-missing" },
	{ { "output-area-full" }, PRINT_REASON_OUTPUT_FULL, "output-area-full" },
	{ { "offline-report" }, PRINT_REASON_OFFLINE, "offline-report" },
	{ { "paused" }, PRINT_REASON_PAUSED, "paused" },
	{ { "cups-missing-filter-warning" },
	  PRINT_REASON_NO_DRIVER,
	  "cups-missing-filter-warning" },
	/* several: a stuck page before an empty tray, whatever the order */
	{ { "media-empty", "media-jam" }, PRINT_REASON_JAM, "media-jam" },
	{ { "media-jam", "media-empty" }, PRINT_REASON_JAM, "media-jam" },
	{ { "paused", "media-empty-error", "none" }, PRINT_REASON_NO_PAPER, "media-empty-error" },
	/* unknown: only when the printer itself calls it grave */
	{ { "com.maker-strange-error" }, PRINT_REASON_OTHER, "com.maker-strange-error" },
	{ { "com.maker-strange-warning" }, PRINT_REASON_NONE, "" },
	{ { "com.maker-strange-error", "cover-open" }, PRINT_REASON_COVER_OPEN, "cover-open" },
	{ { "cover-open", "com.maker-strange-error" }, PRINT_REASON_COVER_OPEN, "cover-open" },
	{ { "-error", "" }, PRINT_REASON_NONE, "" },
};

START_TEST(row)
{
	struct print_reasons r = { 0 };

	for (size_t i = 0; i < LEN(rows[_i].keywords) && rows[_i].keywords[i]; i++)
		print_reasons_add(&r, rows[_i].keywords[i]);
	ck_assert_str_eq(print_reason_name(r.reason), print_reason_name(rows[_i].reason));
	ck_assert_str_eq(r.own, rows[_i].own);
	ck_assert(!r.connecting && !r.at_printer);
}
END_TEST

START_TEST(on_the_way)
{
	struct print_reasons r = { 0 };

	print_reasons_add(&r, "connecting-to-device");
	ck_assert(r.connecting && !r.at_printer);
	print_reasons_add(&r, "cups-waiting-for-job-completed");
	ck_assert(r.at_printer);
	ck_assert_int_eq(r.reason, PRINT_REASON_NONE);
}
END_TEST

/* A printer's text is cut between characters, and kept terminated. */
START_TEST(long_texts)
{
	char buf[PRINT_TEXT_MAX + 1], text[2 * PRINT_TEXT_MAX];
	struct print_reasons r = { 0 };

	memset(text, 'a', sizeof(text));
	memcpy(text + sizeof(text) - 7, "-error", 7);
	print_reasons_add(&r, text);
	ck_assert_int_eq(r.reason, PRINT_REASON_OTHER);
	ck_assert_uint_eq(strlen(r.own), PRINT_TEXT_MAX);
	for (size_t lead = 0; lead < 3; lead++) {
		memset(text, 'a', lead);
		for (size_t i = lead; i + 3 < sizeof(text); i += 3)
			memcpy(text + i, "\xe7\xb4\x99", 4);
		print_text_copy(buf, text);
		ck_assert_uint_le(strlen(buf), PRINT_TEXT_MAX);
		ck_assert_uint_gt(strlen(buf), PRINT_TEXT_MAX - 3);
		ck_assert_uint_eq((strlen(buf) - lead) % 3, 0);
	}
}
END_TEST

START_TEST(names)
{
	for (unsigned i = 0; i < PRINT_REASONS; i++) {
		enum print_reason back;

		ck_assert(print_reason_from_name(print_reason_name((enum print_reason)i), &back));
		ck_assert_uint_eq(back, i);
		ck_assert(*print_reason_words(back) && *print_reason_help(back));
	}
	ck_assert(!print_state_final(PRINT_STATE_SENDING) &&
		  !print_state_final(PRINT_STATE_WAITING));
	ck_assert(print_state_final(PRINT_STATE_PRINTED) &&
		  print_state_final(PRINT_STATE_NOT_PRINTED));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("reasons");
	TCase *t = tcase_create("reasons");

	tcase_add_loop_test(t, row, 0, (int)LEN(rows));
	tcase_add_test(t, on_the_way);
	tcase_add_test(t, long_texts);
	tcase_add_test(t, names);
	return suite_result(s, t);
}
