/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel keeps of a disk in memory, and that the broker lets it go. */
/* link: scanners/engine scanners/disks */
#include "tests/unit/scanners/broker/disks_fixture.h"

#include <time.h>

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

	/* Another caller's disk is let go of when its broker notices, which a busy machine delays. */
	for (int i = 0; i < 60 && r == -EAGAIN; i++) {
		if (i)
			nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
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

	if (!new_disk("used.img", path, &l))
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

	if (!new_disk("wet.img", path, &l))
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

static void cases(TCase *t)
{
	tcase_add_test(t, buffers_are_dropped);
	tcase_add_test(t, buffers_of_a_disk_in_use);
	tcase_add_test(t, buffers_that_wait_to_be_written);
}

int main(void)
{
	return disks_main("broker_forget", cases);
}
