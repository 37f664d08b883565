/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for Linux: every answer of linux-last-update. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t days;
	enum answer_kind want;
	const char *advice, *method;
	int64_t first; /* days: a second fact, of the day on which the system came; 0: none */
} rows[] = {
	{ 30, ANSWER_OK, NULL, "apt", 0 },
	{ 45, ANSWER_OK, NULL, "dnf", 0 },
	{ 45, ANSWER_OK, NULL, "rpm", 0 },
	{ 46, ANSWER_CONCERN, "update-linux-now", "rpm", 0 },
	{ 91, ANSWER_DANGER, "update-linux-now", NULL, 0 },
	{ -40, ANSWER_COULD_NOT_LOOK, NULL, "apt", 0 },
	/* A system without any update: how new it is says nothing good. */
	{ 10, ANSWER_COULD_NOT_LOOK, NULL, "rpm-first", 0 },
	{ 45, ANSWER_COULD_NOT_LOOK, NULL, "rpm-first", 0 },
	{ 46, ANSWER_CONCERN, "update-linux-now", "rpm-first", 0 },
	{ 91, ANSWER_DANGER, "update-linux-now", "rpm-first", 0 },
	{ -40, ANSWER_COULD_NOT_LOOK, NULL, "rpm-first", 0 },
	/* An update that a log tells of counts, on whichever side of that day it lies. */
	{ 10, ANSWER_OK, NULL, "dnf", 400 },
	{ 100, ANSWER_DANGER, "update-linux-now", "dnf", 1 },
};

static void add_one(struct bench *b, int64_t days, const char *method)
{
	struct fact_linux_update *f = FACTS_ADD(&b->facts, linux_update, LINUX_UPDATE, "/var/log");

	f->at = DAYS_BEFORE_USE(days);
	f->method = method;
}

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	add_one(b, r->days, r->method);
	if (r->first)
		add_one(b, r->first, "rpm-first");
}

ROWS_TEST(linux_last_update, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
