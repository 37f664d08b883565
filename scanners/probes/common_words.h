/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passwords that somebody would try first: the words of a table, and what a firm makes out of its
 * own names, years and "123". Must not know what they are compared with. */
#pragma once

#include "core/base/arena.h"
#include "core/base/bytes.h"

#define COMMON_NAMES_MAX 1000

/* Names of this PC and its people. */
struct common_words {
	struct arena *arena;
	const char **name;
	size_t n;
	bool more; /* there were more names than COMMON_NAMES_MAX */
};

void common_words_init(struct common_words *w, struct arena *a);
/* Adds a name ("青空工務店", "Taro Yamada", "AOZORA-PC1") and its parts; NULL is fine. */
void common_words_add(struct common_words *w, const char *name);

/* Tells every candidate: first the table's own, one line each after the head, then the names and
 * what is made of them. */
void common_words_table(struct bytes table, void (*tell)(void *arg, const char *text, size_t n),
			void *arg);
void common_words_names(const struct common_words *w,
			void (*tell)(void *arg, const char *text, size_t n), void *arg);

/* "# date: 2026-11-22" of a table, or TIME_ABSENT. */
int64_t common_words_date(struct bytes table, struct arena *a);
