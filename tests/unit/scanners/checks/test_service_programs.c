/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H6: programs of services. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *name, *reason, *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK, NULL },
	{ "WinRM", "listens", "system", ANSWER_OK, NULL }, /* another check's */
	{ "x", "place", "public", ANSWER_DANGER, "look-at-service" },
	{ "x", "place", "user", ANSWER_DANGER, "look-at-service" },
	{ "sshd", "listens", "temporary", ANSWER_DANGER, "look-at-service" },
};

static void add(struct bench *b, int i)
{
	struct fact_service *f;

	if (!rows[i].name)
		return;
	f = FACTS_ADD(&b->facts, service, SERVICE, "SYSTEM\\x");
	f->name = rows[i].name;
	f->reason = rows[i].reason;
	f->area = rows[i].area;
}

ROWS_TEST(service_programs, rows_no_facts, rows[_i].advice, ANSWER_OK)
