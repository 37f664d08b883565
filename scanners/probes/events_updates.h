/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Updates in event logs and in the update agent's own: how often each was put in or did not work, and whether it is one of
 * Windows' own. */
#pragma once

#include "scanners/probes/events.h"

#define EVENTS_UPDATES_MAX 500u

struct events_update {
	const char *name;
	enum flag windows;
	int64_t installed, failed, last_installed, first_failed, last_failed;
	const char *code;
};

struct events_updates {
	struct arena *arena;
	struct events_update update[EVENTS_UPDATES_MAX];
	size_t n;
	bool full;
};

/* One try. code: of a failure, or NULL; title and code must last as long as the arena. */
void events_updates_note(struct events_updates *u, const char *title, bool done, int64_t at,
			 const char *code);
/* System 19 (done) and 20, of the update agent. */
void events_updates_agent(struct events_updates *u, const struct evtx_event *event, bool done);
/* Setup 2: a package came into another state. */
void events_updates_package(struct events_updates *u, const struct evtx_event *event);
void events_updates_add(struct events_updates *u, struct events *e, const char *log);
/* The facts alone, without a word on how the reading went. */
void events_updates_facts(const struct events_updates *u, struct facts *out, const char *source,
			  const char *log);

/* Is this title one of an update of Windows itself? Virus definitions, the monthly tool against
 * malware, drivers, apps and Office are not. */
bool events_update_of_windows(const char *title);
