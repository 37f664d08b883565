/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The result sheet: one model, made once from a check-up, from which screen, text, JSON and PDF
 * are drawn. Its language stays open: struct phrase and message ids; whoever shows it uses
 * text_phrase() and _(). Pure: no clock, no files. Rules of grading: docs/sheet.md. */
#pragma once

#include <jansson.h>

#include "core/base/str.h"
#include "core/checklist/backup_said.h"
#include "core/checklist/contacts.h"
#include "core/checklist/grade.h"
#include "core/checklist/prefill.h"
#include "core/checklist/questions.h"

#define SHEET_SCHEMA         1
#define SHEET_ACTIONS        3
#define SHEET_NOT_LOOKED_MAX 64
#define SHEET_VIRUS_LINES    8
#define SHEET_SYSTEMS        4
#define SHEET_BACKUP_LINES   5

struct sheet_options {
	const char *case_number;   /* "0412-07", "" or NULL: a blank to write on */
	const char *pc_label;      /* sticker: a message id ("blue 1"), NULL: a blank */
	const char *chamber_phone; /* NULL: a blank */
	const char *chamber_hours; /* NULL: none */
	int zone_offset;      /* for dates, seconds east of UTC; 0: the PC's own zone, else Japan */
	bool short_interview; /* the twelve were meant to be asked */
	const struct contacts *contacts; /* NULL: only the chamber's blank */
};
#define SHEET_ZONE_JAPAN 32400

/* One of the three actions, or any other entry of the list they were taken from. Message ids. */
struct sheet_action {
	enum answer_kind mark; /* DANGER: soon; COULD_NOT_LOOK: don't know; CONCERN: care */
	unsigned question;     /* 0: none */
	const char *advice;    /* id in advice.def, NULL when the words are the question's */
	const struct finding *finding; /* what it came from; NULL: an answer alone */
	struct phrase headline;        /* what is the case, one line */
	struct phrase what;            /* the same, more telling; may be nothing */
	struct phrase why_here;        /* why it matters on this PC; nothing: see why */
	const char *title, *why;
	struct step today, month;
	const char *glossary; /* or NULL */
	struct phrase seen;   /* where it was seen (evidence), or nothing */
	bool contradiction;   /* answer and records differ */
	enum reply reply;     /* REPLY_NONE: not asked */
};

/* A row of the answer list: every question, asked or not. */
struct sheet_answer {
	struct answer answer; /* reconciled */
	struct prefill records;
};

struct sheet_area {
	enum area area;
	unsigned count[ANSWER_KINDS];   /* questions: answers, and records of unasked ones that need
					   care */
	unsigned asked, unasked;        /* questions of this area */
	const char *word;               /* message id: "good", "act soon", "not asked", ... */
	const struct finding **finding; /* of this area, worst first; none that does not apply */
	size_t n_findings;
};

struct sheet_not_looked {
	const char *group; /* "volume", "malware", "consent", "facts", "interview", "eye" */
	struct phrase what, why;
	uint64_t count; /* files; 0: counting makes no sense */
};

/* phrases inside borrow from the check-up, which must outlive the sheet. */
struct sheet {
	const struct checkup *checkup;
	struct arena *arena;
	/* head */
	int64_t date;
	int zone_offset;                    /* of the PC: for what its records say */
	int visit_zone;                     /* of the visit: for the sheet's own dates */
	const char *case_number, *pc_label; /* "" : a blank */
	const char *system[SHEET_SYSTEMS];  /* "Windows 11 Home 25H2", from the disk: escape */
	unsigned n_systems;
	/* verdict */
	struct grade grade;
	struct phrase
	    sentence[2]; /* "Updates are well kept." "Mend mail and backup, ..."; may be nothing */
	struct phrase mend_one; /* the second one with one matter only, for little room */
	struct phrase basis;    /* what the grade stands on, when that is not the whole visit */
	/* actions: the first three, then all others in the same order */
	struct sheet_action *action;
	size_t n_actions;
	/* areas, answers */
	struct sheet_area area[AREAS];
	struct sheet_answer answer[QUESTIONS + 1];
	unsigned asked;            /* how many questions have an answer */
	struct backup_said backup; /* answers and PC about copies of the data */
	/* virus lines: [0] and [1] are for the screen, further ones are details */
	struct phrase virus[SHEET_VIRUS_LINES];
	unsigned n_virus;
	unsigned virus_hits_at, n_virus_hits; /* so many of them from there tell where a sign is */
	/* a backup that was taken in this visit, and proven; else none */
	struct phrase taken[SHEET_BACKUP_LINES];
	unsigned n_taken;
	/* not looked at */
	struct sheet_not_looked not_looked[SHEET_NOT_LOOKED_MAX];
	unsigned n_not_looked;
	unsigned not_looked_more; /* lines that did not fit into the model */
	/* contacts */
	const struct contacts *contacts;           /* never NULL, may be empty */
	const char *chamber_phone, *chamber_hours; /* "": a blank */
	/* foot */
	const char *tool, *database_version;
	int64_t database_time, contacts_date; /* TIME_ABSENT when not known */
};

/* Fills ret; memory comes from arena. Answers are reconciled with the records in the sheet's own
 * copy, never silently (contradiction). options NULL: all blanks. */
void sheet_make(const struct checkup *c, const struct sheet_options *options, struct arena *arena,
		struct sheet *ret);

/* The actions that are printed: at most SHEET_ACTIONS. */
size_t sheet_first_actions(const struct sheet *s);

/* The sentence of the verdict as one text in the language on screen, at most SHEET_SENTENCE cells:
 * if need be one matter to mend instead of two, or without the praise. */
#define SHEET_SENTENCE 72
void sheet_sentence(const struct sheet *s, struct str *out);

/* "15 min", "1 hour" in the language on screen; nothing for a step without time. */
void sheet_step_time(const struct step *step, struct str *out);

/* Message id of a mark's word: "good", "note", "care", "soon", "unseen", "n/a". */
const char *sheet_mark_word(enum answer_kind mark);

/* The whole document: record_document() and grade, actions, areas, not_looked_at, contacts,
 * content_dates. New reference. */
json_t *sheet_document(const struct sheet *s);
