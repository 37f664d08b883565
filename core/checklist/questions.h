/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interview's questions and the advice texts as tables. Texts are message ids: pass them
 * through _() when they are shown. Must not judge, must not translate. */
#pragma once

#include <stdbool.h>

#include "core/model/answer.h"

enum area {
	AREA_BASICS,
	AREA_RIGHTS,
	AREA_BACKUP,
	AREA_MAIL,
	AREA_DATA,
	AREA_PEOPLE,
	AREA_READY,
	AREAS,
};

/* What to do, and how long it takes. */
struct step {
	const char *text;
	int minutes;      /* today only; 0: see time */
	const char *time; /* "1 hour"; NULL: see minutes */
	const char *cost, *who;
};

struct question {
	unsigned number;
	bool in_short; /* one of the twelve of the short interview */
	int weight;    /* 1 to 3 */
	enum area area;
	const char *text, *why;
	const char *good;     /* whole sentence, when the answer is yes */
	const char *mend;     /* noun for "Mend {0} ..." */
	const char *headline; /* what is the case when the answer is not yes */
	const char *action;   /* the action in one line */
	struct step today, month;
	const char *self_check, *six_rules, *scs, *measures;
	const char *glossary; /* or NULL */
};

/* number 1 to QUESTIONS; NULL otherwise. */
const struct question *question_get(unsigned number);

/* The numbers to ask, in order, into ret (room for QUESTIONS). Returns how many: 12 or 30. */
unsigned question_list(bool short_interview, unsigned *ret);

/* Message id of an area's or a reply's name: "Basics of the PC"; "yes", "partly", ... */
const char *area_name(enum area area);
const char *reply_word(enum reply reply);

/* A row of advice.def. */
struct advice {
	const char *id;
	const char *what, *why;
	struct step today, month;
	const char *glossary; /* or NULL */
};

/* NULL when id is NULL or unknown (a record of another version). */
const struct advice *advice_get(const char *id);
