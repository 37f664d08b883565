/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What crew*.c share. Private to them. */
#pragma once

#include "scanners/engine/crew.h"
#include "scanners/engine/wire.h"

enum crew_zygote { CREW_READERS, CREW_SAMPLES, CREW_ZYGOTES };

#define CREW_ENDED_MAX  256
#define CREW_STARTS_MAX 8 /* of one zygote in one run: something is badly wrong after that */
#define CREW_READY_MS   20000
#define CREW_SAMPLES_MS 300000
#define CREW_STEP_MS    10000 /* one step of a zygote: a fork, a kill */

struct zygote_link {
	int control; /* -1: not running */
	pid_t pid;   /* our child, or 0 when the broker started it */
	bool ready;
	unsigned starts;
	struct zygote_report hello; /* READY, or the TROUBLE that ended it */
	char scratch[64];           /* the scanners' directory, "" when there is none */
};

struct crew {
	char worker_program[4096];
	char signatures[4096];
	int broker;
	bool no_sandbox, weak_ok;
	struct sandbox_report walls;
	unsigned serial;
	struct zygote_link zygote[CREW_ZYGOTES];
	struct {
		unsigned serial;
		int status;
	} ended[CREW_ENDED_MAX]; /* told but not asked for yet */
	size_t n_ended;
};

/* Starts the zygote if it is not running; does not wait for READY. */
NODISCARD int zygote_start(struct crew *c, enum crew_zygote which, struct err *err);
/* Waits for READY at most ms. -EAGAIN (err untouched) when it is not there yet. */
NODISCARD int zygote_ready(struct crew *c, enum crew_zygote which, int ms, struct err *err);
/* One request; a zygote that is gone is taken down. */
NODISCARD int zygote_ask(struct crew *c, enum crew_zygote which, const struct zygote_ask *ask,
			 const int *fds, size_t n_fds, struct err *err);
/* Next report, ENDED ones being put aside. -ETIMEDOUT; -EPIPE when it is gone (and taken down). */
NODISCARD int zygote_report(struct crew *c, enum crew_zygote which, int ms,
			    struct zygote_report *ret);
/* Takes an ENDED out of those put aside. */
bool zygote_ended(struct crew *c, unsigned serial, int *ret_status);
void zygote_down(struct crew *c, enum crew_zygote which);

/* Milliseconds of a clock that only goes forward. */
int64_t crew_clock(void);
/* poll for reading until the deadline of crew_clock(). 1, 0 in time out, negative errno. */
int crew_wait(int fd, int64_t deadline);
