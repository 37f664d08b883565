/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files and folders put below one folder that the user named. A file is written under a name of its
 * own in a folder of ours there, and gets its final name only when the medium has it: some are
 * waited for together. Nothing that is there is replaced: a file gets a second name, and that is
 * told. What it had as times is put back. Must not know what a file ought to hold: whoever calls
 * ends it or drops it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "backup/manifest.h"
#include "core/base/err.h"

struct put_file {
	const char *path; /* as it was */
	const char *name; /* as in the zip: valid for Windows */
	uint64_t size;    /* 0: not known yet */
	int64_t modified; /* or TIME_ABSENT */
};

struct put_counts {
	uint64_t files, bytes; /* with their final names */
	uint64_t second;       /* of them, under a second name */
	uint64_t spelled;      /* of them, not under the very name they had */
	uint64_t folders;
};

struct put_options {
	int dirfd; /* stays the caller's */
	void *arg;
	/* A file got another name because something of its own is there. */
	void (*second)(void *arg, const char *path, const char *name);
	/* A file that was ended could not get a name. */
	void (*lost)(void *arg, const char *path, const struct err *why);
};

struct put_back;

/* An error of any call below for which put_back_over() is true ends the whole; another costs the file
 * at hand. */
NODISCARD int put_back_new(const struct put_options *o, struct put_back **ret, struct err *err);
bool put_back_over(int code);

NODISCARD int put_back_folder(struct put_back *p, const struct put_file *f, struct err *err);
/* True when the very file is there already, by its size and its hash. */
bool put_back_has(struct put_back *p, const struct put_file *f, const uint8_t sha256[HASH_SIZE]);

NODISCARD int put_back_begin(struct put_back *p, const struct put_file *f, struct err *err);
NODISCARD int put_back_bytes(struct put_back *p, const void *bytes, size_t n, struct err *err);
NODISCARD int put_back_end(struct put_back *p, struct err *err);
void put_back_drop(struct put_back *p); /* what was begun; harmless when nothing was */

/* Names what waits, puts back the times of folders, removes the folder of ours. */
NODISCARD int put_back_finish(struct put_back *p, struct err *err);
const struct put_counts *put_back_counts(const struct put_back *p);
void put_back_free(struct put_back *p); /* what has no name goes; NULL is fine */
