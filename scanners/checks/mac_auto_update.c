/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3 for macOS: does it fetch updates by itself? Apple's own way is to look for them and to put in what
 * closes holes at once; whether whole updates go in by themselves is asked at the first start. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_auto_update;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_mac_update *f = FACTS_AT(facts, mac_update, MAC_UPDATE, 0);
	struct say s = { ANSWER_OK,
			 0,
			 N_("Updates come in by themselves"),
			 NULL,
			 PHRASE(N_("Settings of updates: everything is put in by itself")),
			 TIME_ABSENT };

	if (!f)
		return judging_unseen(N_("because no record of this Mac's updates was found"));
	if (f->checks == FLAG_NO || f->security == FLAG_NO) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.headline = N_("Updates wait until somebody thinks of them");
		s.evidence =
		    PHRASE(f->checks == FLAG_NO
			       ? N_("Settings of updates: it does not look for any")
			       : N_("Settings of updates: what closes holes is not put in by "
				    "itself"));
		s.advice = "auto-update-mac";
	} else if (f->whole != FLAG_YES) {
		s.answer = ANSWER_NOTICE;
		s.advice = "put-in-updates";
		s.headline = N_("Whole updates of macOS wait until somebody puts them in");
		s.evidence =
		    PHRASE(f->whole == FLAG_NO
			       ? N_("Settings of updates: whole updates of macOS are not put in "
				    "by themselves")
			       : N_("Settings of updates: nobody set whether whole updates of "
				    "macOS go in by themselves"));
	}
	return saying(&s);
}

const struct check check_mac_auto_update = {
	.id = "mac-auto-update",
	.row = "S3",
	.question = N_("Does this macOS update itself?"),
	.targets = TARGET_MACOS,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_MAC_UPDATE, FACT_KIND_NONE },
	.judge = judge,
};
