/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The broker as its caller sees it. With root and loop devices: guard, open, mount, spawn, eject;
 * without: what it refuses. */
/* link: scanners/engine scanners/disks */
#include <errno.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "scanners/broker/broker.h"
#include "scanners/disks/loop.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

#define SIZE ((off_t)16 << 20)

static char broker_program[PATH_MAX + 32];
static char folder[] = "/tmp/kenshin-broker-XXXXXX";

static int start(void)
{
	struct err err = { 0 };
	int sock = broker_start(broker_program, &err);

	ck_assert_msg(sock >= 0, "%s", err.message);
	return sock;
}

/* An ext4 image with one file, by mkfs's own -d; false when there is no mkfs. */
static bool make_image(const char *path, const char *type)
{
	char tree[128], file[160], size[32];
	pid_t pid;
	int status, fd;

	snprintf(tree, sizeof(tree), "%s/tree", folder);
	mkdir(tree, 0700);
	snprintf(file, sizeof(file), "%s/hello.txt", tree);
	fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_eq(io_write_full(fd, "hello\n", 6), 0);
	close(fd);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_eq(ftruncate(fd, SIZE), 0);
	close(fd);
	snprintf(size, sizeof(size), "%ld", (long)SIZE / 1024);
	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 1);
		dup2(null, 2);
		execlp("mke2fs", "mke2fs", "-q", "-t", type, "-d", tree, "-F", path, NULL);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static uint64_t sum(const char *path)
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

/* A loop device that can be written to, as a disk can. */
static bool attach(const char *path, struct loop *ret)
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
static const char *name_of(const struct loop *l)
{
	return l->path + 5;
}

static bool read_only(const struct loop *l)
{
	int ro = 0;

	ck_assert_int_eq(ioctl(l->fd, BLKROGET, &ro), 0);
	return ro;
}

START_TEST(refusals)
{
	static const char *const names[] = {
		"",      "..",   "../sda",     "/dev/sda", "nosuchdisk",
		"zram0", "ram0", "sda/../sdb", "a b",      "0123456789012345678901234567890"
	};
	int sock = start(), null = open("/dev/null", O_RDONLY), fd;
	struct err err = { 0 };
	bool guarded;
	uint64_t size;

	for (size_t i = 0; i < LEN(names); i++) {
		ck_assert_int_eq(broker_open(sock, names[i], &size, &guarded, &err), -ENODEV);
		ck_assert_int_eq(broker_guard(sock, names[i], BROKER_GUARD_ASK, &guarded, &err),
				 -ENODEV);
	}
	ck_assert_int_eq(broker_mount(sock, null, "ext4", 0, 0, &err), -ENOTBLK);
	fd = open(broker_program, O_RDONLY);
	ck_assert_int_eq(broker_mount(sock, fd, "nonsense", 0, 0, &err), -EOPNOTSUPP);
	ck_assert_int_eq(err.kind, ERR_UNSUPPORTED);
	ck_assert_int_lt(broker_mount(sock, fd, "ext4", 0, 0, &err), 0);
	close(fd);
	close(null);
	close(sock);
}
END_TEST

START_TEST(garbage_ends_it)
{
	int sock = start();
	char c;

	ck_assert_int_eq(io_send(sock, "nonsense", 8, NULL, 0), 0);
	ck_assert_int_eq(recv(sock, &c, 1, 0), 0);
	close(sock);
}
END_TEST

/* What this system uses is neither guarded nor opened. */
START_TEST(mounted_is_refused)
{
	char path[128], place[128];
	struct loop l;
	struct err err = { 0 };
	bool guarded = true;
	uint64_t size;
	int sock = start();

	snprintf(path, sizeof(path), "%s/mounted.img", folder);
	snprintf(place, sizeof(place), "%s/place", folder);
	mkdir(place, 0700);
	if (!make_image(path, "ext4") || !attach(path, &l))
		return;
	ck_assert_int_eq(mount(l.path, place, "ext4", 0, NULL), 0);
	ck_assert_int_eq(broker_open(sock, name_of(&l), &size, &guarded, &err), -EBUSY);
	ck_assert_int_eq(err.kind, ERR_DENIED);
	ck_assert_int_eq(broker_guard(sock, name_of(&l), BROKER_GUARD_SET, &guarded, &err), -EBUSY);
	ck_assert_int_eq(broker_guard(sock, name_of(&l), BROKER_GUARD_ASK, &guarded, &err), 0);
	ck_assert(!guarded && !read_only(&l));
	ck_assert_int_eq(umount(place), 0);
	close(sock);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
}
END_TEST

