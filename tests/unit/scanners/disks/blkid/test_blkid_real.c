/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File systems that others made: by mkntfs, and of the collected images when they are there. */
#include <spawn.h>
#include <sys/stat.h>

#include "tests/unit/scanners/disks/blkid/asking.h"

extern char **environ;

static int run(char *const *args)
{
	pid_t pid;
	int status = -1;
	if (posix_spawnp(&pid, args[0], NULL, NULL, args, environ) == 0)
		waitpid(pid, &status, 0);
	return status;
}

static int open_copy_without_boot_sector(int from)
{
	int fd = memfd_create("damaged", MFD_CLOEXEC);
	ck_assert_int_eq(io_pread_full(from, img, SIZE, 0), SIZE);
	memset(img, 0, 512);
	ck_assert_int_eq(io_write_full(fd, img, SIZE), 0);
	return fd;
}

START_TEST(real_ntfs)
{
	static char sh[] = "sh", c[] = "-c",
		    script[] = "PATH=$PATH:/sbin:/usr/sbin; f=$(mktemp) && truncate -s 16M $f && "
			       "mkntfs -q -F -T -L '会計 データ' $f >/dev/null 2>&1 && mv $f $0";
	char name[] = "/tmp/kenshin-test-blkid-XXXXXX", *args[] = { sh, c, script, name, NULL };
	close(mkstemp(name));
	if (run(args)) {
		printf("skipped: mkntfs is not installed\n");
		unlink(name);
		return;
	}
	CLEANUP(cleanup_close) int fd = open(name, O_RDONLY | O_CLOEXEC);
	unlink(name);
	ask_fd(fd, SIZE, 0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_str_eq(answer.volume[0].type, "ntfs");
	ck_assert_str_eq(answer.volume[0].label, "会計 データ");
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_READABLE);
	ck_assert_int_eq(blkid_client_reader(answer.volume[0].type), BLKID_READER_NTFS);
	CLEANUP(cleanup_close) int damaged = open_copy_without_boot_sector(fd);
	ask_fd(damaged, SIZE, 0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "Something is written"));
	ck_assert_int_eq(blkid_client_reader("ext4"), BLKID_READER_MOUNT);
	ck_assert_int_eq(blkid_client_reader("ReFS"), BLKID_READER_NONE);
}
END_TEST

START_TEST(collected_bitlocker)
{
	static char sh[] = "sh", c[] = "-c",
		    script[] = "s=${KENSHIN_SAMPLES:-../shared/samples}/windows/bitlocker; "
			       "[ -d $s ] && zcat $s/dev_bitlocker_password.img.gz >$0";
	char name[] = "/tmp/kenshin-test-blkid-XXXXXX", *args[] = { sh, c, script, name, NULL };
	struct stat st;
	int fd = mkstemp(name);
	if (run(args)) {
		printf("skipped: no collected BitLocker image\n");
	} else {
		ck_assert_int_eq(fstat(fd, &st), 0);
		ask_fd(fd, (uint64_t)st.st_size, 0);
		ck_assert_str_eq(answer.volume[0].type, "BitLocker");
		ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_LOCKED);
		ck_assert(says(&answer.volume[0].reason, "its key was not given"));
	}
	unlink(name);
	close(fd);
}
END_TEST

int main(void)
{
	TCase *t = asking_case();

	tcase_add_test(t, real_ntfs);
	tcase_add_test(t, collected_bitlocker);
	return suite_result(suite_create("disks"), t);
}
