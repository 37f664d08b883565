/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See program_kinds.h. */
#include "scanners/checks/program_kinds.h"

#include <string.h>

#include "core/model/noted.h"

#define NAMED 3

void program_kinds_add(struct program_kinds *k, const char *label, const char *how, int64_t time)
{
	for (size_t i = 0; i < k->n; i++)
		if (!strcmp(k->label[i], label))
			return;
	if (k->n == PROGRAM_KINDS_MAX)
		return;
	if (!k->n)
		k->time = time;
	k->label[k->n] = label;
	k->how[k->n++] = how;
}

const char *program_kinds_label(const struct judge_env *env, const char *product)
{
	for (size_t i = 0; env->programs && i < env->programs->n_names; i++)
		if (!strcmp(env->programs->name[i].product, product))
			return env->programs->name[i].label;
	return product;
}

void program_kinds_listed(const struct facts *facts, const struct judge_env *env, const char *kind,
			  struct program_kinds *ret)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SOFTWARE); i++) {
		const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, i);
		const struct program_name *name = programs_name(env, f);

		if (programs_is(name, kind))
			program_kinds_add(ret, program_kinds_label(env, name->product),
					  N_("in the list of programs"), f->fact.written);
	}
}

void program_kinds_noted(const struct facts *facts, const struct judge_env *env, const char *kind,
			 struct program_kinds *ret)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_NOTED_PROGRAM); i++) {
		const struct fact_noted_program *f =
		    FACTS_AT(facts, noted_program, NOTED_PROGRAM, i);
		struct fact_software as = { .name = f->name, .publisher = f->publisher };
		const struct program_name *name = programs_name(env, &as);

		if (programs_is(name, kind) && noted_alone(facts, f))
			program_kinds_add(ret, program_kinds_label(env, name->product),
					  N_("Windows noted that it was installed once"), f->noted);
	}
}

bool program_kinds_notes_cut(const struct facts *facts, struct phrase *ret)
{
	if (facts_state(facts, FACT_KIND_NOTED_PROGRAM) != FACT_STATE_PARTIAL)
		return false;
	*ret = facts->by_kind[FACT_KIND_NOTED_PROGRAM].reason;
	if (!ret->id)
		*ret = PHRASE(N_("because this part could not be read"));
	return true;
}

static const char *how(const struct fact_program_trace *f)
{
	if (f->method && !strcmp(f->method, "service"))
		return f->start == 4 ? N_("as a service that is turned off") : N_("as a service");
	if (f->method && !strcmp(f->method, "run"))
		return N_("it has been started before");
	if (f->method && !strcmp(f->method, "met"))
		return N_("Windows noted its file");
	return N_("its folder is there");
}

/* A day that lies after the visit is none. */
static void started(struct program_kinds *k, const struct judge_env *env, const char *label,
		    const struct fact_program_trace *f)
{
	if (f->at == TIME_ABSENT || judging_age(env, f->at).future ||
	    (k->started && f->at <= k->last))
		return;
	k->started = label;
	k->last = f->at;
	k->runs = f->runs == NUMBER_ABSENT ? 1 : f->runs;
}

void program_kinds_traces(const struct facts *facts, const struct judge_env *env, const char *kind,
			  struct program_kinds *ret)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_PROGRAM_TRACE); i++) {
		const struct fact_program_trace *f =
		    FACTS_AT(facts, program_trace, PROGRAM_TRACE, i);

		const char *label;

		if (!f->purpose || !f->product || !*f->product || strcmp(f->purpose, kind) != 0)
			continue;
		label = program_kinds_label(env, f->product);
		program_kinds_add(ret, label, how(f), f->fact.written);
		started(ret, env, label, f);
	}
}

struct phrase program_kinds_some(const struct judge_env *env, const struct program_kinds *k)
{
	struct age age = judging_age(env, k->started ? k->last : env->now);

	if (!k->started)
		return phrase_of(N_("{0}: {1}; {2} program(s) of this kind in all"), 3,
				 PHRASE_TEXT(k->label[0]), PHRASE_WORD(k->how[0]),
				 PHRASE_NUMBER((int64_t)k->n));
	if (!age.use_known)
		return phrase_of(
		    N_("{0} was started {1} time(s), the last {2} days ago; when the PC "
		       "was last used is not known"),
		    3, PHRASE_TEXT(k->started), PHRASE_NUMBER(k->runs), PHRASE_NUMBER(age.today));
	return phrase_of(N_("{0} was started {1} time(s), the last {2} days before the PC was last "
			    "used, {3} days ago"),
			 4, PHRASE_TEXT(k->started), PHRASE_NUMBER(k->runs),
			 PHRASE_NUMBER(age.days), PHRASE_NUMBER(age.today));
}

int64_t program_kinds_time(const struct program_kinds *k)
{
	return k->started ? k->last : k->time;
}

struct phrase program_kinds_none(const struct judge_env *env)
{
	int64_t date = env->programs->names_date;

	return phrase_of(judging_table_old(env, date)
			     ? N_("List of programs, services, folders, notes of what was started: "
				  "none of our table of {0}, which is more than 60 days old")
			     : N_("List of programs, services, folders, notes of what was started: "
				  "none of our table of {0}"),
			 1, PHRASE_DAY(date));
}

const char *program_kinds_names(const struct judge_env *env, const struct program_kinds *k)
{
	const char *s = k->n ? k->label[0] : "";

	for (size_t i = 1; i < k->n && i < NAMED; i++)
		s = arena_printf(env->arena, "%s, %s", s, k->label[i]);
	return k->n > NAMED ? arena_printf(env->arena, "%s ...", s) : s;
}
