/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1 for macOS: every answer of mac-firewall. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t state;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 1, ANSWER_OK, NULL },
	{ 2, ANSWER_OK, NULL },
	{ 0, ANSWER_CONCERN, "firewall-mac" },
	{ 3, ANSWER_COULD_NOT_LOOK, NULL },
	{ -1, ANSWER_COULD_NOT_LOOK, NULL },
	{ NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	FACTS_ADD(&b->facts, mac_firewall, MAC_FIREWALL, "x")->state = r->state;
}

ROWS_TEST(mac_firewall, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
