/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P12 for Linux: every answer of linux-sudo-rules. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	enum flag everything, second;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_ABSENT, FLAG_ABSENT, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_ABSENT, ANSWER_NOTICE, "sudo-ask" },
	{ FLAG_YES, FLAG_ABSENT, ANSWER_CONCERN, "sudo-ask" },
	{ FLAG_NO, FLAG_YES, ANSWER_CONCERN, "sudo-ask" },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	if (r->everything != FLAG_ABSENT)
		FACTS_ADD(&b->facts, linux_sudo, LINUX_SUDO, "/etc/sudoers")->everything =
		    r->everything;
	if (r->second != FLAG_ABSENT)
		FACTS_ADD(&b->facts, linux_sudo, LINUX_SUDO, "/etc/sudoers")->everything =
		    r->second;
}

ROWS_TEST(linux_sudo_rules, rows_first, rows[_i].advice, ANSWER_OK)
