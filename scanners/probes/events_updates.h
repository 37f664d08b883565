/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Updates in event logs: how often each was put in or did not work, and whether it is one of
 * Windows' own. */
#pragma once

#include "scanners/probes/events.h"

#define EVENTS_UPDATES_MAX 500u

struct events_update {
	const char *name;
	enum flag windows;
	int64_t installed, failed, last_installed, last_failed;
	const char *code;
};

struct events_updates {
	struct arena *arena;
	struct events_update update[EVENTS_UPDATES_MAX];
	size_t n;
	bool full;
};

/* System 19 (done) and 20, of the update agent. */
void events_updates_agent(struct events_updates *u, const struct evtx_event *event, bool done);
/* Setup 2: a package came into another state. */
void events_updates_package(struct events_updates *u, const struct evtx_event *event);
void events_updates_add(struct events_updates *u, struct events *e, const char *log);

/* Is this title one of an update of Windows itself? Virus definitions, the monthly tool against
 * malware, drivers, apps and Office are not. */
bool events_update_of_windows(const char *title);
