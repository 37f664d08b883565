/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See programs.h. */
#include "scanners/checks/programs.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Goes back to the last '*' only, so that it takes no more than the product of both lengths. */
bool programs_like(const char *pattern, const char *text)
{
	const char *star = NULL, *from = text;

	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern && same_letter(*pattern, *text)) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

const struct program_name *programs_name(const struct judge_env *env, const struct fact_software *f)
{
	for (size_t i = 0; env->programs && f->name && i < env->programs->n_names; i++) {
		const struct program_name *row = &env->programs->name[i];

		if (programs_like(row->name, f->name) &&
		    (!*row->maker || programs_like(row->maker, f->publisher ? f->publisher : "")))
			return row;
	}
	return NULL;
}

bool programs_is(const struct program_name *row, const char *kind)
{
	return row && !strcmp(row->kind, kind);
}

bool programs_has_version(const char *version)
{
	return version && *version >= '0' && *version <= '9';
}

/* The next number of a version; false at its end. Numbers that no program has count as the largest
 * one. */
static bool next_number(const char **s, uint32_t *ret)
{
	uint64_t v = 0;

	if (!isdigit((unsigned char)**s))
		return false;
	for (; isdigit((unsigned char)**s); (*s)++)
		v = v < UINT32_MAX ? v * 10 + (uint64_t)(**s - '0') : v;
	if (**s == '.' && isdigit((unsigned char)(*s)[1]))
		(*s)++;
	*ret = v < UINT32_MAX ? (uint32_t)v : UINT32_MAX;
	return true;
}

int programs_compare(const char *a, const char *b)
{
	for (;;) {
		uint32_t x = 0, y = 0;
		bool more_a = next_number(&a, &x), more_b = next_number(&b, &y);

		if (x != y)
			return x < y ? -1 : 1;
		if (!more_a && !more_b)
			return 0;
	}
}

/* How many numbers of the branch the version begins with; 0 when it does not. */
static unsigned fits(const char *branch, const char *version)
{
	unsigned n = 0;
	uint32_t x, y;

	while (next_number(&branch, &x)) {
		if (!next_number(&version, &y) || x != y)
			return 0;
		n++;
	}
	return *branch ? 0 : n;
}

/* A version older than all that the table lists, when all of those have ended. */
static const struct program_end *oldest_over(const struct judge_env *env, const char *product,
					     const char *version)
{
	const struct program_end *oldest = NULL;

	for (size_t i = 0; i < env->programs->n_ends; i++) {
		const struct program_end *row = &env->programs->end[i];

		if (strcmp(row->product, product) || !programs_has_version(row->branch))
			continue;
		if (programs_compare(version, row->branch) >= 0)
			return NULL;
		if (!oldest || programs_compare(row->branch, oldest->branch) < 0)
			oldest = row;
	}
	if (!oldest || oldest->end == TIME_ABSENT ||
	    support_of(env, oldest->end, oldest->extended_end) != SUPPORT_OVER)
		return NULL;
	return oldest;
}

const struct program_end *programs_end(const struct judge_env *env, const char *product,
				       const char *branch)
{
	const struct program_end *best = NULL;
	unsigned most = 0;

	for (size_t i = 0; env->programs && i < env->programs->n_ends; i++) {
		const struct program_end *row = &env->programs->end[i];
		unsigned n;

		if (strcmp(row->product, product))
			continue;
		if (!*row->branch || !strcasecmp(row->branch, branch))
			return row;
		n = programs_has_version(branch) ? fits(row->branch, branch) : 0;
		if (n > most) {
			most = n;
			best = row;
		}
	}
	if (!best && env->programs && programs_has_version(branch))
		best = oldest_over(env, product, branch);
	return best;
}

const char *programs_shown(const struct judge_env *env, const char *label, const char *version)
{
	return version && *version ? arena_printf(env->arena, "%s %s", label, version) : label;
}

void programs_fine(struct programs_sum *s)
{
	s->judged++;
}

/* Notes a label once; true when it is new. */
static bool note(struct programs_sum *s, const char *label)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->label[i], label))
			return false;
	if (s->n < PROGRAMS_LABELS)
		s->label[s->n++] = label;
	return true;
}

void programs_care(struct programs_sum *s, const char *label, const struct verdict *v,
		   const char *many)
{
	int rank = answer_kind_rank(v->answer), worst = answer_kind_rank(s->worst.answer);

	s->judged++;
	note(s, label);
	if (rank < worst || (rank == worst && v->weight <= s->worst.weight))
		return;
	s->worst = *v;
	s->many = many;
}

/* The table knows only newer ones, and their dates are no dates of this one. */
static bool is_older(const struct program_end *row, const char *version)
{
	return programs_has_version(row->branch) && programs_has_version(version) &&
	       programs_compare(version, row->branch) < 0;
}

