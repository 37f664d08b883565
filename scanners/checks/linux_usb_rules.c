/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U5 for Linux: are foreign USB memories shut out? */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_usb_rules;

static struct verdict answer(enum answer_kind kind, const char *headline, const char *what)
{
	struct say s = { kind,
			 kind == ANSWER_CONCERN ? 1 : 0,
			 headline,
			 kind == ANSWER_OK ? NULL : "usb-rule-linux",
			 phrase_of(N_("Settings of this Linux: {0}"), 1, PHRASE_WORD(what)),
			 TIME_ABSENT };

	return saying(&s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_linux_usb_policy *p =
	    FACTS_AT(facts, linux_usb_policy, LINUX_USB_POLICY, 0);

	if (!p)
		return judging_unseen(N_("because the settings for USB storage were not found"));
	if (p->storage_off == FLAG_YES && p->uas_off == FLAG_YES)
		return answer(ANSWER_OK, N_("USB memories are shut out"),
			      N_("the parts for USB storage are kept out"));
	if (p->guard_starts == FLAG_YES && p->guard_others && strcmp(p->guard_others, "allow"))
		return answer(ANSWER_OK, N_("USB memories are shut out"),
			      N_("usbguard lets in only what is on its list"));
	if (p->storage_off == FLAG_YES || p->uas_off == FLAG_YES)
		return answer(ANSWER_CONCERN, N_("USB memories are shut out only in part"),
			      N_("only one of the two parts for USB storage is kept out"));
	if (p->udev_refuses == FLAG_YES)
		return answer(ANSWER_NOTICE, N_("Some USB devices are refused"),
			      N_("rules of udev refuse some devices"));
	return answer(ANSWER_CONCERN, N_("Any USB memory can be read and written"),
		      N_("nothing set: everything is let in"));
}

const struct check check_linux_usb_rules = {
	.id = "linux-usb-rules",
	.row = "U5",
	.question = N_("Are foreign USB memories shut out of this Linux?"),
	.targets = TARGET_LINUX,
	.interview = 14,
	.schemes = "JD13 PI MN TS 4-4-1 M1 M2",
	.needs = { FACT_KIND_LINUX_USB_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
