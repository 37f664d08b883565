/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N6: are names of the net led elsewhere on this PC? The hosts file, the browser's way out, servers
 * for names set by hand. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_name_detours;

struct tally {
	int64_t maker, elsewhere, other, detours;
};

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_HOSTS_LINES); i++) {
		const struct fact_hosts_lines *f = FACTS_AT(facts, hosts_lines, HOSTS_LINES, i);
		int64_t *sum = &t->elsewhere;

		if (f->sort && !strcmp(f->sort, "maker"))
			sum = &t->maker;
		else if (f->sort && (!strcmp(f->sort, "blocked") || !strcmp(f->sort, "local")))
			sum = &t->other;
		*sum = judging_sum(*sum, f->count);
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_DETOUR); i++) {
		const struct fact_detour *f = FACTS_AT(facts, detour, DETOUR, i);

		/* The router of the house answers for names: that is no detour. */
		t->detours += !(f->sort && !strcmp(f->sort, "names") && f->local == FLAG_YES);
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No name of the net is led elsewhere"),
			 NULL,
			 PHRASE(N_("Hosts file, way out of the browser, servers for names: nothing "
				   "set by hand")),
			 TIME_ABSENT };
	struct tally t;

	count(facts, &t);
	if (!t.maker && !t.elsewhere && !t.other && !t.detours)
		return saying(&s);
	s.evidence =
	    phrase_of(N_("Hosts file: {0} led to other addresses, {1} of makers of "
			 "protection, {2} blocked or in the house; other ways set by hand: "
			 "{3}"),
		      4, PHRASE_NUMBER(t.elsewhere), PHRASE_NUMBER(t.maker), PHRASE_NUMBER(t.other),
		      PHRASE_NUMBER(t.detours));
	s.answer = ANSWER_NOTICE;
	s.advice = "ask-ways-out";
	s.headline = N_("Ways on the net were set by hand; who did it, and why?");
	if (t.maker || t.elsewhere) {
		s.answer = ANSWER_CONCERN;
		s.weight = t.maker ? 3 : 2;
		s.advice = "look-at-detours";
		s.headline = N_("Names of the net are led elsewhere on this PC");
	}
	return saying(&s);
}

const struct check check_name_detours = {
	.id = "name-detours",
	.row = "N6",
	.question = N_("Do names of the net lead where they should?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-4",
	.needs = { FACT_KIND_HOSTS_LINES, FACT_KIND_DETOUR, FACT_KIND_NONE },
	.judge = judge,
};
