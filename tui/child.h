/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin` as a child: started with arguments, its lines read from a pipe without ever waiting.
 * Must not know what the lines mean. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/base/err.h"
#include "core/base/str.h"

#define CHILD_ARGS 560

struct child {
	pid_t pid; /* 0: none */
	int out;   /* read end, -1 when closed */
	bool kept; /* out is a file that grows: it outlives us, there is nothing to poll for */
	int watch; /* pidfd of one that an earlier kiosk started; only when pid is not our child */
	bool adopted;
	struct str line;
	bool ended;
	int status;       /* of waitpid, once ended */
	int64_t killed;   /* ms at which it was asked to stop, 0 */
	int64_t patience; /* ms that it then has; 0: two seconds */
};

/* argv ends with NULL; its stdin and stderr are null, it dies with us. */
NODISCARD int child_start(struct child *c, const char *const *argv, struct err *err);
/* The same, but it writes into a new file at path and lives on when this program falls: the next one
 * adopts it. */
NODISCARD int child_start_kept(struct child *c, const char *const *argv, const char *path,
			       struct err *err);
/* Goes on with such a child: reads its file from the beginning. born: child_born() of it when it
 * was started, so that nobody else's process is taken for it. -ESRCH: it is gone; the file is read
 * all the same, and then it has ended. */
NODISCARD int child_adopt(struct child *c, pid_t pid, uint64_t born, const char *path,
			  struct err *err);
/* When a process was started, in ticks since boot; 0 when it cannot be told. */
uint64_t child_born(pid_t pid);
/* Forgets it without ending it. */
void child_leave(struct child *c);
/* Reads what is there and hands over whole lines. Sets ended when it is gone and all is read. */
void child_read(struct child *c, void (*line)(void *arg, const char *text, size_t n), void *arg);
/* Asks it to end with what it has; after its time child_tick() ends it for good. */
void child_stop(struct child *c, int64_t ms);
void child_tick(struct child *c, int64_t ms);
/* Ends it now and frees everything. Harmless when there is none. */
void child_done(struct child *c);
/* True when it ended with this exit code; one that was adopted tells none, any will do. */
bool child_exited(const struct child *c, int code);
