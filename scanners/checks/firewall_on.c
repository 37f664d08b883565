/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1: is the Windows firewall on for all three kinds of network? A policy beats the setting. A
 * profile without a value is not taken for on. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_firewall_on;

enum { PROFILE_DOMAIN, PROFILE_PRIVATE, PROFILE_PUBLIC, PROFILES };

static const struct {
	const char *id, *off;
} profiles[PROFILES] = {
	[PROFILE_DOMAIN] = { "domain", N_("firewall off for the firm's network") },
	[PROFILE_PRIVATE] = { "private", N_("firewall off for networks at home and at work") },
	[PROFILE_PUBLIC] = { "public", N_("firewall off for public networks") },
};

static const struct fact_firewall_profile *effective(const struct facts *facts, const char *profile)
{
	const struct fact_firewall_profile *best = NULL;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_FIREWALL_PROFILE); i++) {
		const struct fact_firewall_profile *f =
		    FACTS_AT(facts, firewall_profile, FIREWALL_PROFILE, i);

		if (!f->profile || strcmp(f->profile, profile) || f->enabled == FLAG_ABSENT)
			continue;
		if (!best || (f->by_policy == FLAG_YES && best->by_policy != FLAG_YES))
			best = f;
	}
	return best;
}

static struct verdict off(const struct fact_firewall_profile *f, const char *what)
{
	return (struct verdict){
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = PHRASE(N_("The wall against outside connections is off")),
		.evidence = judging_evidence(&f->fact, what),
		.evidence_time = f->fact.written,
		.advice = "turn-on-firewall",
	};
}

static struct verdict on(const struct fact_firewall_profile *f)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("The Windows firewall is on")),
		.evidence = judging_evidence(&f->fact, N_("firewall on for every kind of network")),
		.evidence_time = f->fact.written,
	};
}

/* Windows XP knows no public networks. */
static bool may_be_missing(size_t profile, int64_t build)
{
	return profile == PROFILE_PUBLIC && build != NUMBER_ABSENT && build < BUILD_VISTA;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_firewall_profile *f[PROFILES];
	int64_t build = judging_build(facts);

	for (size_t i = 0; i < PROFILES; i++)
		f[i] = effective(facts, profiles[i].id);
	/* The kind that most PCs are in first. */
	for (size_t i = PROFILES; i-- > 0;)
		if (f[i] && f[i]->enabled == FLAG_NO)
			return off(f[i], profiles[i].off);
	for (size_t i = 0; i < PROFILES; i++)
		if (!f[i] && !may_be_missing(i, build))
			return judging_unseen(
			    N_("because the firewall's setting was not found for each kind of "
			       "network"));
	return on(f[PROFILE_PRIVATE]);
}

const struct check check_firewall_on = {
	.id = "firewall-on",
	.row = "N1",
	.question = N_("Is the Windows firewall on?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 5C 6-4 4-5-1",
	.needs = { FACT_KIND_FIREWALL_PROFILE, FACT_KIND_NONE },
	.judge = judge,
};
