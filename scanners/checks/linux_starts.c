/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H3 and H4 for Linux: does what starts by itself lie where programs belong? */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_starts;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = {
		ANSWER_OK, 0,           N_("What starts by itself lies in the usual places"),
		NULL,      PHRASE_NONE, TIME_ABSENT
	};
	int64_t all = 0, odd = 0, ask = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SCHEDULED_TASK); i++) {
		const struct fact_scheduled_task *f =
		    FACTS_AT(facts, scheduled_task, SCHEDULED_TASK, i);
		const char *area = f->area ? f->area : "";

		all++;
		if (!strcmp(area, "temporary") || !strcmp(area, "public") || f->hidden == FLAG_YES)
			odd++;
		else if (!strcmp(area, "user"))
			ask++;
	}
	s.evidence =
	    phrase_of(N_("cron, systemd and desktop: {0} start by themselves; {1} out of "
			 "temporary or hidden folders or from the net, {2} out of users' own "
			 "folders"),
		      3, PHRASE_NUMBER(all), PHRASE_NUMBER(odd), PHRASE_NUMBER(ask));
	if (odd) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.advice = "look-at-linux-start";
		s.headline = N_("A program starts by itself from an unusual place");
	} else if (ask) {
		s.answer = ANSWER_NOTICE;
		s.advice = "ask-own-startup";
		s.headline = N_("Programs start by themselves from a user's own folder");
	}
	return saying(&s);
}

const struct check check_linux_starts = {
	.id = "linux-starts",
	.row = "H4",
	.question = N_("Does only what is known start by itself on this Linux?"),
	.targets = TARGET_LINUX,
	.interview = 6,
	.schemes = "JD2 JD24 4-4-1",
	.needs = { FACT_KIND_SCHEDULED_TASK, FACT_KIND_NONE },
	.judge = judge,
};
