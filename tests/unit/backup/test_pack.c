/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files in, zip files out, read again by libarchive: every byte, name and time; the same bytes however
 * many threads; large ones piece by piece; a medium that fails leaves no finished name. */
/* libs: -larchive */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>

#include "backup/pack.h"
#include "core/base/times.h"
#include "tests/unit/backup/folder.h"

#define MIB ((size_t)1 << 20)

static const struct manifest_head head = { .tool = "test", .profile = "plain", .source = "test" };
static struct manifest manifest;

static struct pack *begin_in(int dir, uint64_t shard_bytes, uint64_t file_max, unsigned threads)
{
	struct pack_options o = { .dirfd = dir,
				  .manifest = &manifest,
				  .shard_bytes = shard_bytes,
				  .file_max = file_max,
				  .zone = 32400,
				  .threads = threads };

	ck_assert_int_eq(manifest_create(&manifest, dir, &head, &err), 0);
	return pack_new(&o);
}

/* n bytes that depend on seed; even seeds get smaller, odd ones do not. */
static uint8_t *make(unsigned seed, size_t n)
{
	uint8_t *p = malloc(n + 1);
	uint64_t x = seed * 2654435761u + 1;

	for (size_t i = 0; i < n; i++) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		p[i] = (uint8_t)(seed & 1 ? x >> 56 : "請求書 invoice "[i % 17] ^ (x >> 62));
	}
	return p;
}

static int put(struct pack *p, const char *path, unsigned seed, size_t n)
{
	struct pack_file f = { .path = path, .size = n, .modified = 1700000000 + seed };
	uint8_t *bytes = make(seed, n);
	struct pack_blob *blob = pack_blob_new(bytes, n, give_back);
	int r = pack_begin(p, &f, &err);

	for (size_t at = 0; r == 0 && at < n; at += PACK_PIECE_MAX)
		r = pack_piece(p, blob, bytes + at, MIN(PACK_PIECE_MAX, n - at), 0, &err);
	pack_blob_drop(blob);
	return r;
}

static void finish(struct pack *p)
{
	ck_assert_msg(pack_finish(p, &err) == 0, "%s", err.message);
	pack_free(p);
	ck_assert_int_eq(manifest_finish(&manifest, &err), 0);
	manifest_close(&manifest);
}

static struct archive *open_zip(int dir, const char *name)
{
	struct archive *a = archive_read_new();
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);

	archive_read_support_format_zip_seekable(a);
	ck_assert_msg(archive_read_open_fd(a, fd, 65536) == ARCHIVE_OK, "%s", name);
	return a;
}

static void expect(struct archive *a, const char *name, unsigned seed, size_t n)
{
	struct archive_entry *e;
	uint8_t *want = make(seed, n), *got = malloc(n + 1);

	ck_assert_int_eq(archive_read_next_header(a, &e), ARCHIVE_OK);
	ck_assert_str_eq(archive_entry_pathname_utf8(e), name);
	ck_assert_int_eq(archive_entry_size(e), n);
	ck_assert_int_eq(archive_entry_mtime(e), 1700000000 + seed);
	ck_assert_int_eq(archive_read_data(a, got, n + 1), n);
	ck_assert_mem_eq(got, want, n);
	free(want);
	free(got);
}

static void expect_end(struct archive *a)
{
	struct archive_entry *e;

	ck_assert_int_eq(archive_read_next_header(a, &e), ARCHIVE_EOF);
	archive_read_free(a);
}

static const size_t sizes[] = { 0,      1,           100,     65535,       65536,      65537,
				200000, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 9 * MIB + 7 };

START_TEST(all_sizes)
{
	struct pack *p = begin_in(folder_fd, 1024 * MIB, 0, 2);
	struct archive *a;
	char name[40];

	setlocale(LC_ALL, "C.UTF-8");
	for (unsigned i = 0; i < 2 * LEN(sizes); i++) {
		snprintf(name, sizeof(name), "書類/%u.dat", i);
		ck_assert_int_eq(put(p, name, i, sizes[i / 2]), 0);
	}
	finish(p);
	a = open_zip(folder_fd, "0001.zip");
	for (unsigned i = 0; i < 2 * LEN(sizes); i++) {
		snprintf(name, sizeof(name), "書類/%u.dat", i);
		expect(a, name, i, sizes[i / 2]);
	}
	expect_end(a);
	ck_assert(!folder_has(folder_fd, "0002.zip"));
}
END_TEST

