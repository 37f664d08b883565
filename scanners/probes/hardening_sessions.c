/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Connections that programs keep in a user's NTUSER.DAT: how many, and how many of them with a
 * password that anybody can turn back into text. The passwords are not read. */
#include "scanners/probes/hardening.h"

/* password: the value whose presence tells of a stored one; NULL: the program keeps none there. */
static const struct {
	const char *program, *path, *password;
} programs[] = {
	{ "putty", "Software\\SimonTatham\\PuTTY\\Sessions", "ProxyPassword" },
	{ "winscp", "Software\\Martin Prikryl\\WinSCP 2\\Sessions", "Password" },
	{ "ffftp", "Software\\Sota\\FFFTP\\Options", "Password" },
	{ "remote-desktop", "Software\\Microsoft\\Terminal Server Client\\Servers", NULL },
};

#define SESSIONS_MAX ((size_t)5000)

/* FFFTP keeps its hosts beside other options, as Host0, Host1, ... */
static bool is_session(const char *program, const char *name)
{
	if (!strcmp(program, "ffftp"))
		return !strncasecmp(name, "Host", 4) && name[4] >= '0' && name[4] <= '9';
	return strcasecmp(name, "Default%20Settings") != 0;
}

static bool has_password(struct registry *r, hive_key key, const char *value)
{
	struct bytes b;

	if (!value)
		return false;
	if (registry_text(r, key, value))
		return true;
	return hive_binary(r->hive, key, value, r->arena, &b) && b.n > 0;
}

static void add(struct registry *r, size_t i, const char *user)
{
	hive_key key = registry_find(r, programs[i].path), *child;
	size_t n = key ? hive_children(r->hive, key, SESSIONS_MAX, r->arena, &child) : 0;
	struct fact_stored_session *f;
	int64_t count = 0, open = 0;

	for (size_t k = 0; k < n; k++) {
		const char *name = hive_key_name(r->hive, child[k], r->arena);

		if (!name || !is_session(programs[i].program, name))
			continue;
		count++;
		open += has_password(r, child[k], programs[i].password);
	}
	if (!count)
		return;
	f = REGISTRY_FACT(r, stored_session, STORED_SESSION, programs[i].path, key);
	if (!f)
		return;
	f->program = programs[i].program;
	f->user = user;
	f->count = count;
	f->open = open;
}

void hardening_user_sessions(struct registry *r, const char *user)
{
	for (size_t i = 0; i < LEN(programs); i++)
		add(r, i, user);
}
