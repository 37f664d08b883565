/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sealed backups, whole: the same source gives the same tar, however many threads; read back without and with the
 * key; one that is given up, or whose age dies, has no end. */
/* libs: -larchive -lzstd */
#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <locale.h>
#include <sys/mman.h>

#include "backup/inside.h"
#include "backup/pack.h"
#include "backup/session.h"
#include "backup/walk.h"
#include "core/base/arena.h"
#include "core/base/times.h"
#include "tests/unit/backup/keys.h"

#define MIB ((size_t)1 << 20)

static void begin(void)
{
	keys_begin(2);
}

static const uint8_t id[HASH_SIZE] = { 7, 1, 2, 3 };
static const struct manifest_head head = {
	.tool = "test", .profile = MANIFEST_SEALED, .source = "", .id = id, .keys = id
};
static struct walk walk;

static uint8_t byte_of(unsigned seed, size_t i)
{
	return (uint8_t)(seed & 1 ? (i * 2654435761u + seed) >> 15 : "invoice "[i % 8] + seed % 7);
}

static int put(struct pack *p, const char *path, unsigned seed, size_t n)
{
	struct pack_file f = { .path = path, .size = n, .modified = 1700000000 + seed };
	uint8_t *bytes = calloc(1, n + 1);
	struct pack_blob *blob;
	int r;

	for (size_t i = 0; i < n; i++)
		bytes[i] = byte_of(seed, i);
	blob = pack_blob_new(bytes, n, give_back);
	r = pack_begin(p, &f, &err);
	for (size_t at = 0; r == 0 && at < n; at += PACK_PIECE_MAX)
		r = pack_piece(p, blob, bytes + at, MIN(PACK_PIECE_MAX, n - at), 0, &err);
	pack_blob_drop(blob);
	walk_add(&walk, path, n, f.modified, false);
	return r;
}

static int leave(struct pack *p, const char *path, const char *why)
{
	int r = pack_left_out(p, path, why, 5, NULL, &err);

	walk_add(&walk, path, 5, TIME_ABSENT, false);
	return r;
}

static size_t size_of(unsigned i)
{
	return i % 40 == 3 ? 9 * MIB + i : i % 10 == 1 ? MIB + i : i * 97 % 9000;
}

#define FILES 120u

static void fill(int dir, unsigned threads, uint64_t file_max, const struct sealed_to *for_whom)
{
	struct manifest m;
	struct pack_options o = { .dirfd = dir,
				  .manifest = &m,
				  .shard_bytes = 12 * MIB,
				  .file_max = file_max,
				  .threads = threads,
				  .sealed = for_whom,
				  .inside = &head,
				  .walk = &walk };
	struct pack_file empty = { .path = "空", .folder = true, .modified = TIME_ABSENT };
	struct pack *p;
	char name[300];

	ck_assert_int_eq(manifest_create(&m, dir, &head, &err), 0);
	walk_begin(&walk, id, "disk");
	p = pack_new(&o);
	ck_assert_int_eq(leave(p, "first", "cloud"), 0);
	ck_assert_int_eq(pack_begin(p, &empty, &err), 0);
	walk_add(&walk, empty.path, 0, TIME_ABSENT, true);
	for (unsigned i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "%s/書類%u%s", i % 3 ? "d" : "\xff", i,
			 i % 7
			     ? ""
			     : "-----------------------------------------------------------------"
			       "----------------------------------------------------------------");
		ck_assert_msg(put(p, name, i, size_of(i)) == 0, "%s", err.message);
		if (i % 11 == 0)
			ck_assert_int_eq(leave(p, name, "unreadable"), 0);
	}
	ck_assert_int_eq(put(p, "../../etc/passwd", 1, 10), 0);
	ck_assert_int_eq(leave(p, "last", "cloud"), 0);
	ck_assert_msg(pack_finish(p, &err) == 0, "%s", err.message);
	pack_free(p);
	ck_assert_msg(inside_seal_all(dir, &m, for_whom, &err) == 0, "%s", err.message);
	ck_assert_int_eq(manifest_finish(&m, &err), 0);
	manifest_close(&m);
}

static int sub_folder(const char *name)
{
	ck_assert_int_eq(mkdirat(folder_fd, name, 0700), 0);
	return openat(folder_fd, name, O_RDONLY | O_DIRECTORY);
}

