/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may do what, out of NTFS: made by libntfs-3g, read by us. Damage never looks like a locked
 * folder, and where one copy of $Secure is damaged the other one answers. */
#include "tests/unit/scanners/readers/volumes.h"

#include "scanners/readers/sds.h"
#include "scanners/readers/security.h"

#define OWNER "S-1-5-21-11-22-33-1001"

static const char manifest[] =
    "size 24M\ntime 2026-11-20T09:00:00Z\nfile old.txt text \"o\"\n"
    "rights Users/a system:full,admins:full," OWNER ":full\n"
    "file Users/a/Documents/x.txt text \"x\"\n"
    "rights Users/a/open everyone:full,users:read\nfile Users/a/open/y.txt text \"y\"\n"
    "rights Users/a/shut !everyone:full,everyone:write,users:read\n"
    "rights Users/b users:read,authenticated:write\nfile Users/b/deep/er/z.txt text \"z\"\n";

static struct security s;

static int rights(struct volume *v, const char *path)
{
	static uint8_t list[VOLUME_RIGHTS_MAX];
	struct err err = { 0 };
	size_t n = 0;
	int r = volume_rights(v, path, list, &n, &err);

	if (r < 0) {
		ck_assert_int_ne(err.kind, ERR_NONE);
		return r;
	}
	return security_parse(bytes_of(list, n), &s, &err);
}

static enum security_access of(const char *sid)
{
	return security_access(&s, &sid, 1);
}

static const struct {
	const char *path, *sid;
	enum security_access want;
	bool inherited;
} rows[] = {
	{ "Users/a", OWNER, SECURITY_FULL, false },
	{ "Users/a", SECURITY_EVERYONE, SECURITY_NONE, false },
	{ "Users/a/Documents", OWNER, SECURITY_FULL, true },
	{ "Users/a/Documents/x.txt", OWNER, SECURITY_FULL, true },
	{ "Users/a/Documents/x.txt", SECURITY_USERS, SECURITY_NONE, true },
	{ "users/A/OPEN", SECURITY_EVERYONE, SECURITY_FULL, false },
	{ "Users/a/open/y.txt", SECURITY_EVERYONE, SECURITY_FULL, true },
	{ "Users/a/shut", SECURITY_EVERYONE, SECURITY_NONE, false },
	{ "Users/a/shut", SECURITY_USERS, SECURITY_READ, false },
	{ "Users/b/deep/er/z.txt", SECURITY_AUTHENTICATED, SECURITY_WRITE, true },
	/* A list of the file's own, as older systems write it. */
	{ "old.txt", SECURITY_EVERYONE, SECURITY_FULL, false },
};

START_TEST(rights_are_read)
{
	struct volume *v;

	volumes_make("rights.img", manifest);
	v = volumes_open("rights.img");
	ck_assert_int_eq(rights(v, rows[_i].path), 0);
	ck_assert_int_eq(of(rows[_i].sid), rows[_i].want);
	if (s.n)
		ck_assert_int_eq(s.ace[0].inherited, rows[_i].inherited);
	ck_assert_int_eq(rights(v, "Users/nobody"), -ENOENT);
	volume_close(v);
}
END_TEST

/* One of Linux; what a mount of NTFS shows, tests/system/same_everywhere.sh compares. */
START_TEST(a_directory_does_not_tell)
{
	struct volume *v = volumes_open_dir("/usr", true);
	static uint8_t list[VOLUME_RIGHTS_MAX];
	struct err err = { 0 };
	size_t n = 1;

	ck_assert_int_lt(volume_rights(v, "bin", list, &n, &err), 0);
	ck_assert_int_eq(err.kind, ERR_UNSUPPORTED);
	ck_assert_uint_eq(n, 0);
	volume_close(v);
}
END_TEST

/* Both places of the list of "Users/a/open", found by its bytes and the length of its list. */
static size_t places(struct bytes img, size_t *at, size_t max)
{
	static const uint8_t everyone[] = { 0xff, 1, 0x1f, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 };
	size_t n = 0;

	for (size_t i = 16; i + sizeof(everyone) < img.n && n < max; i += 4)
		if (!memcmp(img.p + i, everyone, sizeof(everyone)) && img.p[i - 3] == 3 &&
		    img.p[i - 10] == 52)
			at[n++] = i;
	return n;
}

START_TEST(a_damaged_list_has_a_copy)
{
	struct bytes img;
	struct volume *v;
	size_t at[4] = { 0 };

	volumes_make("rights.img", manifest);
	img = fixtures_load("rights.img");
	ck_assert_uint_eq(places(img, at, 4), 2);
	for (size_t i = 0; i < 2; i++) {
		int fd = open(fixtures_path("rights.img"), O_WRONLY | O_CLOEXEC);

		ck_assert_int_eq(pwrite(fd, "\x01", 1, (off_t)at[i]), 1);
		close(fd);
		v = volumes_open("rights.img");
		if (i == 0) {
			ck_assert_int_eq(rights(v, "Users/a/open"), 0);
			ck_assert_int_eq(of(SECURITY_EVERYONE), SECURITY_FULL);
		} else {
			ck_assert_int_eq(rights(v, "Users/a/open"), -EBADMSG);
		}
		ck_assert_int_eq(rights(v, "Users/b"), 0);
		volume_close(v);
	}
}
END_TEST

/* --- the stream by itself ------------------------------------------------------------------ */
static void put(uint8_t *p, uint32_t id, uint64_t offset, uint32_t length)
{
	uint32_t hash = 0, word;

	memset(p + SDS_HEADER, (int)id, length - SDS_HEADER);
	for (uint32_t i = SDS_HEADER; i + 4 <= length; i += 4) {
		memcpy(&word, p + i, 4);
		hash = word + (hash << 3 | hash >> 29);
	}
	memcpy(p, &hash, 4);
	memcpy(p + 4, &id, 4);
	memcpy(p + 8, &offset, 8);
	memcpy(p + 16, &length, 4);
}

START_TEST(entries_behind_a_hole_are_found)
{
	static uint8_t block[4096];
	struct sds sds = { 0 };
	struct bytes list;

	memset(block, 0, sizeof(block));
	put(block, 0x102, 0x80000, 60);
	put(block + 512, 0x100, 0x80000 + 512, 40); /* behind zeros */
	put(block + 560, 0x101, 0x80000 + 999, 40); /* says that it lies elsewhere */
	put(block + 608, 0x103, 0x80000 + 608, 40);
	block[608 + 18] = 0xff; /* longer than the block */
	sds_add(&sds, bytes_of(block, sizeof(block)), 0x80000);
	sds_sort(&sds);
	ck_assert_uint_eq(sds.n, 2);
	ck_assert_ptr_null(sds_find(&sds, 0x101));
	ck_assert_ptr_null(sds_find(&sds, 0x103));
	ck_assert(sds_list(sds_find(&sds, 0x100), bytes_of(block + 512, 40), &list));
	ck_assert_uint_eq(list.n, 20);
	ck_assert(!sds_list(sds_find(&sds, 0x100), bytes_of(block + 512, 39), &list));
	block[512 + 30] ^= 1;
	ck_assert(!sds_list(sds_find(&sds, 0x100), bytes_of(block + 512, 40), &list));
	sds_done(&sds);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("volume-rights");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, rights_are_read, 0, LEN(rows));
	tcase_add_test(t, a_directory_does_not_tell);
	tcase_add_test(t, a_damaged_list_has_a_copy);
	tcase_add_test(t, entries_behind_a_hole_are_found);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
