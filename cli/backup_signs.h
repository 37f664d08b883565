/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files of a source have a sign of a virus: looked at now, or as a saved check-up of the same
 * disk has it. Nobody looked is an answer, and is told. Must not decide what becomes of them. */
#pragma once

#include <stdio.h>

#include "backup/manifest.h"
#include "cli/options.h"
#include "scanners/engine/run_files.h"

#define BACKUP_SIGNS_MAX 200000u

struct backup_sign {
	unsigned volume;
	const char *path, *name; /* name: as the samples have it */
};

struct backup_signs {
	struct backup_sign *sign; /* sorted once they are all there */
	size_t n, cap;
	bool too_many;
	FILE *saved; /* open from backup_signs_open() until it is read */
	struct arena arena;
};

/* Opens o->hits, if it is given, before power is given up. */
NODISCARD int backup_signs_open(struct backup_signs *s, const struct options *o, struct err *err);
/* With --signatures looks into the folders, with --hits reads the file; with neither nobody looked. ret:
 * its fields about viruses. ERR_UNSUPPORTED when what was asked for cannot be had: nothing is to be
 * copied then. */
NODISCARD int backup_signs_look(struct backup_signs *s, const struct options *o,
				struct run_files *f, struct checkup *c,
				const struct run_folder *folder, size_t n,
				struct manifest_head *ret, struct err *err);
/* Name of the sign of that file, or NULL. */
const char *backup_signs_of(const struct backup_signs *s, unsigned volume, const char *path);
void backup_signs_done(struct backup_signs *s);