START_TEST(same_source_same_tar)
{
	const struct sealed_to nobody = { .n = 0 };
	int one = sub_folder("1"), many = sub_folder("8");
	unsigned n = 0;
	char name[40];

	fill(one, 1, 0, &nobody);
	fill(many, 8, 0, &nobody);
	for (;; n++) {
		size_t a_n, b_n;
		uint8_t *a, *b;

		snprintf(name, sizeof(name), "%04u.tar.zst", n + 1);
		ck_assert_int_eq(folder_has(one, name), folder_has(many, name));
		if (!folder_has(one, name))
			break;
		a = folder_read(one, name, &a_n);
		b = folder_read(many, name, &b_n);
		ck_assert_uint_eq(a_n, b_n);
		ck_assert_mem_eq(a, b, a_n);
		free(a);
		free(b);
	}
	ck_assert_uint_gt(n, 2);
	close(one);
	close(many);
}
END_TEST

/* Every file of one tar.zst; returns how many. */
static unsigned expect_files(int dir, const char *name, unsigned *next)
{
	struct archive *a = archive_read_new();
	struct archive_entry *e;
	unsigned n = 0;
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC), r;

	archive_read_support_filter_zstd(a);
	archive_read_support_format_tar(a);
	ck_assert_int_eq(archive_read_open_fd(a, fd, 65536), ARCHIVE_OK);
	while ((r = archive_read_next_header(a, &e)) == ARCHIVE_OK) {
		size_t size = (size_t)archive_entry_size(e);
		uint8_t *got = malloc(size + 1);

		ck_assert_int_eq(archive_read_data(a, got, size + 1), (la_ssize_t)size);
		ck_assert_ptr_null(strstr(archive_entry_pathname(e), ".."));
		if (archive_entry_filetype(e) == AE_IFREG && *next < FILES) {
			ck_assert_uint_eq(size, size_of(*next));
			for (size_t i = 0; i < size; i++)
				ck_assert_uint_eq(got[i], byte_of(*next, i));
			++*next;
		}
		n++;
		free(got);
	}
	ck_assert_msg(r == ARCHIVE_EOF, "%s", archive_error_string(a));
	archive_read_free(a);
	close(fd);
	return n;
}

START_TEST(libarchive_reads_it)
{
	const struct sealed_to nobody = { .n = 0 };
	unsigned next = 0, n = 0;
	char name[40];

	setlocale(LC_ALL, "C.UTF-8");
	fill(folder_fd, 2, 0, &nobody);
	for (unsigned i = 1;; i++) {
		snprintf(name, sizeof(name), "%04u.tar.zst", i);
		if (!folder_has(folder_fd, name))
			break;
		n += expect_files(folder_fd, name, &next);
	}
	ck_assert_uint_eq(next, FILES);
	ck_assert_uint_eq(n, FILES + 2);
}
END_TEST

static struct manifest_end seen;

static int see_file(void *arg, const struct manifest_file *f)
{
	(void)arg;
	seen.files += !f->folder && f->part == f->parts;
	seen.folders += f->folder;
	return 0;
}

static int see_shard(void *arg, const struct manifest_shard *s, uint64_t at)
{
	(void)arg;
	(void)at;
	seen.shards += !s->list;
	seen.damaged += s->counts != NULL;
	return 0;
}

