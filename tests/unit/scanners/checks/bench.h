/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the checks share: facts made by hand, a fixed visit, and the rule that nothing
 * comes out as fine when a needed kind is missing. Each test names its check and a function that
 * adds facts on which the check says its best. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "scanners/checks/check.h"
#include "tests/unit/suite.h"

#define NOW                ((int64_t)1795305600) /* 2026-11-22 */
#define LAST_USE           (NOW - 2 * TIME_DAY)  /* 2026-11-20 */
#define DAYS_BEFORE_USE(n) (LAST_USE - (n)*TIME_DAY)

struct bench {
	struct arena arena;
	struct facts facts;
	struct judge_env env;
	struct finding finding;
};

static inline void bench_begin(struct bench *b)
{
	*b = (struct bench){ 0 };
	facts_init(&b->facts, &b->arena);
	b->env = (struct judge_env){
		.now = NOW,
		.last_use = LAST_USE,
		.zone_offset = 9 * 3600,
		.arena = &b->arena,
		.builds_date = TIME_ABSENT,
		.releases_date = TIME_ABSENT,
	};
}

static inline void bench_end(struct bench *b)
{
	facts_done(&b->facts);
	arena_done(&b->arena);
}

static inline void bench_state(struct bench *b, enum fact_kind kind, enum fact_state state,
			       const char *reason)
{
	b->facts.by_kind[kind].state = state;
	b->facts.by_kind[kind].reason = PHRASE(reason);
}

static inline void bench_collected(struct bench *b, const struct check *check)
{
	for (size_t i = 0; check->needs[i] != FACT_KIND_NONE; i++)
		if (b->facts.by_kind[check->needs[i]].state == FACT_STATE_NOT_COLLECTED)
			bench_state(b, check->needs[i], FACT_STATE_COLLECTED, NULL);
}

static inline void bench_version(struct bench *b, int64_t build)
{
	struct fact_windows_version *v;

	bench_state(b, FACT_KIND_WINDOWS_VERSION, FACT_STATE_COLLECTED, NULL);
	if (build == NUMBER_ABSENT)
		return;
	v = FACTS_ADD(&b->facts, windows_version, WINDOWS_VERSION, "SOFTWARE\\x");
	v->build = build;
}

/* Every {n} of a phrase has its value, and no value is a text that nobody set. */
static inline void bench_phrase(const struct phrase *p)
{
	if (!p->id)
		return;
	for (const char *s = p->id; *s; s++)
		if (s[0] == '{' && s[1] >= '0' && s[1] <= '9' && s[2] == '}')
			ck_assert_uint_lt((unsigned)(s[1] - '0'), p->n_args);
	for (unsigned i = 0; i < p->n_args; i++)
		if (p->arg[i].type == PHRASE_ARG_TEXT || p->arg[i].type == PHRASE_ARG_WORD)
			ck_assert_msg(p->arg[i].text && *p->arg[i].text, "%s", p->id);
}

/* What must hold of every finding. */
static inline void bench_sound(const struct finding *f)
{
	bool act = f->answer == ANSWER_CONCERN || f->answer == ANSWER_DANGER;

	ck_assert(f->headline.id && *f->headline.id);
	ck_assert(f->schemes);
	if (f->answer == ANSWER_COULD_NOT_LOOK)
		ck_assert(f->reason.id && *f->reason.id);
	else if (f->answer != ANSWER_NOT_APPLICABLE)
		ck_assert(f->evidence.id && *f->evidence.id);
	if (act)
		ck_assert(f->weight >= 1 && f->weight <= 3);
	else
		ck_assert_int_eq(f->weight, 0);
	/* Whoever is told of something is told what to do about it; it need not be urgent. */
	if (act || f->answer == ANSWER_NOTICE)
		ck_assert_msg(f->advice && *f->advice, "%s: no advice for \"%s\"", f->id,
			      f->headline.id);
	else
		ck_assert_msg(!f->advice, "%s: an advice where nothing is to be done", f->id);
	bench_phrase(&f->headline);
	bench_phrase(&f->evidence);
	bench_phrase(&f->reason);
}

static inline const struct finding *bench_run(struct bench *b, const struct check *check)
{
	/* The first system that it is for: the lowest of its bits. */
	unsigned target = check->targets & -check->targets;

	check_run(check, target, &b->facts, &b->env, 3, &b->finding);
	ck_assert_str_eq(b->finding.id, check->id);
	ck_assert_uint_eq(b->finding.system, 3);
	bench_sound(&b->finding);
	return &b->finding;
}

static inline void bench_want(struct bench *b, const struct check *check, enum answer_kind want,
			      const char *advice)
{
	const struct finding *f = bench_run(b, check);

	ck_assert_msg(f->answer == want, "%s: wanted %s, got %s (%s)", check->id,
		      answer_kind_name(want), answer_kind_name(f->answer), f->headline.id);
	if (advice)
		ck_assert_pstr_eq(f->advice, advice);
	else
		ck_assert(!f->advice || !f->weight);
}

/* A needed kind that was not looked at, or that failed, is told with its reason; one that was seen
 * in part never comes out as fine. */
static inline void bench_missing(const struct check *check, void (*good)(struct bench *b))
{
	static const char why[] = "because the test says so";
	struct bench b;

	for (size_t i = 0; check->needs[i] != FACT_KIND_NONE; i++)
		for (int state = FACT_STATE_NOT_COLLECTED; state <= FACT_STATE_FAILED; state++) {
			if (state == FACT_STATE_COLLECTED)
				continue;
			bench_begin(&b);
			good(&b);
			bench_collected(&b, check);
			bench_state(&b, check->needs[i], (enum fact_state)state, why);
			bench_run(&b, check);
			ck_assert_int_ne(b.finding.answer, ANSWER_OK);
			if (state != FACT_STATE_PARTIAL)
				ck_assert_int_eq(b.finding.answer, ANSWER_COULD_NOT_LOOK);
			if (state == FACT_STATE_FAILED)
				ck_assert_str_eq(b.finding.reason.id, why);
			if (b.finding.answer == ANSWER_COULD_NOT_LOOK)
				ck_assert(!b.finding.advice);
			bench_end(&b);
		}
}

/* All kinds collected, none found: never fine for checks that need a fact. */
static inline enum answer_kind bench_nothing_found(const struct check *check)
{
	enum answer_kind answer;
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, check);
	answer = bench_run(&b, check)->answer;
	bench_end(&b);
	return answer;
}

static inline int bench_main(const char *name, TCase *(*cases)(void))
{
	return suite_result(suite_create(name), cases());
}
