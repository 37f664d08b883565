/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U8: when was each USB memory attached for the first time, by Windows' own log of device set-up?
 * Its times are the PC's own; the log has a beginning, and says nothing about what was before. */
#include "scanners/checks/judging.h"

#include <string.h>

extern const struct check check_usb_first_connection;

/* Where the oldest of the logs begins; TIME_ABSENT when none tells. */
static int64_t beginning(const struct facts *facts)
{
	int64_t oldest = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_DEVICE_LOG); i++) {
		int64_t at = FACTS_AT(facts, device_log, DEVICE_LOG, i)->begins;

		if (at != TIME_ABSENT && (oldest == TIME_ABSENT || at < oldest))
			oldest = at;
	}
	return oldest;
}

static struct verdict none(int64_t begins)
{
	if (begins == TIME_ABSENT)
		return judging_unseen(N_("because Windows' log of device set-up tells no times"));
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("The log of device set-up names no USB memory")),
		.evidence =
		    phrase_of(N_("Windows' log of device set-up: it begins on {0} and tells "
				 "nothing about the time before"),
			      1, PHRASE_DATE(begins)),
		.evidence_time = begins,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	int64_t n = 0, newest = TIME_ABSENT, begins = beginning(facts);
	struct verdict v = { .answer = ANSWER_NOTICE, .advice = "usb-ledger" };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_INSTALL); i++) {
		const struct fact_usb_install *u = FACTS_AT(facts, usb_install, USB_INSTALL, i);

		if (!u->bus || strcmp(u->bus, "usbstor") != 0)
			continue;
		n++;
		if (u->at != TIME_ABSENT && !judging_age(env, u->at).future)
			newest = MAX(newest, u->at);
	}
	if (!n)
		return none(begins);
	v.headline = phrase_of(N_("First connections of USB memories in Windows' log: {0}"), 1,
			       PHRASE_NUMBER(n));
	v.evidence_time = newest;
	if (newest == TIME_ABSENT)
		v.evidence =
		    PHRASE(N_("Windows' log of device set-up: the days could not be told, because "
			      "the clock's zone of the PC is not known"));
	else if (begins == TIME_ABSENT)
		v.evidence = phrase_of(N_("Windows' log of device set-up: the newest first "
					  "connection was on {0}"),
				       1, PHRASE_DATE(newest));
	else
		v.evidence = phrase_of(N_("Windows' log of device set-up, from {0} on: the newest "
					  "first connection was on {1}"),
				       2, PHRASE_DATE(begins), PHRASE_DATE(newest));
	return v;
}

const struct check check_usb_first_connection = {
	.id = "usb-first-connection",
	.row = "U8",
	.question = N_("When were USB memories attached for the first time?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 M1 M2",
	.needs = { FACT_KIND_USB_INSTALL, FACT_KIND_DEVICE_LOG, FACT_KIND_NONE },
	.judge = judge,
};
