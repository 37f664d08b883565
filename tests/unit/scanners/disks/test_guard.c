/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The write guard on loop devices of our own. Needs root and loop devices; skipped without. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "scanners/disks/guard.h"
#include "scanners/disks/list.h"
#include "scanners/disks/loop.h"
#include "tests/unit/scanners/disks/disk_image.h"
#include "tests/unit/suite.h"

#define SIZE ((size_t)4 << 20)
static char image[] = "/tmp/kenshin-test-guard-XXXXXX";

/* A writable loop device, so that it is the guard that stops writing. */
static int writable_loop(char *path, size_t size)
{
	int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	int file = open(image, O_RDWR | O_CLOEXEC), no = ioctl(control, LOOP_CTL_GET_FREE);
	snprintf(path, size, "/dev/loop%d", no);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	struct loop_config config = {
		.fd = (uint32_t)file,
		.info.lo_flags = LO_FLAGS_AUTOCLEAR | LO_FLAGS_PARTSCAN,
	};
	if (ioctl(fd, LOOP_CONFIGURE, &config)) {
		close(fd);
		fd = -1;
	}
	/* Whoever had this device before may have died with its guard set: it sticks. */
	int off = 0;
	if (fd >= 0 && ioctl(fd, BLKROSET, &off) < 0) {
		close(fd);
		fd = -1;
	}
	close(file);
	close(control);
	return fd;
}

static int write_errno(const char *path)
{
	char buf[512] = "written";
	int fd = open(path, O_RDWR | O_SYNC | O_CLOEXEC);
	if (fd < 0)
		return errno;
	int e = pwrite(fd, buf, sizeof(buf), 1 << 20) < 0 ? errno : 0;
	close(fd);
	return e;
}

START_TEST(guards_and_undoes)
{
	char path[32];
	static struct guard g;
	struct err err = { 0 };
	int fd = writable_loop(path, sizeof(path));
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(guard_get(path, &err), 0);
	ck_assert_int_eq(guard_set(&g, path, &err), 0);
	ck_assert_int_eq(guard_get(path, &err), 1);
	ck_assert_uint_eq(g.n, 1);
	ck_assert_int_eq(guard_set(&g, path, &err), 0); /* twice is once */
	ck_assert_uint_eq(g.n, 1);
	int e = write_errno(path);
	ck_assert_msg(e == EPERM || e == EROFS || e == EACCES, "%s", strerror(e));
	ck_assert_int_eq(guard_undo(&g, path, &err), 0);
	ck_assert_int_eq(guard_get(path, &err), 0);
	ck_assert_int_eq(write_errno(path), 0);
	/* what was read-only before stays so */
	int on = 1, off = 0;
	ck_assert_int_eq(ioctl(fd, BLKROSET, &on), 0);
	ck_assert_int_eq(guard_set(&g, path, &err), 0);
	ck_assert_uint_eq(g.n, 0);
	ck_assert_int_eq(guard_undo_all(&g, &err), 0);
	ck_assert_int_eq(guard_get(path, &err), 1);
	ioctl(fd, BLKROSET, &off);
	close(fd);
}
END_TEST

START_TEST(guards_partitions)
{
	char path[32];
	static struct guard g;
	struct err err = { 0 };
	struct arena a = { 0 };
	struct list_partition *part;
	size_t n;
	int fd = writable_loop(path, sizeof(path));
	const struct list_source from = { .flags = LIST_LOOP };
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(list_partitions(&from, path + 5, &a, &part, &n, &err), 0);
	ck_assert_int_eq(guard_set_disk(&g, NULL, NULL, path + 5, &err), 0);
	ck_assert_int_eq(guard_get(path, NULL), 1);
	for (size_t i = 0; i < n; i++)
		ck_assert_int_eq(guard_get(arena_printf(&a, "/dev/%s", part[i].name), NULL), 1);
	if (n == 0)
		printf("skipped: this kernel shows no partitions of loop devices\n");
	ck_assert_int_eq(guard_undo_all(&g, &err), 0);
	ck_assert_uint_eq(g.n, 0);
	ck_assert_int_eq(guard_get(path, NULL), 0);
	arena_done(&a);
	close(fd);
}
END_TEST

START_TEST(own_loop_is_read_only_from_the_start)
{
	struct loop l;
	struct err err = { 0 };
	struct arena a = { 0 };
	struct disk *disk;
	size_t n;
	bool listed = false;
	CLEANUP(cleanup_close) int file = open(image, O_RDONLY | O_CLOEXEC);
	ck_assert_msg(loop_attach(file, 0, 0, 0, &l, &err) == 0, "%s", err.message);
	ck_assert_int_eq(guard_get(l.path, &err), 1);
	ck_assert_int_ne(write_errno(l.path), 0);
	const struct list_source from = { .flags = LIST_LOOP };
	ck_assert_int_eq(list_disks(&from, &a, &disk, &n, &err), 0);
	for (size_t i = 0; i < n; i++)
		if (strcmp(disk[i].path, l.path) == 0) {
			listed = true;
			ck_assert_uint_eq(disk[i].size, SIZE);
			ck_assert(disk[i].guarded);
		}
	ck_assert(listed);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
	ck_assert_int_eq(loop_detach(&l, &err), 0); /* harmless */
	/* the number is free again, and writable for whoever gets it */
	int fd = writable_loop(l.path, sizeof(l.path));
	ck_assert_int_eq(guard_get(l.path, &err), 0);
	close(fd);
	arena_done(&a);
}
END_TEST

START_TEST(what_is_no_disk)
{
	static struct guard g;
	struct err err = { 0 };
	ck_assert_int_eq(guard_set(&g, image, &err), -ENOTBLK);
	ck_assert_int_eq(guard_set(&g, "/dev/nothing-here", &err), -ENOENT);
	ck_assert_int_eq(guard_get("/dev/null", &err), -ENOTBLK);
	ck_assert_uint_eq(g.n, 0);
	ck_assert_int_eq(guard_undo_all(&g, &err), 0);
}
END_TEST

static bool can_loop(void)
{
	char path[32];
	if (geteuid() || access("/dev/loop-control", R_OK | W_OK))
		return false;
	int fd = writable_loop(path, sizeof(path));
	bool fine = fd >= 0;
	if (fine)
		close(fd);
	return fine;
}

int main(void)
{
	const struct image_part part[] = { { .first = 2048, .count = 2048, .mbr = 0x07 } };
	uint8_t *img = calloc(1, SIZE);
	int fd = mkstemp(image);
	image_mbr(img, part, 1);
	if (fd < 0 || io_write_full(fd, img, SIZE))
		return 1;
	free(img);
	close(fd);
	Suite *s = suite_create("disks");
	TCase *t = tcase_create("guard");
	tcase_add_test(t, what_is_no_disk);
	if (can_loop()) {
		tcase_add_test(t, guards_and_undoes);
		if (access("/sys/block", R_OK) == 0) {
			tcase_add_test(t, guards_partitions);
			tcase_add_test(t, own_loop_is_read_only_from_the_start);
		} else {
			printf("skipped: no /sys here, so no list of disks\n");
		}
	} else {
		printf("skipped: the write guard needs root and loop devices\n");
	}
	int bad = suite_result(s, t);
	unlink(image);
	return bad;
}
