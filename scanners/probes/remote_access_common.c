/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See remote_access_common.h: the settings in the registry, and the fact that all of them become. */
#include "scanners/probes/remote_access_common.h"

#include <string.h>
#include <strings.h>

static void not_read(const struct remote_access *a, struct facts *out)
{
	struct phrase reason = phrase_of(N_("because the settings of {0} could not be read"), 1,
					 PHRASE_TEXT(a->shown));

	facts_note(out, FACT_KIND_REMOTE_ACCESS,
		   facts_count(out, FACT_KIND_REMOTE_ACCESS) ? FACT_STATE_PARTIAL
							     : FACT_STATE_FAILED,
		   &reason);
}

static const char *method(const struct remote_access *a)
{
	if (a->open)
		return "open";
	if (a->asked)
		return "asked";
	if (a->password)
		return "password";
	if (a->account)
		return "account";
	return a->shut ? "shut" : "asked";
}

void remote_access_add(const struct remote_access *a, const char *source, const char *user,
		       struct facts *out)
{
	const char *how = method(a);
	bool in = strcmp(how, "asked") != 0 && strcmp(how, "shut") != 0;
	struct fact_remote_access *f;

	/* Half-read settings may say that somebody gets in, not that nobody does. */
	if (a->seen && (in || !a->broken)) {
		f = FACTS_ADD(out, remote_access, REMOTE_ACCESS, source);
		if (!f)
			return;
		f->fact.written = a->written;
		f->product = a->product;
		f->unattended = in ? FLAG_YES : FLAG_NO;
		f->method = how;
		f->starts = a->starts;
		f->scope = user ? "user" : "machine";
		f->user = user;
	}
	if (a->broken)
		not_read(a, out);
}

static bool filled(struct registry *r, hive_key key, const char *value)
{
	return hive_value_filled(r->hive, key, value);
}

static void keep(struct registry *r, const struct remote_access *a, const char *path, hive_key key,
		 const char *user)
{
	struct remote_access found = *a;

	found.written = hive_key_written(r->hive, key);
	remote_access_add(&found, arena_printf(r->arena, "%s\\%s", r->name, path), user, r->facts);
}

/* Versions 5 to 9 have a key each below; later ones write into the maker's own. */
static void add_teamviewer(struct registry *r, const char *below, const char *user)
{
	static const char *const parts[] = { "",           "\\Version9", "\\Version8",
					     "\\Version7", "\\Version6", "\\Version5" };

	for (size_t i = 0; i < LEN(parts); i++) {
		const char *path = arena_printf(r->arena, "%sTeamViewer%s", below, parts[i]);
		hive_key key = registry_find(r, path);
		struct remote_access a = REMOTE_ACCESS("teamviewer", "TeamViewer");

		a.password =
		    filled(r, key, "PermanentPassword") || filled(r, key, "SecurityPasswordAES");
		a.starts = registry_flag(r, key, "Always_Online");
		a.seen = a.password || a.starts != FLAG_ABSENT;
		if (a.seen)
			keep(r, &a, path, key, user);
	}
}

/* One of the words of a list: "VncAuth,None" has None. */
static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = list; s && *s; s += strcspn(s, ",+; "), s += *s != '\0')
		if (!strncasecmp(s, word, n) && strchr(",+; ", s[n]))
			return true;
	return false;
}

/* A VNC server's key; where nothing in it says who is let in, that is told. */
static void add_vnc(struct registry *r, const char *path, const char *shown, const char *user)
{
	hive_key key = registry_find(r, path);
	struct remote_access a = REMOTE_ACCESS("vnc", shown);
	const char *ways;

	if (!key)
		return;
	ways = registry_text(r, key, "Authentication");
	if (!ways)
		ways = registry_text(r, key, "SecurityTypes");
	a.password = filled(r, key, "Password") &&
		     (!ways || has_word(ways, "VncAuth") || !has_word(ways, "SystemAuth"));
	a.open = has_word(ways, "None") || registry_number(r, key, "UseVncAuthentication") == 0 ||
		 registry_number(r, key, "AuthRequired") == 0;
	a.account = has_word(ways, "SystemAuth") || has_word(ways, "InteractiveSystemAuth") ||
		    has_word(ways, "SingleSignOn") || has_word(ways, "Certificate");
	/* A password is wanted and none is set: TightVNC then lets nobody in. */
	a.shut = registry_number(r, key, "AcceptRfbConnections") == 0 ||
		 (registry_number(r, key, "UseVncAuthentication") == 1 && !a.password);
	a.asked = registry_number(r, key, "QueryConnect") == 1 && !a.shut;
	if (a.shut || a.asked)
		a.open = a.password = a.account = false;
	a.seen = a.password || a.open || a.account || a.shut || a.asked;
	a.broken = !a.seen;
	keep(r, &a, path, key, user);
}

static void add_all_vnc(struct registry *r, const char *below, const char *user)
{
	static const struct {
		const char *key, *shown;
	} servers[] = {
		{ "TightVNC\\Server", "TightVNC" },    { "RealVNC\\vncserver", "RealVNC" },
		{ "RealVNC\\WinVNC4", "RealVNC" },     { "TigerVNC\\WinVNC4", "TigerVNC" },
		{ "ORL\\WinVNC3\\Default", "WinVNC" },
	};

	for (size_t i = 0; i < LEN(servers); i++)
		add_vnc(r, arena_printf(r->arena, "%s%s", below, servers[i].key), servers[i].shown,
			user);
}

/* Made to be used without anybody at the PC, by whoever has the account. */
static void add_by_account(struct registry *r, const char *below, const char *key,
			   const char *value, struct remote_access a)
{
	const char *path = arena_printf(r->arena, "%s%s", below, key);
	hive_key found = registry_find(r, path);

	a.seen = a.account = found && (!value || filled(r, found, value));
	if (a.seen)
		keep(r, &a, path, found, NULL);
}

void remote_access_keys(struct registry *r, const char *below, const char *user)
{
	add_teamviewer(r, below, user);
	add_all_vnc(r, below, user);
	if (user)
		return;
	add_by_account(r, below, "Splashtop Inc.\\Splashtop Remote Server", "Version",
		       REMOTE_ACCESS("splashtop", "Splashtop"));
	add_by_account(r, below, "GoTo Resolve Unattended", NULL,
		       REMOTE_ACCESS("goto-resolve", "GoTo Resolve"));
}
