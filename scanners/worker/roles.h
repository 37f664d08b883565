/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The roles of workers: what each serves, which calls, fence and limits it gets. Adding one: a row
 * in roles.c, a list in calls.c. */
#pragma once

#include "scanners/engine/crew.h"
#include "scanners/worker/seccomp.h"

enum fence {
	FENCE_NO_PATH,
	FENCE_DIRECTORY, /* the directory handed over as fd 0, for reading */
	FENCE_SCRATCH,   /* its own scratch directory, which is its working directory */
};

enum fds {
	FDS_READ_ONLY,  /* any descriptor that can write */
	FDS_SERVE_READ, /* the same, but for the second one: /dev/fuse */
	FDS_SERVE,      /* the first may write as well: the one part that a backup goes to */
};

struct role_spec {
	enum role role;
	const char *arg; /* first word of the argument that this row is for; NULL: any */
	serve_fn serve;
	const struct call *calls;
	enum fence fence;
	enum fds fds;       /* what it refuses to start with */
	uint64_t as, fsize; /* bytes; as comes on top of the zygote's own size */
	unsigned cpu;       /* seconds */
	unsigned nofile;
};

/* NULL when there is no such role. */
const struct role_spec *role_spec(enum role role, const char *arg);
const struct role_spec *role_table(size_t *ret_n);

int serve_selftest(int sock, const char *arg, const int *fds, size_t n_fds);