static struct phrase evidence_older(const struct judge_env *env, const char *shown,
				    const struct program_end *row)
{
	int64_t date = env->programs->ends_date;

	return phrase_of(
	    judging_table_old(env, date)
		? N_("List of programs: {0}; older than {1}, whose support ended on {2}. Table of "
		     "{3}, which is more than 60 days old")
		: N_("List of programs: {0}; older than {1}, whose support ended on {2}. Table of "
		     "{3}"),
	    4, PHRASE_TEXT(shown), PHRASE_TEXT(row->label), PHRASE_DAY(row->end), PHRASE_DAY(date));
}

static struct phrase evidence(const struct judge_env *env, const char *shown,
			      const struct program_end *row)
{
	static const char *const words[2][2] = {
		{ N_("List of programs: {0}; looked after until {1}. Table of {2}"),
		  N_("List of programs: {0}; looked after until {1}. Table of {2}, which is more "
		     "than 60 days old") },
		{ N_("List of programs: {0}; looked after until {1}, a date not yet compared with "
		     "the maker. Table of {2}"),
		  N_("List of programs: {0}; looked after until {1}, a date not yet compared with "
		     "the maker. Table of {2}, which is more than 60 days old") },
	};
	int64_t date = env->programs->ends_date;

	return phrase_of(words[row->unverified][judging_table_old(env, date)], 3,
			 PHRASE_TEXT(shown), PHRASE_DAY(row->end), PHRASE_DAY(date));
}

void programs_support(struct programs_sum *s, const char *label, const char *version,
		      const struct program_end *row, int weight, const char *advice)
{
	const char *shown = programs_shown(s->env, label, version);
	struct verdict v = { .weight = weight, .advice = advice, .evidence_time = TIME_ABSENT };
	const char *many;

	if (!row) {
		if (!s->unknown)
			s->unknown = shown;
		return;
	}
	if (row->end == TIME_ABSENT) {
		programs_fine(s);
		return;
	}
	if (is_older(row, version)) {
		v.evidence = evidence_older(s->env, shown, row);
	} else {
		v.evidence = evidence(s->env, shown, row);
		label = row->label;
	}
	switch (support_of(s->env, row->end, row->extended_end)) {
	case SUPPORT_LONG: programs_fine(s); return;
	case SUPPORT_SOON:
		v.answer = ANSWER_CONCERN;
		v.headline = phrase_of(N_("{0} will be looked after only until {1}"), 2,
				       PHRASE_TEXT(label), PHRASE_DAY(row->end));
		many = N_("{0} and {1} more need care: support ends soon, or is over");
		break;
	case SUPPORT_EXTENDED:
		v.answer = ANSWER_CONCERN;
		v.headline =
		    phrase_of(N_("Support of {0} goes on only by contract"), 1, PHRASE_TEXT(label));
		many = N_("{0} and {1} more need care: support ends soon, or is over");
		break;
	case SUPPORT_OVER:
	default:
		v.answer = s->mild ? ANSWER_CONCERN : ANSWER_DANGER;
		v.headline =
		    phrase_of(N_("{0} is no longer mended by its maker"), 1, PHRASE_TEXT(label));
		many = N_("{0} and {1} more are no longer mended, or not for long");
	}
	programs_care(s, label, &v, many);
}

const char *programs_no_ends(const struct judge_env *env)
{
	if (!env->programs || env->programs->ends_date == TIME_ABSENT ||
	    env->programs->names_date == TIME_ABSENT)
		return N_("because our table of support ends could not be read");
	if (judging_clock_wrong(env, env->programs->ends_date))
		return N_("because the clock of this machine seems to be wrong");
	return NULL;
}

struct phrase programs_by_ends(const struct judge_env *env)
{
	return phrase_of(judging_table_old(env, env->programs->ends_date)
			     ? N_("List of programs. Table of {0}, which is more than 60 days old")
			     : N_("List of programs. Table of {0}"),
			 1, PHRASE_DAY(env->programs->ends_date));
}

struct verdict programs_verdict(const struct programs_sum *s, int64_t table_date,
				const struct verdict *ok)
{
	struct verdict v = s->worst;

	if (v.answer != ANSWER_OK) {
		if (s->n > 1 && s->many && v.headline.n_args)
			v.headline = phrase_of(s->many, 2, v.headline.arg[0],
					       PHRASE_NUMBER((int64_t)s->n - 1));
		return v;
	}
	if (s->unknown || s->stale) {
		v = judging_unseen(NULL);
		v.reason = phrase_of(s->unknown ? N_("because {0} is not in our table of {1}")
						: N_("because our table of {1} is too old for {0}"),
				     2, PHRASE_TEXT(s->unknown ? s->unknown : s->stale),
				     PHRASE_DAY(table_date));
		return v;
	}
	return *ok;
}
