/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See account_common.h. */
#include "scanners/probes/account_common.h"

#include <errno.h>

bool account_open(struct registry *r, struct sam *ret, const struct probe *probe,
		  const struct probe_input *in, struct facts *out)
{
	struct err err = { 0 };

	if (!registry_open(r, probe, in, 0, "SAM", out))
		return false;
	if (sam_read(r->hive, r->arena, ret, &err) < 0) {
		probe_missing(probe, out, ACCOUNT_USERS);
		registry_close(r);
		return false;
	}
	return true;
}

void account_close(struct registry *r, const struct sam *sam)
{
	struct phrase damaged = PHRASE(N_("because part of the list of user names is damaged"));
	struct phrase more = PHRASE(N_("because there are more user names than can be looked at"));

	if (sam->damaged)
		probe_unseen(r->probe, r->facts, &damaged);
	if (sam->more)
		probe_unseen(r->probe, r->facts, &more);
	registry_close(r);
}

const char *account_sid(const struct sam *sam, const struct sam_account *a, struct arena *arena)
{
	return sam->machine_sid ? arena_printf(arena, "%s-%u", sam->machine_sid, a->rid) : NULL;
}

const char *account_state(const struct sam_account *a, enum sam_secret secret)
{
	if (a->microsoft)
		return "elsewhere";
	switch (secret) {
	case SAM_SECRET_NONE: return "none";
	case SAM_SECRET_SET: return "set";
	case SAM_SECRET_UNREADABLE: break;
	}
	return "unreadable";
}

static const char *because(int r)
{
	switch (r) {
	case -EKEYREJECTED:
		return N_("because the list of user names does not belong to this Windows");
	case -ENOKEY:
		return N_("because Windows asks at its start for the key of the stored passwords");
	case -ENOMEM: return N_("because no memory could be set apart for the stored passwords");
	default: return N_("because the key of the stored passwords is damaged or missing");
	}
}

bool account_vault(const struct probe *probe, const struct probe_input *in, const struct sam *sam,
		   struct facts *out, struct sam_vault **ret)
{
	struct registry system;
	struct err err = { 0 };
	struct phrase reason;
	int r;

	*ret = NULL;
	if (!registry_open(&system, probe, in, 1, "SYSTEM", out))
		return false;
	r = sam_vault_open(sam, system.hive, ret, &err);
	reason = PHRASE(because(r));
	if (r < 0)
		probe_unseen(probe, out, &reason);
	registry_close(&system);
	return r == 0;
}
