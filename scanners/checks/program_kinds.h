/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which programs of one kind (remote control, file sharing, cloud stores) left traces on this PC:
 * in the list of programs, as services, folders, or notes that they were started. Pure. */
#pragma once

#include "scanners/checks/programs.h"

#define PROGRAM_KINDS_MAX 32

struct program_kinds {
	const char *label[PROGRAM_KINDS_MAX]; /* for people, each once */
	const char *how[PROGRAM_KINDS_MAX];   /* a message id: how the first trace showed */
	size_t n;
	int64_t time;        /* of the first one's trace */
	const char *started; /* the one that was started last, NULL when no day is known */
	int64_t last, runs;  /* ... when, and how often */
};

/* Those of the list of programs. */
void program_kinds_listed(const struct facts *facts, const struct judge_env *env, const char *kind,
			  struct program_kinds *ret);
/* Those of the traces. */
void program_kinds_traces(const struct facts *facts, const struct judge_env *env, const char *kind,
			  struct program_kinds *ret);
/* Those that only Windows' own notes of programs name (not the list). */
void program_kinds_noted(const struct facts *facts, const struct judge_env *env, const char *kind,
			 struct program_kinds *ret);
/* These notes are there, but not all of them were read: the reason. */
bool program_kinds_notes_cut(const struct facts *facts, struct phrase *ret);
void program_kinds_add(struct program_kinds *k, const char *label, const char *how, int64_t time);
/* Label of a product in the table of names, or the product's own word. */
const char *program_kinds_label(const struct judge_env *env, const char *product);

/* Evidence for some: when the last of them was started, or how the first of them showed. */
struct phrase program_kinds_some(const struct judge_env *env, const struct program_kinds *k);
/* The time that goes with it. */
int64_t program_kinds_time(const struct program_kinds *k);
/* Evidence for none: where was looked, and how old the table of names is. */
struct phrase program_kinds_none(const struct judge_env *env);

/* "TeamViewer, AnyDesk": at most three, in the arena of env. */
const char *program_kinds_names(const struct judge_env *env, const struct program_kinds *k);
