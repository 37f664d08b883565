/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors that carry their path: kind, message, and up to 8 "while ..." frames, all in fixed
 * arrays. Must not allocate, must not log: whoever returns an error does not log it. */
#pragma once

#include <stdbool.h>

#include "core/base/util.h"

enum err_kind {
	ERR_NONE,
	ERR_IO,          /* a device, file or socket refused to give or take bytes */
	ERR_FORMAT,      /* bytes that do not follow their format */
	ERR_LIMIT,       /* one of our ceilings, or out of time */
	ERR_DENIED,      /* no permission */
	ERR_UNSUPPORTED, /* understood, but nothing here can read it */
	ERR_INTERNAL,    /* our own mistake, a worker that died */
};

#define ERR_FRAMES 8

struct err {
	enum err_kind kind;
	int code; /* negative errno */
	char message[200];
	unsigned n_frames;
	char frame[ERR_FRAMES][100];
};

/* Starts an error at its source. code: a negative errno. err may be NULL. Returns code. */
int err_set(struct err *err, enum err_kind kind, int code, const char *fmt, ...) PRINTF(4, 5);

/* Like err_set() with the kind and words taken from errno-style code. Returns code. */
int err_sys(struct err *err, int code, const char *fmt, ...) PRINTF(3, 4);

/* Adds a frame on the way up ("while reading SOFTWARE"). Returns err->code (-EIO if err is NULL). */
int err_while(struct err *err, const char *fmt, ...) PRINTF(2, 3);

/* Clears. */
void err_clear(struct err *err);

/* Writes "message (while a; while b)" into buf, always terminated. Returns buf. */
const char *err_text(const struct err *err, char *buf, size_t size);

/* Short English name of a kind, for records: "io", "format", ... Never NULL. */
const char *err_kind_name(enum err_kind kind);
