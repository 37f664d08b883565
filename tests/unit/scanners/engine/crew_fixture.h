/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of crew and clients share: the worker program of this build, a crew as this user
 * or, when root runs the tests, as a plain one as well. */
#pragma once

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/engine/crew.h"
#include "tests/unit/suite.h"

/* $BUILD/bin/kenshin-worker, for a test at $BUILD/tests/unit/... "" when it is elsewhere. */
static inline void find_worker_program(char *ret, size_t size)
{
	char own[PATH_MAX] = "";
	ssize_t n = readlink("/proc/self/exe", own, sizeof(own) - 1);
	char *tests = n > 0 ? strstr(own, "/tests/unit/") : NULL;

	if (tests)
		*tests = '\0';
	snprintf(ret, size, "%s/bin/kenshin-worker", tests ? own : "");
}

static inline const char *worker_program(void)
{
	static char path[PATH_MAX + 32];

	find_worker_program(path, sizeof(path));
	return path;
}

static inline struct crew *crew_new(const char *signatures)
{
	struct crew_options o = { .worker_program = worker_program(),
				  .broker = -1,
				  .signatures = signatures };
	struct crew *c = NULL;
	struct err err = { 0 };
	char text[1200];
	int r = crew_start(&o, &c, &err);

	ck_assert_msg(r == 0, "%s", err_text(&err, text, sizeof(text)));
	return c;
}

/* The rest of this process is a plain user. Only useful in a forked test. */
static inline void become_plain(void)
{
	if (geteuid() != 0)
		return;
	ck_assert_int_eq(setresgid(65534, 65534, 65534), 0);
	ck_assert_int_eq(setresuid(65534, 65534, 65534), 0);
}
