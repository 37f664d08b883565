/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1 for macOS: every answer of mac-support-end. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	const char *version;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "26.0.1", ANSWER_OK, NULL },
	{ "11.7", ANSWER_OK, NULL },
	{ "15.6", ANSWER_NOTICE, "plan-new-macos" },
	{ "14.1", ANSWER_NOTICE, "plan-new-macos" },
	{ "13", ANSWER_CONCERN, "plan-new-macos" },
	{ "10.15.7", ANSWER_DANGER, "leave-old-macos" },
	{ "10.1.5", ANSWER_COULD_NOT_LOOK, NULL },
	{ "99", ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	static const struct release_row releases[] = {
		{ "debian", "26", "Debian 26", NOW, TIME_ABSENT, "" },
		{ "macos", "26", "macOS 26", NOW + 900 * TIME_DAY, TIME_ABSENT, "usual" },
		{ "macos", "15", "macOS 15", NOW + 100 * TIME_DAY, TIME_ABSENT, "usual" },
		{ "macos", "14", "macOS 14", NOW - 60 * TIME_DAY, TIME_ABSENT, "usual" },
		{ "macos", "13", "macOS 13", NOW + 100 * TIME_DAY, TIME_ABSENT, "" },
		{ "macos", "11", "macOS 11", NOW + 900 * TIME_DAY, TIME_ABSENT, "" },
		{ "macos", "10.15", "macOS 10.15", NOW - 60 * TIME_DAY, TIME_ABSENT, "" },
	};

	b->env.release = releases;
	b->env.n_releases = LEN(releases);
	b->env.releases_date = NOW - 10 * TIME_DAY;
	FACTS_ADD(&b->facts, mac_version, MAC_VERSION, "x")->version = r->version;
}

ROWS_TEST(mac_support_end, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
