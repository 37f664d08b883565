/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared folders out of SYSTEM: LanmanServer\Shares has a list of texts for each share, and its
 * sub-key Security the list of who may do what under the same name. Windows' own shares (C$,
 * ADMIN$, IPC$) are made at each start and stand nowhere. */
#include "core/base/utf.h"
#include "scanners/probes/hardening.h"
#include "scanners/readers/security.h"

const char *hardening_share_part(struct registry *r, struct bytes texts, const char *name)
{
	size_t n = strlen(name), units = texts.n / 2;

	for (size_t at = 0; at < units;) {
		const char *text = utf16le_to_utf8(r->arena, texts.p + 2 * at, units - at, true);
		size_t end = at;

		if (!*text)
			return NULL;
		if (!strncasecmp(text, name, n) && text[n] == '=')
			return text + n + 1;
		while (end < units && (texts.p[2 * end] || texts.p[2 * end + 1]))
			end++;
		at = end + 1;
	}
	return NULL;
}

static const char *area_of(const char *path)
{
	const char *rest = path[0] && path[1] == ':' ? path + 2 : path;

	if (!*rest || !strcmp(rest, "\\"))
		return "drive";
	if (!strncasecmp(rest, "\\users", 6) && (!rest[6] || rest[6] == '\\'))
		return "users";
	return "folder";
}

/* What anybody may do through the share; NULL when that cannot be told. */
static const char *everyone(struct registry *r, hive_key lists, const char *name)
{
	static const char *const words[] = { "none", "read", "write", "full" };
	static const char *const anybody[] = { SECURITY_EVERYONE, SECURITY_ANONYMOUS,
					       SECURITY_GUESTS };
	static struct security s;
	struct err err = { 0 };
	struct bytes b;

	if (!lists || !hive_binary(r->hive, lists, name, r->arena, &b) ||
	    security_parse(b, &s, &err) < 0)
		return NULL;
	return words[security_access(&s, anybody, LEN(anybody))];
}

static void add_share(struct registry *r, hive_key key, hive_key lists, const char *name)
{
	struct bytes texts;
	const char *path, *type;
	struct fact_share *f;

	if (!hive_strings(r->hive, key, name, r->arena, &texts)) {
		hardening_unseen(r->facts, FACT_KIND_SHARE,
				 N_("because an entry of the shared folders could not be read"));
		return;
	}
	path = hardening_share_part(r, texts, "Path");
	type = hardening_share_part(r, texts, "Type");
	f = REGISTRY_FACT(r, share, SHARE, HARDENING_SHARES, key);
	if (!f)
		return;
	f->name = name;
	f->path = path;
	f->area = type && !strcmp(type, "1") ? "printer" : path ? area_of(path) : "folder";
	f->everyone = everyone(r, lists, name);
}

void hardening_shares(struct registry *r)
{
	hive_key key = hardening_must(r, FACT_KIND_SHARE, HARDENING_SHARES);
	hive_key lists = key ? hive_find(r->hive, key, "Security") : 0;
	const char **value;
	size_t n = key ? hive_values(r->hive, key, HARDENING_VALUES_MAX, r->arena, &value) : 0;

	for (size_t i = 0; i < n; i++)
		if (*value[i])
			add_share(r, key, lists, value[i]);
}
