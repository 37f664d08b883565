/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which folders are worth a backup, by a table, and the words for what is left out. Must not look at a
 * disk: whether a folder is there, others say. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/client.h"

enum plan_place { PLAN_USER, PLAN_VOLUME };

struct plan_row {
	unsigned targets; /* TARGET_* */
	enum plan_place place;
	const char *path;  /* the last part may end in '*' */
	const char *words; /* message id */
};

const struct plan_row *plan_rows(size_t *ret_n);

/* True when a name on the disk is what the last part of the row's path asks for; letters without
 * regard to case. */
bool plan_matches(const char *wanted, const char *name);

/* True when path is `of` or lies below it; letters of ASCII without regard to case. */
bool plan_below(const char *path, const char *of);

/* Message id for a word of left_out.def; NULL: there is no such word. */
const char *plan_left_out_words(const char *word);
/* The words one after the other, NULL at the end. */
const char *plan_left_out_word(size_t i);
