/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H3: which programs start by themselves, and from where? Temporary and public folders are no
 * place for that. A user's own folder is used by honest programs too (OneDrive, Teams): that is
 * something to ask about, because a signature cannot be proven here. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_startup_entries;

enum area { AREA_KNOWN, AREA_ASK, AREA_ODD };

static enum area area_of(const struct fact_startup_entry *f)
{
	if (f->area && (!strcmp(f->area, "system") || !strcmp(f->area, "programs")))
		return AREA_KNOWN;
	if (f->area && (!strcmp(f->area, "temporary") || !strcmp(f->area, "public")))
		return AREA_ODD;
	return AREA_ASK;
}

struct tally {
	int64_t n[AREA_ODD + 1];
	const struct fact_startup_entry *worst;
};

static void count(const struct facts *facts, struct tally *ret)
{
	*ret = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_STARTUP_ENTRY); i++) {
		const struct fact_startup_entry *f =
		    FACTS_AT(facts, startup_entry, STARTUP_ENTRY, i);
		enum area area = area_of(f);

		ret->n[area]++;
		if (!ret->worst || area > area_of(ret->worst))
			ret->worst = f;
	}
}

static struct verdict none(void)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No program is set to start by itself")),
		.evidence =
		    PHRASE(N_("Windows settings: the lists of programs that start are empty")),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	int64_t total = (int64_t)facts_count(facts, FACT_KIND_STARTUP_ENTRY);
	struct verdict v = { .answer = ANSWER_OK };
	struct tally t;

	if (!total)
		return none();
	count(facts, &t);
	v.evidence =
	    phrase_of(N_("{0}: {1} program(s) start; {2} from temporary or public folders, "
			 "{3} from users' own or other folders"),
		      4, PHRASE_WORD(judging_where(&t.worst->fact)), PHRASE_NUMBER(total),
		      PHRASE_NUMBER(t.n[AREA_ODD]), PHRASE_NUMBER(t.n[AREA_ASK]));
	v.evidence_time = t.worst->fact.written;
	v.headline = PHRASE(N_("Programs that start by themselves lie in the usual places"));
	if (t.n[AREA_ODD]) {
		v.answer = ANSWER_CONCERN;
		v.weight = 2;
		v.headline = PHRASE(N_("A program starts by itself from an unusual place"));
		v.advice = "look-at-startup";
	} else if (t.n[AREA_ASK]) {
		v.answer = ANSWER_NOTICE;
		v.headline = PHRASE(N_("Programs start by themselves from a user's own folder"));
	}
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
