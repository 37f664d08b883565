/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wireless networks that this PC remembers: one small XML file each. Of its key nothing is kept. */
#include "scanners/probes/hardening.h"
#include "scanners/readers/xml.h"

#define PROFILES "ProgramData/Microsoft/Wlansvc/Profiles/Interfaces/*/*.xml"
#define SECURITY "WLANProfile/MSM/security/authEncryption/"

extern const struct probe probe_wifi;

struct profile {
	struct arena *a;
	const char *name, *authentication, *encryption, *mode;
};

static void on_close(void *arg, const char *path, const char *text)
{
	struct profile *p = arg;

	if (!strcmp(path, "WLANProfile/SSIDConfig/SSID/name"))
		p->name = arena_strdup(p->a, text);
	else if (!strcmp(path, "WLANProfile/connectionMode"))
		p->mode = arena_strdup(p->a, text);
	else if (!strcmp(path, SECURITY "authentication"))
		p->authentication = arena_strdup(p->a, text);
	else if (!strcmp(path, SECURITY "encryption"))
		p->encryption = arena_strdup(p->a, text);
}

static const char *lock_of(const struct profile *p)
{
	static const char *const locks[][2] = {
		{ "WPAPSK", "wpa" },
		{ "WPA", "wpa" },
		{ "WPA2PSK", "wpa2" },
		{ "WPA3SAE", "wpa3" },
		{ "OWE", "wpa3" },
		{ "WPA2", "enterprise" },
		{ "WPA3", "enterprise" },
		{ "WPA3ENT", "enterprise" },
		{ "WPA3ENT192", "enterprise" },
		{ "shared", "wep" },
	};
	const char *way = p->authentication ? p->authentication : "";

	if (!strcasecmp(way, "open") && p->encryption)
		return strcasecmp(p->encryption, "none") ? "wep" : "none";
	for (size_t i = 0; i < LEN(locks); i++)
		if (!strcasecmp(way, locks[i][0]))
			return locks[i][1];
	return NULL;
}

static void add(struct facts *out, const struct probe_packed *file)
{
	struct profile p = { .a = out->arena };
	struct xml_handler handler = { &p, NULL, on_close };
	struct err err = { 0 };
	struct fact_wifi_profile *f;

	if (xml_walk(file->data, &handler, &err) < 0) {
		struct phrase reason =
		    PHRASE(N_("because the file of a wireless network is damaged"));

		facts_note(out, FACT_KIND_WIFI_PROFILE, FACT_STATE_PARTIAL, &reason);
		return;
	}
	if (!p.authentication)
		return;
	f = FACTS_ADD(out, wifi_profile, WIFI_PROFILE,
		      "ProgramData\\Microsoft\\Wlansvc\\Profiles\\Interfaces");
	if (!f)
		return;
	f->fact.written = file->modified;
	f->fact.replayed = FLAG_NO;
	f->name = p.name;
	f->lock = lock_of(&p);
	if (p.mode)
		f->automatic = strcasecmp(p.mode, "auto") ? FLAG_NO : FLAG_YES;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct probe_packed file;
	size_t pos = 0;

	if (in->n_blobs < 1 || !hardening_blob(out, FACT_KIND_WIFI_PROFILE, &in->blob[0]))
		return 0;
	while (probe_pack_next(in->blob[0].data, &pos, out->arena, &file))
		if (hardening_whole(out, FACT_KIND_WIFI_PROFILE, &file))
			add(out, &file);
	if (pos < in->blob[0].data.n)
		hardening_unseen(out, FACT_KIND_WIFI_PROFILE,
				 N_("because a file or folder could not be read"));
	return 0;
}

const struct probe probe_wifi = {
	.id = "wifi",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_TREE, PROFILES, 0, true } },
	.gives = { FACT_KIND_WIFI_PROFILE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
