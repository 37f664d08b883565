/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An NTFS volume as the place of a backup: what is written is what others read; names as Windows has
 * them; one that Windows has not finished with is left as it is; a full one and a damaged one. */
#include "tests/unit/scanners/readers/media.h"

#define FOLDER "控え PC-backup-20261123"
#define ROOT   NTFS_MEDIUM_ROOT

/* ntfs-3g's own tools, and its own driver, which refuses what is marked as in use. */
static void others_agree(const char *name)
{
	fixtures_run("ntfsfix -n %s >fix.log", name);
	fixtures_run("ntfsls -q -f %s >ls.log", name);
}

START_TEST(what_is_written_is_what_others_read)
{
	struct ntfs_medium *m;
	struct medium_stat folder, st;
	struct volume_about about;
	struct volume *v;
	int fd;

	media_make("w.img", 32768);
	fd = media_fd("w.img");
	m = media_open(fd);
	v = volumes_open("w.img");
	volume_about(v, &about);
	ck_assert(about.dirty); /* marked before the first change */
	volume_close(v);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, FOLDER, true, &folder), 0);
	ck_assert(folder.folder);
	media_file(m, folder.node, "0001.zip.part", 1, 3000000);
	media_file(m, folder.node, "写真 😀.jpg", 2, 700);
	media_file(m, ROOT, "empty", 3, 0);
	ck_assert_int_eq(
	    ntfs_medium_rename(m, folder.node, "0001.zip.part", folder.node, "0001.zip", false), 0);
	media_file(m, folder.node, "list.new", 4, 5000);
	media_file(m, folder.node, "list", 5, 100000);
	ck_assert_int_eq(ntfs_medium_rename(m, folder.node, "list.new", folder.node, "list", false),
			 -EEXIST);
	ck_assert_int_eq(ntfs_medium_rename(m, folder.node, "list.new", folder.node, "list", true),
			 0);
	media_file(m, folder.node, "gone", 6, 200000);
	ck_assert_int_eq(ntfs_medium_remove(m, folder.node, "gone", true), -ENOTDIR);
	ck_assert_int_eq(ntfs_medium_remove(m, ROOT, FOLDER, true), -ENOTEMPTY);
	ck_assert_int_eq(ntfs_medium_remove(m, ROOT, FOLDER, false), -EISDIR);
	ck_assert_int_eq(ntfs_medium_remove(m, folder.node, "gone", false), 0);
	ck_assert_int_eq(ntfs_medium_find(m, folder.node, "gone", &st), -ENOENT);
	ck_assert_int_eq(ntfs_medium_find(m, folder.node, "list.~old", &st), -ENOENT);
	ck_assert_int_eq(ntfs_medium_find(m, folder.node, "0001.ZIP", &st), 0);
	ck_assert_uint_eq(st.size, 3000000);
	ck_assert_int_eq(ntfs_medium_cut(m, st.node, 2500000), 0);
	media_close(m);
	close(fd);

	v = volumes_open("w.img");
	volume_about(v, &about);
	ck_assert(!about.dirty);
	ck_assert(media_whole(v, FOLDER "/0001.zip", 1, 2500000));
	ck_assert(media_whole(v, FOLDER "/写真 😀.jpg", 2, 700));
	ck_assert(media_whole(v, FOLDER "/list", 4, 5000));
	ck_assert(media_whole(v, "empty", 3, 0));
	ck_assert_uint_eq(volumes_read_all(v).files, 4);
	volume_close(v);
	others_agree("w.img");
	fixtures_run("ntfscat -q -f w.img '" FOLDER "/写真 😀.jpg' | wc -c | grep -qx 700");
}
END_TEST

