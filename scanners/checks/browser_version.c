/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S6: do the browsers keep up? A browser renews itself every four weeks; what counts is how many
 * versions it was behind when the PC was last used. A version that is newer than our table is fine,
 * as far as the table's age lets us say so. What runs is the program file: its own version counts before
 * what an updater has noted, which may wait for a restart since months. */
#include <string.h>

#include "scanners/checks/programs.h"

extern const struct check check_browser_version;

#define BEHIND      3   /* versions */
#define OLD_DAYS    365 /* since the version came out */
#define EVERY_DAYS  28  /* a new version comes out */
#define BROWSER_MAX 16

struct browser {
	const char *name, *scope, *version;
	int64_t written;
	bool program;      /* the version stands in the program file */
	const char *noted; /* the newest that was noted elsewhere beside it */
};

static const struct {
	const char *name, *label;
} labels[] = {
	{ "chrome", "Google Chrome" },
	{ "edge", "Microsoft Edge" },
	{ "firefox", "Mozilla Firefox" },
};

static const char *label_of(const char *name)
{
	for (size_t i = 0; i < LEN(labels); i++)
		if (!strcmp(labels[i].name, name))
			return labels[i].label;
	return name;
}

static void merge(struct browser *into, const struct browser *b)
{
	const char *noted = into->program ? into->noted : into->version;

	if (b->program == into->program) {
		if (programs_compare(b->version, into->version) > 0) {
			into->version = b->version;
			into->written = b->written;
		}
		return;
	}
	if (!b->program) {
		if (!noted || programs_compare(b->version, noted) > 0)
			into->noted = b->version;
		return;
	}
	*into = *b;
	into->noted = noted;
}

/* The newest version of each browser for the machine and for users: old folders stay beside new
 * ones for a while. */
static void offer(struct browser *list, size_t *n, const struct browser *b)
{
	if (!programs_has_version(b->version) || !b->name || !*b->name || !b->scope)
		return;
	for (size_t i = 0; i < *n; i++)
		if (!strcmp(list[i].name, b->name) && !strcmp(list[i].scope, b->scope)) {
			merge(&list[i], b);
			return;
		}
	if (*n < BROWSER_MAX)
		list[(*n)++] = *b;
}

static size_t gather(const struct facts *facts, const struct judge_env *env, struct browser *list)
{
	size_t n = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_BROWSER); i++) {
		const struct fact_browser *f = FACTS_AT(facts, browser, BROWSER, i);
		struct browser b = {
			.name = f->name,
			.scope = f->scope,
			.version = f->version,
			.written = f->fact.written,
			.program = f->method && !strcmp(f->method, "program"),
		};

		offer(list, &n, &b);
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SOFTWARE); i++) {
		const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, i);
		const struct program_name *name = programs_name(env, f);
		struct browser b = {
			.name = name ? name->product : NULL,
			.scope = f->scope,
			.version = f->version,
			.written = f->fact.written,
		};

		if (programs_is(name, "browser"))
			offer(list, &n, &b);
	}
	return n;
}

struct milestones {
	const struct program_end *own, *newest; /* of those that were out at the last use */
	const struct program_end *next;         /* the first above its own */
	int64_t behind;                         /* versions that the table shows above its own */
	int64_t guess;                          /* versions that must have come out since */
};

/* use: when the PC was last used. */
static struct milestones look_up(const struct judge_env *env, const struct browser *b, int64_t use)
{
	struct milestones m = { 0 };

	for (size_t i = 0; i < env->programs->n_ends; i++) {
		const struct program_end *row = &env->programs->end[i];

		if (strcmp(row->product, b->name) || row->released == TIME_ABSENT ||
		    row->released > use)
			continue;
		if (programs_compare(row->branch, b->version) > 0) {
			m.behind++;
			if (!m.next || programs_compare(row->branch, m.next->branch) < 0)
				m.next = row;
		}
		if (!m.newest || programs_compare(row->branch, m.newest->branch) > 0)
			m.newest = row;
	}
	if (m.newest && use > env->programs->ends_date)
		m.guess = MAX((int64_t)0, time_days_between(m.newest->released, use)) / EVERY_DAYS;
	m.own = programs_end(env, b->name, b->version);
	/* A version above the table has eaten up some of these. */
	if (m.newest && programs_compare(b->version, m.newest->branch) > 0)
		for (int64_t ahead = 1; ahead <= 1000 && m.guess > 0; ahead++) {
			const char *next =
			    arena_printf(env->arena, "%lld",
					 strtoll(m.newest->branch, NULL, 10) + (long long)ahead);

			if (programs_compare(b->version, next) < 0)
				break;
			m.guess--;
		}
	return m;
}

