/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of checks on services: a row is one service, or none. The file has rows[] of these. */
#pragma once

#include "tests/unit/scanners/checks/rows_bench.h"

struct service_row {
	const char *name, *reason, *area; /* name NULL: no service */
	enum answer_kind want;
	const char *advice;
};

static inline void service_add(struct bench *b, const struct service_row *r)
{
	struct fact_service *f;

	if (!r->name)
		return;
	f = FACTS_ADD(&b->facts, service, SERVICE, "SYSTEM\\x");
	f->name = r->name;
	f->reason = r->reason;
	f->area = r->area;
}

#define SERVICES_TEST(NAME)                                                                        \
	static void add(struct bench *b, int i)                                                    \
	{                                                                                          \
		service_add(b, &rows[i]);                                                          \
	}                                                                                          \
	ROWS_TEST(NAME, rows_no_facts, rows[_i].advice, ANSWER_OK)
