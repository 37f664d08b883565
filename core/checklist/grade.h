/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The overall grade: points, what keeps it down, its words. Pure. Rules: docs/sheet.md. */
#pragma once

#include "core/checklist/questions.h"
#include "core/model/checkup.h"

enum grade_mark {
	GRADE_WELL_KEPT, /* circle */
	GRADE_NEARLY,    /* triangle */
	GRADE_ACT_SOON,  /* cross */
	GRADE_FIND_OUT,  /* question mark: too much is not known */
	GRADE_MARKS,
};

/* What the grade stands on. */
enum grade_basis {
	GRADE_BASIS_INTERVIEW, /* answers; findings can only keep it down */
	GRADE_BASIS_RECORDS,   /* no question was answered: findings alone */
	GRADE_BASIS_USB,       /* the same, and nothing but USB memories was looked at */
	GRADE_BASIS_NOTHING,   /* neither */
};

/* How old the samples are (X21). */
enum samples_age {
	SAMPLES_FRESH,   /* up to 7 days */
	SAMPLES_AGEING,  /* 8 to 30: said */
	SAMPLES_OLD,     /* 31 to 90: keeps the grade at triangle or lower */
	SAMPLES_USELESS, /* 91 and more, or no date: no word about viruses, grade kept as well */
};

#define GRADE_CAPS        8
#define GRADE_UNKNOWN_MAX 8 /* more "don't know" than this: find out first */

struct grade {
	enum grade_mark mark;
	enum grade_basis basis;
	int score;                    /* 0 to 100; -1: none (too much unknown, nothing asked) */
	unsigned count[ANSWER_KINDS]; /* questions per mark, by answer or (basis) by records */
	unsigned n_caps;
	struct phrase cap[GRADE_CAPS]; /* what would keep it at triangle or lower */
	bool capped;                   /* ... and did: the points alone would give a circle */
};

/* c's answers must have been reconciled. */
void grade_make(const struct checkup *c, struct grade *ret);

enum samples_age grade_samples_age(const struct malware *m, int64_t now);
/* Whole days from the samples' date to now (0 when it lies after now); -1 when not known. */
int64_t grade_samples_days(const struct malware *m, int64_t now);

/* Marks are told by the answer kinds; a reply is one of them. */
enum answer_kind grade_reply_kind(enum reply reply); /* REPLY_NONE: ANSWER_NOT_APPLICABLE */

/* The worst finding about a question; ANSWER_NOT_APPLICABLE when there is none. */
enum answer_kind grade_records_kind(const struct checkup *c, unsigned question);

/* Message ids: "Nearly there"; name in records: "nearly-there". */
const char *grade_mark_word(enum grade_mark mark);
const char *grade_mark_name(enum grade_mark mark);
const char *grade_basis_name(enum grade_basis basis);
