/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U11: must a USB memory be encrypted before anything can be written to it? Then a lost one tells
 * nothing. Where no USB memory is let in at all, there is nothing to encrypt. */
#include "scanners/checks/usb_rules.h"

extern const struct check check_usb_encryption_forced;

static struct verdict with(enum answer_kind kind, const char *headline, const struct fact *fact,
			   const char *what)
{
	return (struct verdict){
		.answer = kind,
		.weight = kind == ANSWER_CONCERN ? 1 : 0,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(fact, what),
		.evidence_time = fact->written,
		.advice = kind == ANSWER_CONCERN ? "usb-encrypt" : NULL,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_removable_encryption *e =
	    FACTS_AT(facts, removable_encryption, REMOVABLE_ENCRYPTION, 0);
	const struct fact_usb_policy *p = FACTS_AT(facts, usb_policy, USB_POLICY, 0);

	if (!e)
		return judging_unseen(N_("because the settings for USB storage were not found"));
	if (e->forced == FLAG_YES)
		return with(ANSWER_OK, N_("Only encrypted USB memories can be written to"),
			    &e->fact, N_("writing to memories without encryption is refused"));
	if (p && usb_rules_shut(p))
		return with(ANSWER_OK, N_("No USB memory is let in that could be lost"), &p->fact,
			    usb_rules_shut(p));
	return with(ANSWER_CONCERN, N_("USB memories can be written to without encryption"),
		    &e->fact, N_("nothing set, so Windows' own way: no encryption is asked for"));
}

static const enum fact_kind may[] = { FACT_KIND_USB_POLICY, FACT_KIND_NONE };

const struct check check_usb_encryption_forced = {
	.id = "usb-encryption-forced",
	.row = "U11",
	.question = N_("Must USB memories be encrypted?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 M1 M2",
	.needs = { FACT_KIND_REMOVABLE_ENCRYPTION, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
