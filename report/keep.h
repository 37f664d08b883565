/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stays on the stick of a finished case: its records, sealed for the chamber (age), under a
 * name that says nothing. Nothing of a client is ever written here in the open, and nothing half
 * under a final name. Layout: docs/data-partition.md. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/str.h"
#include "core/checklist/loan.h"

#define KEEP_RESULTS_MAX 1000
#define KEEP_NAME_SIZE   40 /* 32 digits, ".age" */
#define KEEP_PASS_MAX    200

/* Seals n bytes of records into DATA/results. sticker: the PC's on a lent stick, NULL on any
 * other; it is then counted in loan.json. ret_name: KEEP_NAME_SIZE bytes.
 * -ENOKEY: there is no key to seal for (none, or a list that is not in order): nothing is kept.
 * -ENOENT, -EIO, -ENODEV, -ENOSPC, -EROFS as the medium has it. */
NODISCARD int keep_seal(const char *data, const void *records, size_t n,
			const enum sticker *sticker, int64_t now, char *ret_name, struct err *err);

/* What is in a sealed file, into out. identity: a file with an age identity; pass: its pass
 * phrase, NULL when it has none (or age shall ask on the terminal). -EACCES: not the right one. */
NODISCARD int keep_open(const char *path, const char *identity, const char *pass, struct str *out,
			struct err *err);

/* An identity for many files: opened once. Returns a sealed memory file. */
NODISCARD int keep_unlock(const char *identity, const char *pass, struct err *err);
NODISCARD int keep_open_with(int key_fd, const char *path, struct str *out, struct err *err);

/* The names in DATA/results, in order. Returns how many (at most KEEP_RESULTS_MAX), or negative
 * errno. names: free() it. */
NODISCARD int keep_list(const char *data, char (**ret_names)[KEEP_NAME_SIZE], struct err *err);

/* Removes what programs that are gone left half-written. Returns how many, or negative errno. */
NODISCARD int keep_sweep(const char *data, struct err *err);

/* --- for those who have other files below DATA (the tally) --------------------------------- */
/* DATA/name, a regular file of at most max bytes, into out. -ENOENT: there is none. */
NODISCARD int keep_read(const char *data, const char *name, size_t max, struct str *out,
			struct err *err);
/* Whole or not at all; read back and compared. stamp: time of the file, TIME_ABSENT: now. */
NODISCARD int keep_write(const char *data, const char *name, const void *p, size_t n, int64_t stamp,
			 struct err *err);
