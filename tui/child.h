/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin` as a child: started with arguments, its lines read from a pipe without ever waiting.
 * Must not know what the lines mean. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "core/base/err.h"
#include "core/base/str.h"

#define CHILD_ARGS 40

struct child {
	pid_t pid; /* 0: none */
	int out;   /* read end, -1 when closed */
	struct str line;
	bool ended;
	int status;     /* of waitpid, once ended */
	int64_t killed; /* ms at which it was asked to stop, 0 */
};

/* argv ends with NULL; its stdin and stderr are null, it dies with us. */
NODISCARD int child_start(struct child *c, const char *const *argv, struct err *err);
/* Reads what is there and hands over whole lines. Sets ended when it is gone and all is read. */
void child_read(struct child *c, void (*line)(void *arg, const char *text, size_t n), void *arg);
/* Asks it to end with what it has; after two seconds child_tick() ends it for good. */
void child_stop(struct child *c, int64_t ms);
void child_tick(struct child *c, int64_t ms);
/* Ends it now and frees everything. Harmless when there is none. */
void child_done(struct child *c);
/* True when it ended with this exit code. */
bool child_exited(const struct child *c, int code);
