/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P23: does Windows keep a readable password of whoever is signed in (WDigest)? The number of
 * remembered sign-ins is told for information. */
#include "scanners/checks/judging.h"

#define BUILD_8_1 9600

extern const struct check check_readable_sign_in;

static struct phrase evidence(const struct fact_sign_in_settings *f, const char *what)
{
	if (f->cached_logons == NUMBER_ABSENT)
		return judging_evidence(&f->fact, what);
	return phrase_of(N_("{0}: {1}; remembered sign-ins: up to {2}"), 3,
			 PHRASE_WORD(judging_where(&f->fact)), PHRASE_WORD(what),
			 PHRASE_NUMBER(f->cached_logons));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_sign_in_settings *f =
	    FACTS_AT(facts, sign_in_settings, SIGN_IN_SETTINGS, 0);
	int64_t build = judging_build(facts);
	struct verdict v = { .answer = ANSWER_OK };
	bool old = build != NUMBER_ABSENT && build < BUILD_8_1;

	if (!f)
		return judging_unseen(N_("because the settings of the start were not found"));
	if (f->clear_text == FLAG_ABSENT && build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Windows is not known"));
	v.evidence_time = f->fact.written;
	v.headline = PHRASE(N_("Windows keeps no readable password while somebody works"));
	if (f->clear_text == FLAG_YES || (f->clear_text == FLAG_ABSENT && old)) {
		v.answer = f->clear_text == FLAG_YES ? ANSWER_DANGER : ANSWER_CONCERN;
		v.weight = f->clear_text == FLAG_YES ? 2 : 1;
		v.headline = PHRASE(N_("Windows keeps a readable password while somebody works"));
		v.advice = "no-readable-sign-in";
	}
	v.evidence = evidence(f, f->clear_text == FLAG_YES  ? N_("keeping it is turned on")
				 : f->clear_text == FLAG_NO ? N_("keeping it is turned off")
				 : old ? N_("nothing was set, so this old Windows' own way: on")
				       : N_("nothing was set, so Windows' own way: off"));
	return v;
}

const struct check check_readable_sign_in = {
	.id = "readable-sign-in",
	.row = "P23",
	.question = N_("Does Windows keep no readable password in its memory?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "6-3 4-1-6",
	.needs = { FACT_KIND_SIGN_IN_SETTINGS, FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
