/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The write guard as the broker's caller sees it: set, asked for, kept, lifted, refused. */
/* link: scanners/engine scanners/disks */
#include "tests/unit/scanners/broker/disks_fixture.h"

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

	if (!new_disk("disk.img", path, &l))
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

/* A guard that somebody else had set is not undone. */
START_TEST(foreign_guard_stays)
{
	char path[128];
	struct loop l;
	struct err err = { 0 };
	int sock = start(), one = 1;
	bool guarded = false;

	if (!new_disk("disk2.img", path, &l))
		return;
	ck_assert_int_eq(ioctl(l.fd, BLKROSET, &one), 0);
	ck_assert_int_eq(broker_guard(sock, name_of(&l), BROKER_GUARD_SET, &guarded, &err), 0);
	ck_assert_int_eq(broker_eject(sock, name_of(&l), &err), 0);
	ck_assert(read_only(&l));
	close(sock);
	ck_assert_int_eq(loop_detach(&l, &err), 0);
}
END_TEST

static void cases(TCase *t)
{
	tcase_add_test(t, mounted_is_refused);
	tcase_add_test(t, own_disk_is_refused);
	tcase_add_test(t, guard_and_eject);
	tcase_add_test(t, foreign_guard_stays);
}

int main(void)
{
	return disks_main("broker_guard", cases);
}
