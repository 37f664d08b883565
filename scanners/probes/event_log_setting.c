/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How large the Security and System logs may grow: the setting in SYSTEM (bytes), over it a group
 * policy in SOFTWARE (kilobytes). */
#include "scanners/probes/registry.h"

#define SETTING "CurrentControlSet\\Services\\EventLog"
#define POLICY  "Policies\\Microsoft\\Windows\\EventLog"

extern const struct probe probe_event_log_setting;

static const struct {
	const char *log, *key;
} logs[] = { { "security", "Security" }, { "system", "System" } };

static void add(struct registry *r, size_t i, const int64_t *policy)
{
	const char *path = arena_printf(r->arena, SETTING "\\%s", logs[i].key);
	hive_key key = registry_find(r, path);
	struct fact_event_log_setting *f =
	    REGISTRY_FACT(r, event_log_setting, EVENT_LOG_SETTING, path, key);

	if (!f)
		return;
	f->log = logs[i].log;
	f->max_bytes = registry_number(r, key, "MaxSize");
	f->by_policy = FLAG_NO;
	if (policy[i] > 0 && policy[i] <= INT32_MAX) {
		f->max_bytes = policy[i] * 1024;
		f->by_policy = FLAG_YES;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	int64_t policy[LEN(logs)] = { NUMBER_ABSENT, NUMBER_ABSENT };
	struct registry r;

	if (registry_open(&r, &probe_event_log_setting, in, 0, "SOFTWARE", out)) {
		for (size_t i = 0; i < LEN(logs); i++)
			policy[i] = registry_number(
			    &r,
			    registry_find(&r, arena_printf(r.arena, POLICY "\\%s", logs[i].key)),
			    "MaxSize");
		registry_close(&r);
	}
	if (registry_open(&r, &probe_event_log_setting, in, 1, "SYSTEM", out)) {
		if (registry_must(&r, SETTING))
			for (size_t i = 0; i < LEN(logs); i++)
				add(&r, i, policy);
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_event_log_setting = {
	.id = "event-log-setting",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { FACT_KIND_EVENT_LOG_SETTING, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