/* The disk that this system runs from is in use: neither guarded nor opened. */
START_TEST(own_disk_is_refused)
{
	char names[BROKER_LIST_MAX][BROKER_NAME_MAX];
	int sock = start(), busy = 0;
	struct err err = { 0 };
	size_t n = 0;

	ck_assert_int_eq(broker_list(sock, names, BROKER_LIST_MAX, &n, &err), 0);
	ck_assert_uint_gt(n, 0);
	for (size_t i = 0; i < n; i++) {
		char path[64];
		int fd;

		snprintf(path, sizeof(path), "/dev/%s", names[i]);
		fd = open(path, O_RDONLY | O_EXCL | O_NONBLOCK);
		if (fd < 0 && errno == EBUSY) {
			bool guarded = true;
			uint64_t size;

			busy++;
			ck_assert_int_eq(broker_open(sock, names[i], &size, &guarded, &err),
					 -EBUSY);
			ck_assert_int_eq(err.kind, ERR_DENIED);
			ck_assert_int_eq(
			    broker_guard(sock, names[i], BROKER_GUARD_ASK, &guarded, &err), 0);
			ck_assert(!guarded);
		}
		if (fd >= 0)
			close(fd);
	}
	if (!busy)
		puts("skipped: no disk of this machine is in use");
	close(sock);
}
END_TEST

