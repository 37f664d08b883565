/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2 for Linux: has ClamAV, where it is there, new samples? Few Linux systems have a virus
 * protection; that none is seen is told, not blamed. */
#include "scanners/checks/saying.h"

extern const struct check check_linux_antivirus;

#define FRESH_DAYS 7
#define STALE_DAYS 30

static struct verdict aged(const struct fact_antivirus *f, const struct judge_env *env)
{
	struct age age = judging_age(env, f->definitions);
	struct say s = { ANSWER_OK, 0,           N_("The virus protection has new samples"),
			 NULL,      PHRASE_NONE, f->definitions };

	if (age.future)
		return judging_unseen(N_("because the date of the samples lies in the future"));
	s.evidence = phrase_of(
	    age.use_known
		? N_("ClamAV: samples of {0}, {1} day(s) before the PC was last used, {2} "
		     "day(s) before today")
		: N_("ClamAV: samples of {0}, {1} day(s) ago; when the PC was last used is "
		     "not known"),
	    age.use_known ? 3 : 2, PHRASE_DAY(f->definitions),
	    PHRASE_NUMBER(age.use_known ? age.days : age.today), PHRASE_NUMBER(age.today));
	if (age.days <= FRESH_DAYS)
		return saying(&s);
	s.headline = N_("The samples of the virus protection are old");
	s.answer = ANSWER_NOTICE;
	s.advice = "refresh-clamav";
	if (age.days > STALE_DAYS) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
	}
	return saying(&s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_antivirus *f = FACTS_AT(facts, antivirus, ANTIVIRUS, 0);
	struct say s = { ANSWER_NOTICE,
			 0,
			 N_("No virus protection was seen on this Linux"),
			 "linux-look-for-viruses",
			 PHRASE_NONE,
			 TIME_ABSENT };

	s.evidence =
	    PHRASE(N_("Looked for ClamAV; protections of other makers are not known here"));
	if (!f)
		return saying(&s);
	if (f->definitions == TIME_ABSENT)
		return judging_unseen(N_("because the samples of ClamAV have no date"));
	return aged(f, env);
}

const struct check check_linux_antivirus = {
	.id = "linux-antivirus",
	.row = "V2",
	.question = N_("Has the virus protection of this Linux new samples?"),
	.targets = TARGET_LINUX,
	.interview = 4,
	.schemes = "JD2 5C 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS, FACT_KIND_NONE },
	.judge = judge,
};
