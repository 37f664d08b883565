/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files out of a part of a backup, through a real worker with its walls up: what was packed comes back,
 * what is not there or lies is told, no byte more than was asked for comes, and a worker that is
 * killed costs one file. */
/* link: backup */
#include "tests/unit/scanners/engine/crew_fixture.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "backup/pack.h"
#include "core/base/str.h"
#include "scanners/engine/shard_client.h"
#include "tests/unit/backup/folder.h"

#define PART  "0001.zip"
#define LARGE ((size_t)6 << 20)

static struct crew *crew;
static struct shard_reader reader;
static struct manifest_file listed[8];
static char names[8][64];
static size_t n_listed;

static int note(void *arg UNUSED, const struct manifest_file *f)
{
	snprintf(names[n_listed], sizeof(names[0]), "%s", f->name);
	listed[n_listed] = *f;
	listed[n_listed].name = names[n_listed];
	listed[n_listed++].path = NULL;
	return 0;
}

static uint8_t byte_at(size_t i)
{
	return i < LARGE / 2 ? (uint8_t)(i / 1000) : (uint8_t)(i * 2654435761u >> 13);
}

static void add(struct pack *p, const char *path, size_t n)
{
	const struct pack_file f = { .path = path, .size = n, .modified = 1700000000 };

	ck_assert_int_eq(pack_begin(p, &f, &err), 0);
	for (size_t at = 0; at < n; at += PACK_PIECE_MAX) {
		size_t some = MIN(n - at, PACK_PIECE_MAX);
		uint8_t *copy = malloc(some);
		struct pack_blob *b = pack_blob_new(copy, some, give_back);

		for (size_t i = 0; i < some; i++)
			copy[i] = byte_at(at + i);
		ck_assert_int_eq(pack_piece(p, b, copy, some, 0, &err), 0);
		pack_blob_drop(b);
	}
}

