/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directory back end: no way out, no waiting for a FIFO, names without regard to case, and
 * links that ntfs-3g makes up for files that it can't show. */
#include "tests/unit/scanners/readers/volumes.h"

#include <sys/mount.h>

static struct volume *made(bool fold)
{
	fixtures_run(
	    "rm -rf d out; mkdir -p 'd/Windows/System32/Config' d/etc d/usr/lib d/loop out;"
	    "echo hive > d/Windows/System32/Config/SOFTWARE;"
	    "echo id > d/usr/lib/os-release; ln -s ../usr/lib/os-release d/etc/os-release;"
	    "ln -s /usr/lib/os-release d/etc/absolute; echo no > out/secret;"
	    "ln -s ../../out/secret d/etc/escape; ln -s $PWD/out/secret d/etc/escape2;"
	    "ln -s loop2 d/loop1; ln -s loop1 d/loop2; ln -s .. d/loop/up;"
	    "mkfifo d/fifo; printf 'a' > \"d/odd \"'\n'name; printf b > d/$(printf 'x\\377y');"
	    "ln -s 'unsupported reparse tag 0x9000601a' d/cloud.docx;"
	    "ln -s 'unsupported reparse tag 0x80000017' d/wof.exe;"
	    "ln -s 'unsupported reparse tag 0x8000abcd' d/what;"
	    "ln d/usr/lib/os-release d/usr/second; echo x > d/Name; echo y > d/NAME");
	return volumes_open_dir(fixtures_path("d"), fold);
}

START_TEST(paths_are_found_without_regard_to_case)
{
	struct volume *v = made(true);
	struct volume_stat st;
	char found[VOLUME_PATH_MAX];
	struct volume_about a;

	ck_assert_int_eq(
	    volume_find(v, "WINDOWS/system32/CONFIG/software", found, sizeof(found), &st, NULL), 0);
	ck_assert_str_eq(found, "Windows/System32/Config/SOFTWARE");
	ck_assert_str_eq(volumes_read(v, "windows/system32/config/software", NULL, NULL), "hive\n");
	ck_assert_str_eq(volumes_read(v, "Name", NULL, NULL), "x\n"); /* exact before folded */
	ck_assert_str_eq(volumes_read(v, "NAME", NULL, NULL), "y\n");
	ck_assert_int_eq(volume_lookup(v, "windows/nope", &st, NULL), -ENOENT);
	volume_about(v, &a);
	ck_assert_str_eq(a.type, "directory");
	volume_close(v);
	v = made(false);
	ck_assert_int_eq(volume_lookup(v, "WINDOWS", &st, NULL), -ENOENT);
	volume_close(v);
}
END_TEST

START_TEST(links_stay_inside)
{
	struct volume *v = made(true);
	struct volume_stat st;
	struct volume_file *f;

	ck_assert_str_eq(volumes_read(v, "etc/os-release", NULL, NULL), "id\n");
	ck_assert_str_eq(volumes_read(v, "etc/absolute", NULL, NULL), "id\n");
	ck_assert_int_eq(volumes_stat(v, "etc/escape").type, VOLUME_FILE_LINK);
	ck_assert_int_lt(volume_open(v, "etc/escape", NULL, &f, NULL), 0);
	ck_assert_int_lt(volume_open(v, "etc/escape2", NULL, &f, NULL), 0);
	ck_assert_int_lt(volume_open(v, "../out/secret", NULL, &f, NULL), 0);
	ck_assert_int_eq(volumes_stat(v, "loop1").type, VOLUME_FILE_LINK);
	ck_assert_int_lt(volume_lookup(v, "loop1/x", &st, NULL), 0);
	volume_close(v);
}
END_TEST

START_TEST(a_fifo_does_not_hold_us)
{
	struct volume *v = made(true);
	struct volume_file *f;

	ck_assert_int_eq(volumes_stat(v, "fifo").type, VOLUME_FILE_OTHER);
	ck_assert_int_lt(volume_open(v, "fifo", NULL, &f, NULL), 0);
	volume_close(v);
}
END_TEST

START_TEST(made_up_links_are_files_that_can_not_be_had)
{
	static const struct {
		const char *path;
		enum volume_hold hold;
		uint32_t tag;
	} row[] = { { "cloud.docx", VOLUME_HOLD_CLOUD, 0x9000601a },
		    { "wof.exe", VOLUME_HOLD_WOF, 0x80000017 },
		    { "what", VOLUME_HOLD_UNKNOWN_TAG, 0x8000abcd } };
	struct volume *v = made(true);
	struct volumes_tally t;
	struct volume_file *f;
	struct err err;

	for (size_t i = 0; i < LEN(row); i++) {
		struct volume_stat st = volumes_stat(v, row[i].path);

		ck_assert(st.type == VOLUME_FILE_REGULAR && st.hold == row[i].hold);
		ck_assert_uint_eq(st.reparse_tag, row[i].tag);
		ck_assert_int_eq(st.cloud, row[i].hold == VOLUME_HOLD_CLOUD ? VOLUME_CLOUD_UNKNOWN
									    : VOLUME_CLOUD_NONE);
		err_clear(&err);
		ck_assert_int_lt(volume_open_entry(v, st.id, row[i].path, NULL, &f, &err), 0);
		ck_assert_int_eq(err.kind, ERR_UNSUPPORTED);
	}
	ck_assert_int_eq(volumes_stat(v, "fifo").cloud, VOLUME_CLOUD_NONE);
	t = volumes_read_all(v);
	ck_assert_uint_eq(t.held, 3);
	ck_assert_uint_eq(t.unread_files, 3);
	ck_assert_uint_eq(t.unread_folders, 0);
	ck_assert_uint_eq(t.links, 7);
	volume_close(v);
}
END_TEST

