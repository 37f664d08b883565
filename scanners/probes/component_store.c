/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the component store (SOFTWARE, Component Based Servicing) says of updates that did not go in:
 * packages that are not installed and whose last try ended with an error, and a session that was
 * begun and not ended. CurrentState as Microsoft's "CBS Servicing States Chart" (tip of the day,
 * 2015-10-12) has it: 0x10 resolving, 0x20 resolved, 0x30 staging, 0x40 staged, 0x65 partially
 * installed, below zero "but broken"; all other states are no failure, or wait for a restart. */
#include <string.h>

#include "scanners/probes/events_updates.h"
#include "scanners/probes/hardening.h"

#define STORE    "Microsoft\\Windows\\CurrentVersion\\Component Based Servicing"
#define PACKAGES STORE "\\Packages"
#define SESSIONS STORE "\\SessionsPending"
#define RESTARTS STORE "\\RebootInProgress"
#define UPDATE   "Package_for_"

#define FAILURES_MAX 200u
#define NAME_LONG    ((size_t)100)

#define NOT_APPLICABLE 0x800f081eu /* this PC has no need of it */
#define CANCELLED      0x800704c7u /* by a person */

extern const struct probe probe_component_store;

static bool not_in(int64_t state)
{
	return state == 0x10 || state == 0x20 || state == 0x30 || state == 0x40 || state == 0x65 ||
	       (state != NUMBER_ABSENT && (int32_t)(uint32_t)state < 0);
}

static bool is_failure(int64_t code)
{
	return code >= 0x80000000 && code <= UINT32_MAX && code != NOT_APPLICABLE &&
	       code != CANCELLED;
}

/* "Package_for_KB5066128~31bf...~amd64~~10.0.1.2": the KB number; "Package_for_RollupFix~...":
 * what it is and its version. */
static const char *update_of(struct arena *a, const char *package)
{
	const char *name = package + sizeof(UPDATE) - 1, *version = strrchr(name, '~');
	size_t n = MIN(strcspn(name, "~"), NAME_LONG);
	size_t kb = strncmp(name, "KB", 2) != 0 ? 0 : strspn(name + 2, "0123456789");

	if (kb >= 5 && kb <= 8)
		return arena_strndup(a, name, kb + 2);
	return arena_printf(a, "%s %.*s", arena_strndup(a, name, n), (int)NAME_LONG,
			    version ? version + 1 : "");
}

static bool add_failure(struct registry *r, hive_key key, const char *package, int64_t code)
{
	struct fact_update_event *f =
	    REGISTRY_FACT(r, update_event, UPDATE_EVENT, PACKAGES "\\" UPDATE "...", key);

	if (!f)
		return false;
	f->log = "store";
	f->update = update_of(r->arena, package);
	f->windows = !strncmp(f->update, "KB", 2) && !events_update_of_windows(f->update)
			 ? FLAG_NO
			 : FLAG_YES;
	f->installed = 0;
	f->failed = 1;
	f->first_failed = f->last_failed = hive_key_written(r->hive, key);
	f->code = arena_printf(r->arena, "0x%08x", (unsigned)code);
	return true;
}

/* Language packs and features are no updates. Returns how many updates there are. */
static int64_t look_at_packages(struct registry *r, hive_key packages)
{
	unsigned failures = 0;
	int64_t updates = 0;
	hive_key *child;
	size_t n;

	n = hive_children(r->hive, packages, REGISTRY_CHILDREN_MAX, r->arena, &child);
	for (size_t i = 0; i < n; i++) {
		const char *name = hive_key_name(r->hive, child[i], r->arena);
		int64_t code;

		if (!name || strncmp(name, UPDATE, sizeof(UPDATE) - 1) != 0)
			continue;
		updates++;
		code = registry_number(r, child[i], "LastError");
		if (is_failure(code) && not_in(registry_number(r, child[i], "CurrentState")) &&
		    (failures++ >= FAILURES_MAX || !add_failure(r, child[i], name, code)))
			break;
	}
	if (n == REGISTRY_CHILDREN_MAX || failures > FAILURES_MAX)
		hardening_unseen(r->facts, FACT_KIND_UPDATE_EVENT,
				 N_("because there are too many files, or too large ones"));
	return updates;
}

/* The key is always there; what counts is a session in it. */
static void add_source(struct registry *r, hive_key packages, int64_t updates)
{
	hive_key sessions = registry_find(r, SESSIONS), restart = registry_find(r, RESTARTS);
	struct fact_update_source *f =
	    REGISTRY_FACT(r, update_source, UPDATE_SOURCE, STORE, packages);
	bool session = registry_flag(r, sessions, "Exclusive") == FLAG_YES;

	if (!f)
		return;
	f->log = "store";
	f->there = FLAG_YES;
	f->entries = updates;
	f->busy = session || restart ? FLAG_YES : FLAG_NO;
	if (session)
		f->busy_since = hive_key_written(r->hive, sessions);
	if (restart)
		f->busy_since = MAX(f->busy_since, hive_key_written(r->hive, restart));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	hive_key packages;

	if (!registry_open(&r, &probe_component_store, in, 0, "SOFTWARE", out))
		return 0;
	packages = registry_must(&r, PACKAGES);
	if (packages)
		add_source(&r, packages, look_at_packages(&r, packages));
	registry_close(&r);
	return 0;
}

const struct probe probe_component_store = {
	.id = "component-store",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_UPDATE_EVENT, FACT_KIND_UPDATE_SOURCE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
