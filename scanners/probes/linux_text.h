/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The small text files of a Linux system as its probes use them: lines, words, packs of files, and
 * logs that were packed with gzip. Every line has a ceiling; what is longer is cut and counted.
 * Must not judge, nor know any of these files. */
#pragma once

#include "scanners/probes/probe.h"

#define LINUX_LINE_MAX  4096u
#define LINUX_WORDS_MAX 64u

struct linux_text {
	struct bytes text;
	size_t pos;
	size_t cut; /* lines that were longer than LINUX_LINE_MAX */
	char line[LINUX_LINE_MAX];
};

/* Next line into t->line, without its end; NUL bytes in it become '?'. */
bool linux_line(struct linux_text *t);
/* Blanks at both ends taken off, in place. */
char *linux_trim(char *s);
/* Words parted by blanks, in place; their number. */
size_t linux_words(char *line, char *word[], size_t max);
/* The value of `KEY = value` (any blanks, any case, '=' or ':' as `by`), quotes taken off; NULL when
 * the line is about something else. */
char *linux_value(char *line, const char *key, char by);
bool linux_yes(const char *value); /* yes, true, 1, on */

/* Calls each for every whole file of a pack, in the order of their names. What could not be read makes kind
 * PARTIAL, or FAILED where nothing of it was seen. False: the pack could not be read at all. */
typedef void linux_file_fn(void *arg, const struct probe_packed *file);
bool linux_pack(struct facts *out, enum fact_kind kind, const struct probe_blob *blob,
		linux_file_fn *each, void *arg);
/* A file that is there; one that could not be read is noted with its name. */
bool linux_blob(struct facts *out, enum fact_kind kind, const struct probe_blob *blob);
void linux_unseen(struct facts *out, enum fact_kind kind, const char *because);
/* At the end: one place that could not be read does not hide what others gave. */
void linux_settle(struct facts *out, enum fact_kind kind);

/* A name of a listed folder ("multi-user.target.wants"): is it there? */
bool linux_listed(const struct probe_blob *list, const char *name, struct arena *a);

/* What a file packed with gzip holds, up to a ceiling; *ret_cut when there is more or it is damaged. */
bool linux_gunzip(struct bytes packed, size_t ceiling, struct arena *a, struct bytes *ret,
		  bool *ret_cut);
bool linux_is_gzip(struct bytes b);