/* Opens with the guard, which stays until eject; that of a loop device until the broker ends. */
START_TEST(guard_and_eject)
{
	char path[128];
	struct loop l;
	struct err err = { 0 };
	int sock = start(), fd;
	bool guarded = false;
	uint64_t size = 0;

	snprintf(path, sizeof(path), "%s/disk.img", folder);
	make_image(path, "ext4");
	if (!attach(path, &l))
		return;
	ck_assert(!read_only(&l));
	fd = broker_open(sock, name_of(&l), &size, &guarded, &err);
	ck_assert_msg(fd >= 0, "%s", err.message);
	ck_assert(guarded && read_only(&l));
	ck_assert_uint_eq(size, (uint64_t)SIZE);
	ck_assert_int_eq(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
	close(fd);
	ck_assert(read_only(&l)); /* sticks after the close */
	ck_assert_int_eq(broker_eject(sock, name_of(&l), &err), 0);
	ck_assert(!read_only(&l));
	ck_assert_int_eq(broker_guard(sock, name_of(&l), BROKER_GUARD_SET, &guarded, &err), 0);
	ck_assert(guarded);
	close(sock);
	/* A loop device's number goes to somebody else: its guard ends with the broker. */
	for (int i = 0; i < 1000 && read_only(&l); i++)
		poll(NULL, 0, 5);
	ck_assert(!read_only(&l));
	ck_assert_int_eq(loop_detach(&l, &err), 0);
}
END_TEST

/* --- what the kernel keeps of a disk ----------------------------------------------------------- */
/* Pages in memory of an open device; -1: this kernel does not tell (before Linux 6.5). */
static long long pages_of(int fd)
{
	const uint64_t range[2] = { 0, 0 };
	uint64_t found[5];

	return syscall(451 /* cachestat */, fd, range, found, 0) < 0 ? -1 : (long long)found[0];
}

/* Other tests may read disks of their own at this moment. */
static int forget(int sock, unsigned *n, struct err *err)
{
	int r = -EAGAIN;

	for (int i = 0; i < 12 && r == -EAGAIN; i++) {
		err_clear(err);
		r = broker_forget(sock, n, err);
	}
	return r;
}

static void read_all(int fd)
{
	static uint8_t buf[65536];

	for (off_t at = 0; at < SIZE; at += (off_t)sizeof(buf))
		ck_assert_int_eq(pread(fd, buf, sizeof(buf), at), sizeof(buf));
}

/* Nothing of a disk that was read stays in memory, and it is as it was: neither written to nor made
 * writable. */
START_TEST(buffers_are_dropped)
{
	char path[128];
	struct loop l;
	struct err err = { 0 };
	uint64_t size = 0, before;
	unsigned n = 0;
	bool guarded;
	int sock = start(), fd, r;

	snprintf(path, sizeof(path), "%s/read.img", folder);
	make_image(path, "ext4");
	before = sum(path);
	if (!attach(path, &l))
		return;
	fd = broker_open(sock, name_of(&l), &size, &guarded, &err);
	ck_assert_msg(fd >= 0, "%s", err.message);
	read_all(fd);
	close(fd);
	if (pages_of(l.fd) < 0) {
		ck_assert_int_eq(broker_forget(sock, &n, &err), -ENOSYS);
		puts("skipped: this kernel does not count its pages");
	} else {
		ck_assert_int_ge(pages_of(l.fd), SIZE / 65536); /* we hold it: not dropped so far */
		r = forget(sock, &n, &err);
		ck_assert_msg(r == 0, "%s", err.message);
		ck_assert_uint_ge(n, 1);
		ck_assert_int_eq(pages_of(l.fd), 0);
		ck_assert(read_only(&l));
		read_all(l.fd); /* eject drops them as well */
		ck_assert_int_eq(broker_eject(sock, name_of(&l), &err), 0);
		ck_assert_int_eq(pages_of(l.fd), 0);
	}
	close(sock);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
	ck_assert_uint_eq(sum(path), before);
}
END_TEST

/* While another caller has a disk open nothing is claimed. */
START_TEST(buffers_of_a_disk_in_use)
{
	char path[128];
	struct loop l;
	struct err err = { 0 };
	uint64_t size = 0;
	unsigned n = 0;
	bool guarded;
	int other = start(), sock = start(), fd;

	snprintf(path, sizeof(path), "%s/used.img", folder);
	make_image(path, "ext4");
	if (!attach(path, &l))
		return;
	fd = broker_open(other, name_of(&l), &size, &guarded, &err);
	ck_assert_msg(fd >= 0, "%s", err.message);
	if (pages_of(l.fd) >= 0)
		ck_assert_int_eq(broker_forget(sock, &n, &err), -EAGAIN);
	close(fd);
	close(other);
	if (pages_of(l.fd) >= 0)
		ck_assert_int_eq(forget(sock, &n, &err), 0);
	close(sock);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
}
END_TEST

/* What somebody wrote before the guard was set is not pushed onto the disk by us. */
START_TEST(buffers_that_wait_to_be_written)
{
	char path[128];
	struct loop l;
	struct err err = { 0 };
	unsigned n = 0;
	int sock = start(), fd, one = 1, zero = 0;

	snprintf(path, sizeof(path), "%s/wet.img", folder);
	make_image(path, "ext4");
	if (!attach(path, &l))
		return;
	fd = open(l.path, O_RDWR | O_CLOEXEC);
	ck_assert_int_ge(fd, 0);
	if (pages_of(fd) >= 0) {
		const uint64_t range[2] = { 0, 0 };
		uint64_t found[5];
		int r;

		ck_assert_int_eq(pwrite(fd, "wet", 3, SIZE / 2), 3);
		ck_assert_int_eq(ioctl(fd, BLKROSET, &one), 0);
		r = forget(sock, &n, &err);
		syscall(451, fd, range, found, 0);
		if (found[1] + found[2] > 0) /* the kernel itself did not write it meanwhile */
			ck_assert_int_eq(r, -EPERM);
		ck_assert_int_eq(ioctl(fd, BLKROSET, &zero), 0);
	}
	close(fd);
	close(sock);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
}
END_TEST

/* A guard that somebody else had set is not undone. */
START_TEST(foreign_guard_stays)
{
	char path[128];
	struct loop l;
	struct err err = { 0 };
	int sock = start(), one = 1;
	bool guarded = false;

	snprintf(path, sizeof(path), "%s/disk2.img", folder);
	make_image(path, "ext4");
	if (!attach(path, &l))
		return;
	ck_assert_int_eq(ioctl(l.fd, BLKROSET, &one), 0);
	ck_assert_int_eq(broker_guard(sock, name_of(&l), BROKER_GUARD_SET, &guarded, &err), 0);
	ck_assert_int_eq(broker_eject(sock, name_of(&l), &err), 0);
	ck_assert(read_only(&l));
	close(sock);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
}
END_TEST

START_TEST(mounts)
{
	static const char *const types[] = { "ext2", "ext3", "ext4" };
	char path[128], buf[16] = "";
	struct err err = { 0 };
	int sock = start();

	for (size_t i = 0; i < LEN(types); i++) {
		uint64_t before;
		int fd, dir, file;

		snprintf(path, sizeof(path), "%s/%s.img", folder, types[i]);
		if (!make_image(path, types[i])) {
			puts("skipped: no mke2fs here");
			return;
		}
		before = sum(path);
		fd = open(path, O_RDWR);
		ck_assert_int_eq(broker_mount(sock, fd, types[i], 0, 0, &err), -EPERM);
		close(fd);
		fd = open(path, O_RDONLY);
		dir = broker_mount(sock, fd, types[i], 0, 0, &err);
		close(fd);
		if (dir < 0) {
			printf("skipped: %s\n", err.message);
			continue;
		}
		file = openat(dir, "hello.txt", O_RDONLY);
		ck_assert_int_ge(file, 0);
		ck_assert_int_eq(read(file, buf, sizeof(buf)), 6);
		close(file);
		ck_assert_int_lt(openat(dir, "hello.txt", O_RDWR), 0);
		ck_assert_int_eq(errno, EROFS);
		ck_assert_int_lt(openat(dir, "new", O_WRONLY | O_CREAT, 0600), 0);
		ck_assert_int_eq(errno, EROFS);
		close(dir);
		ck_assert_int_eq(broker_eject(sock, "", &err), 0);
		ck_assert_uint_eq(sum(path), before);
	}
	close(sock);
}
END_TEST

/* Workers started by the broker give up root before anything else. */
START_TEST(crew_through_broker)
{
	int sock = start();
	struct crew_options o = { .worker_program = worker_program(), .broker = sock };
	const struct sandbox_report *w;
	struct crew *c = NULL;
	struct err err = { 0 };
	int r;

	become_plain();
	r = crew_start(&o, &c, &err);
	ck_assert_msg(r == 0, "%s", err.message);
	w = crew_sandbox(c);
	ck_assert(w->own_user && w->seccomp && w->chroot);
	crew_stop(c);
	close(sock);
}
END_TEST

START_TEST(plain_user_starts_none)
{
	struct err err = { 0 };

	become_plain();
	ck_assert_int_eq(broker_start(broker_program, &err), -EPERM);
	ck_assert_int_eq(err.kind, ERR_DENIED);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("broker");
	TCase *t = tcase_create("broker");
	SRunner *r;
	int bad;

	find_worker_program(broker_program, sizeof(broker_program));
	snprintf(strrchr(broker_program, '/'), 32, "/kenshin-broker");
	if (!mkdtemp(folder))
		return 1;
	/* Giving up root can't be undone: one process per test, whatever the caller says. */
	setenv("CK_FORK", "yes", 1);
	tcase_set_timeout(t, 60);
	if (geteuid() == 0) {
		tcase_add_test(t, refusals);
		tcase_add_test(t, garbage_ends_it);
		/* A bare chroot has no sysfs, and so no disk that the broker would touch. */
		if (access("/sys/block", R_OK) == 0) {
			tcase_add_test(t, mounted_is_refused);
			tcase_add_test(t, own_disk_is_refused);
			tcase_add_test(t, guard_and_eject);
			tcase_add_test(t, foreign_guard_stays);
			tcase_add_test(t, buffers_are_dropped);
			tcase_add_test(t, buffers_of_a_disk_in_use);
			tcase_add_test(t, buffers_that_wait_to_be_written);
		} else {
			puts("skipped: no /sys here, so no disks to guard");
		}
		tcase_add_test(t, mounts);
		tcase_add_test(t, crew_through_broker);
	} else {
		puts("skipped: most of the broker's tests need root");
	}
	tcase_add_test(t, plain_user_starts_none);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	if (fork() == 0)
		execlp("rm", "rm", "-rf", folder, NULL);
	wait(NULL);
	return bad != 0;
}
