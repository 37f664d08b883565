/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L5: does this PC make copies of its data, and when was the last one finished? Counted up to the
 * last use of the PC. A copy made by hand leaves no trace: the text says so. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_backup_traces;

#define FRESH_DAYS 7
#define OLD_DAYS   30

static const char *name_of(const struct fact_backup_trace *f)
{
	if (f->method && !strcmp(f->method, "file-history"))
		return N_("File History");
	if (f->method && !strcmp(f->method, "windows-backup"))
		return N_("Backup of Windows");
	return NULL;
}

/* Windows' own names are words, makers' are not. */
static struct phrase_arg shown(const struct fact_backup_trace *f)
{
	const char *own = name_of(f);

	if (own)
		return PHRASE_WORD(own);
	return PHRASE_TEXT(f->method && *f->method ? f->method : "?");
}

static bool is(const char *text, const char *what)
{
	return text && !strcmp(text, what);
}

enum sort {
	COPY,    /* a finished copy; or no date at all */
	RUN,     /* a program ran, and how that ended is not known, or not without remarks */
	FAILURE, /* it ran, and said that it did not work */
};

static enum sort sort_of(const struct fact_backup_trace *f)
{
	return is(f->date_is, "run") ? RUN : is(f->date_is, "failure") ? FAILURE : COPY;
}

/* The newest trace of a sort; without any date, one that is set up. */
static const struct fact_backup_trace *best(const struct facts *facts, enum sort sort)
{
	const struct fact_backup_trace *found = NULL;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_BACKUP_TRACE); i++) {
		const struct fact_backup_trace *f = FACTS_AT(facts, backup_trace, BACKUP_TRACE, i);

		if (sort_of(f) != sort || (sort != COPY && f->at == TIME_ABSENT))
			continue;
		if (!found || f->at > found->at || (f->at == found->at && !name_of(f)))
			found = f;
	}
	return found;
}

/* What a date is, and where it was read. The last row is for records that do not say so. */
static const struct label {
	const char *date_is, *out_of, *used, *unknown;
} labels[] = {
	{ "success", "settings",
	  N_("{0}, by the settings of Windows: last finished copy on {1}, {2} day(s) before the PC "
	     "was last used, {3} day(s) ago today"),
	  N_("{0}, by the settings of Windows: last finished copy on {1}, {2} day(s) ago today; "
	     "when "
	     "the PC was last used is not known") },
	{ "success", "event-log",
	  N_("{0}, by its event log: last finished copy on {1}, {2} day(s) before the PC was last "
	     "used, {3} day(s) ago today"),
	  N_("{0}, by its event log: last finished copy on {1}, {2} day(s) ago today; when the PC "
	     "was last used is not known") },
	{ "success", "file",
	  N_("{0}, by its own log: the last task that ended well on {1}, {2} day(s) before the PC "
	     "was last used, {3} day(s) ago today"),
	  N_("{0}, by its own log: the last task that ended well on {1}, {2} day(s) ago today; "
	     "when "
	     "the PC was last used is not known") },
	{ "change", "file",
	  N_("{0}, by the newest change of its catalogue: last copy on {1}, {2} day(s) before the "
	     "PC "
	     "was last used, {3} day(s) ago today"),
	  N_("{0}, by the newest change of its catalogue: last copy on {1}, {2} day(s) ago today; "
	     "when the PC was last used is not known") },
	{ "run", "event-log",
	  N_("{0}, by its event log: the last run on {1} did not end without remarks, {2} day(s) "
	     "before the PC was last used, {3} day(s) ago today"),
	  N_("{0}, by its event log: the last run on {1} did not end without remarks, {2} day(s) "
	     "ago "
	     "today; when the PC was last used is not known") },
	{ "run", "file",
	  N_("{0}, by its own log: last run on {1}, how it ended is not known, {2} day(s) before "
	     "the "
	     "PC was last used, {3} day(s) ago today"),
	  N_("{0}, by its own log: last run on {1}, how it ended is not known, {2} day(s) ago "
	     "today; "
	     "when the PC was last used is not known") },
	{ "failure", "event-log",
	  N_("{0}, by its event log: the last run on {1} did not work, {2} day(s) before the PC "
	     "was "
	     "last used, {3} day(s) ago today"),
	  N_("{0}, by its event log: the last run on {1} did not work, {2} day(s) ago today; when "
	     "the PC was last used is not known") },
	{ "failure", "file",
	  N_("{0}, by its own log: the last run on {1} did not work, {2} day(s) before the PC was "
	     "last used, {3} day(s) ago today"),
	  N_("{0}, by its own log: the last run on {1} did not work, {2} day(s) ago today; when "
	     "the "
	     "PC was last used is not known") },
	{ NULL, NULL,
	  N_("{0}: last copy on {1}, {2} day(s) before the PC was last used, {3} day(s) ago today"),
	  N_("{0}: last copy on {1}, {2} day(s) ago today; when the PC was last used is not "
	     "known") },
};

