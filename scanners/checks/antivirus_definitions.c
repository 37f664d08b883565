/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2: how old are the samples of the virus protection? Counted up to the last use of the PC. With
 * another maker's protection the samples of Defender, which rests then, say nothing. */
#include "scanners/checks/protection.h"

extern const struct check check_antivirus_definitions;

#define FRESH_DAYS 7
#define STALE_DAYS 30

struct candidates {
	const struct fact_antivirus *newest; /* with a date */
	size_t working;                      /* that are not off, with or without a date */
};

static void look(const struct facts *facts, bool defender, struct candidates *ret)
{
	int64_t build = judging_build(facts);

	*ret = (struct candidates){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_ANTIVIRUS); i++) {
		const struct fact_antivirus *f = FACTS_AT(facts, antivirus, ANTIVIRUS, i);

		if (protection_is_defender(f) != defender ||
		    protection_of(f, build) == PROTECTION_OFF)
			continue;
		ret->working++;
		if (f->definitions != TIME_ABSENT &&
		    (!ret->newest || f->definitions > ret->newest->definitions))
			ret->newest = f;
	}
}

static struct phrase evidence(const struct fact_antivirus *f, const struct age *age)
{
	const char *name = protection_name(f);

	if (!age->use_known)
		return phrase_of(
		    N_("{0}: samples of {1}, {2} day(s) old today; when the PC was last "
		       "used is not known"),
		    3, PHRASE_TEXT(name), PHRASE_DATE(f->definitions), PHRASE_NUMBER(age->today));
	return phrase_of(N_("{0}: samples of {1}, {2} day(s) old when the PC was last used, {3} "
			    "day(s) old today"),
			 4, PHRASE_TEXT(name), PHRASE_DATE(f->definitions),
			 PHRASE_NUMBER(age->days), PHRASE_NUMBER(age->today));
}

static struct verdict judge_date(const struct fact_antivirus *f, const struct judge_env *env)
{
	struct age age = judging_age(env, f->definitions);
	struct verdict v = { .answer = ANSWER_OK };

	if (age.future)
		return judging_unseen(N_("because the date of the samples lies in the future"));
	v.evidence = evidence(f, &age);
	v.evidence_time = f->definitions;
	if (age.days <= FRESH_DAYS) {
		v.headline = PHRASE(N_("The samples of the virus protection are new"));
		return v;
	}
	v.answer = age.days <= STALE_DAYS ? ANSWER_CONCERN : ANSWER_DANGER;
	v.weight = 3;
	v.headline = phrase_of(N_("The samples of the virus protection are of {0}"), 1,
			       PHRASE_DATE(f->definitions));
	v.advice = "refresh-definitions";
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct candidates c;

	look(facts, false, &c);
	if (!c.working)
		look(facts, true, &c);
	if (!c.working)
		return judging_unseen(N_("because no virus protection was seen at work"));
	if (!c.newest)
		return judging_unseen(
		    N_("because the virus protection keeps no date of its samples where we look"));
	return judge_date(c.newest, env);
}

const struct check check_antivirus_definitions = {
	.id = "antivirus-definitions",
	.row = "V2",
	.question = N_("Does the virus protection have new samples?"),
	.targets = TARGET_WINDOWS,
	.interview = 4,
	.schemes = "JD2 5C 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS, FACT_KIND_NONE },
	.judge = judge,
};
