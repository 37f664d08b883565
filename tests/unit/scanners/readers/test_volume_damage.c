/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NTFS volumes with damage: an answer each time, and nothing that looks better than it is. */
#include "tests/unit/scanners/readers/volumes.h"
#include "tests/unit/scanners/readers/volumes_manifest.h"

static void overlay(const char *damage, const char *words)
{
	struct volume *v;
	struct volume_about a;
	struct volumes_tally whole, damaged;
	char text[8192];

	v = volumes_open(volumes_image());
	whole = volumes_read_all(v);
	volume_close(v);
	snprintf(text, sizeof(text), "%sdamage %s\n", volumes_manifest, damage);
	/* `from manifest` must not see the extra line */
	fixtures_text("damaged", text);
	fixtures_text("manifest", volumes_manifest);
	fixtures_run("\"$TOOLS/mkimage\" damaged o.img");
	v = volumes_open("o.img");
	volume_about(v, &a);
	ck_assert_str_eq(a.overlay, words);
	damaged = volumes_read_all(v);
	ck_assert_uint_eq(damaged.files, whole.files);
	ck_assert_uint_eq(damaged.sum, whole.sum);
	ck_assert_uint_eq(damaged.unread_files, whole.unread_files);
	volume_close(v);
}

START_TEST(a_damaged_mirror_is_worked_around)
{
	overlay("mirror", "mirror redirected");
}
END_TEST

START_TEST(a_damaged_table_is_read_from_its_mirror)
{
	overlay("mft", "mirror used");
}
END_TEST

START_TEST(what_is_no_ntfs_is_refused)
{
	struct volume *v;
	struct err err = { 0 };

	fixtures_text("text", "this is not a volume");
	fixtures_text("empty", "");
	fixtures_run("head -c 1048576 /dev/zero > zero; head -c 4000000 %s > cut", volumes_image());
	ck_assert_int_lt(volumes_open_at("text", 0, &v, &err), 0);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
	ck_assert_int_lt(volumes_open_at("empty", 0, &v, &err), 0);
	ck_assert_int_lt(volumes_open_at("zero", 0, &v, &err), 0);
	/* Cut off: refused, or open with what is left. */
	if (volumes_open_at("cut", 0, &v, &err) == 0) {
		(void)volumes_read_all(v);
		volume_close(v);
	}
	volumes_make("whole.img", "size 16M\nfile a text x\n");
	fixtures_run("\"$TOOLS/mkimage\" --partition manifest disk.img");
	ck_assert_int_lt(volumes_open_at("disk.img", 0, &v, &err), 0);
	ck_assert_int_eq(volumes_open_at("disk.img", 34816 * 512, &v, &err), 0);
	ck_assert_str_eq(volumes_read(v, "a", NULL, NULL), "x");
	volume_close(v);
}
END_TEST

/* A folder that holds itself under another name: shown, entered once, reported. */
START_TEST(folders_in_a_circle_end)
{
	struct volumes_tally t;
	struct volume *v;

	volumes_make("c.img", "size 16M\nfile a/b/f text x\nlink a/b/loop a\nlink a/b/c/up a/b\n");
	v = volumes_open("c.img");
	t = volumes_read_all(v);
	ck_assert_uint_eq(t.files, 1);
	ck_assert_uint_eq(t.folders, 5);
	ck_assert_uint_eq(t.unread_folders, 2);
	volume_close(v);
}
END_TEST

/* The disk gives no bytes from some place on: what lies before is read, the rest is -EIO. */
START_TEST(an_unreadable_place_is_said)
{
	struct volume *v;
	struct volume_file *f;
	struct volume_stat st;
	uint64_t place = 0;
	char buf[4096];
	struct err err = { 0 };

	volumes_make("u.img", "size 16M\nfile big fill 3M 1\nfile small text ok\n");
	v = volumes_open("u.img");
	st = volumes_stat(v, "big");
	place = st.first_lcn * 4096;
	ck_assert(place > 0);
	ck_assert_int_eq(volume_open_entry(v, st.id, "big", NULL, &f, NULL), 0);
	fixtures_run("truncate -s %llu u.img", (unsigned long long)place + (1 << 20));
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), 4096, &err), sizeof(buf));
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), 2 << 20, &err), -EIO);
	ck_assert(err.kind != ERR_NONE && err.message[0]);
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), (1 << 20) - 100, &err), -EIO);
	volume_file_close(f);
	ck_assert_str_eq(volumes_read(v, "small", NULL, NULL), "ok");
	volume_close(v);
}
END_TEST

/* 300 small images, each with some bytes changed where NTFS keeps its own: all must be read or
 * refused, none may crash or hang. */
START_TEST(mutants_give_an_answer)
{
	struct bytes whole;
	uint64_t x = 88172645463325252u;
	unsigned opened = 0;

	volumes_make("m.img", "size 2M\nfile a/b/c.txt text x\ncompressed p from manifest\n"
			      "wof w lzx from manifest\nonedrive o text y\nmany d 40 900 3\n"
			      "stream p s text z\nlink l p\njunction j \"C:\\\\\"\n");
	whole = fixtures_load("m.img");
	for (int round = 0; round < 300; round++) {
		uint8_t *p = malloc(whole.n);
		struct volume *v;
		int fd = memfd_create("mutant", MFD_CLOEXEC);

		memcpy(p, whole.p, whole.n);
		for (int i = 0; i < 8;) {
			x ^= x << 13, x ^= x >> 7, x ^= x << 17;
			size_t at = x % whole.n, sector = at & ~(size_t)511;

			if (!whole.p[at] && memcmp(p + sector, (uint8_t[16]){ 0 }, 16) == 0)
				continue; /* empty ground */
			p[at] = (uint8_t)(x >> 50);
			i++;
		}
		ck_assert(fd >= 0 && write(fd, p, whole.n) == (ssize_t)whole.n);
		free(p);
		if (volume_ntfs_open(fd, 0, whole.n, &v, NULL) == 0) {
			opened++;
			(void)volumes_read_all(v);
			volume_close(v);
		} else {
			close(fd);
		}
	}
	ck_assert_uint_gt(opened, 100);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("volume_damage");
	TCase *t = tcase_create("volume_damage");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_damaged_mirror_is_worked_around);
	tcase_add_test(t, a_damaged_table_is_read_from_its_mirror);
	tcase_add_test(t, what_is_no_ntfs_is_refused);
	tcase_add_test(t, folders_in_a_circle_end);
	tcase_add_test(t, an_unreadable_place_is_said);
	tcase_add_test(t, mutants_give_an_answer);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
