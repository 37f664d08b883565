/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N7: services that wait for calls. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *name, *reason, *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK, NULL },
	{ "x", "place", "public", ANSWER_OK, NULL }, /* another check's */
	{ "WinRM", "listens", "system", ANSWER_NOTICE, NULL },
	{ "RemoteRegistry", "listens", "system", ANSWER_CONCERN, "services-off" },
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

ROWS_TEST(listening_services, rows_no_facts, rows[_i].advice, ANSWER_OK)
