/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the checks about programs share: recognising a program by its name, comparing versions, and
 * gathering what was found about many programs into one verdict. Pure. */
#pragma once

#include "scanners/checks/judging.h"
#include "scanners/checks/support_end.h"

/* '*' stands for anything; ASCII letters match in either case. */
bool programs_like(const char *pattern, const char *text);

/* The row that fits a program of the list; NULL: none, or no table. */
const struct program_name *programs_name(const struct judge_env *env,
					 const struct fact_software *f);
bool programs_is(const struct program_name *row, const char *kind);

/* Versions are compared number by number, up to the first character that is neither digit nor
 * point: "6.6.1 (15968)" is 6.6.1. */
bool programs_has_version(const char *version);
int programs_compare(const char *a, const char *b);

/* The row of a product for a branch ("2019", "xi") or, by its longest fitting branch, for a version.
 * A version that is older than every row, all of which have ended, gets the oldest one's row. NULL:
 * the table does not say. */
const struct program_end *programs_end(const struct judge_env *env, const char *product,
				       const char *branch_or_version);

/* One verdict out of what was found about many programs. */
#define PROGRAMS_LABELS 64
struct programs_sum {
	const struct judge_env *env;
	struct verdict worst;               /* answer ANSWER_OK until something worse was offered */
	const char *many;                   /* headline for more than one: "{0} and {1} more ..." */
	const char *label[PROGRAMS_LABELS]; /* those that need care, each once */
	size_t n;
	unsigned judged;     /* programs about which something could be said */
	const char *unknown; /* the first about which the tables say nothing */
	const char *stale;   /* the first for which the table is too old */
	bool mild;           /* support that is over is CONCERN only */
};

/* A program that is in order. */
void programs_fine(struct programs_sum *s);
/* One that needs care. A second finding about the same label counts once. */
void programs_care(struct programs_sum *s, const char *label, const struct verdict *v,
		   const char *many);
/* Judges the support of one program: OVER is DANGER (unless mild), SOON and EXTENDED are CONCERN.
 * label: its name without a version; version: may be NULL. */
void programs_support(struct programs_sum *s, const char *label, const char *version,
		      const struct program_end *row, int weight, const char *advice);
/* Why the table of support ends cannot be used, a message id; NULL: it can. */
const char *programs_no_ends(const struct judge_env *env);
/* Evidence where all is in order: the list, and the table's day. */
struct phrase programs_by_ends(const struct judge_env *env);
/* The sum as a verdict; ok: what to say when all are in order. */
struct verdict programs_verdict(const struct programs_sum *s, int64_t table_date,
				const struct verdict *ok);

/* "Lhaplus 1.74", in the arena of env. */
const char *programs_shown(const struct judge_env *env, const char *label, const char *version);
