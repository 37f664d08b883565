/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U2: outside disks on the fast connection. They stand in another list than USB memories, and are
 * mostly whole disks: who looks only at USBSTOR misses what carries most. */
#include "scanners/checks/usb_dates.h"

#include <string.h>

extern const struct check check_uasp_disk_history;

static bool is_uasp(const struct fact_usb_storage *f)
{
	return f->bus && !strcmp(f->bus, "uasp");
}

static struct verdict none(void)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No fast outside disk was ever attached")),
		.evidence = PHRASE(
		    N_("Windows settings: no device of a USB port used the driver for fast disks")),
		.evidence_time = TIME_ABSENT,
	};
}

static struct phrase evidence(const struct fact_usb_storage *f, const struct usb_date *newest)
{
	const char *where = judging_where(&f->fact);

	if (newest->at == TIME_ABSENT)
		return phrase_of(N_("{0}: no date was kept"), 1, PHRASE_WORD(where));
	switch (newest->what) {
	case USB_DATE_ARRIVAL:
		return phrase_of(N_("{0}: the newest was last plugged in on {1}"), 2,
				 PHRASE_WORD(where), PHRASE_DATE(newest->at));
	case USB_DATE_SET_UP:
		return phrase_of(N_("{0}: the newest was set up on {1}, later days are not kept"),
				 2, PHRASE_WORD(where), PHRASE_DATE(newest->at));
	case USB_DATE_RECORD: break;
	}
	return phrase_of(N_("{0}: the newest record was written on {1}, which need not be a day of "
			    "use"),
			 2, PHRASE_WORD(where), PHRASE_DATE(newest->at));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct usb_date newest = { .at = TIME_ABSENT }, date;
	const struct fact_usb_storage *any = NULL;
	int64_t n = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_STORAGE); i++) {
		const struct fact_usb_storage *f = FACTS_AT(facts, usb_storage, USB_STORAGE, i);

		if (!is_uasp(f))
			continue;
		usb_date_of(f, env, &date);
		if (date.at != TIME_ABSENT && date.at > newest.at)
			newest = date;
		any = f;
		n++;
	}
	if (!any)
		return none();
	return (struct verdict){
		.answer = ANSWER_NOTICE,
		.headline =
		    phrase_of(N_("Fast outside disks attached so far: {0}"), 1, PHRASE_NUMBER(n)),
		.evidence = evidence(any, &newest),
		.evidence_time = newest.at,
		.advice = "usb-ledger",
	};
}

const struct check check_uasp_disk_history = {
	.id = "uasp-disk-history",
	.row = "U2",
	.question = N_("Which fast outside disks have been attached?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 3-1-1 M1 M2",
	.needs = { FACT_KIND_USB_STORAGE, FACT_KIND_NONE },
	.judge = judge,
};