static void fill(int dir, unsigned threads)
{
	struct pack *p = begin_in(dir, 3 * MIB, 0, threads);
	char name[40];

	for (unsigned i = 0; i < 400; i++) {
		snprintf(name, sizeof(name), "d/%u", i);
		ck_assert_int_eq(put(p, name, i, i % 50 ? 20000 : 5 * MIB), 0);
	}
	finish(p);
}

START_TEST(same_source_same_shards)
{
	char name[16];
	unsigned shards = 0;
	int one, many;

	ck_assert(mkdirat(folder_fd, "1", 0700) == 0 && mkdirat(folder_fd, "8", 0700) == 0);
	one = openat(folder_fd, "1", O_RDONLY | O_DIRECTORY);
	many = openat(folder_fd, "8", O_RDONLY | O_DIRECTORY);
	fill(one, 1);
	fill(many, 8);
	for (;; shards++) {
		size_t n, m;
		uint8_t *a, *b;

		snprintf(name, sizeof(name), "%04u.zip", shards + 1);
		ck_assert_int_eq(folder_has(one, name), folder_has(many, name));
		if (!folder_has(one, name))
			break;
		a = folder_read(one, name, &n);
		b = folder_read(many, name, &m);
		ck_assert_uint_eq(n, m);
		ck_assert_mem_eq(a, b, n);
		free(a);
		free(b);
	}
	ck_assert_uint_gt(shards, 5);
	close(one);
	close(many);
}
END_TEST

START_TEST(in_parts_where_files_may_not_be_large)
{
	struct pack *p = begin_in(folder_fd, 64 * MIB, 3 * MIB, 2);
	uint8_t *want = make(1, 10 * MIB), *got = malloc(10 * MIB);
	struct archive_entry *e;
	struct archive *a;
	size_t at = 0;

	ck_assert_int_eq(put(p, "large.vhd", 1, 10 * MIB), 0);
	ck_assert_int_eq(put(p, "small", 2, 3 * MIB), 0);
	finish(p);
	a = open_zip(folder_fd, "0001.zip");
	for (unsigned i = 1; i <= 4; i++) {
		char name[32];

		snprintf(name, sizeof(name), "large.vhd.%03u", i);
		ck_assert_int_eq(archive_read_next_header(a, &e), ARCHIVE_OK);
		ck_assert_str_eq(archive_entry_pathname(e), name);
		at += (size_t)archive_read_data(a, got + at, 10 * MIB - at);
	}
	ck_assert_uint_eq(at, 10 * MIB);
	ck_assert_mem_eq(got, want, at);
	expect(a, "small", 2, 3 * MIB);
	expect_end(a);
	free(want);
	free(got);
}
END_TEST

static uint64_t damaged, left;

static int see_file(void *arg, const struct manifest_file *f)
{
	(void)arg;
	damaged += f->damaged;
	return 0;
}

static int see_left(void *arg, const struct manifest_left *l)
{
	(void)arg;
	ck_assert_str_eq(l->reason, "cloud");
	left++;
	return 0;
}