static struct phrase evidence(const struct judge_env *env, const struct browser *b,
			      const struct milestones *m, const struct age *age)
{
	static const char *const words[2][2] = {
		{ N_("{0}: {1} version(s) behind when the PC was last used, {3} today. Table of "
		     "{2}"),
		  N_("{0}: {1} version(s) behind when the PC was last used, {3} today. Table of "
		     "{2}, which is more than 60 days old") },
		{ N_("{0}: {3} version(s) behind today; when the PC was last used is not known. "
		     "Table of {2}"),
		  N_("{0}: {3} version(s) behind today; when the PC was last used is not known. "
		     "Table of {2}, which is more than 60 days old") },
	};
	int64_t date = env->programs->ends_date;

	return phrase_of(words[!age->use_known][judging_table_old(env, date)], 4,
			 PHRASE_TEXT(programs_shown(env, label_of(b->name), b->version)),
			 PHRASE_NUMBER(m->behind), PHRASE_DAY(date),
			 PHRASE_NUMBER(look_up(env, b, env->now).behind));
}

/* A newer version lies ready, and the old one runs: nobody has restarted it. */
static bool waits(const struct judge_env *env, const struct browser *b, int64_t use)
{
	struct browser noted = *b;

	if (!b->noted || programs_compare(b->noted, b->version) <= 0)
		return false;
	noted.version = b->noted;
	return look_up(env, &noted, use).behind < BEHIND;
}

static const char *headline(bool old, bool waiting)
{
	if (waiting)
		return N_("{0} has a newer version ready, but still runs the old one");
	return old ? N_("{0} is more than a year old") : N_("{0} has not kept up to date");
}

static void judge_one(struct programs_sum *s, const struct browser *b)
{
	struct age age = judging_age(s->env, s->env->now);
	int64_t use = age.use_known ? s->env->last_use : s->env->now;
	struct milestones m = look_up(s->env, b, use);
	const char *label = label_of(b->name);
	const struct program_end *since = m.own ? m.own : m.next;
	bool old = since && since->released != TIME_ABSENT &&
		   time_days_between(since->released, use) > OLD_DAYS;
	struct verdict v = {
		.answer = old ? ANSWER_DANGER : ANSWER_CONCERN,
		.weight = 2,
		.headline = phrase_of(headline(old, waits(s->env, b, use)), 1, PHRASE_TEXT(label)),
		.evidence = evidence(s->env, b, &m, &age),
		.evidence_time = b->written,
		.advice = "update-browser",
	};

	if (!m.newest) {
		s->unknown = s->unknown ? s->unknown : programs_shown(s->env, label, b->version);
		return;
	}
	/* A long-term version is mended until its own end. */
	if (m.own && m.own->end != TIME_ABSENT && use < m.own->end + TIME_DAY) {
		programs_fine(s);
		return;
	}
	if (m.behind >= BEHIND) {
		programs_care(s, label, &v, N_("{0} and {1} more browser(s) have not kept up"));
		return;
	}
	if (m.behind + m.guess >= BEHIND)
		s->stale = s->stale ? s->stale : programs_shown(s->env, label, b->version);
	else
		programs_fine(s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct programs_sum s = { .env = env };
	struct verdict fine = { .answer = ANSWER_OK,
				.headline = PHRASE(N_("The browsers keep up to date")),
				.evidence_time = TIME_ABSENT };
	struct browser list[BROWSER_MAX];
	struct age age = judging_age(env, env->now);
	struct milestones m;
	size_t n;

	if (!env->programs || env->programs->ends_date == TIME_ABSENT ||
	    env->programs->names_date == TIME_ABSENT)
		return judging_unseen(N_("because our table of versions could not be read"));
	if (judging_clock_wrong(env, env->programs->ends_date))
		return judging_unseen(N_("because the clock of this machine seems to be wrong"));
	n = gather(facts, env, list);
	if (!n)
		return judging_unseen(N_("because none of the browsers that we know was found"));
	for (size_t i = 0; i < n; i++)
		judge_one(&s, &list[i]);
	m = look_up(env, &list[0], age.use_known ? env->last_use : env->now);
	fine.evidence = evidence(env, &list[0], &m, &age);
	fine.evidence_time = list[0].written;
	return programs_verdict(&s, env->programs->ends_date, &fine);
}

const struct check check_browser_version = {
	.id = "browser-version",
	.row = "S6",
	.question = N_("Do the web browsers keep up to date?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 5C 6-1 4-4-4 M10 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_BROWSER, FACT_KIND_NONE },
	.judge = judge,
};
