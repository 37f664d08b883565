/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P9 for macOS: does the Mac open without anybody typing a password, and does one lie readable beside
 * it? Where macOS signs in by itself it keeps the password in /etc/kcpassword, hidden by a pattern that
 * everybody knows. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_auto_login;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_auto_logon *f = FACTS_AT(facts, auto_logon, AUTO_LOGON, 0);
	struct say s = { ANSWER_DANGER,
			 2,
			 N_("The PC opens without a password"),
			 "auto-logon-off",
			 PHRASE(N_("Settings of the sign-in: automatic sign-in is on")),
			 TIME_ABSENT };

	if (!f)
		return judging_unseen(N_("because the settings of the start were not found"));
	if (f->enabled == FLAG_YES) {
		if (f->stored_password == FLAG_YES)
			s.evidence =
			    PHRASE(N_("Settings of the sign-in: automatic sign-in is on, and its "
				      "password lies in /etc/kcpassword"));
		return saying(&s);
	}
	if (f->stored_password == FLAG_YES) {
		s.headline = N_("A password lies readable in the settings");
		s.evidence = PHRASE(N_("A password for automatic sign-in lies in /etc/kcpassword"));
		s.advice = "remove-stored-password";
		return saying(&s);
	}
	if (f->enabled == FLAG_ABSENT)
		return judging_unseen(N_("because the settings of the start were not found"));
	s = (struct say){ ANSWER_OK,
			  0,
			  N_("The PC does not open by itself"),
			  NULL,
			  PHRASE(N_("Settings of the sign-in: automatic sign-in is off")),
			  TIME_ABSENT };
	return saying(&s);
}

const struct check check_mac_auto_login = {
	.id = "mac-auto-login",
	.row = "P9",
	.question = N_("Must somebody sign in before this Mac can be used?"),
	.targets = TARGET_MACOS,
	.interview = 5,
	.schemes = "JD3 JD14 6-3 4-1-4 M5",
	.needs = { FACT_KIND_AUTO_LOGON, FACT_KIND_NONE },
	.judge = judge,
};
