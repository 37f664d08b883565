/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of checks, and the rules that hold for each: what could not be collected is never
 * judged, what was collected in part never comes out as fine, and nothing seen in part is no
 * finding. */
#include "scanners/checks/check.h"

#include <string.h>

#define CHECK(name) extern const struct check check_##name;
#include "scanners/checks/checks.def"
#undef CHECK

const struct check *const checks[] = {
#define CHECK(name) &check_##name,
#include "scanners/checks/checks.def"
#undef CHECK
	NULL,
};

const size_t checks_count = LEN(checks) - 1;

const struct check *check_by_id(const char *id)
{
	for (size_t i = 0; checks[i]; i++)
		if (!strcmp(checks[i]->id, id))
			return checks[i];
	return NULL;
}

static struct phrase headline_unseen(const struct check *check)
{
	return phrase_of(N_("Could not look: {0}"), 1, PHRASE_WORD(check->question));
}

static struct verdict unseen(const struct check *check, const struct phrase *reason)
{
	return (struct verdict){
		.answer = ANSWER_COULD_NOT_LOOK,
		.headline = headline_unseen(check),
		.reason = reason->id ? *reason : PHRASE(N_("because this part could not be read")),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict not_applicable(const struct check *check)
{
	return (struct verdict){
		.answer = ANSWER_NOT_APPLICABLE,
		.headline = phrase_of(N_("Does not apply to this system: {0}"), 1,
				      PHRASE_WORD(check->question)),
		.evidence_time = TIME_ABSENT,
	};
}

/* The first needed kind in a state that forbids judging. */
static bool blocked(const struct check *check, const struct facts *facts, struct phrase *ret)
{
	for (size_t i = 0; i < CHECK_NEEDS && check->needs[i] != FACT_KIND_NONE; i++) {
		switch (facts_state(facts, check->needs[i])) {
		case FACT_STATE_NOT_COLLECTED:
			*ret = PHRASE(N_("because nobody looked at this part this time"));
			return true;
		case FACT_STATE_FAILED: *ret = facts->by_kind[check->needs[i]].reason; return true;
		case FACT_STATE_COLLECTED:
		case FACT_STATE_PARTIAL: break;
		}
	}
	return false;
}

static bool partial(const struct check *check, const struct facts *facts, struct phrase *ret)
{
	for (size_t i = 0; i < CHECK_NEEDS && check->needs[i] != FACT_KIND_NONE; i++)
		if (facts_state(facts, check->needs[i]) == FACT_STATE_PARTIAL) {
			*ret = facts->by_kind[check->needs[i]].reason;
			return true;
		}
	return false;
}

/* Nothing at all is known of what the check needs. */
static bool nothing_seen(const struct check *check, const struct facts *facts)
{
	for (size_t i = 0; i < CHECK_NEEDS && check->needs[i] != FACT_KIND_NONE; i++)
		if (facts_count(facts, check->needs[i]) > 0)
			return false;
	return true;
}

static struct verdict verdict_of(const struct check *check, unsigned target,
				 const struct facts *facts, const struct judge_env *env)
{
	struct phrase reason = PHRASE_NONE;
	struct verdict v;

	if (!(check->targets & target))
		return not_applicable(check);
	if (blocked(check, facts, &reason))
		return unseen(check, &reason);
	/* "It is not there" is no finding where part could not be read. */
	if (partial(check, facts, &reason) && nothing_seen(check, facts))
		return unseen(check, &reason);
	v = check->judge(facts, env);
	if ((v.answer == ANSWER_OK || v.answer == ANSWER_NOT_APPLICABLE) &&
	    partial(check, facts, &reason))
		return unseen(check, &reason);
	/* Any other answer stands, and says that it was not the whole picture. */
	if (v.answer != ANSWER_COULD_NOT_LOOK && partial(check, facts, &reason))
		v.reason = reason;
	if (v.answer == ANSWER_COULD_NOT_LOOK) {
		struct phrase evidence = v.evidence;

		/* "The setting was not found" is only half the truth where part was unreadable. */
		if (!partial(check, facts, &reason))
			reason = v.reason;
		v = unseen(check, &reason);
		v.evidence = evidence;
	}
	if (v.answer == ANSWER_NOT_APPLICABLE && !v.headline.id)
		v.headline = not_applicable(check).headline;
	return v;
}

void check_run(const struct check *check, unsigned target, const struct facts *facts,
	       const struct judge_env *env, unsigned system, struct finding *ret)
{
	struct verdict v = verdict_of(check, target, facts, env);
	bool act = v.answer == ANSWER_CONCERN || v.answer == ANSWER_DANGER;

	*ret = (struct finding){
		.id = check->id,
		.row = check->row,
		.system = system,
		.answer = v.answer,
		.headline = phrase_copy(env->arena, &v.headline),
		.evidence = phrase_copy(env->arena, &v.evidence),
		.reason = phrase_copy(env->arena, &v.reason),
		.evidence_time = v.evidence_time,
		.weight = act ? v.weight : 0,
		.advice = v.advice,
		.question = check->interview,
		.schemes = check->schemes ? check->schemes : "",
	};
}
