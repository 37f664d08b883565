/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V3: when did Windows' own protection last look through the PC? Our own scan of today stands
 * elsewhere on the sheet, with the date of its samples. */
#include "scanners/checks/logs.h"

#include <string.h>

extern const struct check check_antivirus_last_scan;

#define FRESH_DAYS 30

static const struct fact_antivirus_scan *newest(const struct facts *facts)
{
	const struct fact_antivirus_scan *best = NULL;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_ANTIVIRUS_SCAN); i++) {
		const struct fact_antivirus_scan *f =
		    FACTS_AT(facts, antivirus_scan, ANTIVIRUS_SCAN, i);

		if (f->at != TIME_ABSENT && (!best || f->at > best->at))
			best = f;
	}
	return best;
}

static const char *kind_of(const struct fact_antivirus_scan *f)
{
	if (f->scan && !strcmp(f->scan, "quick"))
		return N_("quick scan");
	if (f->scan && !strcmp(f->scan, "full"))
		return N_("full scan");
	return N_("scan");
}

static struct phrase evidence(const struct fact_antivirus_scan *f, const struct age *age)
{
	if (!age->use_known)
		return phrase_of(
		    N_("Notes of the virus protection: {0} on {1}, {2} day(s) ago; when "
		       "the PC was last used is not known"),
		    3, PHRASE_WORD(kind_of(f)), PHRASE_DATE(f->at), PHRASE_NUMBER(age->today));
	return phrase_of(
	    N_("Notes of the virus protection: {0} on {1}, {2} day(s) before the PC was "
	       "last used, {3} day(s) before today"),
	    4, PHRASE_WORD(kind_of(f)), PHRASE_DATE(f->at), PHRASE_NUMBER(age->days),
	    PHRASE_NUMBER(age->today));
}

static struct verdict old(struct phrase headline, struct phrase evidence, int64_t at)
{
	return (struct verdict){ .answer = ANSWER_CONCERN,
				 .weight = 1,
				 .headline = headline,
				 .evidence = evidence,
				 .evidence_time = at,
				 .advice = "scan-now" };
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_antivirus_scan *f = newest(facts);
	struct verdict v = { .answer = ANSWER_OK };
	struct age age;

	if (logs_other_protection(facts))
		return judging_unseen(
		    N_("because another virus protection is at work, which keeps its own notes"));
	if (!f)
		return old(PHRASE(N_("No finished scan for viruses is noted")),
			   PHRASE(N_("Notes of the virus protection: no finished scan")),
			   TIME_ABSENT);
	age = judging_age(env, f->at);
	if (age.future)
		return judging_unseen(N_("because the date of the last scan lies in the future"));
	v.evidence = evidence(f, &age);
	v.evidence_time = f->at;
	v.headline = phrase_of(N_("The last scan for viruses was on {0}"), 1, PHRASE_DATE(f->at));
	return age.days <= FRESH_DAYS ? v : old(v.headline, v.evidence, f->at);
}

static const enum fact_kind may[] = { FACT_KIND_ANTIVIRUS, FACT_KIND_WINDOWS_VERSION,
				      FACT_KIND_NONE };

const struct check check_antivirus_last_scan = {
	.id = "antivirus-last-scan",
	.row = "V3",
	.question = N_("Was the PC looked through for viruses lately?"),
	.targets = TARGET_WINDOWS,
	.interview = 4,
	.schemes = "JD2 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS_SCAN, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
