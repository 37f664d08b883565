/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1: which USB memories and outside disks were ever attached? No blame in itself: a list to go
 * through in the interview. */
#include "scanners/checks/judging.h"

extern const struct check check_usb_storage_history;

/* When the device was last seen, by the best trace that is left. */
static int64_t last_seen(const struct fact_usb_storage *f)
{
	if (f->last_arrival != TIME_ABSENT)
		return f->last_arrival;
	if (f->installed != TIME_ABSENT || f->first_installed != TIME_ABSENT)
		return MAX(f->installed, f->first_installed);
	return f->key_written;
}

struct tally {
	int64_t newest;   /* TIME_ABSENT: no device has a date */
	int64_t nameless; /* devices without a serial number of their own */
	const struct fact_usb_storage *any;
};

static void count(const struct facts *facts, struct tally *ret)
{
	*ret = (struct tally){ .newest = TIME_ABSENT };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_STORAGE); i++) {
		const struct fact_usb_storage *f = FACTS_AT(facts, usb_storage, USB_STORAGE, i);

		ret->newest = MAX(ret->newest, last_seen(f));
		ret->nameless += f->own_serial == FLAG_NO;
		ret->any = f;
	}
}

static struct phrase evidence(const struct tally *t)
{
	const char *where = judging_where(&t->any->fact);

	if (t->newest == TIME_ABSENT)
		return phrase_of(
		    N_("{0}: no date was kept; {1} cannot be told apart from others of "
		       "their make"),
		    2, PHRASE_WORD(where), PHRASE_NUMBER(t->nameless));
	return phrase_of(N_("{0}: the newest on {1}; {2} cannot be told apart from others of their "
			    "make"),
			 3, PHRASE_WORD(where), PHRASE_DATE(t->newest), PHRASE_NUMBER(t->nameless));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_USB_STORAGE);
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
	count(facts, &t);
	return (struct verdict){
		.answer = ANSWER_NOTICE,
		.headline = phrase_of(N_("USB memories and outside disks attached so far: {0}"), 1,
				      PHRASE_NUMBER((int64_t)n)),
		.evidence = evidence(&t),
		.evidence_time = t.newest,
		.advice = "usb-ledger",
	};
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
