/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S10 for Linux: the list of programs. A count for the sheet; what people put in by themselves
 * stands in the record and on the detailed list. rpm does not know who asked for a program. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_programs;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_SOFTWARE);
	struct say s = { ANSWER_OK, 0,           N_("A list of the programs was made"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t packages = 0, own = 0;
	bool rpm = false;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_PACKAGES); i++) {
		const struct fact_linux_packages *f =
		    FACTS_AT(facts, linux_packages, LINUX_PACKAGES, i);

		packages = judging_sum(packages, f->count);
		rpm = rpm || (f->method && !strcmp(f->method, "rpm"));
	}
	for (size_t i = 0; i < n; i++) {
		const char *origin = FACTS_AT(facts, software, SOFTWARE, i)->origin;

		own += origin && (!strcmp(origin, "dpkg") || !strcmp(origin, "rpm"));
	}
	if (!packages && !n)
		return judging_unseen(N_("because the list of programs is empty"));
	s.evidence = phrase_of(
	    rpm ? N_("Lists of this Linux: {0} packages, {1} of them with a place in the menu or "
		     "by another maker; {2} from other stores")
		: N_("Lists of this Linux: {0} packages, {1} of them put in by people; "
		     "{2} from other stores"),
	    3, PHRASE_NUMBER(packages), PHRASE_NUMBER(own), PHRASE_NUMBER((int64_t)n - own));
	return saying(&s);
}

const struct check check_linux_programs = {
	.id = "linux-programs",
	.row = "S10",
	.question = N_("Which programs are on this Linux?"),
	.targets = TARGET_LINUX,
	.interview = 2,
	.schemes = "JD1 3-1-1 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_LINUX_PACKAGES, FACT_KIND_NONE },
	.judge = judge,
};
