/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which macOS this is, when it was last updated and whether it does that by itself, the samples of
 * its own virus protection (XProtect), and when it was last in use. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/mac_common.h"

#define CORE      "System/Library/CoreServices/"
#define BUNDLE    CORE "XProtect.bundle/Contents/"
#define YEAR_2000 ((int64_t)946684800)

extern const struct probe probe_mac_system;

enum { VERSION, HISTORY, SETTINGS, XPROTECT, XPROTECT_OLD, LOGS, NAMES };

static bool starts(const char *s, const char *with)
{
	return s && !strncmp(s, with, strlen(with));
}

static void add_version(const struct probe_blob *blob, struct facts *out)
{
	const struct plist *p = mac_plist(out, FACT_KIND_MAC_VERSION, blob);
	struct fact_mac_version *f;

	if (blob->state == PROBE_BLOB_ABSENT)
		mac_unseen(out, FACT_KIND_MAC_VERSION,
			   N_("because the version of macOS lies on another part of the disk"));
	if (!p)
		return;
	f = FACTS_ADD(out, mac_version, MAC_VERSION, "/" CORE "SystemVersion.plist");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = plist_text(p, "ProductName");
	f->version = plist_text(p, "ProductVersion");
	f->build = plist_text(p, "ProductBuildVersion");
}

/* Of the system itself; Apple's words do not change with the language. */
static bool of_the_system(const char *name)
{
	return starts(name, "macOS") || starts(name, "OS X") || starts(name, "Mac OS X") ||
	       starts(name, "Security Update") || starts(name, "Rapid Security");
}

static void newest(const struct plist *history, int64_t *ret_system, int64_t *ret_samples)
{
	*ret_system = *ret_samples = TIME_ABSENT;
	if (!history || history->type != PLIST_ARRAY)
		return;
	for (const struct plist *p = history->child; p; p = p->next) {
		const char *name = plist_text(p, "displayName");
		int64_t at = plist_date(p, "date");

		if (at < YEAR_2000)
			continue;
		if (of_the_system(name))
			*ret_system = MAX(*ret_system, at);
		if (starts(name, "XProtect"))
			*ret_samples = MAX(*ret_samples, at);
	}
}

static void add_updates(const struct probe_input *in, const struct plist *history, int64_t at,
			struct facts *out)
{
	const struct plist *s = mac_plist(out, FACT_KIND_MAC_UPDATE, &in->blob[SETTINGS]);
	struct fact_mac_update *f;

	if (!s && !history) {
		mac_unseen(out, FACT_KIND_MAC_UPDATE,
			   N_("because no record of this Mac's updates was found"));
		return;
	}
	f = FACTS_ADD(out, mac_update, MAC_UPDATE, "/Library/Receipts/InstallHistory.plist");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->last = at;
	f->checked =
	    MAX(plist_date(s, "LastSuccessfulDate"), plist_date(s, "LastFullSuccessfulDate"));
	f->checks = mac_flag(s, "AutomaticCheckEnabled");
	f->security = mac_flag(s, "CriticalUpdateInstall");
	if (f->security != FLAG_NO && mac_flag(s, "ConfigDataInstall") != FLAG_ABSENT)
		f->security = mac_flag(s, "ConfigDataInstall");
	f->whole = mac_flag(s, "AutomaticallyInstallMacOSUpdates");
	mac_settle(out, FACT_KIND_MAC_UPDATE);
}

static void add_protection(const struct probe_input *in, int64_t samples, struct facts *out)
{
	const struct plist *p = mac_plist(out, FACT_KIND_ANTIVIRUS, &in->blob[XPROTECT]);
	struct fact_antivirus *f;

	if (!p)
		p = mac_plist(out, FACT_KIND_ANTIVIRUS, &in->blob[XPROTECT_OLD]);
	if (!p && samples == TIME_ABSENT) {
		mac_unseen(out, FACT_KIND_ANTIVIRUS,
			   N_("because the virus protection of this macOS was not found"));
		return;
	}
	f = FACTS_ADD(out, antivirus, ANTIVIRUS, "/Library/Apple/" BUNDLE "Info.plist");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = "XProtect";
	f->definitions = samples;
	f->definitions_version = plist_text(p, "CFBundleShortVersionString");
	mac_settle(out, FACT_KIND_ANTIVIRUS);
}

