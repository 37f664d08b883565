/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walls around everything that parses a client's bytes. A zygote gives its rights away once
 * (sandbox_user, sandbox_close), each worker forked from it puts up the rest (sandbox_worker).
 * What a kernel or a plain user lacks is left out and told in `walls`.
 * Must not serve requests: that is zygote.c and the roles. */
#pragma once

#include <stdbool.h>

#include "scanners/engine/wire.h"
#include "scanners/worker/roles.h"

/* The user that workers run as when started by root, and the number that stands in for it on a
 * machine without that user. 65033 lies in Debian's reserved range, given to nobody. */
#define SANDBOX_USER "kenshin-worker"
#define SANDBOX_UID  65033u

struct sandbox {
	struct wire_walls walls;
	bool off;      /* --no-sandbox */
	bool weak_ok;  /* go on without a wall */
	bool samples;  /* the zygote that forks scanners */
	int scratch;   /* directory of the scanners' directories; -1: none */
	uint64_t size; /* address space before any worker, bytes */
};

/* Null on 0, 1 and 2: with one of them closed a library takes the next file it opens for "none"
 * and calls infected files clean. keep_stderr: for the debugger. */
NODISCARD int sandbox_null(bool keep_stderr, struct err *err);

/* As root: own namespaces, a scratch file system of limited size, then the worker's user for good,
 * keeping only what sandbox_close() needs. Otherwise nothing. ERR_DENIED when root can't be
 * given up and weak_ok does not allow that. */
NODISCARD int sandbox_user(struct sandbox *s, struct err *err);

/* Empty root, no new rights, no tracing, the zygote's filter. After this nothing is opened by
 * path. ERR_DENIED when seccomp can't be had and weak_ok does not allow that. */
NODISCARD int sandbox_close(struct sandbox *s, struct err *err);

/* In a fresh worker: limits, fence, filter of its role. fds: as handed over. */
NODISCARD int sandbox_worker(const struct sandbox *s, const struct role_spec *spec, const int *fds,
			     size_t n_fds, struct err *err);
