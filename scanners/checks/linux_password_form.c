/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P5 and P8 for Linux: is a password kept in an old, weak form (DES, MD5), or the same for more than
 * five years? Changing by the calendar is not asked for. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_password_form;

#define OLD_DAYS (5 * 365 + 1)

static bool too_long_ago(const struct judge_env *env, int64_t changed)
{
	return changed != TIME_ABSENT && judging_age(env, changed).days > OLD_DAYS;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct say s = { ANSWER_OK, 0,           N_("Passwords are kept in a form of today"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t all = 0, old = 0, aged = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_ACCOUNT); i++) {
		const struct fact_linux_account *f =
		    FACTS_AT(facts, linux_account, LINUX_ACCOUNT, i);

		if (!f->password || strcmp(f->password, "set") || !f->form)
			continue;
		all++;
		old += !strcmp(f->form, "old");
		aged += too_long_ago(env, f->changed);
	}
	if (!facts_count(facts, FACT_KIND_LINUX_ACCOUNT))
		return judging_unseen(N_("because no user name was found"));
	s.evidence =
	    phrase_of(N_("List of user names of this Linux: {0} password(s), {1} in an old "
			 "form, {2} the same for more than five years"),
		      3, PHRASE_NUMBER(all), PHRASE_NUMBER(old), PHRASE_NUMBER(aged));
	if (old) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("A password is kept in an old, weak form");
		s.advice = "drop-old-form";
	} else if (aged) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("A password has been the same for more than five years");
		s.advice = "change-old-password";
	}
	return saying(&s);
}

const struct check check_linux_password_form = {
	.id = "linux-password-form",
	.row = "P5",
	.question = N_("Are the passwords of this Linux kept in a strong form?"),
	.targets = TARGET_LINUX,
	.interview = 7,
	.schemes = "JD3 6-3 4-1-6 M5",
	.needs = { FACT_KIND_LINUX_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
