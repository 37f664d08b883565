/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U7: who opened the USB memories? The place that Windows gave to a memory's volume, found again in
 * the lists of the users. Counts only: names of people stay in the facts. */
#include "scanners/checks/judging.h"

#include <string.h>

extern const struct check check_usb_users;

struct tally {
	int64_t volumes, opened; /* of USB memories; those that some user's list names */
	int64_t users;           /* with at least one of them */
	int64_t newest;
	const struct fact_usb_volume *any;
};

static bool opened_by(const struct facts *facts, const char *volume, const char *user,
		      int64_t *newest)
{
	bool found = false;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_MOUNT_POINT); i++) {
		const struct fact_mount_point *m = FACTS_AT(facts, mount_point, MOUNT_POINT, i);

		if (!m->volume || strcasecmp(m->volume, volume) != 0 ||
		    (user && (!m->user || strcmp(m->user, user) != 0)))
			continue;
		found = true;
		*newest = MAX(*newest, m->seen);
	}
	return found;
}

/* The i-th mount point is the first one of its user. */
static bool first_of_user(const struct facts *facts, size_t i)
{
	const char *user = FACTS_AT(facts, mount_point, MOUNT_POINT, i)->user;

	for (size_t k = 0; user && k < i; k++) {
		const char *other = FACTS_AT(facts, mount_point, MOUNT_POINT, k)->user;

		if (other && !strcmp(other, user))
			return false;
	}
	return user != NULL;
}

static bool has_any(const struct facts *facts, const char *user)
{
	int64_t newest = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_VOLUME); i++) {
		const char *volume = FACTS_AT(facts, usb_volume, USB_VOLUME, i)->volume;

		if (volume && opened_by(facts, volume, user, &newest))
			return true;
	}
	return false;
}

static void count(const struct facts *facts, struct tally *ret)
{
	*ret = (struct tally){ .newest = TIME_ABSENT };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_VOLUME); i++) {
		const struct fact_usb_volume *v = FACTS_AT(facts, usb_volume, USB_VOLUME, i);

		ret->any = v;
		if (!v->volume)
			continue;
		ret->volumes++;
		ret->opened += opened_by(facts, v->volume, NULL, &ret->newest);
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_MOUNT_POINT); i++)
		if (first_of_user(facts, i))
			ret->users +=
			    has_any(facts, FACTS_AT(facts, mount_point, MOUNT_POINT, i)->user);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct verdict v = { .answer = ANSWER_NOTICE, .advice = "usb-ledger" };
	struct tally t;

	count(facts, &t);
	v.evidence_time = t.newest;
	if (!t.any)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("No USB memory has a place in Windows' list")),
			.evidence =
			    PHRASE(N_("Windows settings: no volume of a USB memory is listed")),
			.evidence_time = TIME_ABSENT,
		};
	if (!t.opened) {
		v.headline = PHRASE(N_("Who opened the USB memories was not kept"));
		v.evidence =
		    phrase_of(N_("{0}: {1} place(s) of USB memories, none in a user's list"), 2,
			      PHRASE_WORD(judging_where(&t.any->fact)), PHRASE_NUMBER(t.volumes));
		return v;
	}
	v.headline = phrase_of(N_("USB memories were opened by {0} user name(s) of this PC"), 1,
			       PHRASE_NUMBER(t.users));
	v.evidence = t.newest == TIME_ABSENT
			 ? phrase_of(N_("Lists of the users: {0} of {1} memories"), 2,
				     PHRASE_NUMBER(t.opened), PHRASE_NUMBER(t.volumes))
			 : phrase_of(N_("Lists of the users: {0} of {1} memories; the newest entry "
					"was written on {2}"),
				     3, PHRASE_NUMBER(t.opened), PHRASE_NUMBER(t.volumes),
				     PHRASE_DATE(t.newest));
	return v;
}

const struct check check_usb_users = {
	.id = "usb-users",
	.row = "U7",
	.question = N_("Who opened the USB memories?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "PI M1 M2",
	.needs = { FACT_KIND_USB_VOLUME, FACT_KIND_MOUNT_POINT, FACT_KIND_NONE },
	.judge = judge,
};
