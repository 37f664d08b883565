/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the broker's tests share: a folder of their own, and loop devices that stand in for disks. */
#pragma once

#include <errno.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "scanners/broker/broker.h"
#include "scanners/disks/loop.h"
#include "tests/unit/scanners/engine/crew_fixture.h"
#include "tests/unit/suite.h"

#define SIZE ((off_t)16 << 20)

static char broker_program[PATH_MAX + 32];
static char folder[] = "/tmp/kenshin-broker-XXXXXX";

/* What it says goes to the file `out`. */
static inline bool run(const char *const *argv, const char *out)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);

		dup2(fd, 1);
		dup2(fd, 2);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static inline void text_file(const char *path, const char *text, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write_full(fd, text, n), 0);
	close(fd);
}

/* A loop device that can be written to, as a disk can. False: none can be had here. */
static inline bool attach(const char *path, struct loop *ret)
{
	int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	int file = open(path, O_RDWR | O_CLOEXEC), fd = -1, done = -1;
	struct loop_config config = { .fd = (uint32_t)file };

	for (int i = 0; control >= 0 && done < 0 && i < 16; i++) {
		snprintf(ret->path, sizeof(ret->path), "/dev/loop%d",
			 ioctl(control, LOOP_CTL_GET_FREE));
		fd = open(ret->path, O_RDWR | O_CLOEXEC);
		done = fd < 0 ? -1 : ioctl(fd, LOOP_CONFIGURE, &config);
		if (done < 0 && fd >= 0)
			close(fd);
	}
	close(file);
	close(control);
	ret->fd = done < 0 ? -1 : open(ret->path, O_RDONLY | O_CLOEXEC);
	if (done == 0)
		close(fd);
	if (ret->fd < 0)
		puts("skipped: no loop devices here");
	return ret->fd >= 0;
}

/* /dev/loop7 -> loop7 */
static inline const char *name_of(const struct loop *l)
{
	return l->path + 5;
}

static inline bool read_only(const struct loop *l)
{
	int ro = 0;

	ck_assert_int_eq(ioctl(l->fd, BLKROGET, &ro), 0);
	return ro;
}

/* An image with a file system and one file in it, by mkfs's own -d; false when there is no mkfs. */
static inline bool make_image(const char *path, const char *type)
{
	char tree[128], file[160], log[128], size[32];
	const char *const argv[] = {
		"mke2fs", "-q", "-t", type, "-d", tree, "-F", path, size, NULL
	};

	snprintf(tree, sizeof(tree), "%s/tree", folder);
	mkdir(tree, 0700);
	snprintf(file, sizeof(file), "%s/hello.txt", tree);
	text_file(file, "hello\n", 6);
	text_file(path, "", 0);
	ck_assert_int_eq(truncate(path, SIZE), 0);
	snprintf(size, sizeof(size), "%ld", (long)SIZE / 1024);
	snprintf(log, sizeof(log), "%s/log", folder);
	return run(argv, log);
}

/* Such an image as a disk; its path is returned for sum(). */
static inline bool new_disk(const char *image, char path[128], struct loop *ret)
{
	snprintf(path, 128, "%s/%s", folder, image);
	make_image(path, "ext4");
	return attach(path, ret);
}

static inline uint64_t sum(const char *path)
{
	uint64_t h = 1469598103934665603u;
	uint8_t buf[65536];
	int fd = open(path, O_RDONLY);
	ssize_t n;

	ck_assert_int_ge(fd, 0);
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		for (ssize_t i = 0; i < n; i++)
			h = (h ^ buf[i]) * 1099511628211u;
	close(fd);
	return h;
}

/* --- the broker ------------------------------------------------------------------------------- */
static inline int start(void)
{
	struct err err = { 0 };
	int sock = broker_start(broker_program, &err);

	ck_assert_msg(sock >= 0, "%s", err.message);
	return sock;
}

/* A broker sees the loop devices of every test on the machine, so one program at a time has some. Scripts of
 * tests/system take the same lock. */
#define DISKS_LOCK "/tmp/kenshin-test-disks.lock"

/* Before the first test; the lock goes when it ends. */
static inline bool disks_begin(void)
{
	int lock;

	find_worker_program(broker_program, sizeof(broker_program));
	snprintf(strrchr(broker_program, '/'), 32, "/kenshin-broker");
	lock = open(DISKS_LOCK, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	/* Giving up root can't be undone: one process per test, whatever the caller says. */
	setenv("CK_FORK", "yes", 1);
	return lock >= 0 && flock(lock, LOCK_EX) == 0 && mkdtemp(folder) != NULL;
}

static inline int disks_end(Suite *s, TCase *t)
{
	int r = suite_result(s, t);

	if (fork() == 0)
		execlp("rm", "rm", "-rf", folder, NULL);
	wait(NULL);
	return r;
}

/* A whole program whose tests guard disks. */
static inline int disks_main(const char *name, void (*add)(TCase *t))
{
	TCase *t = tcase_create(name);

	/* A bare chroot has no sysfs, and so no disk that the broker would touch. */
	if (geteuid() != 0 || access("/sys/block", R_OK) < 0) {
		puts("skipped: not root, or no /sys here, so no disks to guard");
		return 77;
	}
	if (!disks_begin())
		return 1;
	tcase_set_timeout(t, 60);
	add(t);
	return disks_end(suite_create(name), t);
}
