/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where results go: standard output, and files that appear under their name only when all of
 * them are whole. Files are begun before the work, so that a destination that can't be written
 * is told at once and not after an hour. */
#pragma once

#include "core/base/err.h"
#include "core/base/io.h"

enum output_kind { OUTPUT_SAVE, OUTPUT_TEXT, OUTPUT_PDF, OUTPUT_JSON, OUTPUTS };

struct output {
	const char *path; /* NULL: not wanted */
	struct io_save save;
	int fd;      /* write here */
	bool direct; /* a pipe or character device: there is no name to take back */
};

struct outputs {
	struct output output[OUTPUTS];
	int committer; /* socket to the process that puts files in place for us (rootless.c), or -1
			*/
};

struct options;

/* Begins all files that o names. Refuses what lies on or is the source of o. On an error nothing
 * is left behind. */
NODISCARD int outputs_begin(struct outputs *ret, const struct options *o, struct err *err);
bool outputs_want(const struct outputs *s, enum output_kind kind);
NODISCARD int outputs_write(struct outputs *s, enum output_kind kind, const void *p, size_t n,
			    struct err *err);
NODISCARD int outputs_commit(struct outputs *s, struct err *err); /* all, or an error */
void outputs_abort(struct outputs *s);                            /* harmless after commit */

/* Standard output. */
NODISCARD int output_print(const char *text, size_t n, struct err *err);
