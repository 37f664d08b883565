/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1 for Linux: which USB storage was plugged in, as far as the text logs reach back? What a log did
 * not note was not seen; how far it reaches is told. */
#include "scanners/checks/saying.h"

extern const struct check check_linux_usb_history;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_USB_STORAGE);
	struct say s = { ANSWER_OK, 0,           N_("The logs know of no USB memory"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t begins = TIME_ABSENT, newest = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_DEVICE_LOG); i++) {
		int64_t at = FACTS_AT(facts, device_log, DEVICE_LOG, i)->begins;

		if (at != TIME_ABSENT && (begins == TIME_ABSENT || at < begins))
			begins = at;
	}
	for (size_t i = 0; i < n; i++)
		newest = MAX(newest, FACTS_AT(facts, usb_storage, USB_STORAGE, i)->last_arrival);
	if (begins == TIME_ABSENT)
		return judging_unseen(N_("because no log of this Linux was found"));
	s.evidence =
	    phrase_of(N_("Logs of this Linux, which reach back to {0}: {1} USB memories or "
			 "disks"),
		      2, PHRASE_DATE(begins), PHRASE_NUMBER((int64_t)n));
	if (!n)
		return saying(&s);
	s.answer = ANSWER_NOTICE;
	s.headline = N_("USB memories or outside disks were plugged in");
	s.advice = "usb-ledger";
	s.at = newest;
	if (newest != TIME_ABSENT)
		s.evidence = phrase_of(N_("Logs of this Linux, which reach back to {0}: {1} USB "
					  "memories or disks, the last one on {2}"),
				       3, PHRASE_DATE(begins), PHRASE_NUMBER((int64_t)n),
				       PHRASE_DATE(newest));
	return saying(&s);
}

const struct check check_linux_usb_history = {
	.id = "linux-usb-history",
	.row = "U1",
	.question = N_("Which USB memories were plugged into this Linux?"),
	.targets = TARGET_LINUX,
	.interview = 14,
	.schemes = "JD13 PI MN 3-1-1 M1 M2",
	.needs = { FACT_KIND_USB_STORAGE, FACT_KIND_DEVICE_LOG, FACT_KIND_NONE },
	.judge = judge,
};
