/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U3: phones, cameras and players on this PC. They carry files as a USB memory does and stand in
 * lists of their own. No blame in itself. */
#include "scanners/checks/judging.h"

extern const struct check check_phone_history;

/* The best date of a device, and whether it is a day of use. */
static int64_t seen(const struct fact_portable_device *f, bool *ret_use)
{
	*ret_use = f->last_arrival != TIME_ABSENT;
	if (*ret_use)
		return f->last_arrival;
	if (f->installed != TIME_ABSENT || f->first_installed != TIME_ABSENT)
		return MAX(f->installed, f->first_installed);
	return f->key_written;
}

static struct phrase evidence(const struct fact *fact, int64_t newest, bool use)
{
	const char *where = judging_where(fact);

	if (newest == TIME_ABSENT)
		return phrase_of(N_("{0}: no date was kept"), 1, PHRASE_WORD(where));
	if (use)
		return phrase_of(N_("{0}: the newest was last plugged in on {1}"), 2,
				 PHRASE_WORD(where), PHRASE_DATE(newest));
	return phrase_of(N_("{0}: the newest record is of {1}, which need not be a day of use"), 2,
			 PHRASE_WORD(where), PHRASE_DATE(newest));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	size_t n = facts_count(facts, FACT_KIND_PORTABLE_DEVICE);
	const struct fact *any = NULL;
	int64_t newest = TIME_ABSENT;
	bool newest_use = false;

	for (size_t i = 0; i < n; i++) {
		const struct fact_portable_device *f =
		    FACTS_AT(facts, portable_device, PORTABLE_DEVICE, i);
		bool use;
		int64_t at = seen(f, &use);

		any = &f->fact;
		if (at == TIME_ABSENT || judging_age(env, at).future || at <= newest)
			continue;
		newest = at;
		newest_use = use;
	}
	if (!any)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("No phone or camera was ever attached")),
			.evidence = PHRASE(
			    N_("Windows settings: the lists of phones and cameras hold none")),
			.evidence_time = TIME_ABSENT,
		};
	return (struct verdict){
		.answer = ANSWER_NOTICE,
		.headline = phrase_of(N_("Phones and cameras attached so far: {0}"), 1,
				      PHRASE_NUMBER((int64_t)n)),
		.evidence = evidence(any, newest, newest_use),
		.evidence_time = newest,
		.advice = "phone-rule",
	};
}

const struct check check_phone_history = {
	.id = "phone-history",
	.row = "U3",
	.question = N_("Which phones and cameras have been attached?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD21 3-1-1 M1 M2",
	.needs = { FACT_KIND_PORTABLE_DEVICE, FACT_KIND_NONE },
	.judge = judge,
};