START_TEST(names_are_as_windows_has_them)
{
	static const char *const no[] = { "CON",  "com1.txt", "a:b",  "a*",   "a?",
					  "a\"b", "a<",       "a|b",  "a\\b", "end.",
					  "end ", "a\tb",     "\xff", "a/b",  "" };
	char name[800] = "";
	struct ntfs_medium *m;
	struct medium_stat st;
	int fd;

	media_make("n.img", 16384);
	fd = media_fd("n.img");
	m = media_open(fd);
	for (size_t i = 0; i < LEN(no); i++)
		ck_assert_msg(ntfs_medium_make(m, ROOT, no[i], false, &st) == -EINVAL, "%s", no[i]);
	for (size_t i = 0; i < 256; i++)
		memcpy(name + 3 * i, "あ", 3);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, name, false, &st), -ENAMETOOLONG);
	name[3 * 255] = '\0';
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, name, false, &st), 0);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, "Ärger.TXT", false, &st), 0);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, "ärger.txt", false, &st), -EEXIST);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, "ärger.txt", true, &st), -EEXIST);
	ck_assert_int_eq(ntfs_medium_find(m, ROOT, "ÄRGER.txt", &st), 0);
	/* the tables of the file system itself are nobody's */
	ck_assert_int_eq(ntfs_medium_find(m, ROOT, "$MFT", &st), -EACCES);
	ck_assert_int_eq(ntfs_medium_remove(m, ROOT, "$Bitmap", false), -EACCES);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, "$Secure", false, &st), -EEXIST);
	ck_assert_int_eq(ntfs_medium_write(m, 0, "x", 1, 0), -EISDIR);
	ck_assert_int_eq(ntfs_medium_stat(m, 6, &st), -ENOENT);
	media_close(m);
	close(fd);
	others_agree("n.img");
}
END_TEST

/* The number of one that is gone means nothing, also when its place was given away. */
START_TEST(a_number_is_never_another_file)
{
	struct ntfs_medium *m;
	struct medium_stat st;
	uint64_t first, second;
	char byte, name[32];
	int fd;

	media_make("g.img", 16384);
	fd = media_fd("g.img");
	m = media_open(fd);
	first = media_file(m, ROOT, "one", 1, 5000);
	ck_assert_int_eq(ntfs_medium_remove(m, ROOT, "one", false), 0);
	for (unsigned i = second = 0; i < 1000 && (second ^ first) << 16; i++) {
		snprintf(name, sizeof(name), "two %u", i);
		second = media_file(m, ROOT, name, 2, 5000);
	}
	ck_assert_uint_eq(first & 0xffffffffffffu, second & 0xffffffffffffu);
	ck_assert_uint_ne(first, second);
	ck_assert_int_lt(ntfs_medium_stat(m, first, &st), 0);
	ck_assert_int_lt(ntfs_medium_write(m, first, "x", 1, 0), 0);
	ck_assert_int_eq(ntfs_medium_read(m, second, &byte, 1, 0), 1);
	ck_assert_int_eq((uint8_t)byte, media_byte(2, 0));
	(void)!ntfs_medium_close(m, NULL);
	close(fd);
}
END_TEST

static void left_alone(const char *manifest)
{
	struct ntfs_medium *m;
	bool unclean = false;
	struct bytes before;
	int fd;

	volumes_make("d.img", manifest);
	before = fixtures_load("d.img");
	fd = media_fd("d.img");
	ck_assert_int_eq(media_try(fd, &m, &unclean), -EUCLEAN);
	ck_assert(unclean);
	close(fd);
	ck_assert(!memcmp(before.p, fixtures_load("d.img").p, before.n));
}

START_TEST(what_windows_has_not_finished_with_is_left)
{
	struct ntfs_medium *m;
	bool unclean = true;
	int fd;

	left_alone("size 16M\nfile a text x\ndirty\n");
	left_alone("size 16M\nfile a text x\nlog-open\n");
	left_alone("size 16M\nfile a text x\nhibernated\n");
	/* ... and one that we left in the middle */
	media_make("k.img", 16384);
	if (fork() == 0) {
		m = media_open(media_fd("k.img"));
		media_file(m, ROOT, "half", 1, 100000);
		_exit(0);
	}
	wait(NULL);
	fd = media_fd("k.img");
	ck_assert_int_eq(media_try(fd, &m, &unclean), -EUCLEAN);
	ck_assert(unclean);
	close(fd);
	/* no NTFS at all: said in other words */
	fixtures_run("head -c 1048576 /dev/zero >z.img");
	fd = media_fd("z.img");
	ck_assert_int_eq(media_try(fd, &m, &unclean), -EUCLEAN);
	ck_assert(!unclean);
	close(fd);
}
END_TEST

