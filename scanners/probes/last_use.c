/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The newest moment at which this Windows is known to have been in use: everything that ages is
 * judged against it. Only times that Windows wrote into its registry count; a file's own time
 * would be the day of copying when a directory is checked. Fast startup and a pulled plug leave
 * ShutdownTime behind, so keys that a running Windows keeps writing are asked too. */
#include "scanners/probes/registry.h"

#define SHUTDOWN        "CurrentControlSet\\Control\\Windows"
#define PROFILES        "Microsoft\\Windows NT\\CurrentVersion\\ProfileList"
#define BASE_BLOCK_TIME 12
/* A key's time that lies further behind the last shutdown comes from a clock that was wrong. */
#define BELIEVED_DAYS 366
#define CHILDREN_MAX  ((size_t)2000)

extern const struct probe probe_last_use;

/* Written at every start, by the network, by USB devices, by programs that run. */
static const char *const busy_keys[] = {
	SHUTDOWN,
	"CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters",
	"CurrentControlSet\\Services\\Tcpip\\Parameters",
	"CurrentControlSet\\Services\\W32Time\\SecureTimeLimits",
};
static const char *const busy_parents[] = {
	"CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces",
	"CurrentControlSet\\Services\\bam\\State\\UserSettings",
	"CurrentControlSet\\Enum\\USBSTOR",
	"CurrentControlSet\\Enum\\SCSI",
};

struct newest {
	int64_t at;
	const char *source;
	enum flag replayed;
};

static void offer(struct newest *n, int64_t at, struct registry *r, const char *path)
{
	if (at == TIME_ABSENT || (n->source && at <= n->at))
		return;
	n->at = at;
	n->source = *path ? arena_printf(r->arena, "%s\\%s", r->name, path) : r->name;
	n->replayed = r->replayed;
}

static void offer_hive(struct newest *n, struct registry *r, const struct probe_blob *blob)
{
	uint64_t filetime;

	if (bytes_u64le(blob->data, BASE_BLOCK_TIME, &filetime))
		offer(n, time_from_filetime(filetime), r, "");
	if (r->replayed == FLAG_YES && bytes_u64le(blob->log1, BASE_BLOCK_TIME, &filetime))
		offer(n, time_from_filetime(filetime), r, "");
}

static void offer_profiles(struct newest *n, struct registry *r)
{
	hive_key top = registry_find(r, PROFILES), *child;
	size_t count = top ? hive_children(r->hive, top, 1000, r->arena, &child) : 0;

	for (size_t i = 0; i < count; i++) {
		offer(n,
		      registry_time_halves(r, child[i], "LocalProfileUnloadTimeHigh",
					   "LocalProfileUnloadTimeLow"),
		      r, PROFILES);
		offer(n,
		      registry_time_halves(r, child[i], "LocalProfileLoadTimeHigh",
					   "LocalProfileLoadTimeLow"),
		      r, PROFILES);
	}
}

static void offer_written(struct newest *n, struct registry *r, const char *path, hive_key key,
			  int64_t shutdown)
{
	int64_t at = key ? hive_key_written(r->hive, key) : TIME_ABSENT;

	if (at != TIME_ABSENT && at - shutdown < BELIEVED_DAYS * TIME_DAY)
		offer(n, at, r, path);
}

/* Without a time of shutdown nothing tells a wrong clock's time from a right one's. */
static void offer_busy(struct newest *n, struct registry *r, int64_t shutdown)
{
	hive_key *child;

	if (shutdown == TIME_ABSENT)
		return;
	for (size_t i = 0; i < LEN(busy_keys); i++)
		offer_written(n, r, busy_keys[i], registry_find(r, busy_keys[i]), shutdown);
	for (size_t i = 0; i < LEN(busy_parents); i++) {
		hive_key key = registry_find(r, busy_parents[i]);
		size_t count = hive_children(r->hive, key, CHILDREN_MAX, r->arena, &child);

		for (size_t k = 0; k < count; k++)
			offer_written(n, r, busy_parents[i], child[k], shutdown);
	}
}

static void add(const struct newest *n, struct facts *out)
{
	struct fact_last_use *f;
	struct phrase reason = PHRASE(N_("because the last use of the PC is not in its records"));

	if (!n->source) {
		probe_unseen(&probe_last_use, out, &reason);
		return;
	}
	f = FACTS_ADD(out, last_use, LAST_USE, n->source);
	if (!f)
		return;
	f->fact.replayed = n->replayed;
	f->at = n->at;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct newest newest = { .at = TIME_ABSENT };
	int64_t shutdown;
	struct registry r;

	if (registry_open(&r, &probe_last_use, in, 0, "SYSTEM", out)) {
		shutdown = registry_time(&r, registry_find(&r, SHUTDOWN), "ShutdownTime");
		offer(&newest, shutdown, &r, SHUTDOWN);
		offer_busy(&newest, &r, shutdown);
		offer_hive(&newest, &r, &in->blob[0]);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_last_use, in, 1, "SOFTWARE", out)) {
		offer_profiles(&newest, &r);
		offer_hive(&newest, &r, &in->blob[1]);
		registry_close(&r);
	}
	add(&newest, out);
	probe_settle(&probe_last_use, out);
	return 0;
}

const struct probe probe_last_use = {
	.id = "last-use",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM, WANT_SOFTWARE },
	.gives = { FACT_KIND_LAST_USE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
