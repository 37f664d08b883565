/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sign-ins Windows writes into its Security log: SECURITY\Policy\PolAdtEv, since Windows Vista
 * a head of 12 bytes, 16 bits for each kind of event, and at the place that the head names how many
 * kinds each category has. Sign-ins are the first kind of the second category. */
#include "scanners/probes/registry.h"

#define POLICY     "Policy\\PolAdtEv"
#define HEAD       12u
#define CATEGORIES 9u
#define SUCCESS    1u
#define FAILURE    2u

extern const struct probe probe_audit_policy;

/* False: not the shape that is known. */
static bool read_logon(struct bytes b, uint16_t *ret)
{
	uint16_t categories, before;
	uint32_t counts;

	return bytes_u16le(b, 4, &categories) && categories == CATEGORIES &&
	       bytes_u32le(b, 8, &counts) && counts > HEAD && bytes_u16le(b, counts, &before) &&
	       before >= 1 && before <= 20 &&
	       bytes_u16le(b, (uint64_t)counts + 2 * CATEGORIES - 2, &categories) &&
	       bytes_u16le(b, HEAD + 2ull * before, ret) && *ret <= 4;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct phrase strange =
	    PHRASE(N_("because Windows' list of what it notes has a shape that we do not know"));
	struct fact_audit_policy *f;
	struct registry r;
	struct bytes b;
	uint16_t logon;
	hive_key key;

	if (!registry_open(&r, &probe_audit_policy, in, 0, "SECURITY", out))
		return 0;
	key = registry_must(&r, POLICY);
	if (key && hive_binary(r.hive, key, "", r.arena, &b) && read_logon(b, &logon)) {
		f = REGISTRY_FACT(&r, audit_policy, AUDIT_POLICY, POLICY, key);
		if (f) {
			f->logon_success = logon & SUCCESS ? FLAG_YES : FLAG_NO;
			f->logon_failure = logon & FAILURE ? FLAG_YES : FLAG_NO;
		}
	} else if (key) {
		probe_unseen(&probe_audit_policy, out, &strange);
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_audit_policy = {
	.id = "audit-policy",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_HIVE, "{windows}/System32/config/SECURITY", (uint64_t)64 << 20,
		     true } },
	.gives = { FACT_KIND_AUDIT_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
