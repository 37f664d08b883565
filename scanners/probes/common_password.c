/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a stored password one that everybody would try first? Only where the owner agreed; only yes
 * or no per account. The table comes from us, the firm's own words from the settings. */
#include "scanners/probes/account_common.h"
#include "scanners/probes/common_words.h"

extern const struct probe probe_common_password;

enum { BLOB_SAM, BLOB_SYSTEM, BLOB_SOFTWARE, BLOB_TABLE };

/* Names in SOFTWARE and SYSTEM. What cannot be had is noted, and the rest is compared. */
static void gather_names(struct common_words *w, const struct probe_input *in, struct facts *out)
{
	struct registry r;
	hive_key key;

	if (registry_open(&r, &probe_common_password, in, BLOB_SOFTWARE, "SOFTWARE", out)) {
		key = registry_find(&r, "Microsoft\\Windows NT\\CurrentVersion");
		common_words_add(w, registry_text(&r, key, "RegisteredOrganization"));
		common_words_add(w, registry_text(&r, key, "RegisteredOwner"));
		registry_close(&r);
	}
	if (registry_open(&r, &probe_common_password, in, BLOB_SYSTEM, "SYSTEM", out)) {
		key = registry_find(&r, "CurrentControlSet\\Control\\ComputerName\\ComputerName");
		common_words_add(w, registry_text(&r, key, "ComputerName"));
		registry_close(&r);
	}
}

struct offer {
	struct sam_vault *vault;
	bool *hit;
};

static void offer(void *arg, const char *text, size_t n)
{
	struct offer *o = arg;

	sam_vault_offer(o->vault, text, n, o->hit);
}

static bool *compare(struct registry *r, const struct sam *sam, struct sam_vault *vault,
		     const struct probe_input *in)
{
	struct phrase more = PHRASE(N_("because there are more user names than can be looked at"));
	struct offer o = { vault, arena_array(r->arena, sam->n, sizeof(bool)) };
	struct common_words w;

	common_words_init(&w, r->arena);
	gather_names(&w, in, r->facts);
	for (size_t i = 0; i < sam->n; i++) {
		common_words_add(&w, sam->account[i].name);
		common_words_add(&w, sam->account[i].full_name);
	}
	common_words_table(in->blob[BLOB_TABLE].data, offer, &o);
	common_words_names(&w, offer, &o);
	if (w.more)
		probe_unseen(r->probe, r->facts, &more);
	return o.hit;
}

static void add(struct registry *r, const struct sam *sam, struct sam_vault *vault,
		const struct probe_input *in)
{
	struct sam_judgement *j = arena_array(r->arena, sam->n, sizeof(*j));
	const bool *hit = compare(r, sam, vault, in);
	int64_t date = common_words_date(in->blob[BLOB_TABLE].data, r->arena);

	sam_vault_judge(vault, j);
	for (size_t i = 0; i < sam->n; i++) {
		const struct sam_account *a = &sam->account[i];
		struct fact_common_password *f =
		    REGISTRY_FACT(r, common_password, COMMON_PASSWORD, ACCOUNT_USERS, 0);

		if (!f)
			return;
		f->fact.written = a->written;
		f->sid = account_sid(sam, a, r->arena);
		f->rid = a->rid;
		f->state = account_state(a, j[i].secret);
		f->list_date = date;
		if (!a->microsoft && j[i].secret == SAM_SECRET_SET)
			f->common = hit[i] ? FLAG_YES : FLAG_NO;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct phrase no_list = PHRASE(N_("because the list of common passwords is missing"));
	struct sam_vault *vault;
	struct registry r;
	struct sam sam;

	if (in->n_blobs <= BLOB_TABLE || in->blob[BLOB_TABLE].state != PROBE_BLOB_PRESENT) {
		probe_unseen(&probe_common_password, out, &no_list);
		return 0;
	}
	if (!account_open(&r, &sam, &probe_common_password, in, out))
		return 0;
	if (account_vault(&probe_common_password, in, &sam, out, &vault)) {
		add(&r, &sam, vault, in);
		sam_vault_close(vault);
	}
	account_close(&r, &sam);
	probe_settle(&probe_common_password, out);
	return 0;
}

const struct probe probe_common_password = {
	.id = "common-password",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SAM,
		   WANT_SYSTEM,
		   WANT_SOFTWARE,
		   { PROBE_WANT_TABLE, "common-passwords.csv", 0, true } },
	.gives = { FACT_KIND_COMMON_PASSWORD, FACT_KIND_NONE },
	.on_consent = PROBE_CONSENT_PASSWORDS,
	.run = PROBE_RUN(run),
};
