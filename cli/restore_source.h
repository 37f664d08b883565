/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a backup, taken apart by workers without power, for backup/restore.h. */
#pragma once

#include "backup/age.h"
#include "backup/restore.h"
#include "cli/options.h"
#include "scanners/engine/shard_client.h"

struct restore_workers {
	struct crew *crew;
	struct shard_reader reader;
	bool open;
	/* of a sealed backup: */
	int key, part; /* -1: none */
	struct age_child age;
	unsigned begun; /* this part, from its beginning */
};

/* Starts the crew. ret_source refers to w. key: of a sealed backup; stays the caller's. -1: it is plain. */
NODISCARD int restore_workers_start(struct restore_workers *w, const struct options *o, int key,
				    struct restore_source *ret_source, struct err *err);
void restore_workers_stop(struct restore_workers *w);

/* A sample of a backup is brought back and compared, as a proof; session: its folder; key: as above.
 * Adds what came
 * of it to out. ret_same: how many were the same, UINT64_MAX when none was tried. -EBADMSG: not all
 * were. -ECANCELED: stopped. */
struct str;
NODISCARD int restore_sample(const struct options *o, int session, int key, uint64_t *ret_same,
			     struct str *out, struct err *err);
