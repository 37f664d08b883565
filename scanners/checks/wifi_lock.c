/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P21: how are the wireless networks locked that this PC joins? One that it joins by itself counts
 * more than one that somebody chose once. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_wifi_lock;

static bool is(const char *text, const char *what)
{
	return text && !strcmp(text, what);
}

struct tally {
	int64_t all, none, weak, unknown;
	bool automatic; /* one of those without a lock is joined by itself */
};

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_WIFI_PROFILE); i++) {
		const struct fact_wifi_profile *f = FACTS_AT(facts, wifi_profile, WIFI_PROFILE, i);
		bool open = is(f->lock, "none") || is(f->lock, "wep");

		t->all++;
		t->none += open;
		t->weak += is(f->lock, "wpa");
		t->unknown += !f->lock;
		t->automatic |= open && f->automatic != FLAG_NO;
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = {
		ANSWER_OK, 0,           N_("The wireless networks of this PC are well locked"),
		NULL,      PHRASE_NONE, TIME_ABSENT
	};
	struct tally t;

	count(facts, &t);
	s.evidence =
	    phrase_of(N_("Stored wireless networks: {0}; {1} without a lock or with one "
			 "that is opened in minutes, {2} with an old one"),
		      3, PHRASE_NUMBER(t.all), PHRASE_NUMBER(t.none), PHRASE_NUMBER(t.weak));
	if (t.none || t.weak) {
		s.answer = t.automatic ? ANSWER_DANGER : ANSWER_CONCERN;
		s.weight = 2;
		s.advice = "lock-wifi";
		s.headline = t.none ? N_("This PC joins a wireless network without a proper lock")
				    : N_("This PC joins a wireless network with an old lock");
	} else if (t.unknown) {
		return judging_unseen(
		    N_("because a wireless network is of a kind that is not known"));
	} else if (!t.all) {
		s.headline = N_("This PC has joined no wireless network");
	}
	return saying(&s);
}

const struct check check_wifi_lock = {
	.id = "wifi-lock",
	.row = "P21",
	.question = N_("Are the wireless networks of this PC locked?"),
	.targets = TARGET_WINDOWS,
	.interview = 19,
	.schemes = "JD9",
	.needs = { FACT_KIND_WIFI_PROFILE, FACT_KIND_NONE },
	.judge = judge,
};
