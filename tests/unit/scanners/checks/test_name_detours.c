/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N6: names led elsewhere. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *hosts, *detour;
	enum flag local;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, FLAG_NO, ANSWER_OK, NULL },
	{ NULL, "names", FLAG_YES, ANSWER_OK, NULL }, /* the router of the house */
	{ NULL, "names", FLAG_NO, ANSWER_NOTICE, "ask-ways-out" },
	{ NULL, "script", FLAG_NO, ANSWER_NOTICE, "ask-ways-out" },
	{ NULL, "server", FLAG_YES, ANSWER_NOTICE, "ask-ways-out" },
	{ "blocked", NULL, FLAG_NO, ANSWER_NOTICE, "ask-ways-out" },
	{ "local", NULL, FLAG_NO, ANSWER_NOTICE, "ask-ways-out" },
	{ "elsewhere", NULL, FLAG_NO, ANSWER_CONCERN, "look-at-detours" },
	{ "maker", NULL, FLAG_NO, ANSWER_CONCERN, "look-at-detours" },
};

static void add(struct bench *b, int i)
{
	struct fact_hosts_lines *h;
	struct fact_detour *d;

	if (rows[i].hosts) {
		h = FACTS_ADD(&b->facts, hosts_lines, HOSTS_LINES, "x");
		h->sort = rows[i].hosts;
		h->count = 1;
	}
	if (rows[i].detour) {
		d = FACTS_ADD(&b->facts, detour, DETOUR, "x");
		d->sort = rows[i].detour;
		d->local = rows[i].local;
	}
}

ROWS_TEST(name_detours, rows_no_facts, rows[_i].advice, ANSWER_OK)
