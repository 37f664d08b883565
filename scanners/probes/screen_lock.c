/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does this PC lock itself for everybody? The idle time in SOFTWARE, and in SYSTEM the chosen power
 * scheme: after how long it sleeps on mains, and whether it asks for a password then. */
#include "scanners/probes/registry.h"

#define SYSTEM_POLICY "Microsoft\\Windows\\CurrentVersion\\Policies\\System"
#define SCHEMES       "CurrentControlSet\\Control\\Power\\User\\PowerSchemes"
#define ASKS          "fea3413e-7e05-4911-9a71-700331f1c294\\0e796bdb-100d-47d6-a2d5-f7d2daa51f51"
#define SLEEP         "238c9fa8-0aad-41ed-83f4-97be242c8f20\\29f6c1db-86da-48c5-9fdb-f2b67b1f44da"
#define ASKS_POLICY                                                                                \
	"Policies\\Microsoft\\Power\\PowerSettings\\0e796bdb-100d-47d6-a2d5-f7d2daa51f51"
#define SLEEP_POLICY                                                                               \
	"Policies\\Microsoft\\Power\\PowerSettings\\29f6c1db-86da-48c5-9fdb-f2b67b1f44da"

extern const struct probe probe_screen_lock;

/* A value of the chosen scheme on mains. */
static int64_t scheme_number(struct registry *r, const char *setting)
{
	const char *scheme = registry_text(r, registry_find(r, SCHEMES), "ActivePowerScheme");

	if (!scheme)
		return NUMBER_ABSENT;
	return registry_number(
	    r, registry_find(r, arena_printf(r->arena, "%s\\%s\\%s", SCHEMES, scheme, setting)),
	    "ACSettingIndex");
}

static enum flag as_flag(int64_t n)
{
	return n == NUMBER_ABSENT ? FLAG_ABSENT : n ? FLAG_YES : FLAG_NO;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_screen_lock *f = NULL;
	enum flag asks = FLAG_ABSENT;
	int64_t sleep = NUMBER_ABSENT;
	struct registry r;
	hive_key key;

	if (registry_open(&r, &probe_screen_lock, in, 0, "SOFTWARE", out)) {
		key = registry_must(&r, SYSTEM_POLICY);
		if (key)
			f = REGISTRY_FACT(&r, screen_lock, SCREEN_LOCK, SYSTEM_POLICY, key);
		if (f) {
			f->scope = "machine";
			f->idle_seconds = registry_number(&r, key, "InactivityTimeoutSecs");
			asks = as_flag(
			    registry_number(&r, registry_find(&r, ASKS_POLICY), "ACSettingIndex"));
			sleep =
			    registry_number(&r, registry_find(&r, SLEEP_POLICY), "ACSettingIndex");
		}
		registry_close(&r);
	}
	if (!registry_open(&r, &probe_screen_lock, in, 1, "SYSTEM", out)) {
		probe_settle(&probe_screen_lock, out);
		return 0;
	}
	if (f) {
		f->sleep_asks = flag_over(asks, as_flag(scheme_number(&r, ASKS)));
		f->sleep_seconds = sleep == NUMBER_ABSENT ? scheme_number(&r, SLEEP) : sleep;
		registry_also(&r, &f->fact);
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_screen_lock = {
	.id = "screen-lock",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { FACT_KIND_SCREEN_LOCK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
