/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H5: traces of hijacks. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *place;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, ANSWER_OK, NULL },
	{ "debugger", ANSWER_DANGER, "hijack-found" },
	{ "shell", ANSWER_DANGER, "hijack-found" },
	{ "userinit", ANSWER_DANGER, "hijack-found" },
	{ "every-program", ANSWER_DANGER, "hijack-found" },
	{ "sign-in-tool", ANSWER_DANGER, "hijack-found" },
};

static void add(struct bench *b, int i)
{
	struct fact_hijack *f;

	if (!rows[i].place)
		return;
	f = FACTS_ADD(&b->facts, hijack, HIJACK, "SOFTWARE\\x");
	f->place = rows[i].place;
	f->name = "sethc.exe";
}

ROWS_TEST(hijack_traces, rows_no_facts, rows[_i].advice, ANSWER_OK)
