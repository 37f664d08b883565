/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The broker as its caller sees it: what it refuses, mounts, starts. With root; without: what it
 * refuses. Its disks: test_broker_guard.c, test_broker_forget.c, test_writes.c. */
/* link: scanners/engine scanners/disks */
#include "tests/unit/scanners/broker/disks_fixture.h"

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

	if (!disks_begin())
		return 1;
	tcase_set_timeout(t, 60);
	if (geteuid() == 0) {
		tcase_add_test(t, refusals);
		tcase_add_test(t, garbage_ends_it);
		tcase_add_test(t, mounts);
		tcase_add_test(t, crew_through_broker);
	} else {
		puts("skipped: most of the broker's tests need root");
	}
	tcase_add_test(t, plain_user_starts_none);
	return disks_end(s, t);
}
