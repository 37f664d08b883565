/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1 for macOS: which USB storage was attached? macOS keeps this in its unified log, which nothing here
 * reads yet: so the kind is never collected and this is told as not looked at, rather than left out as
 * if there were nothing to ask. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_usb_history;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_USB_STORAGE);
	struct say s = { ANSWER_OK,
			 0,
			 N_("The logs know of no USB memory"),
			 NULL,
			 phrase_of(N_("Logs of this Mac: {0} USB memories or disks"), 1,
				   PHRASE_NUMBER((int64_t)n)),
			 TIME_ABSENT };

	if (n) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("USB memories or outside disks were plugged in");
		s.advice = "usb-ledger";
	}
	return saying(&s);
}

const struct check check_mac_usb_history = {
	.id = "mac-usb-history",
	.row = "U1",
	.question = N_("Which USB memories were attached to this Mac?"),
	.targets = TARGET_MACOS,
	.interview = 14,
	.schemes = "JD13 PI MN 3-1-1 M1 M2",
	.needs = { FACT_KIND_USB_STORAGE, FACT_KIND_NONE },
	.judge = judge,
};
