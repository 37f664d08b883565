/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a walk found, for those who collect it (reader_walk.c: all at once in the order of the disk;
 * reader_folders.c: one folder at a time) and for those who hand it over (reader_batch.c). Private
 * to them. */
#pragma once

#include "scanners/worker/reader.h"

#define STREAMS_MAX  60u   /* of one file */
#define STREAMS_MORE "..." /* stands for those that could not be named: reads as unreadable */

/* 48 bytes: of a folder with a million files they are most of what a backup needs. */
struct walked {
	uint64_t id, lcn, size;
	int64_t modified;
	uint32_t name, folder; /* offsets into the pool of texts */
	uint32_t attributes;
	uint16_t streams;
	uint8_t hold, what; /* enum walked_what */
};

enum walked_what {
	WALKED_FILE,
	WALKED_FOLDER,
	WALKED_LINK,
	WALKED_OTHER,
	WALKED_UNREAD,
	WALKED_AGAIN, /* another name of the one before; not in a walk by folder */
};

struct reader_files {
	char path[VOLUME_PATH_MAX]; /* where the walk began */
	bool by_folder, flat;
	/* By folder: what is in memory is one folder; base: how many came before it. */
	struct volume_steps *steps;
	uint64_t base;
	struct walked *file;
	size_t n, cap;
	char *text;
	size_t text_n, text_cap;
	char folder[VOLUME_PATH_MAX]; /* of the file before: folders come in one piece */
	uint32_t folder_at;
	uint64_t unread;
	/* the reading */
	uint64_t file_max;
	size_t at;
	unsigned sub; /* 0: the unnamed stream, then the others */
	char stream[STREAMS_MAX + 1][VOLUME_NAME_MAX];
	unsigned n_streams;
	bool more_streams;
	size_t streams_of; /* file whose streams these are */
};

/* --- reader_walk.c --- */
void reader_files_note(struct reader_files *f, const char *path, const struct volume_stat *st,
		       enum walked_what what);
/* Each entry of a walk; arg is the server. */
int reader_files_collect(void *arg, const char *path, const struct volume_stat *st);
void reader_files_unread(void *arg, const char *path, const struct err *why);
/* Adds the files that are in memory. */
void reader_files_tally(const struct reader_files *f, struct wire_totals *t);

/* --- reader_folders.c --- */
/* A walk by folder of s->ask.path, at its first folder that has anything. */
NODISCARD int reader_folders_begin(struct reader_server *s, struct err *err);
/* On to the next folder that has anything. False at the end. */
bool reader_folders_next(struct reader_server *s);
