/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See rights_common.h. */
#include "scanners/probes/rights_common.h"

#include <string.h>

static const char *const everyone[] = { SECURITY_EVERYONE, SECURITY_ANONYMOUS, SECURITY_GUESTS };
static const char *const users[] = {
	SECURITY_EVERYONE,    SECURITY_AUTHENTICATED, SECURITY_USERS,
	SECURITY_INTERACTIVE, SECURITY_LOCAL,         SECURITY_NETWORK
};

static bool is_one_of(const char *sid, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(sid, list[i]))
			return true;
	return false;
}

/* A person or a group that somebody made: of this PC, a domain or a cloud. Services, apps and
 * Windows' own groups are none. */
static bool is_name(const char *sid)
{
	return !strncmp(sid, "S-1-5-21-", 9) || !strncmp(sid, "S-1-12-1-", 9);
}

static unsigned names(const struct security *s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const char *sid = s->ace[i].sid;
		bool before = false;

		for (size_t k = 0; k < i && !before; k++)
			before = !strcmp(s->ace[k].sid, sid);
		n += !before && is_name(sid) && security_access(s, &sid, 1) != SECURITY_NONE;
	}
	return n;
}

static bool inherited(const struct security *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->ace[i].allow && is_one_of(s->ace[i].sid, users, LEN(users)))
			return s->ace[i].inherited;
	return false;
}

bool rights_of(const struct probe_input *in, size_t blob, size_t pos,
	       const struct probe_packed *entry, struct rights *ret)
{
	static struct security s;
	struct err err = { 0 };
	struct bytes list;

	if (probe_rights(in, blob, pos, entry, &list) != PROBE_PIECE_WHOLE ||
	    security_parse(list, &s, &err) < 0)
		return false;
	*ret = (struct rights){ .everyone = security_access(&s, everyone, LEN(everyone)),
				.users = security_access(&s, users, LEN(users)),
				.inherited = inherited(&s),
				.named = names(&s) };
	return true;
}

const char *rights_word(enum security_access access)
{
	static const char *const words[] = { "none", "read", "write", "full" };

	return words[access];
}

void rights_seen_in_part(struct facts *out, enum fact_kind kind)
{
	if (facts_state(out, kind) == FACT_STATE_FAILED && facts_count(out, kind))
		facts_note(out, kind, FACT_STATE_COLLECTED, NULL);
}
