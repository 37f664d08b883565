/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S9: is the old Internet Explorer still in use? From Windows 11 on it cannot be started any more;
 * pages that need it are opened in a special way of Edge. */
#include "scanners/checks/programs.h"

extern const struct check check_internet_explorer;

#define BUILD_11     22000
#define LAST_VERSION "11"

static struct verdict answer(enum answer_kind kind, const char *headline,
			     const struct fact_internet_explorer *f, const char *what,
			     const char *advice)
{
	return (struct verdict){
		.answer = kind,
		.weight = kind == ANSWER_CONCERN ? 2 : 0,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&f->fact, what),
		.evidence_time = f->fact.written,
		.advice = advice,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_internet_explorer *f =
	    FACTS_AT(facts, internet_explorer, INTERNET_EXPLORER, 0);
	int64_t build = judging_build(facts);

	if (!f)
		return judging_unseen(
		    N_("because the settings of Internet Explorer were not found"));
	if (f->sites == FLAG_YES || f->ie_mode == 1)
		return answer(ANSWER_NOTICE,
			      N_("Edge opens some pages in the way of Internet Explorer"), f,
			      N_("a list of pages for the old way is set"), "ask-old-pages");
	if (build != NUMBER_ABSENT && build >= BUILD_11)
		return answer(ANSWER_OK, N_("This Windows no longer starts Internet Explorer"), f,
			      N_("Windows 11 or newer"), NULL);
	if (!programs_has_version(f->version) || build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Internet Explorer was not found"));
	if (programs_compare(f->version, LAST_VERSION) < 0)
		return answer(ANSWER_CONCERN,
			      N_("This PC has an Internet Explorer that nobody mends"), f,
			      N_("a version before 11"), "leave-internet-explorer");
	return answer(ANSWER_NOTICE, N_("Internet Explorer 11 is still on this PC"), f,
		      N_("version 11; it ended in June 2022 on Windows 10 Home and Pro"),
		      "leave-internet-explorer");
}

const struct check check_internet_explorer = {
	.id = "internet-explorer",
	.row = "S9",
	.question = N_("Is the old Internet Explorer out of use?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 6-1 4-4-1 M10",
	.needs = { FACT_KIND_INTERNET_EXPLORER, FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
