/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The newest copy, run and try of all Windows of the PC, and a table of sentences. */
#include "core/checklist/backup_said.h"

#include <string.h>

#include "core/base/util.h"
#include "core/checklist/prefill.h"

#define RECENT_DAYS          30
#define YEAR_DAYS            365
#define SAY_MONTHS_FROM_DAYS 60
#define DAYS_PER_MONTH       30

/* What the PC shows, the most telling first. */
enum shown {
	SHOWN_NOBODY_LOOKED,
	SHOWN_UNREAD,  /* nobody could, or not at all of it */
	SHOWN_RECENT,  /* a finished copy */
	SHOWN_OLD,     /* a finished copy, long before the PC was last used */
	SHOWN_RAN,     /* a program ran; how that ended is not known */
	SHOWN_RAN_OLD, /* the same, long before the PC was last used */
	SHOWN_FAILED,  /* it says that it did not work */
	SHOWN_SET_UP,  /* Windows' own, without a finished copy */
	SHOWN_PROGRAM, /* a maker's, without a date */
	SHOWN_NOTHING,
	SHOWN_KINDS
};

struct traces {
	bool looked, whole, any, own; /* own: one of Windows' own ways is set up */
	int64_t copy, run, failure;   /* newest of each, or TIME_ABSENT */
};

static bool is(const char *text, const char *what)
{
	return text && !strcmp(text, what);
}

static void take(struct traces *t, const struct fact_backup_trace *f)
{
	int64_t *newest = is(f->date_is, "run")       ? &t->run
			  : is(f->date_is, "failure") ? &t->failure
						      : &t->copy;

	t->any = true;
	t->own |= is(f->method, "file-history") || is(f->method, "windows-backup");
	*newest = MAX(*newest, f->at);
}

static struct traces traces_of(const struct checkup *c)
{
	struct traces t = {
		.whole = true, .copy = TIME_ABSENT, .run = TIME_ABSENT, .failure = TIME_ABSENT
	};

	for (size_t s = 0; s < c->n_systems; s++) {
		const struct facts *facts = &c->system[s].facts;
		enum fact_state state = facts_state(facts, FACT_KIND_BACKUP_TRACE);

		if (c->system[s].kind != SYSTEM_WINDOWS || state == FACT_STATE_NOT_COLLECTED)
			continue;
		t.looked = true;
		t.whole &= state == FACT_STATE_COLLECTED;
		for (size_t i = 0; i < facts_count(facts, FACT_KIND_BACKUP_TRACE); i++)
			take(&t, FACTS_AT(facts, backup_trace, BACKUP_TRACE, i));
	}
	return t;
}

/* Up to the last use of the PC: one that lies in a cupboard makes no copies. */
static int64_t days_until(const struct checkup *c, int64_t at)
{
	int64_t used = prefill_last_use(c);

	return time_days_between(at, used != TIME_ABSENT ? used : c->now);
}

static enum shown shown_of(const struct checkup *c, const struct traces *t)
{
	if (!t->looked)
		return SHOWN_NOBODY_LOOKED;
	if (MAX(t->copy, MAX(t->run, t->failure)) > c->now)
		return SHOWN_UNREAD;
	if (t->copy != TIME_ABSENT && days_until(c, t->copy) <= RECENT_DAYS)
		return SHOWN_RECENT;
	if (!t->whole) /* what was not read may be the newest */
		return SHOWN_UNREAD;
	if (t->run > t->copy && days_until(c, t->run) <= RECENT_DAYS)
		return SHOWN_RAN;
	if (t->copy != TIME_ABSENT)
		return SHOWN_OLD;
	if (t->run != TIME_ABSENT)
		return SHOWN_RAN_OLD;
	if (t->failure != TIME_ABSENT)
		return SHOWN_FAILED;
	if (t->any)
		return t->own ? SHOWN_SET_UP : SHOWN_PROGRAM;
	return SHOWN_NOTHING;
}

static struct phrase of_copy(const struct checkup *c, int64_t at)
{
	int64_t days = days_until(c, at);

	if (prefill_last_use(c) == TIME_ABSENT)
		return phrase_of(N_("The last copy was finished on {0}; when the PC was last used "
				    "is not known."),
				 1, PHRASE_DATE(at));
	if (days <= 1)
		return phrase_of(N_("The last copy was finished on {0}, at most a day before the "
				    "PC was last used."),
				 1, PHRASE_DATE(at));
	if (days < SAY_MONTHS_FROM_DAYS)
		return phrase_of(N_("The last copy was finished on {0}, {1} days before the PC was "
				    "last used."),
				 2, PHRASE_DATE(at), PHRASE_NUMBER(days));
	return phrase_of(N_("The last copy was finished on {0}, {1} months before the PC was last "
			    "used."),
			 2, PHRASE_DATE(at), PHRASE_NUMBER(days / DAYS_PER_MONTH));
}

