/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U5: are USB memories shut out where they are not wanted? Reading and writing must both be
 * refused; refused writing alone still lets viruses in. */
#include "scanners/checks/judging.h"

extern const struct check check_usb_storage_policy;

#define SERVICE_DISABLED 4

/* What shuts USB memories and disks out altogether; NULL when nothing does. */
static const char *shut(const struct fact_usb_policy *p)
{
	if (p->deny_all == FLAG_YES)
		return N_("every kind of removable storage is refused");
	if (p->deny_read == FLAG_YES && p->deny_write == FLAG_YES)
		return N_("reading and writing on removable disks are refused");
	/* A system without the second driver has nothing to turn off. */
	if (p->usbstor_start == SERVICE_DISABLED &&
	    (p->uaspstor_start == SERVICE_DISABLED || p->uaspstor_start == NUMBER_ABSENT))
		return N_("the drivers for USB storage are turned off");
	return NULL;
}

/* What shuts them out in part; NULL when nothing does. */
static const char *half_shut(const struct fact_usb_policy *p)
{
	if (p->deny_write == FLAG_YES)
		return N_("only writing is refused");
	if (p->write_protect == FLAG_YES)
		return N_("removable disks are write-protected, but can be read");
	if (p->deny_read == FLAG_YES)
		return N_("only reading is refused");
	if (p->usbstor_start == SERVICE_DISABLED)
		return N_("USB memories are turned off, fast outside disks are not");
	if (p->uaspstor_start == SERVICE_DISABLED)
		return N_("fast outside disks are turned off, USB memories are not");
	if (p->deny_execute == FLAG_YES)
		return N_("only starting programs from them is refused");
	return NULL;
}

static struct verdict answer(enum answer_kind kind, const char *headline,
			     const struct fact_usb_policy *p, const char *what)
{
	return (struct verdict){
		.answer = kind,
		.weight = kind == ANSWER_OK ? 0 : 1,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&p->fact, what),
		.evidence_time = p->fact.written,
		.advice = kind == ANSWER_OK ? NULL : "usb-rule",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_usb_policy *p = FACTS_AT(facts, usb_policy, USB_POLICY, 0);
	const char *what;

	if (!p)
		return judging_unseen(N_("because the settings for USB storage were not found"));
	what = shut(p);
	if (what)
		return answer(ANSWER_OK, N_("USB memories are shut out"), p, what);
	what = half_shut(p);
	if (what)
		return answer(ANSWER_CONCERN, N_("USB memories are shut out only in part"), p,
			      what);
	return answer(ANSWER_CONCERN, N_("Any USB memory can be read and written"), p,
		      N_("nothing set, so Windows' own way: everything is let in"));
}

const struct check check_usb_storage_policy = {
	.id = "usb-storage-policy",
	.row = "U5",
	.question = N_("Are foreign USB memories shut out?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 PI MN TS 4-4-1 M1 M2",
	.needs = { FACT_KIND_USB_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
