/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands about the data partition share: is it there, as whom, and how it went. */
#pragma once

#include "cli/options.h"
#include "core/base/err.h"
#include "core/base/str.h"

/* --data is there and holds something (an empty folder is a stick that was pulled). Started by
 * root, this process becomes the owner of the partition: open what only root may read before. */
NODISCARD int data_begin(const struct options *o, struct err *err);

/* err in words on standard error, and the exit code that tells it apart. */
int data_fail(const struct options *o, const struct err *err);

/* The pass phrase out of --pass-fd: its lines, joined by "-". ret: KEEP_PASS_MAX bytes. */
NODISCARD int data_pass(int fd, char *ret, size_t size, struct err *err);

/* A whole stream into out. Closes f. */
NODISCARD int data_slurp(FILE *f, const char *path, size_t max, struct str *out, struct err *err);
