/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Out of SYSTEM: shared folders, how file sharing talks, services, name servers, firmware, what
 * guards the start. */
#include <stdio.h>

#include "scanners/probes/hardening.h"
#include "scanners/probes/startup_common.h"

#define CONTROL         "CurrentControlSet\\Control"
#define SERVICES        "CurrentControlSet\\Services"
#define LSA             CONTROL "\\Lsa"
#define TCPIP           SERVICES "\\Tcpip\\Parameters\\Interfaces"
#define START_BY_ITSELF 2
#define START_DISABLED  4
#define INTERFACES_MAX  ((size_t)500)

extern const struct probe probe_hardening_system;

static void hardening_file_sharing(struct registry *r)
{
	static const char server[] = SERVICES "\\LanmanServer\\Parameters";
	hive_key lsa = hardening_must(r, FACT_KIND_FILE_SHARING, LSA);
	hive_key key = registry_find(r, server);
	struct fact_file_sharing *f;

	if (!lsa)
		return;
	f = REGISTRY_FACT(r, file_sharing, FILE_SHARING, server, key);
	if (!f)
		return;
	f->old_server = registry_flag(r, key, "SMB1");
	f->old_client_start = registry_number(r, registry_find(r, SERVICES "\\mrxsmb10"), "Start");
	f->restrict_anonymous = registry_number(r, lsa, "restrictanonymous");
	f->everyone_anonymous = registry_flag(r, lsa, "everyoneincludesanonymous");
	f->lm_level = registry_number(r, lsa, "LmCompatibilityLevel");
	f->signing_required = registry_flag(r, key, "RequireSecuritySignature");
}

/* --- services ------------------------------------------------------------------------------ */
static const char *const listening[] = { "TlntSvr",        "FTPSVC", "MSFTPSVC", "WinRM",
					 "RemoteRegistry", "SNMP",   "sshd" };

static bool listens(const char *name)
{
	for (size_t i = 0; i < LEN(listening); i++)
		if (!strcasecmp(name, listening[i]))
			return true;
	return false;
}

/* Drivers begin with "\SystemRoot\" or have no drive at all: below the Windows folder. */
static const char *service_area(struct registry *r, const char *image)
{
	if (!strncasecmp(image, "\\SystemRoot\\", 12) || !strncasecmp(image, "system32\\", 9) ||
	    !strncasecmp(image, "%SystemRoot%", 12))
		return "system";
	if (!strncmp(image, "\\??\\", 4))
		image += 4;
	return startup_area(r->arena, image);
}

static bool anybody_writes(const char *area)
{
	return !strcmp(area, "user") || !strcmp(area, "temporary") || !strcmp(area, "public");
}

static void add_service(struct registry *r, hive_key key)
{
	const char *name = hive_key_name(r->hive, key, r->arena);
	const char *image = registry_text(r, key, "ImagePath"), *area;
	int64_t start = registry_number(r, key, "Start");
	struct fact_service *f;
	bool way_in = name && listens(name) && start == START_BY_ITSELF;

	area = image && start != START_DISABLED ? service_area(r, image) : NULL;
	if (!name || (!way_in && !(area && anybody_writes(area))))
		return;
	f = REGISTRY_FACT(r, service, SERVICE, SERVICES, key);
	if (!f)
		return;
	f->name = name;
	f->reason = way_in ? "listens" : "place";
	f->start = start;
	f->program = image ? startup_program(r->arena, image) : NULL;
	f->area = area;
}

static void hardening_services(struct registry *r)
{
	hive_key key = hardening_must(r, FACT_KIND_SERVICE, SERVICES), *child;
	size_t n = key ? hive_children(r->hive, key, REGISTRY_CHILDREN_MAX, r->arena, &child) : 0;

	if (key && !n)
		hardening_unseen(r->facts, FACT_KIND_SERVICE,
				 N_("because the list of services is empty"));
	for (size_t i = 0; i < n; i++)
		add_service(r, child[i]);
}

/* --- name servers -------------------------------------------------------------------------- */
static bool in_local_net(const char *address)
{
	unsigned a = 0, b = 0;

	if (sscanf(address, "%3u.%3u.", &a, &b) != 2)
		return !strncasecmp(address, "fe80:", 5) || !strncasecmp(address, "fd", 2);
	return a == 10 || a == 127 || (a == 192 && b == 168) || (a == 172 && b >= 16 && b < 32) ||
	       (a == 169 && b == 254);
}

/* Set by hand; what the router hands out stands elsewhere and is no detour. */
static void hardening_name_servers(struct registry *r)
{
	hive_key key = registry_find(r, TCPIP), *child;
	size_t n = key ? hive_children(r->hive, key, INTERFACES_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *servers = registry_text(r, child[i], "NameServer");
		struct fact_detour *f;

		if (!servers)
			continue;
		f = REGISTRY_FACT(r, detour, DETOUR, TCPIP, child[i]);
		if (!f)
			return;
		f->sort = "names";
		f->value = servers;
		f->local = in_local_net(servers) ? FLAG_YES : FLAG_NO;
	}
}

/* --- the machine --------------------------------------------------------------------------- */
/* A value of the machine: as the firmware told it at the last start, else as SystemInformation has it. */
static const char *told(struct registry *r, hive_key hard, hive_key key, const char *value)
{
	const char *text = registry_text(r, hard, value);

	return text ? text : registry_text(r, key, value);
}

static void hardening_firmware(struct registry *r)
{
	static const char at[] = CONTROL "\\SystemInformation", config[] = "HardwareConfig";
	hive_key top = registry_find(r, config), key = registry_find(r, at);
	const char *last = registry_text(r, top, "LastConfig");
	hive_key hard = last ? hive_find(r->hive, top, last) : 0;
	struct fact_firmware *f;

	if (!hard && top)
		hard = hive_find(r->hive, top, "Current");
	f = REGISTRY_FACT(r, firmware, FIRMWARE, hard ? config : at, hard ? hard : key);
	if (!f)
		return;
	f->version = told(r, hard, key, "BIOSVersion");
	f->date = told(r, hard, key, "BIOSReleaseDate");
}

static void hardening_start_guards(struct registry *r)
{
	static const char state[] = CONTROL "\\SecureBoot\\State";
	hive_key lsa = hardening_must(r, FACT_KIND_START_GUARDS, LSA);
	hive_key key = registry_find(r, state);
	struct fact_start_guards *f;

	if (!lsa)
		return;
	f = REGISTRY_FACT(r, start_guards, START_GUARDS, state, key);
	if (!f)
		return;
	f->secure_boot = registry_flag(r, key, "UEFISecureBootEnabled");
	f->lsa = registry_number(r, lsa, "RunAsPPL");
	f->vbs = registry_flag(r, registry_find(r, CONTROL "\\DeviceGuard"),
			       "EnableVirtualizationBasedSecurity");
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (!registry_open(&r, &probe_hardening_system, in, 0, "SYSTEM", out))
		return 0;
	hardening_shares(&r);
	hardening_file_sharing(&r);
	hardening_services(&r);
	hardening_name_servers(&r);
	hardening_firmware(&r);
	hardening_start_guards(&r);
	registry_close(&r);
	return 0;
}

const struct probe probe_hardening_system = {
	.id = "hardening-system",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM },
	.gives = { FACT_KIND_SHARE, FACT_KIND_FILE_SHARING, FACT_KIND_SERVICE, FACT_KIND_DETOUR,
		   FACT_KIND_FIRMWARE, FACT_KIND_START_GUARDS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
