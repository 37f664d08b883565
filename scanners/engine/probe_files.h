/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of one run of a probe, fetched. Private to probe_*.c. */
#pragma once

#include "core/base/str.h"
#include "scanners/engine/probe_client.h"
#include "scanners/engine/wire.h"

struct probe_part {
	struct wire_blob wire; /* as told to the worker */
	int fd[3];             /* data, log1, log2; -1: none */
	struct phrase reason;
};

struct probe_files {
	struct probe_part *part;
	size_t n;
	/* Why a file that must be there is not, or a file could not be read. Nothing: all is well. */
	struct phrase failed, partial;
};

/* user: NULL unless the probe runs per user. Texts of phrases live in a. */
void probe_files_fetch(const struct probe *probe, const struct probe_target *t,
		       const struct client_user *user, struct arena *a, struct probe_files *ret);
void probe_files_done(struct probe_files *f);
/* probe_gather.c: all files that a pattern names (TREE), or their names alone (NAMES, RIGHTS).
 * -ENOENT: none. */
int probe_gather(const struct probe_target *t, const char *pattern, enum probe_want want,
		 uint64_t ceiling, struct probe_part *ret, struct err *err);
/* probe_cloud.c: what a folder's files are, by where their data are. */
int probe_cloud(struct reader *r, struct probe_part *p, struct err *err);
bool probe_per_user(const struct probe *probe);

/* The parts of a line of a list or a pack: "1700000000 " or "- ", and an escaped name with its
 * end of line. */
void probe_files_time(struct str *out, int64_t t);
void probe_files_name(struct str *out, const char *name);
