/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P17: passwords that browsers keep. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t count, money;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, ANSWER_OK, NULL },
	{ 12, 0, ANSWER_NOTICE, "browser-locked" },
	{ 12, 1, ANSWER_DANGER, "bank-passwords-out" },
};

static void add_one(struct bench *b, int64_t count, int64_t money)
{
	struct fact_browser_passwords *f =
	    FACTS_ADD(&b->facts, browser_passwords, BROWSER_PASSWORDS, "AppData");

	f->browser = "edge";
	f->count = count;
	f->money = money;
}

static void add(struct bench *b, int i)
{
	add_one(b, 0, 0);
	add_one(b, rows[i].count, rows[i].money);
}

static void good(struct bench *b)
{
	add_one(b, 0, 0);
}

ROWS_TEST(browser_passwords, good, rows[_i].advice, ANSWER_OK)