/* "2026.11.20.asl", "2026.11.20.G80.asl": logs bear the day in their names. Never the time of a file
 * itself: one that was copied must give the same answer. */
static int64_t day_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	int year, month, day, n = 0;

	if (sscanf(slash ? slash + 1 : path, "%4d.%2d.%2d.%n", &year, &month, &day, &n) != 3 ||
	    !n || year < 2000 || month < 1 || month > 12 || day < 1 || day > 31)
		return TIME_ABSENT;
	return time_from_civil(year, month, day);
}

static void add_use(const struct probe_blob *logs, struct facts *out)
{
	struct fact_last_use *f;
	struct probe_packed one;
	int64_t at = TIME_ABSENT;
	size_t pos = 0;

	if (logs->state == PROBE_BLOB_PRESENT)
		while (probe_pack_next(logs->data, &pos, out->arena, &one))
			at = MAX(at, day_of(one.name));
	if (at == TIME_ABSENT) {
		mac_unseen(out, FACT_KIND_LAST_USE,
			   N_("because the last use of the PC is not in its records"));
		return;
	}
	f = FACTS_ADD(out, last_use, LAST_USE, "/private/var/log");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->at = at;
}

static void add_computer(const struct probe_blob *blob, struct facts *out)
{
	const struct plist *p = mac_plist(out, FACT_KIND_COMPUTER, blob);
	struct fact_computer *f;

	p = plist_at(plist_at(plist_at(p, "System"), "System"), "ComputerName")
		? plist_at(plist_at(p, "System"), "System")
		: NULL;
	if (!p)
		return;
	f = FACTS_ADD(out, computer, COMPUTER,
		      "/Library/Preferences/SystemConfiguration/preferences.plist");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = plist_text(p, "ComputerName");
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct plist *history;
	int64_t system, samples;

	if (in->n_blobs <= NAMES)
		return 0;
	add_version(&in->blob[VERSION], out);
	history = mac_plist(out, FACT_KIND_MAC_UPDATE, &in->blob[HISTORY]);
	if (in->blob[HISTORY].state == PROBE_BLOB_UNREADABLE)
		mac_unread(out, FACT_KIND_ANTIVIRUS, in->blob[HISTORY].path);
	newest(history, &system, &samples);
	add_updates(in, history, system, out);
	add_protection(in, samples, out);
	add_use(&in->blob[LOGS], out);
	add_computer(&in->blob[NAMES], out);
	return 0;
}

const struct probe probe_mac_system = {
	.id = "mac-system",
	.targets = TARGET_MACOS,
	.files = { { PROBE_WANT_FILE, CORE "SystemVersion.plist", 1 << 20, true },
		   { PROBE_WANT_FILE, "Library/Receipts/InstallHistory.plist", 0, true },
		   { PROBE_WANT_FILE, "Library/Preferences/com.apple.SoftwareUpdate.plist", 0,
		     true },
		   { PROBE_WANT_FILE, "Library/Apple/" BUNDLE "Info.plist", 1 << 20, true },
		   { PROBE_WANT_FILE, BUNDLE "Info.plist", 1 << 20, true },
		   { PROBE_WANT_NAMES, "private/var/log/*/*.asl", 0, true },
		   { PROBE_WANT_FILE, "Library/Preferences/SystemConfiguration/preferences.plist",
		     0, true } },
	.gives = { FACT_KIND_MAC_VERSION, FACT_KIND_MAC_UPDATE, FACT_KIND_ANTIVIRUS,
		   FACT_KIND_LAST_USE, FACT_KIND_COMPUTER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
