/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V5: did Windows' own protection find something, and is it gone? */
#include "scanners/checks/logs.h"

#include <string.h>

extern const struct check check_antivirus_finds;

#define LOW_SEVERITY 2 /* unwanted programs rather than attacks */

struct tally {
	int64_t open, low, allowed, done, newest;
	const struct fact_antivirus_detection *example;
};

static bool is(const struct fact_antivirus_detection *f, const char *state)
{
	return f->state && !strcmp(f->state, state);
}

/* The one that is told by name: rather one that is still open. */
static void show(struct tally *t, const struct fact_antivirus_detection *f, bool open)
{
	if (f->threat && *f->threat && (!t->example || open))
		t->example = f;
}

static struct tally count(const struct facts *facts)
{
	struct tally t = { .newest = TIME_ABSENT };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_ANTIVIRUS_DETECTION); i++) {
		const struct fact_antivirus_detection *f =
		    FACTS_AT(facts, antivirus_detection, ANTIVIRUS_DETECTION, i);
		bool low = f->severity != NUMBER_ABSENT && f->severity <= LOW_SEVERITY;
		bool done = is(f, "removed") || is(f, "gone") || is(f, "trace");

		if (done)
			t.done++;
		else if (is(f, "allowed"))
			t.allowed++;
		else if (low)
			t.low++;
		else
			t.open++;
		show(&t, f, !done && !low);
		t.newest = MAX(t.newest, f->at);
	}
	return t;
}

static struct phrase evidence(const struct tally *t)
{
	const char *name = t->example ? t->example->threat : "?";
	int64_t open = t->open + t->low + t->allowed;

	if (t->newest == TIME_ABSENT)
		return phrase_of(
		    N_("Notes of the virus protection: open {0}, removed {1}, one of them "
		       "{2}"),
		    3, PHRASE_NUMBER(open), PHRASE_NUMBER(t->done), PHRASE_TEXT(name));
	return phrase_of(
	    N_("Notes of the virus protection: open {0}, removed {1}, one of them {2}; "
	       "the newest on {3}"),
	    4, PHRASE_NUMBER(open), PHRASE_NUMBER(t->done), PHRASE_TEXT(name),
	    PHRASE_DATE(t->newest));
}

static struct verdict found(const struct tally *t)
{
	struct verdict v = { .evidence = evidence(t), .evidence_time = t->newest };

	if (t->open) {
		v.answer = ANSWER_DANGER;
		v.weight = 3;
		v.headline = PHRASE(N_("A virus was found, and no removal is noted"));
		v.advice = "virus-not-removed";
	} else if (t->allowed || t->low) {
		v.answer = ANSWER_CONCERN;
		v.weight = 2;
		v.headline = t->allowed
				 ? PHRASE(N_("Something found was let pass by hand"))
				 : PHRASE(N_("An unwanted program was found and is still here"));
		v.advice = "virus-let-pass";
	} else {
		v.answer = ANSWER_NOTICE;
		v.headline = phrase_of(N_("Viruses found earlier and removed: {0}"), 1,
				       PHRASE_NUMBER(t->done));
		v.advice = "virus-was-removed";
	}
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct tally t = count(facts);

	if (t.open || t.low || t.allowed || t.done)
		return found(&t);
	if (logs_other_protection(facts))
		return judging_unseen(
		    N_("because another virus protection is at work, which keeps its own notes"));
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No find of the virus protection is noted")),
		.evidence = PHRASE(N_("Notes of the virus protection: no find")),
		.evidence_time = TIME_ABSENT,
	};
}

static const enum fact_kind may[] = { FACT_KIND_ANTIVIRUS, FACT_KIND_WINDOWS_VERSION,
				      FACT_KIND_NONE };

const struct check check_antivirus_finds = {
	.id = "antivirus-finds",
	.row = "V5",
	.question = N_("Is everything gone that the virus protection found?"),
	.targets = TARGET_WINDOWS,
	.interview = 4,
	.schemes = "JD2 JD24 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS_DETECTION, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