START_TEST(names_are_bytes_and_ids_open_again)
{
	struct volume *v = made(true);
	struct volume_file *f;
	struct volume_stat st;

	ck_assert_str_eq(volumes_read(v, "odd \nname", NULL, NULL), "a");
	ck_assert_str_eq(volumes_read(v, "x\377y", NULL, NULL), "b");
	st = volumes_stat(v, "usr/second");
	ck_assert_uint_eq(st.links, 2);
	ck_assert_int_eq(volume_open_entry(v, st.id, "usr/second", NULL, &f, NULL), 0);
	ck_assert_uint_eq(volume_file_size(f), 3);
	volume_file_close(f);
	ck_assert_int_eq(volume_open_entry(v, 99999999999u, "usr/second", NULL, &f, NULL), -ESTALE);
	ck_assert_int_eq(volume_open_entry(v, st.id, "usr/nothing", NULL, &f, NULL), -ENOENT);
	fixtures_run(
	    "echo other > d/usr/x; rm d/usr/second d/usr/lib/os-release; mv d/usr/x d/usr/second");
	ck_assert_int_eq(volume_open_entry(v, st.id, "usr/second", NULL, &f, NULL), -ESTALE);
	volume_close(v);
}
END_TEST

START_TEST(a_file_that_shrinks_is_incomplete)
{
	struct volume *v = made(true);
	struct volume_file *f;
	char buf[16];

	ck_assert_int_eq(volume_open(v, "usr/lib/os-release", NULL, &f, NULL), 0);
	fixtures_run(": > d/usr/lib/os-release");
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), 0, NULL), -EIO);
	volume_file_close(f);
	volume_close(v);
}
END_TEST

START_TEST(deep_and_long_paths_end)
{
	struct volume *v = made(true);
	struct volumes_tally t;

	fixtures_run("cd d; i=0; while [ $i -lt 300 ]; do mkdir d; cd d; i=$((i+1)); done");
	t = volumes_read_all(v);
	ck_assert_uint_eq(t.unread_folders, 1);
	volume_close(v);
	fixtures_run("rm -rf d");
}
END_TEST

START_TEST(what_is_no_folder_is_refused)
{
	struct volume *v;
	struct err err = { 0 };
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	ck_assert_int_eq(volume_dir_open(fd, true, &v, &err), -ENOTDIR);
	close(fd);
}
END_TEST

/* The same volume through ntfs-3g's own mount: nothing may vanish. Only where FUSE works. */
START_TEST(an_ntfs_mount_shows_what_it_can_not_read)
{
	struct volume *v;

	if (access("/dev/fuse", R_OK) || geteuid() != 0) {
		printf("skipped: no FUSE for this user\n");
		return;
	}
	volumes_make("f.img", "size 16M\nfile a text x\nonedrive one text y\ncloud two 64K\n"
			      "wof three lzx from manifest\n");
	if (fixtures_try("mkdir -p mnt; exec ntfs-3g -o ro,norecover f.img mnt") != 0) {
		printf("skipped: ntfs-3g does not mount here\n");
		return;
	}
	v = volumes_open_dir(fixtures_path("mnt"), true);
	ck_assert_int_eq(volumes_stat(v, "ONE").hold, VOLUME_HOLD_CLOUD);
	ck_assert_int_eq(volumes_stat(v, "two").hold, VOLUME_HOLD_CLOUD);
	ck_assert_int_eq(volumes_stat(v, "three").hold, VOLUME_HOLD_WOF);
	/* Where their data are, is not shown; but whose tag is another's is in no cloud folder. */
	ck_assert_int_eq(volumes_stat(v, "one").cloud, VOLUME_CLOUD_UNKNOWN);
	ck_assert_int_eq(volumes_stat(v, "two").cloud, VOLUME_CLOUD_UNKNOWN);
	ck_assert_int_eq(volumes_stat(v, "three").cloud, VOLUME_CLOUD_NONE);
	ck_assert_int_eq(volumes_stat(v, "a").cloud, VOLUME_CLOUD_NONE);
	ck_assert_str_eq(volumes_read(v, "A", NULL, NULL), "x");
	volume_close(v);
	fixtures_run("umount mnt");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("volume_dir");
	TCase *t = tcase_create("volume_dir");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, paths_are_found_without_regard_to_case);
	tcase_add_test(t, links_stay_inside);
	tcase_add_test(t, a_fifo_does_not_hold_us);
	tcase_add_test(t, made_up_links_are_files_that_can_not_be_had);
	tcase_add_test(t, names_are_bytes_and_ids_open_again);
	tcase_add_test(t, a_file_that_shrinks_is_incomplete);
	tcase_add_test(t, deep_and_long_paths_end);
	tcase_add_test(t, what_is_no_folder_is_refused);
	tcase_add_test(t, an_ntfs_mount_shows_what_it_can_not_read);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
