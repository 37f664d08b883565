/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be said of the stored passwords without knowing one: blank, in the old form, the same
 * as another's. SAM with the key in SYSTEM; the two must belong together. */
#include "scanners/probes/account_common.h"

extern const struct probe probe_account_password;

static void add(struct registry *r, const struct sam *sam, struct sam_vault *vault)
{
	struct sam_judgement *j = arena_array(r->arena, sam->n, sizeof(*j));

	sam_vault_judge(vault, j);
	for (size_t i = 0; i < sam->n; i++) {
		const struct sam_account *a = &sam->account[i];
		struct fact_account_password *f =
		    REGISTRY_FACT(r, account_password, ACCOUNT_PASSWORD, ACCOUNT_USERS, 0);

		if (!f)
			return;
		f->fact.written = a->written;
		f->sid = account_sid(sam, a, r->arena);
		f->rid = a->rid;
		f->state = account_state(a, j[i].secret);
		if (a->microsoft)
			continue;
		if (j[i].secret != SAM_SECRET_UNREADABLE)
			f->old_form = j[i].old_form ? FLAG_YES : FLAG_NO;
		if (j[i].group)
			f->same_as = j[i].group;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct sam_vault *vault;
	struct registry r;
	struct sam sam;

	if (!account_open(&r, &sam, &probe_account_password, in, out))
		return 0;
	if (account_vault(&probe_account_password, in, &sam, out, &vault)) {
		add(&r, &sam, vault);
		sam_vault_close(vault);
	}
	account_close(&r, &sam);
	return 0;
}

const struct probe probe_account_password = {
	.id = "account-password",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SAM, WANT_SYSTEM },
	.gives = { FACT_KIND_ACCOUNT_PASSWORD, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
