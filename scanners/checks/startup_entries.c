/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H3: which programs start by themselves, and from where? Temporary and public folders are no
 * place for that. A user's own folder is used by honest programs too (OneDrive, Teams), which carry
 * their maker's mark: that is something to ask about, because the mark is not proven here. One without
 * any names no maker. What its user switched off does not start. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_startup_entries;

enum area { AREA_KNOWN, AREA_ASK, AREA_NAMELESS, AREA_ODD };

static enum area area_of(const struct fact_startup_entry *f)
{
	if (f->area && (!strcmp(f->area, "system") || !strcmp(f->area, "programs")))
		return AREA_KNOWN;
	if (f->area && (!strcmp(f->area, "temporary") || !strcmp(f->area, "public")))
		return AREA_ODD;
	return f->marked == FLAG_NO ? AREA_NAMELESS : AREA_ASK;
}

struct tally {
	int64_t n[AREA_ODD + 1], total, off;
	int64_t unseen; /* outside of the usual places, not looked at for a mark */
	int64_t odd_nameless;
	const struct fact_startup_entry *worst;
};

static void count(const struct facts *facts, struct tally *ret)
{
	*ret = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_STARTUP_ENTRY); i++) {
		const struct fact_startup_entry *f =
		    FACTS_AT(facts, startup_entry, STARTUP_ENTRY, i);
		enum area area = area_of(f);

		if (f->off == FLAG_YES) {
			ret->off++;
			continue;
		}
		ret->total++;
		ret->n[area]++;
		ret->unseen += area != AREA_KNOWN && f->marked == FLAG_ABSENT;
		ret->odd_nameless += area == AREA_ODD && f->marked == FLAG_NO;
		if (!ret->worst || area > area_of(ret->worst))
			ret->worst = f;
	}
}

static struct verdict none(int64_t off)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No program is set to start by itself")),
		.evidence =
		    off ? phrase_of(N_("Windows settings: all of {0} program(s) in the lists are "
				       "switched off"),
				    1, PHRASE_NUMBER(off))
			: PHRASE(
			      N_("Windows settings: the lists of programs that start are empty")),
		.evidence_time = TIME_ABSENT,
	};
}

static struct phrase evidence(const struct tally *t)
{
	const char *where = judging_where(&t->worst->fact);

	if (t->off)
		return phrase_of(
		    N_("{0}: {1} program(s) start, {2} more are switched off; {3} from "
		       "temporary, public, users' own or other folders"),
		    4, PHRASE_WORD(where), PHRASE_NUMBER(t->total), PHRASE_NUMBER(t->off),
		    PHRASE_NUMBER(t->n[AREA_ODD] + t->n[AREA_NAMELESS] + t->n[AREA_ASK]));
	return phrase_of(N_("{0}: {1} program(s) start; {2} from temporary or public folders, "
			    "{3} from users' own or other folders"),
			 4, PHRASE_WORD(where), PHRASE_NUMBER(t->total),
			 PHRASE_NUMBER(t->n[AREA_ODD]),
			 PHRASE_NUMBER(t->n[AREA_NAMELESS] + t->n[AREA_ASK]));
}

static const char *odd_headline(const struct tally *t)
{
	if (t->odd_nameless)
		return N_("A program that names no maker starts by itself from an unusual place");
	return t->unseen ? N_("A program starts by itself from an unusual place")
			 : N_("A program starts by itself from an unusual place; it carries a "
			      "maker's mark, which was not verified");
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct verdict v = { .answer = ANSWER_OK };
	struct tally t;

	count(facts, &t);
	if (!t.total)
		return none(t.off);
	v.evidence = evidence(&t);
	v.evidence_time = t.worst->fact.written;
	v.headline = PHRASE(N_("Programs that start by themselves lie in the usual places"));
	if (t.n[AREA_ODD]) {
		v.answer = ANSWER_CONCERN;
		v.weight = 2;
		v.headline = PHRASE(odd_headline(&t));
		v.advice = "look-at-startup";
	} else if (t.n[AREA_NAMELESS]) {
		v.answer = ANSWER_CONCERN;
		v.weight = 2;
		v.headline = PHRASE(N_("A program that names no maker starts by itself from a "
				       "user's own folder"));
		v.advice = "look-at-startup";
	} else if (t.n[AREA_ASK]) {
		v.answer = ANSWER_NOTICE;
		v.advice = "ask-own-startup";
		v.headline =
		    PHRASE(t.unseen ? N_("Programs start by themselves from a user's own folder")
				    : N_("Programs start by themselves from a user's own folder; "
					 "they carry a maker's mark, which was not verified"));
	}
	if (t.unseen)
		v.reason = PHRASE(N_("because not every one of them could be looked at for a "
				     "maker's mark"));
	return v;
}

const struct check check_startup_entries = {
	.id = "startup-entries",
	.row = "H3",
	.question = N_("Do only known programs start by themselves?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD2 4-4-1",
	.needs = { FACT_KIND_STARTUP_ENTRY, FACT_KIND_NONE },
	.judge = judge,
};
