/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup restore --to-pc: a part of a PC's own disk as the place that files come back to. It is looked
 * at, its owner is asked, and only then the broker lifts the guard of that one disk and a worker serves
 * the part (docs/adr/0046-restore-onto-the-pc.md). Must not know NTFS. */
#pragma once

#include "backup/restore.h"
#include "cli/options.h"
#include "core/model/carry.h"
#include "core/model/onto_pc.h"
#include "scanners/engine/medium_client.h"

struct run_options;
struct checkup;

struct restore_onto {
	struct carry_target part; /* of the disk, as --to-pc named it */
	/* what the disk tells of itself, escaped when shown */
	char model[CARRY_TEXT_MAX + 1], serial[CARRY_TEXT_MAX + 1], label[CARRY_TEXT_MAX + 1];
	uint64_t disk_size, size, free; /* bytes; size, free: of the part */
	uint64_t room;                  /* of free, that may be filled */
	unsigned number;                /* of the part; 0: the whole disk */
	bool windows;                   /* one lies on the part */
	char folder[160];               /* at the top of the part, of ours */
	/* once the guard is lifted: */
	int broker;
	bool lifted;
	struct medium served;
};
/* clang-format off */
#define RESTORE_ONTO_NONE { .broker = -1, .served = MEDIUM_NONE }
/* clang-format on */

/* restore_onto_look.c: nothing is written. o: root is given up. Says on standard output why a part cannot take
 * files and what to do; then ERR_DENIED. */
NODISCARD int restore_onto_look(const struct options *o, struct restore_onto *t, struct err *err);
/* kenshin backup parts: the parts of all disks, or of o->disk, for --to-pc. */
NODISCARD int backup_parts(const struct options *o, struct err *err);

/* restore_consent.c: shows what will be written where, on the terminal alone, and waits for a word that is typed
 * there. name: of the backup, or "". -EPERM: no terminal, or another word. */
NODISCARD int restore_consent(const struct restore_onto *t, const struct restore_sum *sum,
			      const char *name, struct err *err);

/* restore_onto.c */
/* Sets t->folder, by when the backup was begun. */
void restore_onto_name(struct restore_onto *t, int64_t started);
/* -ENOSPC: so much does not fit without using what has to stay free. */
NODISCARD int restore_onto_enough(const struct restore_onto *t, const struct restore_sum *sum,
				  struct err *err);
/* The guard is lifted; returns a descriptor of our folder there, new or that of an earlier time. After an error
 * the guard is set again. */
NODISCARD int restore_onto_open(const struct options *o, struct restore_onto *t,
				const struct restore_sum *sum, struct err *err);
/* folder: closed here. All is on the disk and its guard is set again, proven. An error: it may not be, and
 * Windows looks the disk over at its next start. Harmless when nothing is lifted. */
NODISCARD int restore_onto_close(struct restore_onto *t, int folder, struct err *err);
