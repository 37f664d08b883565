/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom a sealed backup is sealed for: keys that were named, those of the stick, one that is made for it. Private
 * to cli/backup_*.c and cmd_backup.c. A secret key goes into the file that the user named and nowhere else. */
#pragma once

#include "backup/resume_sealed.h"
#include "backup/session.h"
#include "cli/backup_target.h"
#include "cli/options.h"
#include "core/base/str.h"
#include "core/checklist/recipients.h"

struct backup_seal {
	bool wanted;
	struct recipients keys;
	struct sealed_to to; /* points into keys */
	const char *new_key; /* the file that was made; NULL: none */
	uint8_t id[HASH_SIZE];
	struct session_sealed *cut; /* what is gone on with; NULL: nothing */
};

/* Options that make no sense together: an exit code after a sentence, else 0. */
int backup_seal_usage(const struct options *o);

/* Finds the keys, makes the new one. Before root is given up: only root may write where the user said. */
NODISCARD int backup_seal_open(struct backup_seal *s, const struct options *o,
			       const struct backup_target *t, struct err *err);
/* What can be told without a key, of head. */
void backup_seal_outer(const struct manifest_head *head, struct manifest_head *ret);
/* The list without names; head gets an id. */
NODISCARD int backup_seal_begin(struct backup_seal *s, int session, struct manifest *m,
				struct manifest_head *head, struct err *err);
NODISCARD int backup_seal_end(const struct backup_seal *s, int session, struct manifest *m,
			      struct err *err);
void backup_seal_tell(const struct backup_seal *s, struct str *out);
void backup_seal_done(struct backup_seal *s);
