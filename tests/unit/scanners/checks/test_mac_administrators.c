/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P13 for macOS: every answer of mac-administrators. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int admins, others;
	enum flag unknown;
	enum answer_kind want;
	const char *advice;
	int without; /* the last so many have nothing to compare a password with */
} rows[] = {
	{ 1, 3, FLAG_NO, ANSWER_OK, NULL, 0 },
	{ 2, 0, FLAG_NO, ANSWER_OK, NULL, 0 },
	{ 3, 0, FLAG_NO, ANSWER_CONCERN, "fewer-administrators", 0 },
	{ 1, 3, FLAG_NO, ANSWER_NOTICE, "ask-directory-name", 1 },
	{ 1, 0, FLAG_NO, ANSWER_NOTICE, "ask-directory-name", 1 },
	{ 3, 1, FLAG_NO, ANSWER_CONCERN, "fewer-administrators", 1 },
	{ 0, 1, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL, 1 },
	{ 0, 1, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL, 0 },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	for (int k = 0; k < r->admins + r->others; k++) {
		struct fact_mac_account *f = FACTS_ADD(&b->facts, mac_account, MAC_ACCOUNT, "x");

		f->password = k < r->admins + r->others - r->without ? "kept" : "none";
		if (r->unknown != FLAG_YES)
			f->administrator = k < r->admins ? FLAG_YES : FLAG_NO;
	}
}

ROWS_TEST(mac_administrators, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
