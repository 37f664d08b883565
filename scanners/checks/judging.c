/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See judging.h. */
#include "scanners/checks/judging.h"

/* Clocks differ by hours and zones; more than this is no difference but a wrong clock. */
#define CLOCK_SLACK (2 * TIME_DAY)
#define TABLE_DAYS  60

/* Whole days from one time to another, 0 when the second comes first. Times from a saved record
 * may be anything: what lies further apart than any calendar counts as its end. */
static int64_t days_apart(int64_t from, int64_t to)
{
	int64_t far = INT64_MAX / 4;

	if (to <= from)
		return 0;
	from = MAX(from, -far);
	return time_days_between(from, MIN(to, far));
}

struct age judging_age(const struct judge_env *env, int64_t at)
{
	struct age age = { .use_known = env->last_use != TIME_ABSENT &&
					env->last_use <= env->now + CLOCK_SLACK };
	int64_t use = age.use_known ? env->last_use : env->now;

	age.future = at > env->now + CLOCK_SLACK;
	age.days = days_apart(at, use);
	age.today = days_apart(at, env->now);
	return age;
}

bool judging_clock_wrong(const struct judge_env *env, int64_t table_date)
{
	return env->now + CLOCK_SLACK < table_date;
}

bool judging_table_old(const struct judge_env *env, int64_t table_date)
{
	return days_apart(table_date, env->now) > TABLE_DAYS;
}

const char *judging_where(const struct fact *fact)
{
	if (fact->replayed == FLAG_YES)
		return N_("Windows settings, partly brought back from their log");
	return N_("Windows settings");
}

struct phrase judging_evidence(const struct fact *fact, const char *what)
{
	const char *where = judging_where(fact);

	if (fact->written == TIME_ABSENT)
		return phrase_of(N_("{0}: {1}"), 2, PHRASE_WORD(where), PHRASE_WORD(what));
	return phrase_of(N_("{0}, written {1}: {2}"), 3, PHRASE_WORD(where),
			 PHRASE_DATE(fact->written), PHRASE_WORD(what));
}

int64_t judging_sum(int64_t sum, int64_t number)
{
	return number < 0 ? sum : number > INT64_MAX - sum ? INT64_MAX : sum + number;
}

struct phrase_arg judging_plain(const struct judge_env *env, int64_t number)
{
	return PHRASE_TEXT(arena_printf(env->arena, "%lld", (long long)number));
}

struct verdict judging_unseen(const char *because)
{
	return (struct verdict){
		.answer = ANSWER_COULD_NOT_LOOK,
		.reason = PHRASE(because),
		.evidence_time = TIME_ABSENT,
	};
}

int64_t judging_build(const struct facts *facts)
{
	const struct fact_windows_version *v = FACTS_AT(facts, windows_version, WINDOWS_VERSION, 0);

	return v ? v->build : NUMBER_ABSENT;
}