static struct phrase shows(const struct checkup *c, const struct traces *t, enum shown shown)
{
	switch (shown) {
	case SHOWN_UNREAD:
		return PHRASE(
		    N_("What the PC shows of copies could not be read, or not all of it."));
	case SHOWN_RECENT:
	case SHOWN_OLD: return of_copy(c, t->copy);
	case SHOWN_RAN:
	case SHOWN_RAN_OLD:
		return phrase_of(N_("A backup program last ran on {0}; that it finished a copy is "
				    "not to be seen."),
				 1, PHRASE_DATE(t->run));
	case SHOWN_FAILED:
		return phrase_of(
		    N_("A backup program tried on {0}, and says that it did not work."), 1,
		    PHRASE_DATE(t->failure));
	case SHOWN_SET_UP:
		return PHRASE(N_("A backup is set up in Windows; no finished copy is to be seen."));
	case SHOWN_PROGRAM:
		return PHRASE(N_("A backup program is there; the day of its last copy is not to be "
				 "seen."));
	case SHOWN_NOTHING:
		return PHRASE(N_("No program that makes copies is to be seen; copies made by hand "
				 "leave no trace."));
	case SHOWN_NOBODY_LOOKED:
	case SHOWN_KINDS: break;
	}
	return PHRASE_NONE;
}

static const char yes_fits[] =
    N_("Answer and PC fit together. Whether the copy can be brought back, only trying shows.");
static const char yes_differs[] =
    N_("You say that copies are kept; the PC shows no recent one. It may be done in another way: "
       "please look at the copy itself, for the day of its newest file.");
static const char open_question[] =
    N_("The PC neither bears the answer out nor speaks against it: please look at the copy itself, "
       "for the day of its newest file.");
static const char partly_fits[] =
    N_("Answer and PC fit together: copies are made. One of them is best kept unplugged.");
static const char no_differs[] =
    N_("You say that no copies are kept; the PC shows that some are made. Please look where they "
       "go, and whether your data are in them.");
static const char no_fits[] = N_("Answer and PC fit together: there is no copy yet to rely on.");
static const char unknown_seen[] =
    N_("You did not know; the PC shows that copies are made. Please look where they go, and who "
       "looks after them.");
static const char unknown_unseen[] =
    N_("You did not know, and the PC shows no recent copy: until one is found, please reckon with "
       "none.");
static const char only_said[] = N_("So only your answer is known here.");

/* How answer and PC fit together. YES, PARTLY, NO, UNKNOWN. */
static const char *const sentence[SHOWN_KINDS][4] = {
	[SHOWN_UNREAD] = { only_said, only_said, only_said, NULL },
	[SHOWN_RECENT] = { yes_fits, partly_fits, no_differs, unknown_seen },
	[SHOWN_OLD] = { yes_differs, open_question, no_fits, unknown_unseen },
	[SHOWN_RAN] = { open_question, open_question, no_differs, unknown_seen },
	[SHOWN_RAN_OLD] = { yes_differs, open_question, no_fits, unknown_unseen },
	[SHOWN_FAILED] = { yes_differs, open_question, no_fits, unknown_unseen },
	[SHOWN_SET_UP] = { yes_differs, open_question, no_fits, unknown_unseen },
	[SHOWN_PROGRAM] = { open_question, open_question, open_question, open_question },
	[SHOWN_NOTHING] = { yes_differs, open_question, no_fits, unknown_unseen },
};

static const char *together(enum shown shown, enum reply reply)
{
	switch (reply) {
	case REPLY_YES: return sentence[shown][0];
	case REPLY_PARTLY: return sentence[shown][1];
	case REPLY_NO: return sentence[shown][2];
	case REPLY_UNKNOWN: return sentence[shown][3];
	case REPLY_NONE:
	case REPLY_NOT_USED: break;
	}
	return NULL;
}

enum reply backup_said_tried(const struct checkup *c)
{
	struct traces t = traces_of(c);
	enum shown shown = shown_of(c, &t);
	int64_t outside = prefill_outside_disk(c);

	if (shown != SHOWN_NOTHING && !(shown == SHOWN_OLD && days_until(c, t.copy) > YEAR_DAYS))
		return REPLY_NONE;
	/* Not read is not "none". */
	if (outside == PREFILL_NOT_READ ||
	    (outside != TIME_ABSENT && days_until(c, outside) <= YEAR_DAYS))
		return REPLY_NONE;
	return REPLY_PARTLY;
}

void backup_said_make(const struct checkup *c, enum reply copies, enum reply tried,
		      struct backup_said *ret)
{
	struct traces t = traces_of(c);
	enum shown shown = shown_of(c, &t);
	const char *words = together(shown, copies);

	*ret = (struct backup_said){ .shows = shows(c, &t, shown) };
	if (words)
		ret->together = PHRASE(words);
	ret->differ = words == yes_differs || words == no_differs;
	if (tried != REPLY_YES || !ret->shows.id)
		return;
	ret->tried =
	    backup_said_tried(c) == REPLY_PARTLY
		? PHRASE(
		      N_("You say that bringing back was tried within a year; the PC shows no "
			 "copy of that time, nor an outside disk. Please look which copy it was."))
		: PHRASE(N_("That bringing back was tried leaves no trace on a PC."));
}
