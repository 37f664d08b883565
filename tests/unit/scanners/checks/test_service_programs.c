/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H6: programs of services. */
#include "tests/unit/scanners/checks/services_bench.h"

static const struct service_row rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK, NULL },
	{ "WinRM", "listens", "system", ANSWER_OK, NULL }, /* another check's */
	{ "x", "place", "public", ANSWER_DANGER, "look-at-service" },
	{ "x", "place", "user", ANSWER_DANGER, "look-at-service" },
	{ "sshd", "listens", "temporary", ANSWER_DANGER, "look-at-service" },
};

SERVICES_TEST(service_programs)
