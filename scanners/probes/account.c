/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The user names of this machine, who of them is an administrator, and its rules for passwords:
 * SAM without any key. */
#include "scanners/probes/account_common.h"

extern const struct probe probe_account;

static enum flag flag_of(bool yes)
{
	return yes ? FLAG_YES : FLAG_NO;
}

static void add_state(struct fact_account *f, const struct sam_account *a)
{
	if (!a->state_known)
		return;
	f->enabled = flag_of(!(a->flags & SAM_DISABLED));
	f->password_needless = flag_of(a->flags & SAM_NO_PASSWORD_NEEDED);
	f->never_expires = flag_of(a->flags & SAM_NEVER_EXPIRES);
	f->locked_out = flag_of(a->flags & SAM_LOCKED_OUT);
	f->last_logon = a->last_logon;
	f->password_changed = a->password_changed;
	f->logons = a->logons;
	f->wrong_tries = a->wrong_tries;
}

static void add_accounts(struct registry *r, const struct sam *sam)
{
	for (size_t i = 0; i < sam->n; i++) {
		const struct sam_account *a = &sam->account[i];
		struct fact_account *f = REGISTRY_FACT(r, account, ACCOUNT, ACCOUNT_USERS, 0);

		if (!f)
			return;
		f->fact.written = a->written;
		f->name = *a->name ? a->name : NULL;
		f->sid = account_sid(sam, a, r->arena);
		f->rid = a->rid;
		f->microsoft = flag_of(a->microsoft);
		if (sam->administrators_known)
			f->administrator = flag_of(a->administrator);
		add_state(f, a);
	}
}

static int64_t or_absent(int64_t n)
{
	return n < 0 ? NUMBER_ABSENT : n;
}

static void add_policy(struct registry *r, const struct sam *sam)
{
	static const char path[] = "SAM\\Domains\\Account";
	const struct sam_policy *p = &sam->policy;
	struct fact_password_policy *f;

	if (!sam->policy_known) {
		struct phrase why = PHRASE(N_("because part of the list of user names is damaged"));

		facts_note(r->facts, FACT_KIND_PASSWORD_POLICY, FACT_STATE_FAILED, &why);
		return;
	}
	f = REGISTRY_FACT(r, password_policy, PASSWORD_POLICY, path, registry_find(r, path));
	if (!f)
		return;
	f->min_length = p->min_length;
	f->complexity = flag_of(p->complexity);
	f->reversible = flag_of(p->reversible);
	f->history = p->history;
	f->max_days = or_absent(p->max_age_days);
	f->lockout_tries = p->lockout_threshold;
	f->lockout_minutes = or_absent(p->lockout_minutes);
	f->lockout_window = or_absent(p->lockout_window_minutes);
	if (sam->administrators_known)
		f->other_administrators = (int64_t)sam->other_administrators;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct phrase why = PHRASE(N_("because the list of administrators could not be read"));
	struct registry r;
	struct sam sam;

	if (!account_open(&r, &sam, &probe_account, in, out))
		return 0;
	add_accounts(&r, &sam);
	add_policy(&r, &sam);
	if (!sam.administrators_known)
		facts_note(out, FACT_KIND_ACCOUNT, FACT_STATE_PARTIAL, &why);
	account_close(&r, &sam);
	return 0;
}

const struct probe probe_account = {
	.id = "account",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SAM },
	.gives = { FACT_KIND_ACCOUNT, FACT_KIND_PASSWORD_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
