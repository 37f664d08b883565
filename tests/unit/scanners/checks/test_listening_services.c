/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N7: services that wait for calls. */
#include "tests/unit/scanners/checks/services_bench.h"

static const struct service_row rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK, NULL },
	{ "x", "place", "public", ANSWER_OK, NULL }, /* another check's */
	{ "WinRM", "listens", "system", ANSWER_NOTICE, "ask-managed-from-afar" },
	{ "RemoteRegistry", "listens", "system", ANSWER_CONCERN, "services-off" },
};

SERVICES_TEST(listening_services)
