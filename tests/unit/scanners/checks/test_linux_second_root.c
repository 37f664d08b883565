/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P11 for Linux: every answer of linux-second-root. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t uid, other;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 1000, ANSWER_OK, NULL },
	{ 0, 0, ANSWER_DANGER, "second-root" },
	{ 0, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
	{ 1000, 1001, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/passwd")->uid = r->uid;
	FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/passwd")->uid = r->other;
}

ROWS_TEST(linux_second_root, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
