/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1 for Linux: every answer of linux-firewall. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	const char *method;
	enum flag on;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "ufw", FLAG_YES, ANSWER_OK, NULL },
	{ "nftables", FLAG_NO, ANSWER_CONCERN, "firewall-linux" },
	{ NULL, FLAG_ABSENT, ANSWER_CONCERN, "firewall-linux" },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_linux_firewall *f;

	if (!r->method)
		return;
	f = FACTS_ADD(&b->facts, linux_firewall, LINUX_FIREWALL, "/etc");
	f->method = r->method;
	f->enabled = r->on;
}

ROWS_TEST(linux_firewall, rows_first, rows[_i].advice, ANSWER_CONCERN)