/* A folder, a small file, one of several pieces, one with letters and marks apart, an empty one. */
static void pack_some(void)
{
	const struct manifest_head head = { .tool = "t", .profile = "plain", .source = "s" };
	const struct manifest_reader noting = { .file = note };
	struct manifest m;
	struct pack_options o = { .dirfd = folder_fd,
				  .manifest = &m,
				  .shard_bytes = (uint64_t)1 << 30 };
	struct pack_file sub = { .path = "d", .folder = true };
	enum manifest_state state;
	struct manifest_end end;
	struct pack *p;
	int fd;

	ck_assert_int_eq(manifest_create(&m, folder_fd, &head, &err), 0);
	p = pack_new(&o);
	ck_assert_int_eq(pack_begin(p, &sub, &err), 0);
	add(p, "d/small.txt", 1000);
	add(p, "d/large.bin", LARGE);
	add(p, "d/か\xe3\x82\x99.txt", 70000);
	add(p, "d/empty", 0);
	ck_assert_int_eq(pack_finish(p, &err), 0);
	pack_free(p);
	manifest_close(&m);
	n_listed = 0;
	fd = openat(folder_fd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(manifest_read(fd, &noting, &state, &end, &err), 0);
	close(fd);
	ck_assert_uint_eq(n_listed, 5);
}

static void open_part(void)
{
	int fd = openat(folder_fd, PART, O_RDONLY | O_CLOEXEC);

	ck_assert_int_eq(shard_reader_open(crew, fd, &reader, &err), 0);
	close(fd);
}

static void begin(void)
{
	folder_begin();
	crew = crew_new(NULL);
	pack_some();
	open_part();
}

static void end(void)
{
	shard_reader_close(&reader);
	crew_stop(crew);
	folder_end();
}

struct got {
	size_t n, stop_at;
	bool same;
};

static int take(void *arg, const void *p, size_t n, struct err *e)
{
	struct got *got = arg;
	const uint8_t *b = p;

	for (size_t i = 0; i < n; i++)
		got->same &= b[i] == byte_at(got->n + i);
	got->n += n;
	return got->stop_at && got->n >= got->stop_at ? err_set(e, ERR_IO, -ENOSPC, "full") : 0;
}

static int get(const struct manifest_file *f, uint64_t max, struct got *got, bool *whole,
	       uint64_t *data)
{
	const struct shard_wanted w = { f->name, f->offset, max };

	err_clear(&err);
	got->n = 0;
	got->same = true;
	return shard_reader_get(&reader, &w, take, got, whole, data, &err);
}

START_TEST(what_was_packed_comes_back)
{
	struct got got = { 0 };
	uint64_t data;
	bool whole;

	for (size_t i = 0; i < n_listed; i++) {
		ck_assert_int_eq(get(&listed[i], listed[i].size, &got, &whole, &data), 0);
		ck_assert_msg(whole && got.same && got.n == listed[i].size, "%s: %s %zu",
			      listed[i].name, err.message, got.n);
		ck_assert_uint_ge(data, listed[i].offset + 30 + strlen(listed[i].name));
	}
}
END_TEST

START_TEST(never_more_than_was_asked_for)
{
	struct got got = { 0 };
	uint64_t data;
	bool whole;

	for (uint64_t max = 0; max < 70000; max += 9973) {
		ck_assert_int_eq(get(&listed[2], max, &got, &whole, &data), 0);
		ck_assert(!whole && got.same && got.n == max && *err.message);
	}
}
END_TEST

START_TEST(what_is_not_there_is_told)
{
	struct manifest_file f = listed[1];
	struct got got = { 0 };
	uint64_t data;
	bool whole;

	f.offset++;
	ck_assert_int_eq(get(&f, 1000, &got, &whole, &data), 0);
	ck_assert(!whole && !got.n && *err.message && !data);
	f.offset = (uint64_t)1 << 62;
	ck_assert_int_eq(get(&f, 1000, &got, &whole, &data), 0);
	ck_assert(!whole && !got.n && *err.message);
	f = listed[1];
	f.name = "d/smaLl.txt";
	ck_assert_int_eq(get(&f, 1000, &got, &whole, &data), 0);
	ck_assert(!whole && !got.n && *err.message);
}
END_TEST

/* The header says it, and the worker goes no further. */
START_TEST(locked_and_strange_packing_is_refused)
{
	static const struct {
		unsigned at;
		char byte;
	} changed[] = { { 6, 1 }, { 6, 0x41 }, { 7, 0x28 }, { 8, 14 }, { 8, 98 }, { 0, 'Q' } };
	struct got got = { 0 };
	uint64_t data;
	bool whole;

	for (size_t i = 0; i < LEN(changed); i++) {
		int fd = openat(folder_fd, PART, O_RDWR | O_CLOEXEC);
		off_t at = (off_t)listed[1].offset + changed[i].at;
		char before;

		ck_assert_int_eq(pread(fd, &before, 1, at), 1);
		ck_assert_int_eq(pwrite(fd, &changed[i].byte, 1, at), 1);
		ck_assert_int_eq(get(&listed[1], 1000, &got, &whole, &data), 0);
		ck_assert(!whole && !got.n && *err.message);
		ck_assert_int_eq(pwrite(fd, &before, 1, at), 1);
		close(fd);
	}
}
END_TEST

START_TEST(a_taker_that_stops_is_heard)
{
	struct got got = { .stop_at = 100000 };
	uint64_t data;
	bool whole;

	for (int i = 0; i < 20; i++) /* that is no death of the worker's own */
		ck_assert_int_eq(get(&listed[2], LARGE, &got, &whole, &data), -ENOSPC);
	got.stop_at = 0;
	ck_assert_int_eq(get(&listed[2], LARGE, &got, &whole, &data), 0);
	ck_assert(whole && got.same);
}
END_TEST

START_TEST(a_killed_worker_costs_one_file)
{
	struct got got = { 0 };
	uint64_t data;
	bool whole;
	unsigned i;

	for (i = 0; i < 8; i++) {
		ck_assert_int_eq(get(&listed[1], 1000, &got, &whole, &data), 0);
		ck_assert(whole);
		kill(reader.worker.pid, SIGKILL);
		usleep(50000);
		ck_assert_int_eq(get(&listed[1], 1000, &got, &whole, &data), -ECHILD);
		ck_assert(*err.message);
	}
	ck_assert_int_eq(get(&listed[1], 1000, &got, &whole, &data), -ECHILD);
}
END_TEST

static int add_entry(void *arg, uint64_t data, const char *name, size_t n)
{
	str_addf(arg, "%llu %.*s\n", (unsigned long long)data, (int)n, name);
	return 0;
}

START_TEST(the_directory_is_read)
{
	struct str out = STR_INIT(10000), wanted = STR_INIT(10000);
	struct got got = { 0 };
	uint64_t data;
	bool whole;

	for (size_t i = 0; i < n_listed; i++) {
		ck_assert_int_eq(get(&listed[i], listed[i].size, &got, &whole, &data), 0);
		str_addf(&wanted, "%llu %s\n", (unsigned long long)data,
			 i == 3 ? "d/が.txt" : listed[i].name);
	}
	ck_assert_int_eq(shard_reader_list(&reader, 5, add_entry, &out, &err), 0);
	ck_assert_str_eq(str_c(&out), str_c(&wanted));
	ck_assert_int_lt(shard_reader_list(&reader, 4, add_entry, &out, &err), 0);
	ck_assert_int_eq(ftruncate(openat(folder_fd, PART, O_RDWR | O_CLOEXEC), 5000), 0);
	shard_reader_close(&reader);
	open_part();
	ck_assert_int_lt(shard_reader_list(&reader, 9, add_entry, &out, &err), 0);
	str_done(&out);
	str_done(&wanted);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("shard client");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, what_was_packed_comes_back);
	tcase_add_test(tc, never_more_than_was_asked_for);
	tcase_add_test(tc, what_is_not_there_is_told);
	tcase_add_test(tc, locked_and_strange_packing_is_refused);
	tcase_add_test(tc, a_taker_that_stops_is_heard);
	tcase_add_test(tc, a_killed_worker_costs_one_file);
	tcase_add_test(tc, the_directory_is_read);
	return suite_result(suite, tc);
}
