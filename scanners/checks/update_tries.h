/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tries to put in each update, put together from every source that tells of them. A try stands
 * in up to three places, so counts of several sources are not added up where they tell of the same
 * days. Pure like the checks themselves. */
#pragma once

#include "scanners/checks/judging.h"

struct update_tries {
	const char *name;            /* KB number, or its name */
	bool windows;                /* one of Windows' own */
	int64_t failed;              /* tries that did not work */
	int64_t first, last, put_in; /* first and last failure, last success; or TIME_ABSENT */
	const char *code;            /* of the last failure; or NULL */
	bool events, agent, stored;  /* which sources tell of a failure */
};

struct update_list {
	struct update_tries *update; /* in the arena */
	size_t n;
	int64_t newest; /* an update of Windows, whichever, went in; or TIME_ABSENT */
};

struct update_list update_tries_list(const struct facts *facts, struct arena *a);

/* "agent", "store"; NULL when it was not looked at. */
const struct fact_update_source *update_tries_source(const struct facts *facts, const char *log);
