/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U9: which USB memories do the event logs tell of, and when? A second witness beside the list of
 * attached devices: no blame in itself. */
#include "scanners/checks/logs.h"

#include <string.h>

extern const struct check check_usb_connections;

static bool same(const char *a, const char *b)
{
	return a && b ? !strcasecmp(a, b) : a == b;
}

/* The same device in another log: by its serial, else by its name. */
static bool told_before(const struct facts *facts, size_t i)
{
	const struct fact_usb_event *f = FACTS_AT(facts, usb_event, USB_EVENT, i);

	for (size_t k = 0; k < i; k++) {
		const struct fact_usb_event *x = FACTS_AT(facts, usb_event, USB_EVENT, k);

		if (f->serial ? same(f->serial, x->serial)
			      : !x->serial && same(f->product, x->product))
			return true;
	}
	return false;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	size_t n = facts_count(facts, FACT_KIND_USB_EVENT);
	int64_t devices = 0, events = 0, newest = TIME_ABSENT, odd = 0;
	struct verdict v = { .answer = ANSWER_NOTICE, .advice = "usb-ledger" };

	for (size_t i = 0; i < n; i++) {
		const struct fact_usb_event *f = FACTS_AT(facts, usb_event, USB_EVENT, i);

		devices += !told_before(facts, i);
		events = judging_sum(events, f->events);
		if (f->last != TIME_ABSENT && judging_age(env, f->last).future)
			odd++;
		else
			newest = MAX(newest, f->last);
	}
	if (!n)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("The event logs tell of no USB memory")),
			.evidence =
			    PHRASE(N_("Windows' event logs: no USB memory or outside disk")),
			.evidence_time = TIME_ABSENT,
		};
	v.headline = phrase_of(N_("USB memories and outside disks in the event logs: {0}"), 1,
			       PHRASE_NUMBER(devices));
	v.evidence_time = newest;
	v.evidence =
	    newest == TIME_ABSENT
		? phrase_of(N_("Windows' event logs: {0} event(s) without a usable date"), 1,
			    PHRASE_NUMBER(events))
		: phrase_of(N_("Windows' event logs: {0} event(s), the newest on {1}; with a "
			       "date after today: {2}"),
			    3, PHRASE_NUMBER(events), PHRASE_DATE(newest), PHRASE_NUMBER(odd));
	return v;
}

const struct check check_usb_connections = {
	.id = "usb-connections",
	.row = "U9",
	.question = N_("When were USB memories plugged in?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 PI 3-1-1 M1",
	.needs = { FACT_KIND_USB_EVENT, FACT_KIND_NONE },
	.judge = judge,
};