START_TEST(verified_without_and_with_the_key)
{
	const struct manifest_reader r = { .file = see_file, .shard = see_shard };
	struct session_verdict v;
	enum manifest_state state;
	struct manifest_end counted;
	size_t n;
	uint8_t *list;
	int fd;

	fill(folder_fd, 2, 2 * MIB, &to);
	ck_assert_int_eq(session_verify(folder_fd, NULL, &v, &err), 0);
	ck_assert(v.complete && v.counted.sealed);
	ck_assert_uint_eq(v.counted.files, FILES + 1);
	ck_assert_uint_eq(v.counted.folders, 1);
	ck_assert_uint_eq(v.counted.left_out, 2 + 11);
	ck_assert_uint_eq(v.by_reason[0] + v.by_reason[1] + v.by_reason[2] + v.by_reason[3] +
			      v.by_reason[4] + v.by_reason[5] + v.by_reason[6] + v.by_reason[7],
			  2 + 11);
	for (int i = 0; i < 2; i++) {
		ck_assert_msg(session_verify_key(folder_fd, key[i], NULL, &v, &err) == 0, "%s",
			      err.message);
		ck_assert(v.complete && v.opened && !v.list_differs && !v.unopened);
	}
	fd = openat(folder_fd, MANIFEST_NAME, O_RDONLY);
	seen = (struct manifest_end){ 0 };
	ck_assert_int_eq(manifest_read(fd, &r, &state, &counted, &err), 0);
	close(fd);
	ck_assert_int_eq(state, MANIFEST_COMPLETE);
	ck_assert_uint_eq(seen.files + seen.folders, 0);
	ck_assert_uint_eq(seen.damaged, seen.shards);
	/* No bit of the list can turn round unseen. */
	list = folder_read(folder_fd, MANIFEST_NAME, &n);
	for (size_t i = 0; i < n * 8; i++) {
		list[i / 8] ^= (uint8_t)(1 << i % 8);
		fd = memfd_create("list", MFD_CLOEXEC);
		ck_assert_int_eq(io_write_full(fd, list, n), 0);
		ck_assert_int_eq(manifest_read(fd, &r, &state, &counted, &err), 0);
		ck_assert_int_ne(state, MANIFEST_COMPLETE);
		close(fd);
		list[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	free(list);
	ck_assert_int_eq(unlinkat(folder_fd, "0002.tar.zst.age", 0), 0);
	ck_assert_int_eq(session_verify(folder_fd, NULL, &v, &err), 0);
	ck_assert(!v.complete);
	ck_assert_int_eq(session_verify_key(folder_fd, key[0], NULL, &v, &err), 0);
	ck_assert(!v.complete);
	ck_assert_uint_eq(v.unopened, 1);
}
END_TEST

/* A name in a list that is to have none is a list that was changed. */
START_TEST(no_name_in_the_outer_list)
{
	const struct manifest_file f = { .name = "a.txt", .size = 3, .part = 1, .parts = 1 };
	const struct manifest_reader r = { 0 };
	enum manifest_state state;
	struct manifest_end counted;
	struct manifest m;
	int fd;

	ck_assert_int_eq(manifest_create(&m, folder_fd, &head, &err), 0);
	ck_assert_int_eq(manifest_add_file(&m, &f, &err), 0);
	ck_assert_int_eq(manifest_finish(&m, &err), 0);
	manifest_close(&m);
	fd = openat(folder_fd, MANIFEST_NAME, O_RDONLY);
	ck_assert_int_eq(manifest_read(fd, &r, &state, &counted, &err), 0);
	ck_assert_int_eq(state, MANIFEST_CHANGED);
	close(fd);
}
END_TEST

/* What seals the part at hand and its list, killed. False: they were not both there yet. */
static bool kill_ages(void)
{
	char path[64], text[256] = "", *at = text;
	DIR *d = opendir("/proc/self/task");
	struct dirent *e;
	pid_t age[8];
	size_t n = 0;
	FILE *f;
	long pid;

	while ((e = readdir(d))) {
		snprintf(path, sizeof(path), "/proc/self/task/%.20s/children", e->d_name);
		f = *e->d_name == '.' ? NULL : fopen(path, "re");
		if (!f)
			continue;
		at = fgets(text, sizeof(text), f) ? text : NULL;
		while (at && n < LEN(age) && (pid = strtol(at, &at, 10)) > 1)
			age[n++] = (pid_t)pid;
		fclose(f);
	}
	closedir(d);
	for (size_t i = 0; n > 1 && i < n; i++)
		ck_assert_int_eq(kill(age[i], SIGKILL), 0);
	return n > 1;
}

/* Given up, and age killed in the middle: no part, no list, no end. */
START_TEST(a_backup_that_does_not_end)
{
	struct manifest m;
	struct pack_options o = { .dirfd = folder_fd,
				  .manifest = &m,
				  .shard_bytes = 64 * MIB,
				  .threads = 2,
				  .sealed = &to,
				  .inside = &head,
				  .walk = &walk };
	struct session_verdict v;
	struct pack *p;
	int r;

	ck_assert_int_eq(manifest_create(&m, folder_fd, &head, &err), 0);
	walk_begin(&walk, id, "disk");
	p = pack_new(&o);
	ck_assert_int_eq(put(p, "a", 2, 3 * MIB), 0);
	for (int i = 0; _i && i < 1000 && !kill_ages(); i++)
		usleep(5000);
	r = put(p, "b", 3, 9 * MIB);
	ck_assert(_i || r == 0);
	r = _i && r == 0 ? pack_finish(p, &err) : -1;
	pack_free(p);
	ck_assert_int_lt(r, 0);
	manifest_close(&m);
	ck_assert(!folder_has(folder_fd, "manifest-0001.jsonl.age"));
	ck_assert_int_eq(session_verify(folder_fd, NULL, &v, &err), 0);
	ck_assert(!v.complete && v.list == MANIFEST_INCOMPLETE);
	ck_assert(!folder_has(folder_fd, "0001.tar.zst.age"));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sealed_backup");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, begin, keys_end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, same_source_same_tar);
	tcase_add_test(t, libarchive_reads_it);
	tcase_add_test(t, verified_without_and_with_the_key);
	tcase_add_test(t, no_name_in_the_outer_list);
	tcase_add_loop_test(t, a_backup_that_does_not_end, 0, 2);
	return suite_result(s, t);
}
