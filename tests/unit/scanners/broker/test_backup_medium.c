/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin backup run --medium` with a broker that takes a loop device for the owner's disk: proven only
 * after the guard is set again; cut, gone on with, refused, full. */
/* link: scanners/engine scanners/disks core/record core/text */
#include "tests/unit/scanners/broker/backup_fixture.h"

/* What lies there, by whom. */
static int lies_there(const char *backup_folder, const char *file, struct stat *ret)
{
	char path[300];
	pid_t pid;
	int sock = serve(true, &pid), fd = open(image, O_RDONLY);
	int dir = broker_mount(sock, fd, "ext4", 0, 0, &err), r;

	ck_assert_int_ge(dir, 0);
	snprintf(path, sizeof(path), BROKER_FOLDER "/%s/%s", backup_folder, file);
	r = fstatat(dir, path, ret, AT_SYMLINK_NOFOLLOW);
	close(fd);
	close(dir);
	over(sock, pid);
	return r;
}

START_TEST(taken_and_proven)
{
	struct backup_told b;
	struct stat st;

	if (!memory(65536))
		return;
	client_folder();
	b = backup(sequence, "ext4", NULL);
	ck_assert_msg(b.state == BACKUP_STATE_PROVEN, "%s", backup_end_name(b.reason));
	ck_assert_uint_eq(b.files, 2);
	ck_assert_uint_eq(b.bytes, 304000);
	ck_assert(b.stored > 300000 && b.restored == 2);
	ck_assert_uint_eq(backup_told_permille(&last), 1000);
	ck_assert_uint_eq(last.same_files, 2);
	ck_assert_int_eq(lies_there(b.folder, "0001.zip", &st), 0);
	ck_assert_uint_eq(st.st_uid, 65534); /* not root: root never saw a byte of it */
	ck_assert_int_eq(lies_there(b.folder, "README.txt", &st), 0);
	/* once more to be gone on with: it is whole, and only read back */
	b = backup(sequence, "ext4", "--resume");
	ck_assert_int_eq(b.state, BACKUP_STATE_PROVEN);
	ck_assert_uint_eq(b.files, 2);
	forget_memory();
}
END_TEST

START_TEST(refused)
{
	struct backup_told b;

	if (!memory(65536))
		return;
	client_folder();
	b = backup(sequence + 1, "ext4", NULL); /* another one came under this name */
	ck_assert_str_eq(backup_end_name(b.reason), "gone");
	b = backup(sequence, "xfs", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "kind");
	b = backup(sequence, "ntfs", NULL); /* it is none */
	ck_assert_str_eq(backup_end_name(b.reason), "unreadable");
	b = backup(sequence, "ext4", "--resume"); /* nothing was begun there */
	ck_assert_str_eq(backup_end_name(b.reason), "other-pc");
	ck_assert_int_eq(b.state, BACKUP_STATE_INCOMPLETE);
	forget_memory();
}
END_TEST

START_TEST(no_room)
{
	struct backup_told b;

	if (!memory(8192))
		return;
	client_folder();
	client_file("film.mp4", 9000000);
	b = backup(sequence, "ext4", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "no-room");
	ck_assert_int_eq(b.state, BACKUP_STATE_INCOMPLETE);
	forget_memory();
}
END_TEST

/* A name that is there already and is no folder of ours: nothing is followed, nothing is written. */
START_TEST(a_link_in_the_way)
{
	struct backup_told b;
	pid_t pid;
	int sock, dir;

	if (!memory(65536))
		return;
	client_folder();
	sock = serve(true, &pid);
	dir = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(symlinkat("/tmp", dir, BROKER_FOLDER), 0);
	close(dir);
	ck_assert_int_eq(broker_eject(sock, name, &err), 0);
	over(sock, pid);
	b = backup(sequence, "ext4", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "unreadable");
	forget_memory();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("backup-medium");
	TCase *t = tcase_create("backup-medium");
	int r = backup_begin();

	if (r)
		return r;
	tcase_set_timeout(t, 60);
	tcase_add_test(t, taken_and_proven);
	tcase_add_test(t, refused);
	tcase_add_test(t, no_room);
	tcase_add_test(t, a_link_in_the_way);
	return disks_end(s, t);
}
