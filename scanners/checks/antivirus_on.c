/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V1: is a virus protection at work? Defender steps back by itself when another maker's protection
 * is there, without always leaving a trace: only two protections of other makers count as two. */
#include <string.h>

#include "scanners/checks/protection.h"

extern const struct check check_antivirus_on;

struct seen {
	const struct fact_antivirus *on, *second, *unknown, *off;
	enum protection how; /* of on */
};

static void see_on(struct seen *s, const struct fact_antivirus *f, enum protection how)
{
	bool resting = s->on && (protection_is_defender(s->on) || protection_is_defender(f));

	if (!s->on || (resting && !protection_is_defender(f))) {
		s->on = f;
		s->how = how;
	} else if (!resting && !s->second && strcmp(protection_name(s->on), protection_name(f))) {
		s->second = f;
	}
}

static void look(const struct facts *facts, struct seen *s)
{
	int64_t build = judging_build(facts);

	*s = (struct seen){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_ANTIVIRUS); i++) {
		const struct fact_antivirus *f = FACTS_AT(facts, antivirus, ANTIVIRUS, i);
		enum protection how = protection_of(f, build);

		switch (how) {
		case PROTECTION_ON:
		case PROTECTION_DEFAULT: see_on(s, f, how); break;
		case PROTECTION_UNKNOWN: s->unknown = f; break;
		case PROTECTION_OFF: s->off = f; break;
		}
	}
}

static struct verdict two(const struct seen *s)
{
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 3,
		.headline = PHRASE(N_("Two virus protections are at work at the same time")),
		.evidence = phrase_of(
		    N_("{0}: {1} and {2} are both on"), 3, PHRASE_WORD(judging_where(&s->on->fact)),
		    PHRASE_TEXT(protection_name(s->on)), PHRASE_TEXT(protection_name(s->second))),
		.evidence_time = s->on->fact.written,
		.advice = "one-antivirus",
	};
}

static struct verdict one(const struct seen *s)
{
	bool by_default = s->how == PROTECTION_DEFAULT;

	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = phrase_of(N_("{0} is at work"), 1, PHRASE_TEXT(protection_name(s->on))),
		.evidence = phrase_of(by_default ? N_("{0}, written {1}: nothing set for {2}, so "
						      "Windows' own way: on")
						 : N_("{0}, written {1}: {2} is turned on"),
				      3, PHRASE_WORD(judging_where(&s->on->fact)),
				      PHRASE_DATE(s->on->fact.written),
				      PHRASE_TEXT(protection_name(s->on))),
		.evidence_time = s->on->fact.written,
	};
}

static struct verdict none(const struct seen *s)
{
	struct verdict v = {
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = PHRASE(N_("No virus protection was seen at work")),
		.evidence = PHRASE(N_("Windows settings: none of the protections that we know is "
				      "there")),
		.evidence_time = TIME_ABSENT,
		.advice = "turn-on-antivirus",
	};

	if (s->off) {
		v.evidence = phrase_of(N_("{0}, written {1}: {2} is turned off"), 3,
				       PHRASE_WORD(judging_where(&s->off->fact)),
				       PHRASE_DATE(s->off->fact.written),
				       PHRASE_TEXT(protection_name(s->off)));
		v.evidence_time = s->off->fact.written;
	}
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct verdict unseen;
	struct seen s;

	look(facts, &s);
	if (s.second)
		return two(&s);
	if (s.on)
		return one(&s);
	if (!s.unknown)
		return none(&s);
	unseen = judging_unseen(NULL);
	unseen.reason = phrase_of(N_("because the settings do not tell whether {0} is at work"), 1,
				  PHRASE_TEXT(protection_name(s.unknown)));
	return unseen;
}

const struct check check_antivirus_on = {
	.id = "antivirus-on",
	.row = "V1",
	.question = N_("Is a virus protection at work?"),
	.targets = TARGET_WINDOWS,
	.interview = 4,
	.schemes = "JD2 5C 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS, FACT_KIND_NONE },
	.judge = judge,
};
