/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one way in which a disk becomes writable. */
/* link: scanners/engine scanners/disks */
#include "tests/unit/scanners/broker/memory_fixture.h"

static int file_in(int dir, const char *file, const char *text)
{
	int r, fd = openat(dir, file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0)
		return -errno;
	r = io_write_full(fd, text, strlen(text));
	close(fd);
	return r;
}

/* A memory that a broker has made writable: its folder. -1: not on this machine. */
static int writable(int *ret_sock, pid_t *ret_pid)
{
	int dir;

	if (!memory(8192))
		return -1;
	*ret_sock = serve(true, ret_pid);
	dir = broker_write(*ret_sock, name, sequence, "ext4", 0, &err);
	ck_assert_msg(dir >= 0, "%s", err.message);
	ck_assert(!guarded());
	return dir;
}

/* --- the broker ------------------------------------------------------------------------------- */
START_TEST(refusals)
{
	pid_t pid;
	int sock;

	if (!memory(8192))
		return;
	sock = serve(false, &pid); /* as shipped: on USB, removable, or nothing */
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EPERM);
	ck_assert_int_eq(broker_write(sock, name, sequence, "vfat", 0, &err), -EPERM);
	ck_assert_int_eq(broker_write(sock, "nosuchdisk", 1, "vfat", 0, &err), -ENODEV);
	ck_assert_int_eq(broker_write(sock, "../sda", 1, "vfat", 0, &err), -ENODEV);
	/* onto a PC's disk: no device that is made of a file */
	ck_assert_int_eq(broker_write_restore(sock, name, sequence, 0, &err), -EPERM);
	over(sock, pid);
	sock = serve(true, &pid);
	ck_assert_int_eq(broker_write(sock, name, sequence + 1, "ext4", 0, &err), -ESTALE);
	ck_assert_int_eq(broker_write(sock, name, 0, "ext4", 0, &err), -ESTALE);
	ck_assert_int_eq(broker_write(sock, name, sequence, "xfs", 0, &err), -EOPNOTSUPP);
	ck_assert_int_eq(broker_write(sock, name, sequence, "ntfs", 0, &err), -EOPNOTSUPP);
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 1048576, &err), -ENODEV);
	ck_assert_int_eq(broker_write_restore(sock, name, sequence + 1, 0, &err), -ESTALE);
	ck_assert_int_eq(broker_write_restore(sock, name, 0, 0, &err), -ESTALE);
	ck_assert_int_eq(broker_write_restore(sock, name, sequence, 1048576, &err), -ENODEV);
	ck_assert(guarded() && access(note, F_OK) < 0);
	/* not what it says it is: lifted, not mounted, set again */
	ck_assert_int_lt(broker_write(sock, name, sequence, "vfat", 0, &err), 0);
	ck_assert(guarded() && access(note, F_OK) < 0);
	text_file("/run/kenshin/stick-disk", name, strlen(name));
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EBUSY);
	unlink("/run/kenshin/stick-disk");
	mkdir("/run/kenshin/writable", 0755); /* the stick's own note is empty */
	text_file(note, "", 0);
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EBUSY);
	ck_assert(access(note, F_OK) == 0 && guarded());
	unlink(note);
	over(sock, pid);
	forget_memory();
}
END_TEST

START_TEST(written_and_guarded_again)
{
	char text[64] = "", want[64];
	pid_t pid, second_pid;
	int sock, second, dir, fd;

	dir = writable(&sock, &pid);
	if (dir < 0)
		return;
	fd = open(note, O_RDONLY);
	ck_assert_int_gt(read(fd, text, sizeof(text) - 1), 0);
	close(fd);
	snprintf(want, sizeof(want), "broker %" PRIu64 "\n", sequence);
	ck_assert_str_eq(text, want); /* what guard-one compares */
	ck_assert_int_eq(file_in(dir, "sheet.txt", "a sheet"), 0);
	/* one at a time, whoever asks */
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EBUSY);
	second = serve(true, &second_pid);
	ck_assert_int_eq(broker_write(second, name, sequence, "ext4", 0, &err), -EBUSY);
	ck_assert(!guarded());
	over(second, second_pid);
	ck_assert(!guarded() && access(note, F_OK) == 0);
	close(dir);
	err_clear(&err);
	ck_assert_msg(broker_eject(sock, name, &err) == 0, "%s", err.message);
	ck_assert(guarded() && access(note, F_OK) < 0);
	/* and it is there */
	fd = open(image, O_RDONLY);
	dir = broker_mount(sock, fd, "ext4", 0, 0, &err);
	close(fd);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(faccessat(dir, "sheet.txt", F_OK, 0), 0);
	close(dir);
	over(sock, pid);
	ck_assert(guarded());
	forget_memory();
}
END_TEST

/* Whoever still holds a file of it when it is asked for is told, and writes nothing more. */
START_TEST(still_held)
{
	pid_t pid;
	int sock, dir;

	dir = writable(&sock, &pid);
	if (dir < 0)
		return;
	ck_assert_int_eq(broker_eject(sock, name, &err), -EBUSY);
	ck_assert(guarded());
	close(dir);
	over(sock, pid);
	forget_memory();
}
END_TEST

/* The caller dies in the middle: the guard is set again, what was whole is there. */
START_TEST(caller_goes)
{
	pid_t pid;
	int sock, dir;

	dir = writable(&sock, &pid);
	if (dir < 0)
		return;
	close(dir);
	over(sock, pid);
	ck_assert(guarded() && access(note, F_OK) < 0);
	forget_memory();
}
END_TEST

/* The broker itself is killed: the next one finds the note that nobody holds. */
START_TEST(broker_killed)
{
	pid_t pid;
	int sock, dir, status;

	dir = writable(&sock, &pid);
	if (dir < 0)
		return;
	close(dir);
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	close(sock);
	ck_assert(!guarded() && access(note, F_OK) == 0);
	text_file("/run/kenshin/writable/sdz9", "stick 7\n", 8); /* the stick's own stays */
	sock = serve(true, &pid);
	{
		char names[BROKER_LIST_MAX][BROKER_NAME_MAX];
		size_t n;

		ck_assert_int_eq(broker_list(sock, names, BROKER_LIST_MAX, &n, &err), 0);
	}
	ck_assert(guarded() && access(note, F_OK) < 0);
	ck_assert_int_eq(access("/run/kenshin/writable/sdz9", F_OK), 0);
	over(sock, pid);
	forget_memory();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("writes");
	TCase *t = tcase_create("writes");
	int r = memory_begin();

	if (r)
		return r;
	tcase_set_timeout(t, 60);
	tcase_add_test(t, refusals);
	tcase_add_test(t, written_and_guarded_again);
	tcase_add_test(t, still_held);
	tcase_add_test(t, caller_goes);
	tcase_add_test(t, broker_killed);
	return disks_end(s, t);
}
