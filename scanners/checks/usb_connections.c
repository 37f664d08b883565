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
static bool told_before(const struct facts *facts, size_t before, const char *serial,
			const char *product)
{
	for (size_t k = 0; k < before; k++) {
		const struct fact_usb_event *x = FACTS_AT(facts, usb_event, USB_EVENT, k);

		if (serial ? same(serial, x->serial) : !x->serial && same(product, x->product))
			return true;
	}
	return false;
}

struct sums {
	int64_t devices, events, newest, odd;
	bool unknown; /* a disk of which nobody can say whether it is inside the PC */
};

static void add(struct sums *s, const struct judge_env *env, bool new_one, int64_t events,
		int64_t last)
{
	s->devices += new_one;
	s->events = judging_sum(s->events, events);
	if (last != TIME_ABSENT && judging_age(env, last).future)
		s->odd++;
	else
		s->newest = MAX(s->newest, last);
}

/* The USB device that this disk below SCSI hangs on, as the registry knows it. */
static const struct fact_uasp_disk *outside(const struct facts *facts, const char *disk)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_UASP_DISK); i++) {
		const struct fact_uasp_disk *f = FACTS_AT(facts, uasp_disk, UASP_DISK, i);

		if (f->disk && same(f->disk, disk))
			return f;
	}
	return NULL;
}

/* In this log or one before: by the USB device that both hang on. */
static bool hung_before(const struct facts *facts, size_t before, const char *serial)
{
	for (size_t k = 0; k < before; k++) {
		const struct fact_disk_event *x = FACTS_AT(facts, disk_event, DISK_EVENT, k);
		const struct fact_uasp_disk *where = outside(facts, x->disk);

		if (where && same(where->serial, serial))
			return true;
	}
	return false;
}

static void add_disks(struct sums *s, const struct facts *facts, const struct judge_env *env)
{
	size_t n = facts_count(facts, FACT_KIND_DISK_EVENT);

	for (size_t i = 0; i < n; i++) {
		const struct fact_disk_event *f = FACTS_AT(facts, disk_event, DISK_EVENT, i);
		const struct fact_uasp_disk *where = outside(facts, f->disk);

		if (where)
			add(s, env,
			    !hung_before(facts, i, where->serial) &&
				!told_before(facts, facts_count(facts, FACT_KIND_USB_EVENT),
					     where->serial ? where->serial : "", NULL),
			    f->events, f->last);
		else
			s->unknown |=
			    facts_state(facts, FACT_KIND_UASP_DISK) != FACT_STATE_COLLECTED;
	}
}

static struct verdict listed(const struct sums *s)
{
	struct verdict v = { .answer = ANSWER_NOTICE,
			     .advice = "usb-ledger",
			     .evidence_time = s->newest };

	v.headline = phrase_of(N_("USB memories and outside disks in the event logs: {0}"), 1,
			       PHRASE_NUMBER(s->devices));
	v.evidence =
	    s->newest == TIME_ABSENT
		? phrase_of(N_("Windows' event logs: {0} event(s) without a usable date"), 1,
			    PHRASE_NUMBER(s->events))
		: phrase_of(N_("Windows' event logs: {0} event(s), the newest on {1}; with a "
			       "date after today: {2}"),
			    3, PHRASE_NUMBER(s->events), PHRASE_DATE(s->newest),
			    PHRASE_NUMBER(s->odd));
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	static const char whose[] = N_("because the event logs name disks of which the registry "
				       "did not tell whether they are inside the PC");
	struct sums s = { .newest = TIME_ABSENT };
	struct verdict v;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_EVENT); i++) {
		const struct fact_usb_event *f = FACTS_AT(facts, usb_event, USB_EVENT, i);

		add(&s, env, !told_before(facts, i, f->serial, f->product), f->events, f->last);
	}
	add_disks(&s, facts, env);
	if (!s.devices && s.unknown)
		return judging_unseen(whose);
	if (!s.devices)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("The event logs tell of no USB memory")),
			.evidence =
			    PHRASE(N_("Windows' event logs: no USB memory or outside disk")),
			.evidence_time = TIME_ABSENT,
		};
	v = listed(&s);
	if (s.unknown)
		v.reason = PHRASE(whose);
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_DISK_EVENT, FACT_KIND_UASP_DISK, FACT_KIND_NONE };

const struct check check_usb_connections = {
	.id = "usb-connections",
	.row = "U9",
	.question = N_("When were USB memories plugged in?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 PI 3-1-1 M1",
	.needs = { FACT_KIND_USB_EVENT, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
