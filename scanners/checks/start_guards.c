/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H9: is the start of Windows guarded (Secure Boot), and what keeps its passwords (LSA protection, an
 * area of its own by virtualization)? Something to talk about: turning them on without care can make a
 * PC ask for its recovery key or stop an old driver. */
#include "scanners/checks/saying.h"

extern const struct check check_start_guards;

/* From Windows 11 22H2 on Windows may guard the keeper of passwords by itself. */
#define BUILD_LSA_BY_ITSELF 22621

static const char *secure_boot_words(const struct fact_start_guards *f)
{
	if (f->secure_boot == FLAG_ABSENT)
		return N_("Secure Boot not told");
	return f->secure_boot == FLAG_YES ? N_("Secure Boot on") : N_("Secure Boot off");
}

static bool lsa_off(const struct fact_start_guards *f, int64_t build)
{
	if (f->lsa != NUMBER_ABSENT)
		return f->lsa == 0;
	return build != NUMBER_ABSENT && build < BUILD_LSA_BY_ITSELF;
}

static const char *lsa_words(const struct fact_start_guards *f, int64_t build)
{
	if (lsa_off(f, build))
		return N_("the keeper of passwords not guarded");
	if (f->lsa == NUMBER_ABSENT)
		return N_("whether the keeper of passwords is guarded is left to Windows");
	return N_("the keeper of passwords guarded");
}

static const char *vbs_words(const struct fact_start_guards *f)
{
	if (f->vbs == FLAG_ABSENT)
		return N_("an area of its own for what is secret: left to Windows");
	return f->vbs == FLAG_YES ? N_("an area of its own for what is secret: on")
				  : N_("an area of its own for what is secret: off");
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_start_guards *f = FACTS_AT(facts, start_guards, START_GUARDS, 0);
	struct say s = { ANSWER_OK, 0,           N_("The start of Windows is guarded"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t build = judging_build(facts);

	if (!f)
		return judging_unseen(
		    N_("because this PC does not tell whether its start is guarded"));
	/* Three places: no date fits them all. */
	s.evidence = phrase_of(N_("{0}: {1}; {2}; {3}"), 4, PHRASE_WORD(judging_where(&f->fact)),
			       PHRASE_WORD(secure_boot_words(f)), PHRASE_WORD(lsa_words(f, build)),
			       PHRASE_WORD(vbs_words(f)));
	if (f->secure_boot == FLAG_NO) {
		s.answer = ANSWER_NOTICE;
		s.advice = "start-guards-on";
		s.headline = N_("The start of Windows is not guarded; ask your PC dealer");
	} else if (lsa_off(f, build) || f->vbs == FLAG_NO) {
		s.answer = ANSWER_NOTICE;
		s.advice = "start-guards-on";
		s.headline = N_("A guard of the passwords in Windows is off; ask your PC dealer");
		return saying(&s);
	} else if (f->secure_boot == FLAG_ABSENT) {
		return judging_unseen(
		    N_("because this PC does not tell whether its start is guarded"));
	}
	s.at = f->fact.written;
	return saying(&s);
}

const struct check check_start_guards = {
	.id = "start-guards",
	.row = "H9",
	.question = N_("Is the start of Windows guarded?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "4-4-1",
	.needs = { FACT_KIND_START_GUARDS, FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
