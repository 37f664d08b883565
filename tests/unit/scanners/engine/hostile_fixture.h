/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A test program that plays kenshin-worker: a zygote that forks workers which answer as the test says,
 * with numbers that are likely to hurt. */
#pragma once

#include <poll.h>
#include <signal.h>

#include "core/base/io.h"
#include "scanners/engine/wire.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

/* What a worker of that role says until it is left alone. */
static void answer(uint32_t role, int sock);

static uint32_t state; /* of draw(); a worker's is made of its serial */

static inline uint32_t draw(void)
{
	state = state * 1664525u + 1013904223u;
	return state >> 8;
}

/* A number that is likely to hurt. */
static inline uint64_t bad_number(void)
{
	static const uint64_t bad[] = { 0,
					1,
					2,
					63,
					64,
					65,
					4095,
					65535,
					1u << 20,
					UINT32_MAX,
					(uint64_t)1 << 32,
					INT64_MAX,
					UINT64_MAX,
					UINT64_MAX - 63 };

	return draw() % 3 ? bad[draw() % LEN(bad)] : draw();
}

static inline void fill(void *p, size_t n)
{
	uint8_t *b = p;

	for (size_t i = 0; i < n; i++)
		b[i] = draw() % 4 ? 0 : (uint8_t)draw();
}

/* Says who ended. */
static inline void reap(int control, pid_t *pids, size_t n)
{
	struct zygote_report r = { .op = ZYGOTE_ENDED };
	pid_t pid;

	while ((pid = waitpid(-1, &r.value, WNOHANG)) > 0)
		for (size_t i = 0; i < n; i++)
			if (pids[i] == pid) {
				r.serial = (uint32_t)i;
				(void)!io_send(control, &r, sizeof(r), NULL, 0);
			}
}

static inline void spawn(int control, const struct zygote_ask *ask, int *fds, size_t n_fds,
			 pid_t *pid)
{
	struct zygote_report r = { .op = ZYGOTE_STARTED, .serial = ask->serial };

	*pid = fork();
	if (*pid == 0) {
		state = ask->serial * 7919u;
		close(control);
		answer(ask->role, fds[0]);
		_exit(0);
	}
	r.value = *pid;
	for (size_t i = 0; i < n_fds; i++)
		close(fds[i]);
	(void)!io_send(control, &r, sizeof(r), NULL, 0);
}

/* A zygote that forks such workers; the seed of each is its serial. */
static inline int play_zygote(int control)
{
	struct zygote_report ready = { .op = ZYGOTE_READY };
	struct pollfd p = { .fd = control, .events = POLLIN };
	static pid_t pids[4096];
	struct zygote_ask ask;
	size_t n_fds;
	int fds[8];

	(void)!io_send(control, &ready, sizeof(ready), NULL, 0);
	for (;;) {
		reap(control, pids, LEN(pids));
		if (poll(&p, 1, 2) <= 0)
			continue;
		if (io_recv(control, &ask, sizeof(ask), fds, 8, &n_fds) != sizeof(ask))
			return 0;
		if (ask.op == ZYGOTE_KILL && pids[ask.serial % LEN(pids)] > 0)
			kill(pids[ask.serial % LEN(pids)], SIGKILL);
		if (ask.op == ZYGOTE_SPAWN)
			spawn(control, &ask, fds, n_fds, &pids[ask.serial % LEN(pids)]);
	}
}

static inline struct crew *hostile_crew(void)
{
	struct crew_options o = { .worker_program = "/proc/self/exe",
				  .broker = -1,
				  .weak_ok = true };
	struct crew *c = NULL;
	struct err err = { 0 };

	ck_assert_msg(crew_start(&o, &c, &err) == 0, "%s", err.message);
	return c;
}
