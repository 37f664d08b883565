/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keywords of printers. What is only low ("toner-low") stands in nobody's way. */
#include "report/printer/reasons.h"

#include <string.h>

/* Weightiest first: of several the first in this list is told. */
static const struct {
	const char *keyword;
	enum print_reason reason;
} table[] = {
	{ "cups-missing-filter", PRINT_REASON_NO_DRIVER },
	{ "cups-insecure-filter", PRINT_REASON_NO_DRIVER },
	{ "media-jam", PRINT_REASON_JAM },
	{ "cover-open", PRINT_REASON_COVER_OPEN },
	{ "door-open", PRINT_REASON_COVER_OPEN },
	{ "interlock-open", PRINT_REASON_COVER_OPEN },
	{ "media-empty", PRINT_REASON_NO_PAPER },
	{ "media-needed", PRINT_REASON_NO_PAPER },
	{ "marker-supply-empty", PRINT_REASON_NO_INK },
	{ "marker-supply-missing", PRINT_REASON_NO_INK },
	{ "toner-empty", PRINT_REASON_NO_INK },
	{ "developer-empty", PRINT_REASON_NO_INK },
	{ "cleaner-life-over", PRINT_REASON_SERVICE },
	{ "marker-waste-full", PRINT_REASON_WASTE_FULL },
	{ "waste-full", PRINT_REASON_WASTE_FULL },
	{ "input-tray-missing", PRINT_REASON_NO_TRAY },
	{ "output-tray-missing", PRINT_REASON_NO_TRAY },
	{ "output-area-full", PRINT_REASON_OUTPUT_FULL },
	{ "output-mailbox-select-failure", PRINT_REASON_SERVICE },
	{ "media-mismatch", PRINT_REASON_WRONG_PAPER },
	{ "fuser-over-temp", PRINT_REASON_SERVICE },
	{ "fuser-under-temp", PRINT_REASON_SERVICE },
	{ "opc-life-over", PRINT_REASON_SERVICE },
	{ "interpreter-resource-unavailable", PRINT_REASON_SERVICE },
	{ "offline", PRINT_REASON_OFFLINE },
	{ "shutdown", PRINT_REASON_OFFLINE },
	{ "timed-out", PRINT_REASON_OFFLINE },
	{ "stopped-partly", PRINT_REASON_SERVICE },
	{ "paused", PRINT_REASON_PAUSED },
	{ "moving-to-paused", PRINT_REASON_PAUSED },
};

/* Harmless although somebody may have put "-error" behind it. */
static const char *const harmless[] = {
	"none",
	"media-low",
	"toner-low",
	"marker-supply-low",
	"marker-waste-almost-full",
	"output-area-almost-full",
	"developer-low",
	"opc-near-eol",
	"cleaner-life-almost-over",
	"resuming",
	"hold-new-jobs",
	"identify-printer-requested",
};

/* The keyword without what tells how grave it is. */
static size_t stem(const char *keyword)
{
	static const char *const tails[] = { "-error", "-warning", "-report" };
	size_t n = strlen(keyword);

	for (size_t i = 0; i < LEN(tails); i++) {
		size_t t = strlen(tails[i]);

		if (n > t && !strcmp(keyword + n - t, tails[i]))
			return n - t;
	}
	return n;
}

static bool same(const char *keyword, size_t n, const char *name)
{
	return strlen(name) == n && !memcmp(keyword, name, n);
}

static bool is_error(const char *keyword, size_t n)
{
	return !strcmp(keyword + n, "-error");
}

static size_t weight(const char *keyword, size_t n)
{
	size_t i = 0;

	while (i < LEN(table) && !same(keyword, n, table[i].keyword))
		i++;
	return i;
}

void print_reasons_add(struct print_reasons *r, const char *keyword)
{
	size_t n = stem(keyword), i = weight(keyword, n), before;

	if (same(keyword, n, "connecting-to-device"))
		r->connecting = true;
	if (same(keyword, n, "cups-waiting-for-job-completed"))
		r->at_printer = true;
	for (size_t k = 0; k < LEN(harmless); k++)
		if (same(keyword, n, harmless[k]))
			return;
	if (i == LEN(table) && !is_error(keyword, n))
		return; /* unknown, and not said to be grave */
	before = r->reason == PRINT_REASON_NONE ? LEN(table) + 1 : weight(r->own, stem(r->own));
	if (i >= before)
		return;
	r->reason = i < LEN(table) ? table[i].reason : PRINT_REASON_OTHER;
	print_text_copy(r->own, keyword);
}
