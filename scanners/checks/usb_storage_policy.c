/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U5: are USB memories shut out where they are not wanted? Reading and writing must both be
 * refused; refused writing alone still lets viruses in. */
#include "scanners/checks/usb_rules.h"

extern const struct check check_usb_storage_policy;

/* The worst of the users, when the machine has no rule: NULL when every user is shut out. */
static const struct fact_usb_policy_user *open_user(const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_POLICY_USER); i++) {
		const struct fact_usb_policy_user *u =
		    FACTS_AT(facts, usb_policy_user, USB_POLICY_USER, i);

		if (u->deny_all != FLAG_YES &&
		    (u->deny_read != FLAG_YES || u->deny_write != FLAG_YES))
			return u;
	}
	return NULL;
}

/* Some user at least has a rule. */
static bool any_user_rule(const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_POLICY_USER); i++) {
		const struct fact_usb_policy_user *u =
		    FACTS_AT(facts, usb_policy_user, USB_POLICY_USER, i);

		if (u->deny_all == FLAG_YES || u->deny_read == FLAG_YES ||
		    u->deny_write == FLAG_YES)
			return true;
	}
	return false;
}

static struct verdict answer(enum answer_kind kind, const char *headline,
			     const struct fact_usb_policy *p, const char *what)
{
	return (struct verdict){
		.answer = kind,
		.weight = kind == ANSWER_CONCERN ? 1 : 0,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&p->fact, what),
		.evidence_time = p->fact.written,
		.advice = kind == ANSWER_OK ? NULL : "usb-rule",
	};
}

/* Nothing shuts the machine: rules of users, or none at all. */
static struct verdict of_users(const struct facts *facts, const struct fact_usb_policy *p)
{
	bool whole = facts_state(facts, FACT_KIND_USB_POLICY_USER) == FACT_STATE_COLLECTED;

	if (any_user_rule(facts) && whole && !open_user(facts))
		return answer(ANSWER_OK, N_("USB memories are shut out"), p,
			      N_("refused for every user of this PC"));
	if (any_user_rule(facts))
		return answer(ANSWER_CONCERN, N_("USB memories are shut out only in part"), p,
			      N_("refused for some users only"));
	return answer(ANSWER_CONCERN, N_("Any USB memory can be read and written"), p,
		      N_("nothing set, so Windows' own way: everything is let in"));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_usb_policy *p = FACTS_AT(facts, usb_policy, USB_POLICY, 0);
	const char *what;

	if (!p)
		return judging_unseen(N_("because the settings for USB storage were not found"));
	what = usb_rules_shut(p);
	if (what)
		return answer(ANSWER_OK, N_("USB memories are shut out"), p, what);
	what = usb_rules_new_refused(p);
	if (what)
		return answer(ANSWER_NOTICE, N_("New USB memories are refused"), p, what);
	what = usb_rules_half_shut(p);
	if (what)
		return answer(ANSWER_CONCERN, N_("USB memories are shut out only in part"), p,
			      what);
	return of_users(facts, p);
}

static const enum fact_kind may[] = { FACT_KIND_USB_POLICY_USER, FACT_KIND_NONE };

const struct check check_usb_storage_policy = {
	.id = "usb-storage-policy",
	.row = "U5",
	.question = N_("Are foreign USB memories shut out?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 PI MN TS 4-4-1 M1 M2",
	.needs = { FACT_KIND_USB_POLICY, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
