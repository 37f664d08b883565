/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1: which USB memories and outside disks were ever attached? No blame in itself: a list to go
 * through in the interview. A date is told with what it is: a device that was plugged in on a day
 * is not the same as one whose record was written to on that day. */
#include "scanners/checks/usb_dates.h"

extern const struct check check_usb_storage_history;

struct tally {
	struct usb_date newest;
	int64_t nameless; /* devices without a serial number of their own */
	int64_t odd;      /* devices with a date that lies after the visit */
	const struct fact_usb_storage *any;
};

static void count(const struct facts *facts, const struct judge_env *env, struct tally *ret)
{
	*ret = (struct tally){ .newest = { .at = TIME_ABSENT } };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_STORAGE); i++) {
		const struct fact_usb_storage *f = FACTS_AT(facts, usb_storage, USB_STORAGE, i);
		struct usb_date date;

		ret->odd += usb_date_of(f, env, &date);
		if (date.at != TIME_ABSENT && date.at > ret->newest.at)
			ret->newest = date;
		ret->nameless += f->own_serial == FLAG_NO;
		ret->any = f;
	}
}

static struct phrase evidence(const struct tally *t)
{
	const char *where = judging_where(&t->any->fact);
	struct phrase_arg args[] = { PHRASE_WORD(where), PHRASE_DATE(t->newest.at),
				     PHRASE_NUMBER(t->nameless) };

	if (t->newest.at == TIME_ABSENT)
		return phrase_of(
		    N_("{0}: no date was kept; {1} cannot be told apart from others of "
		       "their make"),
		    2, args[0], args[2]);
	switch (t->newest.what) {
	case USB_DATE_ARRIVAL:
		return phrase_of(
		    N_("{0}: the newest was last plugged in on {1}; {2} cannot be told "
		       "apart from others of their make"),
		    3, args[0], args[1], args[2]);
	case USB_DATE_SET_UP:
		return phrase_of(N_("{0}: the newest was set up on {1}, later days are not kept; "
				    "{2} cannot be told apart from others of their make"),
				 3, args[0], args[1], args[2]);
	case USB_DATE_RECORD: break;
	}
	return phrase_of(N_("{0}: the newest record was written on {1}, which need not be a day of "
			    "use; {2} cannot be told apart from others of their make"),
			 3, args[0], args[1], args[2]);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	size_t n = facts_count(facts, FACT_KIND_USB_STORAGE);
	struct verdict v;
	struct tally t;

	if (!n)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("No USB memory or outside disk was ever attached")),
			.evidence =
			    PHRASE(N_("Windows settings: the list of attached devices holds "
				      "none")),
			.evidence_time = TIME_ABSENT,
		};
	count(facts, env, &t);
	v = (struct verdict){
		.answer = ANSWER_NOTICE,
		.headline = phrase_of(N_("USB memories and outside disks attached so far: {0}"), 1,
				      PHRASE_NUMBER((int64_t)n)),
		.evidence = evidence(&t),
		.evidence_time = t.newest.at,
		.advice = "usb-ledger",
	};
	if (t.odd)
		v.reason = phrase_of(N_("because {0} of them have a date after today, which was "
					"left out"),
				     1, PHRASE_NUMBER(t.odd));
	return v;
}

const struct check check_usb_storage_history = {
	.id = "usb-storage-history",
	.row = "U1",
	.question = N_("Which USB memories have been attached?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 PI MN 3-1-1 M1 M2",
	.needs = { FACT_KIND_USB_STORAGE, FACT_KIND_NONE },
	.judge = judge,
};
