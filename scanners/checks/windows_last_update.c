/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2: when was the last update finished? Counted up to the last use of the PC: a PC that lay in a
 * cupboard could not update itself. */
#include "scanners/checks/judging.h"

extern const struct check check_windows_last_update;

#define FRESH_DAYS 45
#define STALE_DAYS 90

static const struct fact_windows_update *newest(const struct facts *facts)
{
	const struct fact_windows_update *best = NULL;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_WINDOWS_UPDATE); i++) {
		const struct fact_windows_update *f =
		    FACTS_AT(facts, windows_update, WINDOWS_UPDATE, i);

		if (f->at != TIME_ABSENT && (!best || f->at > best->at))
			best = f;
	}
	return best;
}

static struct phrase evidence(const struct fact_windows_update *f, const struct age *age)
{
	if (!age->use_known)
		return phrase_of(
		    N_("{0}: last update {1}, {2} day(s) ago; when the PC was last used "
		       "is not known"),
		    3, PHRASE_WORD(judging_where(&f->fact)), PHRASE_DATE(f->at),
		    PHRASE_NUMBER(age->today));
	return phrase_of(
	    N_("{0}: last update {1}, {2} day(s) before the PC was last used, {3} day(s) "
	       "before today"),
	    4, PHRASE_WORD(judging_where(&f->fact)), PHRASE_DATE(f->at), PHRASE_NUMBER(age->days),
	    PHRASE_NUMBER(age->today));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_windows_update *f = newest(facts);
	struct verdict v = { .answer = ANSWER_OK };
	struct age age;

	if (!f)
		return judging_unseen(N_("because Windows kept no date of a finished update"));
	age = judging_age(env, f->at);
	if (age.future)
		return judging_unseen(N_("because the date of the last update lies in the future"));
	v.evidence = evidence(f, &age);
	v.evidence_time = f->at;
	if (age.days <= FRESH_DAYS) {
		v.headline =
		    phrase_of(N_("Windows was last updated on {0}"), 1, PHRASE_DATE(f->at));
		return v;
	}
	v.answer = age.days <= STALE_DAYS ? ANSWER_CONCERN : ANSWER_DANGER;
	v.weight = 3;
	v.headline = phrase_of(N_("Windows has not been updated since {0}"), 1, PHRASE_DATE(f->at));
	v.advice = "update-windows-now";
	return v;
}

const struct check check_windows_last_update = {
	.id = "windows-last-update",
	.row = "S2",
	.question = N_("Are Windows updates finished?"),
	.targets = TARGET_WINDOWS,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_WINDOWS_UPDATE, FACT_KIND_NONE },
	.judge = judge,
};
