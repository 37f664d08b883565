/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P17: how many passwords do the browsers keep, and are those of banks among them? Whoever sits in
 * front of the unlocked PC can use them all. Counts only. */
#include "scanners/checks/saying.h"

extern const struct check check_browser_passwords;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("The browsers keep no passwords"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t count = 0, money = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_BROWSER_PASSWORDS); i++) {
		const struct fact_browser_passwords *f =
		    FACTS_AT(facts, browser_passwords, BROWSER_PASSWORDS, i);

		count = judging_sum(count, f->count);
		money = judging_sum(money, f->money);
	}
	s.evidence = phrase_of(N_("Browsers' own lists: {0} password(s), {1} of them for banks, "
				  "cards or tax offices"),
			       2, PHRASE_NUMBER(count), PHRASE_NUMBER(money));
	if (money) {
		s.answer = ANSWER_DANGER;
		s.weight = 2;
		s.advice = "bank-passwords-out";
		s.headline = N_("Passwords of a bank or the like are kept in the browser");
	} else if (count) {
		s.answer = ANSWER_NOTICE;
		s.advice = "browser-locked";
		s.headline = N_("The browser keeps passwords; is the PC locked when you leave?");
	}
	return saying(&s);
}

const struct check check_browser_passwords = {
	.id = "browser-passwords",
	.row = "P17",
	.question = N_("Are no important passwords kept in the browser?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3",
	.needs = { FACT_KIND_BROWSER_PASSWORDS, FACT_KIND_NONE },
	.judge = judge,
};