static struct phrase evidence(const struct fact_backup_trace *f, const struct age *age)
{
	const struct label *l = labels;

	while (l->date_is && (!is(f->date_is, l->date_is) || !is(f->out_of, l->out_of)))
		l++;
	if (!age->use_known)
		return phrase_of(l->unknown, 3, shown(f), PHRASE_DATE(f->at),
				 PHRASE_NUMBER(age->today));
	return phrase_of(l->used, 4, shown(f), PHRASE_DATE(f->at), PHRASE_NUMBER(age->days),
			 PHRASE_NUMBER(age->today));
}

/* A run is no copy: it is never OK, and no reason to worry while it is new. */
static struct verdict dated(const struct fact_backup_trace *f, const struct judge_env *env)
{
	struct age age = judging_age(env, f->at);
	struct say s = { ANSWER_OK,         0,    N_("Copies of the data are made"), NULL,
			 evidence(f, &age), f->at };

	if (age.future)
		return judging_unseen(N_("because the date of the last copy lies in the future"));
	if (age.days > OLD_DAYS) {
		s.answer = ANSWER_CONCERN;
		s.weight = 3;
		s.advice = "renew-backup";
		s.headline = N_("The last copy of the data is old");
	} else if (sort_of(f) == RUN) {
		s.answer = ANSWER_NOTICE;
		s.advice = "see-last-backup";
		s.headline = N_("A backup program ran lately; please look at how that ended");
	} else if (age.days > FRESH_DAYS) {
		s.answer = ANSWER_NOTICE;
		s.advice = "renew-backup";
		s.headline = N_("The last copy of the data is more than a week old");
	}
	return saying(&s);
}

/* No finished copy is known, and the program itself says that it did not make one. */
static struct verdict failed(const struct fact_backup_trace *f, const struct judge_env *env)
{
	struct age age = judging_age(env, f->at);
	struct say s = { ANSWER_CONCERN,
			 3,
			 N_("A backup was set up, but no finished copy was seen"),
			 "renew-backup",
			 evidence(f, &age),
			 f->at };

	return saying(&s);
}

static struct verdict undated(const struct fact_backup_trace *f)
{
	struct say s = { ANSWER_NOTICE,
			 0,
			 N_("A backup program is here; please look at when it last ran"),
			 "see-last-backup",
			 phrase_of(N_("List of programs: {0}; the date of its last copy is not "
				      "written where we look"),
				   1, shown(f)),
			 TIME_ABSENT };

	if (name_of(f)) {
		s.answer = ANSWER_CONCERN;
		s.weight = 3;
		s.advice = "renew-backup";
		s.headline = N_("A backup was set up, but no finished copy was seen");
		s.evidence = phrase_of(
		    N_("{0} is set up; the date of a finished copy is not there"), 1, shown(f));
	}
	return saying(&s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_backup_trace *copy = best(facts, COPY), *ran = best(facts, RUN),
				       *not_made = best(facts, FAILURE);
	struct say none = { ANSWER_DANGER,
			    3,
			    N_("No trace of a backup was found on this PC"),
			    "make-backup",
			    PHRASE(N_("Windows settings and list of programs: no backup is set up; "
				      "copies made by hand leave no trace")),
			    TIME_ABSENT };
	struct verdict v;

	if (!copy && !ran && !not_made)
		return saying(&none);
	if (!copy || copy->at == TIME_ABSENT)
		return ran ? dated(ran, env) : not_made ? failed(not_made, env) : undated(copy);
	v = dated(copy, env);
	/* An old way of making copies, left for a new one. */
	return v.answer == ANSWER_CONCERN && ran && ran->at > copy->at ? dated(ran, env) : v;
}

const struct check check_backup_traces = {
	.id = "backup-traces",
	.row = "L5",
	.question = N_("Does this PC make copies of its data?"),
	.targets = TARGET_WINDOWS,
	.interview = 11,
	.schemes = "JD11 5C 6-B",
	.needs = { FACT_KIND_BACKUP_TRACE, FACT_KIND_NONE },
	.judge = judge,
};
