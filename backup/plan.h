/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which folders are worth a backup, by a table, and the words for what is left out. Must not look at a
 * disk: whether a folder is there, others say. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/client.h"

enum plan_place { PLAN_USER, PLAN_VOLUME };

/* Where a row's place is known from. */
enum plan_known { PLAN_SYSTEM, PLAN_MAKER, PLAN_SEEN };

enum plan_note {
	PLAN_PLAIN,
	PLAN_PROGRAM, /* a program's own data: named also where it lies in a folder that is taken anyway */
	PLAN_DATABASE, /* the same, and its program's own backup is better than a copy of its files */
	PLAN_OFFERED, /* shown, not taken by itself */
};

struct plan_row {
	unsigned targets; /* TARGET_* */
	enum plan_place place;
	const char *path;  /* each part may end in '*' */
	const char *words; /* message id */
	enum plan_known known;
	enum plan_note note;
};

const struct plan_row *plan_rows(size_t *ret_n);

/* True when a name on the disk is what the last part of the row's path asks for; letters without
 * regard to case. */
bool plan_matches(const char *wanted, const char *name);

/* True when path is `of` or lies below it; letters of ASCII without regard to case. */
bool plan_below(const char *path, const char *of);

/* A folder at the top of a disk, or in a person's own folder, that Windows or its makers put there. */
bool plan_made_by_windows(const char *name);
bool plan_made_in_profile(const char *name);
/* A file at the top of a disk in which Windows keeps its own memory. */
bool plan_memory_file(const char *name);

/* Message id for a word of left_out.def; NULL: there is no such word. */
const char *plan_left_out_words(const char *word);
/* The words one after the other, NULL at the end. */
const char *plan_left_out_word(size_t i);