/* Read back: with a descriptor that cannot write, also while it is marked. */
START_TEST(reading_changes_nothing)
{
	struct ntfs_medium *m;
	struct medium_stat st;
	struct bytes before;
	struct err err = { 0 };
	bool unclean;
	uint8_t *p = malloc(70000);
	int fd;

	media_make("r.img", 16384);
	fd = media_fd("r.img");
	m = media_open(fd);
	media_file(m, ROOT, "f", 7, 66000);
	media_close(m);
	close(fd);
	before = fixtures_load("r.img");
	fd = open(fixtures_path("r.img"), O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(ntfs_medium_open(fd, 0, before.n, false, &m, &unclean, &err), 0);
	ck_assert_int_eq(ntfs_medium_find(m, ROOT, "f", &st), 0);
	ck_assert_int_eq(ntfs_medium_read(m, st.node, p, 70000, 0), 66000);
	for (size_t i = 0; i < 66000; i++)
		ck_assert_int_eq(p[i], media_byte(7, i));
	ck_assert_int_lt(ntfs_medium_write(m, st.node, "x", 1, 0), 0);
	ck_assert_int_lt(ntfs_medium_make(m, ROOT, "new", false, &st), 0);
	(void)!ntfs_medium_close(m, &err);
	close(fd);
	free(p);
	ck_assert(!memcmp(before.p, fixtures_load("r.img").p, before.n));
}
END_TEST

static int count(void *arg, const char *name, uint64_t node, bool folder)
{
	(void)node, (void)folder;
	*(unsigned *)arg += !strncmp(name, "0", 1);
	return 0;
}

START_TEST(many_names_and_room)
{
	struct ntfs_medium *m;
	struct medium_room before, after;
	struct medium_stat folder;
	unsigned n = 0;
	char name[32];
	int fd;

	media_make("l.img", 32768);
	fd = media_fd("l.img");
	m = media_open(fd);
	ntfs_medium_room(m, &before);
	ck_assert(before.free > 0 && before.free < before.clusters);
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, "many", true, &folder), 0);
	for (unsigned i = 0; i < 1500; i++) {
		snprintf(name, sizeof(name), "%06u.zip", i * 7919 % 1500);
		media_file(m, folder.node, name, i, i % 50 ? 10 : 9000);
	}
	ck_assert_int_eq(ntfs_medium_list(m, folder.node, count, &n), 0);
	ck_assert_uint_eq(n, 1500);
	for (unsigned i = 0; i < 1500; i++) {
		snprintf(name, sizeof(name), "%06u.zip", i);
		ck_assert_int_eq(ntfs_medium_remove(m, folder.node, name, false), 0);
	}
	ck_assert_int_eq(ntfs_medium_remove(m, ROOT, "many", true), 0);
	ntfs_medium_room(m, &after);
	ck_assert_uint_gt(after.free + 1000,
			  before.free); /* the table of files stays as long as it is */
	media_close(m);
	close(fd);
	others_agree("l.img");
}
END_TEST

/* Until nothing fits any more: told as that, what was whole stays so, and the volume is in order. */
START_TEST(a_full_volume_stays_in_order)
{
	struct volume_about about;
	struct ntfs_medium *m;
	struct medium_stat st;
	struct volume *v;
	char name[32];
	unsigned whole = 0;
	int fd, r = 0;

	media_make("f.img", 8192);
	fd = media_fd("f.img");
	m = media_open(fd);
	while (r == 0 && whole < 100) {
		snprintf(name, sizeof(name), "%u", whole);
		r = ntfs_medium_make(m, ROOT, name, false, &st);
		if (r == 0)
			r = media_write(m, st.node, whole, 0, 250000);
		whole += r == 0;
	}
	ck_assert_int_eq(r, -ENOSPC);
	ck_assert_uint_gt(whole, 5);
	ck_assert_int_eq(ntfs_medium_remove(m, ROOT, name, false), 0);
	media_close(m);
	close(fd);
	v = volumes_open("f.img");
	volume_about(v, &about);
	ck_assert(!about.dirty);
	for (unsigned i = 0; i < whole; i++) {
		snprintf(name, sizeof(name), "%u", i);
		ck_assert(media_whole(v, name, i, 250000));
	}
	volume_close(v);
	others_agree("f.img");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("ntfs_medium");
	TCase *t = tcase_create("ntfs_medium");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_is_written_is_what_others_read);
	tcase_add_test(t, names_are_as_windows_has_them);
	tcase_add_test(t, a_number_is_never_another_file);
	tcase_add_test(t, what_windows_has_not_finished_with_is_left);
	tcase_add_test(t, reading_changes_nothing);
	tcase_add_test(t, many_names_and_room);
	tcase_add_test(t, a_full_volume_stays_in_order);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
