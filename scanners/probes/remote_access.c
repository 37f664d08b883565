/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How programs for operating this PC from elsewhere let somebody in, as they are set up for the whole
 * machine, and Windows' own Remote Assistance. */
#include "scanners/probes/remote_access_common.h"

#define CONF_MAX    ((uint64_t)256 << 10)
#define ENTRIES_MAX 2000
#define RUSTDESK    "AppData/Roaming/RustDesk/config/RustDesk*.toml"
#define ASSISTANCE  "CurrentControlSet\\Control\\Remote Assistance"
#define POLICY      "Policies\\Microsoft\\Windows NT\\Terminal Services"
#define HELP        "fAllowToGetHelp"

extern const struct probe probe_remote_access;

enum {
	SOFTWARE,
	SYSTEM,
	ANYDESK,
	RUSTDESK_SERVICE,
	RUSTDESK_SYSTEM,
	ULTRAVNC_SHARED,
	ULTRAVNC,
	ULTRAVNC_OLD,
	CHROME,
};

/* host.json is there only where the PC was made reachable for an account; it holds secrets, and is not
 * opened. */
static void add_chrome(const struct probe_blob *list, struct facts *out)
{
	struct remote_access a = REMOTE_ACCESS("chrome-remote-desktop", "Chrome Remote Desktop");
	struct probe_entry e;
	size_t pos = 0;

	a.broken = list->state == PROBE_BLOB_UNREADABLE;
	for (size_t i = 0; list->state == PROBE_BLOB_PRESENT && i < ENTRIES_MAX &&
			   probe_list_next(list->data, &pos, out->arena, &e);
	     i++) {
		if (e.type != 'f' || strcasecmp(e.name, "host.json"))
			continue;
		a.account = a.seen = e.size > 0;
		a.broken |= e.size == 0;
		a.written = e.modified;
	}
	remote_access_add(&a, "ProgramData\\Google\\Chrome Remote Desktop\\host.json", NULL, out);
}

/* Allowed or not, somebody at the PC has to ask for it or to agree. Nothing set stays absent. */
static void add_assistance(struct registry *r, enum flag policy)
{
	hive_key key = registry_find(r, ASSISTANCE);
	enum flag allowed = flag_over(policy, registry_flag(r, key, HELP));
	struct remote_access a = REMOTE_ACCESS("remote-assistance", "Remote Assistance");

	a.seen = allowed != FLAG_ABSENT;
	a.asked = allowed == FLAG_YES;
	a.shut = !a.asked;
	a.starts = FLAG_NO;
	a.written = key ? hive_key_written(r->hive, key) : TIME_ABSENT;
	remote_access_add(&a, "SYSTEM\\" ASSISTANCE, NULL, r->facts);
}

static void add_hives(const struct probe_input *in, struct facts *out)
{
	enum flag policy = FLAG_ABSENT;
	struct registry r;

	if (registry_open(&r, &probe_remote_access, in, SOFTWARE, "SOFTWARE", out)) {
		remote_access_keys(&r, "", NULL);
		remote_access_keys(&r, "Wow6432Node\\", NULL);
		policy = registry_flag(&r, registry_find(&r, POLICY), HELP);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_remote_access, in, SYSTEM, "SYSTEM", out)) {
		add_assistance(&r, policy);
		registry_close(&r);
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const rustdesk[] = { "ServiceProfiles\\LocalService\\...\\RustDesk",
						"config\\systemprofile\\...\\RustDesk" };
	struct remote_access a;

	if (in->n_blobs <= CHROME)
		return 0;
	remote_access_anydesk(&in->blob[ANYDESK], out->arena, &a);
	remote_access_add(&a, "ProgramData\\AnyDesk", NULL, out);
	for (size_t i = 0; i < LEN(rustdesk); i++) {
		remote_access_rustdesk(&in->blob[RUSTDESK_SERVICE + i], out->arena, &a);
		remote_access_add(&a, rustdesk[i], NULL, out);
	}
	for (size_t i = ULTRAVNC_SHARED; i <= ULTRAVNC_OLD; i++) {
		remote_access_ultravnc(&in->blob[i], i != ULTRAVNC_SHARED, out->arena, &a);
		remote_access_add(&a, "ultravnc.ini", NULL, out);
	}
	add_chrome(&in->blob[CHROME], out);
	add_hives(in, out);
	probe_settle(&probe_remote_access, out);
	return 0;
}

const struct probe probe_remote_access = {
	.id = "remote-access",
	.targets = TARGET_WINDOWS,
	.files = { [SOFTWARE] = WANT_SOFTWARE,
		   [SYSTEM] = WANT_SYSTEM,
		   [ANYDESK] = { PROBE_WANT_TREE, "ProgramData/AnyDesk/**/*.conf", CONF_MAX, true },
		   [RUSTDESK_SERVICE] = { PROBE_WANT_TREE,
					  "{windows}/ServiceProfiles/LocalService/" RUSTDESK,
					  CONF_MAX, true },
		   [RUSTDESK_SYSTEM] = { PROBE_WANT_TREE,
					 "{windows}/System32/config/systemprofile/" RUSTDESK,
					 CONF_MAX, true },
		   [ULTRAVNC_SHARED] = { PROBE_WANT_FILE, "ProgramData/UltraVNC/ultravnc.ini",
					 CONF_MAX, true },
		   [ULTRAVNC] = { PROBE_WANT_TREE, "Program Files*/uvnc*/UltraVNC/ultravnc.ini",
				  CONF_MAX, true },
		   [ULTRAVNC_OLD] = { PROBE_WANT_TREE, "Program Files*/UltraVNC/ultravnc.ini",
				      CONF_MAX, true },
		   [CHROME] = { PROBE_WANT_LIST, "ProgramData/Google/Chrome Remote Desktop", 0,
				true } },
	.gives = { FACT_KIND_REMOTE_ACCESS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
