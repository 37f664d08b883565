/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs probes: fetches the files that a probe wants through a reader worker, hands them as sealed
 * memory to a worker of the probe's own, and takes its facts. Whatever goes wrong, every kind that
 * the probe gives ends COLLECTED, PARTIAL or FAILED with a reason. Must not look into a file. */
#pragma once

#include "core/model/client.h"
#include "scanners/engine/reader_client.h"
#include "scanners/probes/probe.h"

struct probe_kept;

struct probe_target {
	struct reader *reader; /* of the system's volume */
	/* The PC's other drives with files of people; NULL: there, but not to be read. */
	struct reader *const *data;
	size_t n_data;
	const struct volume_info *volume; /* never NULL */
	const char *windows;              /* path of the Windows folder as found, or "" */
	/* Where the tree of a Linux begins, "" or its subvolume; where its logs are when they have a
	 * subvolume of their own, else NULL. */
	const char *root, *logs;
	const struct client_user *user; /* all users of the system */
	size_t n_users;
	bool users_unseen;       /* there may be more users than these */
	const char *tables;      /* directory of the dated tables; NULL: tables_directory() */
	struct probe_kept *kept; /* of this system; NULL: every probe reads its files again */
};

/* Runs the probe, once per user when one of its paths says "{user}" (no user: COLLECTED, nothing
 * found), and adds to facts. Returns 0, or the last error when one of the probe's runs could not
 * be finished: it is noted in facts already and needs no more than a log line. */
int probe_client_run(struct crew *crew, const struct probe *probe, const struct probe_target *t,
		     struct facts *facts, struct err *err);
