/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a backup, taken apart by workers without power, for backup/restore.h. */
#pragma once

#include "backup/restore.h"
#include "cli/options.h"
#include "scanners/engine/shard_client.h"

struct restore_workers {
	struct crew *crew;
	struct shard_reader reader;
	bool open;
};

/* Starts the crew. ret_source refers to w. */
NODISCARD int restore_workers_start(struct restore_workers *w, const struct options *o,
				    struct restore_source *ret_source, struct err *err);
void restore_workers_stop(struct restore_workers *w);

/* A sample of a backup is brought back and compared, as a proof; session: its folder. Adds what came
 * of it to out. ret_same: how many were the same, UINT64_MAX when none was tried. -EBADMSG: not all
 * were. -ECANCELED: stopped. */
struct str;
NODISCARD int restore_sample(const struct options *o, int session, uint64_t *ret_same,
			     struct str *out, struct err *err);