START_TEST(folders_gaps_and_what_is_left_out)
{
	const struct manifest_reader r = { .file = see_file, .left = see_left };
	const struct pack_file folder_entry = { .path = "empty",
						.folder = true,
						.modified = TIME_ABSENT };
	const struct pack_file hurt = { .path = "hurt.bin",
					.size = 5 * MIB,
					.modified = 1700000001 };
	struct pack *p = begin_in(folder_fd, 64 * MIB, 0, 2);
	uint8_t *bytes = make(1, 4 * MIB);
	struct pack_blob *blob = pack_blob_new(bytes, 4 * MIB, give_back);
	enum manifest_state state;
	struct manifest_end end;
	struct archive_entry *e;
	struct archive *a;
	uint8_t *got = malloc(6 * MIB);
	int fd;

	ck_assert_int_eq(pack_begin(p, &folder_entry, &err), 0);
	ck_assert_int_eq(pack_left_out(p, "名.xlsx", "cloud", 7, NULL, &err), 0);
	ck_assert_int_eq(pack_begin(p, &hurt, &err), 0);
	ck_assert_int_eq(pack_piece(p, blob, bytes, 4 * MIB, 4096, &err), 0);
	ck_assert_int_lt(pack_piece(p, NULL, NULL, 2 * MIB, 0, &err), 0); /* more than it has */
	ck_assert_int_eq(pack_piece(p, NULL, NULL, MIB, MIB, &err), 0);
	pack_blob_drop(blob);
	finish(p);
	a = open_zip(folder_fd, "0001.zip");
	ck_assert_int_eq(archive_read_next_header(a, &e), ARCHIVE_OK);
	ck_assert_str_eq(archive_entry_pathname(e), "empty/");
	ck_assert_int_eq(archive_entry_filetype(e), AE_IFDIR);
	ck_assert_int_eq(archive_read_next_header(a, &e), ARCHIVE_OK);
	ck_assert_int_eq(archive_read_data(a, got, 6 * MIB), 5 * MIB);
	for (size_t i = 4 * MIB; i < 5 * MIB; i++)
		ck_assert_uint_eq(got[i], 0);
	expect_end(a);
	fd = openat(folder_fd, MANIFEST_NAME, O_RDONLY);
	damaged = left = 0;
	ck_assert_int_eq(manifest_read(fd, &r, &state, &end, &err), 0);
	close(fd);
	ck_assert_int_eq(state, MANIFEST_COMPLETE);
	ck_assert_uint_eq(damaged, 4096 + MIB);
	ck_assert_uint_eq(left, 1);
	ck_assert_uint_eq(end.damaged, 1);
	ck_assert_uint_eq(end.folders, 1);
	free(got);
}
END_TEST

/* The medium takes no more: the caller hears of it, no name stands for what is not whole, and the
 * list has not come to its end. */
START_TEST(no_room)
{
	struct rlimit limit = { 2 * MIB, 2 * MIB };
	struct pack *p;
	char name[40];
	int r = 0;

	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	p = begin_in(folder_fd, (_i + 1) * MIB, 0, 2);
	for (unsigned i = 0; r == 0 && i < 100; i++) {
		snprintf(name, sizeof(name), "%u.jpg", i);
		r = put(p, name, 1, 900000);
	}
	if (r == 0)
		r = pack_finish(p, &err);
	pack_free(p);
	manifest_close(&manifest);
	if (_i < 2) { /* parts that fit */
		ck_assert_int_eq(r, 0);
		return;
	}
	ck_assert_int_eq(r, -EFBIG);
	for (unsigned i = 1; i < 40; i++) {
		snprintf(name, sizeof(name), "%04u.zip.part", i);
		ck_assert(!folder_has(folder_fd, name));
	}
}
END_TEST

/* Thrown away in the middle: no thread hangs, nothing is named. */
START_TEST(given_up)
{
	struct pack *p = begin_in(folder_fd, 64 * MIB, 0, 2);

	ck_assert_int_eq(put(p, "a", 2, 3 * MIB), 0);
	ck_assert_int_eq(put(p, "b", 3, 9 * MIB), 0);
	pack_free(p);
	manifest_close(&manifest);
	ck_assert(!folder_has(folder_fd, "0001.zip"));
	ck_assert(!folder_has(folder_fd, "0001.zip.part"));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("pack");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, folder_begin, folder_end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, all_sizes);
	tcase_add_test(t, same_source_same_shards);
	tcase_add_test(t, in_parts_where_files_may_not_be_large);
	tcase_add_test(t, folders_gaps_and_what_is_left_out);
	tcase_add_loop_test(t, no_room, 0, 3);
	tcase_add_test(t, given_up);
	return suite_result(s, t);
}
