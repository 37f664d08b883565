/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A disk in memory, and the question what lies on it: through the worker's own code and the client's
 * checks. Each test begins with an empty disk. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/disks/blkid/blkid_serve.h"
#include "scanners/disks/blkid_client.h"
#include "tests/unit/scanners/disks/disk_image.h"
#include "tests/unit/suite.h"

#define SIZE ((size_t)16 << 20)
static uint8_t *img;
static struct arena a;
static struct blkid_answer answer;

static inline void ask_fd(int fd, uint64_t size, unsigned sector)
{
	int pair[2], status;
	char arg[64];
	struct err err = { 0 };
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	snprintf(arg, sizeof(arg), sector ? "%llu %u" : "%llu", (unsigned long long)size, sector);
	pid_t pid = fork();
	if (pid == 0) {
		close(pair[0]);
		_exit(serve_blkid(pair[1], arg, &fd, 1));
	}
	close(pair[1]);
	int e = blkid_client_read(pair[0], size, 20000, &a, &answer, &err);
	ck_assert_msg(e == 0, "%s", err.message);
	close(pair[0]);
	waitpid(pid, &status, 0);
	ck_assert_int_eq(status, 0);
}

static inline void ask(unsigned sector)
{
	int fd = memfd_create("disk", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, img, SIZE), 0);
	ask_fd(fd, SIZE, sector);
	close(fd);
}

static inline void begin(void)
{
	img = calloc(1, SIZE);
}

static inline void end(void)
{
	free(img);
	arena_done(&a);
}

static inline bool says(const struct phrase *p, const char *what)
{
	return p->id && strstr(p->id, what);
}

static inline TCase *asking_case(void)
{
	TCase *t = tcase_create("blkid");

	signal(SIGPIPE, SIG_IGN);
	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	return t;
}
