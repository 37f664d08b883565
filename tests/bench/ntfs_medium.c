/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/engine scanners/broker */
/* How long a file of MIB takes with its fsync: ntfs_medium WORKER IMAGE MIB through the worker that serves
 * a backup's medium (as root), or ntfs_medium - FOLDER MIB into a folder, for a mount to compare with.
 * Prints seconds. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/broker/server.h"
#include "scanners/engine/medium_client.h"

#define PIECE ((size_t)1 << 20)

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each piece other bytes, as no file system could guess them. */
static int write_file(int dir, unsigned pieces)
{
	int fd = openat(dir, "large.bin", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	uint32_t *p = malloc(PIECE), x = 1;

	for (size_t i = 0; p && i < PIECE / 4; i++)
		p[i] = x = x * 1664525u + 1013904223u;
	for (unsigned i = 0; fd >= 0 && p && i < pieces; i++) {
		p[0] = i;
		if (io_write_full(fd, p, PIECE) < 0)
			return -1;
	}
	free(p);
	return fd < 0 || fsync(fd) < 0 || close(fd) < 0 ? -1 : 0;
}

static int broker(const char *worker)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	if (fork() == 0) {
		static struct server s;

		close(pair[0]);
		s.worker_program = worker;
		server_run(&s, pair[1]);
		_exit(0);
	}
	close(pair[1]);
	return pair[0];
}

static int through_the_worker(const char *worker, const char *image, unsigned pieces)
{
	const struct crew_options o = { .broker = broker(worker), .worker_program = worker };
	int disk = open(image, O_RDWR | O_CLOEXEC), dir;
	struct err err = { 0 };
	struct medium m;
	bool unclean;

	dir = disk < 0 ? -1 : medium_open(&o, disk, 0, true, &m, &unclean, &err);
	if (dir < 0 || write_file(dir, pieces) < 0) {
		fprintf(stderr, "%s: %s\n", image, err.message);
		return -1;
	}
	close(dir);
	close(disk);
	return medium_close(&m, &err);
}

int main(int argc, char **argv)
{
	double begin = now();
	unsigned pieces = argc == 4 ? (unsigned)strtoul(argv[3], NULL, 10) : 0;
	int r = -1;

	if (pieces && strcmp(argv[1], "-") != 0) {
		r = through_the_worker(argv[1], argv[2], pieces);
	} else if (pieces) {
		int dir = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		r = dir < 0 ? -1 : write_file(dir, pieces);
	}
	printf("%.2f\n", now() - begin);
	return r < 0;
}
