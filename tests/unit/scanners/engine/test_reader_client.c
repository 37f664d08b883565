/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A real reader worker over a directory: questions, the walk, and its deaths in the middle. */
/* link: scanners/engine */
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "scanners/engine/reader_client.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

#define FILES 300
#define BIG   ((size_t)3 << 20)

static char root[] = "/tmp/kenshin-reader-XXXXXX";

static void put(const char *name, const void *bytes, size_t n)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write_full(fd, bytes, n), 0);
	close(fd);
}

static uint8_t big_byte(size_t i)
{
	return (uint8_t)(i * 2654435761u >> 13);
}

/* Folders and files that only their owner may read, as on a Linux disk. */
static void build_tree(void)
{
	char name[256], other[256];
	uint8_t *big = xmalloc(BIG);

	snprintf(name, sizeof(name), "%s/Folder", root);
	mkdir(name, 0700);
	for (int i = 0; i < FILES; i++) {
		char text[64];

		snprintf(name, sizeof(name), "Folder/file %d.txt", i);
		snprintf(text, sizeof(text), "contents of %d", i);
		put(name, text, strlen(text));
	}
	for (size_t i = 0; i < BIG; i++)
		big[i] = big_byte(i);
	put("big.bin", big, BIG);
	put("empty", "", 0);
	free(big);
	snprintf(name, sizeof(name), "%s/Folder/file 7.txt", root);
	snprintf(other, sizeof(other), "%s/second name", root);
	ck_assert_int_eq(link(name, other), 0);
	snprintf(name, sizeof(name), "%s/outside", root);
	ck_assert_int_eq(symlink("/etc/passwd", name), 0);
}

static void open_tree_reader(struct crew *c, struct reader *r)
{
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct err err = { 0 };

	ck_assert_msg(reader_open(c, "directory", fd, 0, 0, r, &err) == 0, "%s", err.message);
	close(fd);
}

START_TEST(questions)
{
	struct crew *c = crew_new(NULL);
	struct reader_entry *entry;
	char found[VOLUME_PATH_MAX], buf[64] = "";
	struct volume_stat st;
	struct arena a = { 0 };
	struct err err = { 0 };
	struct reader r;
	size_t n = 0;
	int fd;

	open_tree_reader(c, &r);
	ck_assert_str_eq(r.about.type, "directory");
	ck_assert_int_eq(reader_lookup(&r, "FOLDER/FILE 3.TXT", found, sizeof(found), &st, &err),
			 0);
	ck_assert_str_eq(found, "Folder/file 3.txt");
	ck_assert_uint_eq(st.size, 13);
	ck_assert_int_eq(reader_lookup(&r, "no/such", NULL, 0, &st, &err), -ENOENT);
	ck_assert_int_eq(reader_list(&r, "Folder", 1000, &a, &entry, &n, &err), 0);
	ck_assert_uint_eq(n, FILES);
	ck_assert_int_eq(reader_list(&r, "Folder", 10, &a, &entry, &n, &err), 0);
	ck_assert_uint_eq(n, 10);
	ck_assert_int_lt(reader_list(&r, "nowhere", 10, &a, &entry, &n, &err), 0);
	ck_assert_int_eq(reader_fetch(&r, "Folder/file 5.txt", 100, false, &fd, &st, &err), 0);
	ck_assert_int_eq(io_pread_full(fd, buf, sizeof(buf), 0), 13);
	ck_assert_str_eq(buf, "contents of 5");
	ck_assert_int_lt(write(fd, "x", 1), 0); /* sealed */
	close(fd);
	ck_assert_int_lt(reader_fetch(&r, "big.bin", 1000, false, &fd, &st, &err), 0);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_int_eq(reader_fetch(&r, "big.bin", 1000, true, &fd, &st, &err), 0);
	ck_assert_uint_eq(st.size, BIG);
	close(fd);
	/* never out of the tree */
	ck_assert_int_lt(reader_fetch(&r, "outside", 100000, false, &fd, &st, &err), 0);
	ck_assert_int_lt(reader_fetch(&r, "../../etc/passwd", 100000, false, &fd, &st, &err), 0);
	ck_assert_int_eq(r.deaths, 0);
	reader_close(&r);
	reader_close(&r); /* harmless */
	crew_stop(c);
	arena_done(&a);
}
END_TEST

struct seen {
	unsigned files[FILES], big, empty, linked, unreadable;
};

static void see(const struct reader_batch *b, struct seen *seen)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct reader_item *it = &b->item[i];
		char text[64] = "", want[64];
		uint8_t last;
		int no;

		seen->linked += it->state == READER_ITEM_LINKED;
		seen->unreadable += it->state == READER_ITEM_UNREADABLE;
		if (!strcmp(it->path, "empty"))
			seen->empty++;
		if (it->state != READER_ITEM_WHOLE || !it->length)
			continue;
		if (!strcmp(it->path, "big.bin")) {
			seen->big++;
			ck_assert_int_eq(io_pread_full(b->fd, &last, 1, it->offset + BIG - 1), 1);
			ck_assert_uint_eq(last, big_byte(BIG - 1));
			continue;
		}
		ck_assert_uint_lt(it->length, sizeof(text));
		ck_assert_int_eq(io_pread_full(b->fd, text, (size_t)it->length, it->offset),
				 (ssize_t)it->length);
		ck_assert_int_eq(sscanf(text, "contents of %d", &no), 1);
		ck_assert_int_lt(no, FILES);
		snprintf(want, sizeof(want), "Folder/file %d.txt", no);
		if (no != 7)
			ck_assert_str_eq(it->path, want);
		seen->files[no]++;
	}
}

/* Walks to the end; before batch `at` the worker gets this signal. */
static void walk(struct reader *r, uint64_t max, int at, int sig, struct seen *seen)
{
	struct reader_batch b;
	struct arena a = { 0 };
	struct err err = { 0 };
	int n = 0;

	memset(seen, 0, sizeof(*seen));
	ck_assert_int_eq(reader_walk(r, "", max, &err), 0);
	do {
		if (n++ == at)
			ck_assert_int_eq(kill(r->worker.pid, sig), 0);
		ck_assert_msg(reader_next(r, &a, &b, &err) == 0, "%s", err.message);
		see(&b, seen);
		if (b.fd >= 0)
			close(b.fd);
		arena_done(&a);
	} while (b.n);
}

static void all_seen(const struct seen *seen)
{
	for (int i = 0; i < FILES; i++)
		ck_assert_msg(seen->files[i] == 1, "file %d: %u", i, seen->files[i]);
	ck_assert_uint_eq(seen->big, 1);
	ck_assert_uint_eq(seen->empty, 1);
	ck_assert_uint_eq(seen->linked, 1);
}

/* Pieces from anywhere in a file; beyond its end there are no bytes. */
START_TEST(pieces)
{
	static const struct {
		uint64_t offset, want, got;
	} rows[] = { { 0, 100, 100 }, { BIG / 2, 70000, 70000 }, { BIG - 10, 70000, 10 },
		     { BIG, 10, 0 },  { UINT64_MAX, 10, 0 },     { 1, UINT64_MAX, BIG - 1 } };
	struct crew *c = crew_new(NULL);
	struct err err = { 0 };
	struct reader r;
	uint64_t bad = 1;
	int fd;

	open_tree_reader(c, &r);
	for (size_t i = 0; i < LEN(rows); i++) {
		const uint8_t *p;
		size_t n;

		ck_assert_int_eq(reader_fetch_piece(&r, "big.bin", rows[i].offset, rows[i].want,
						    &fd, &bad, &err),
				 0);
		ck_assert_uint_eq(bad, 0);
		ck_assert_int_eq(io_map_sealed(fd, BIG, &p, &n, &err), 0);
		ck_assert_uint_eq(n, rows[i].got);
		for (size_t k = 0; k < n; k++)
			ck_assert_uint_eq(p[k], big_byte(rows[i].offset + k));
		io_unmap(p, n);
		close(fd);
	}
	ck_assert_int_eq(reader_fetch_piece(&r, "none", 0, 10, &fd, &bad, &err), -ENOENT);
	ck_assert_int_eq(fd, -1);
	ck_assert_int_lt(reader_fetch_piece(&r, "Folder", 0, 10, &fd, &bad, &err), 0);
	reader_close(&r);
	crew_stop(c);
}
END_TEST

START_TEST(whole_walk)
{
	struct crew *c = crew_new(NULL);
	struct reader_totals t;
	struct err err = { 0 };
	struct reader r;
	struct seen seen;

	open_tree_reader(c, &r);
	ck_assert_int_eq(reader_count(&r, "", &t, &err), 0);
	ck_assert_uint_eq(t.files, FILES + 2);
	ck_assert_uint_eq(t.unread_directories, 0);
	walk(&r, (uint64_t)100 << 20, -1, 0, &seen);
	all_seen(&seen);
	ck_assert_uint_eq(seen.unreadable, 0);
	walk(&r, 1 << 20, -1, 0, &seen);
	ck_assert_uint_eq(seen.big, 0);
	reader_close(&r);
	crew_stop(c);
}
END_TEST

/* Killed before every batch in turn, by every signal: each file still comes exactly once. */
START_TEST(killed_in_the_walk)
{
	static const int signals[] = { SIGKILL, SIGSEGV, SIGABRT, SIGBUS };
	struct crew *c = crew_new(NULL);
	struct seen seen;
	struct reader r;

	open_tree_reader(c, &r);
	for (int at = 0; at < 6; at++) {
		walk(&r, (uint64_t)100 << 20, at, signals[at % 4], &seen);
		ck_assert_uint_eq(seen.unreadable, 0);
		all_seen(&seen);
	}
	ck_assert_uint_ge(r.deaths, 5);
	reader_close(&r);
	crew_stop(c);
}
END_TEST

/* Killed at any moment, from outside: an answer or one clear error, and then answers again. */
START_TEST(killed_any_time)
{
	struct crew *c = crew_new(NULL);
	unsigned random = 1, died = 0;
	struct reader r;

	open_tree_reader(c, &r);
	for (int i = 0; i < 60; i++) {
		struct reader_entry *entry;
		struct arena a = { 0 };
		struct err err = { 0 };
		struct volume_stat st;
		size_t n;
		pid_t killer;

		ck_assert_int_eq(reader_lookup(&r, "empty", NULL, 0, &st, &err), 0);
		random = random * 1103515245u + 12345u;
		killer = fork();
		if (killer == 0) {
			for (volatile unsigned k = random >> 16; k; k--)
				;
			kill(r.worker.pid, i % 2 ? SIGKILL : SIGSEGV);
			_exit(0);
		}
		while (reader_list(&r, "Folder", 1000, &a, &entry, &n, &err) == 0)
			ck_assert_uint_eq(n, FILES);
		ck_assert_int_eq(err.kind, ERR_INTERNAL);
		died++;
		ck_assert_int_eq(waitpid(killer, NULL, 0), killer);
		arena_done(&a);
	}
	ck_assert_uint_eq(died, 60);
	reader_close(&r);
	crew_stop(c);
}
END_TEST

START_TEST(hung_reader)
{
	struct crew *c = crew_new(NULL);
	struct err err = { 0 };
	struct volume_stat st;
	struct reader r;

	open_tree_reader(c, &r);
	r.seconds = 1;
	ck_assert_int_eq(kill(r.worker.pid, SIGSTOP), 0);
	ck_assert_int_lt(reader_lookup(&r, "empty", NULL, 0, &st, &err), 0);
	ck_assert_str_eq(err.message, "the reader gave no answer: took too long");
	ck_assert_int_eq(reader_lookup(&r, "empty", NULL, 0, &st, &err), 0);
	reader_close(&r);
	crew_stop(c);
}
END_TEST

START_TEST(nothing_to_open)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct crew *c = crew_new(NULL);
	struct err err = { 0 };
	struct reader r;

	ck_assert_int_lt(reader_open(c, "ntfs", fd, 0, 1 << 20, &r, &err), 0);
	ck_assert_int_ne(err.kind, ERR_INTERNAL);
	err_clear(&err);
	ck_assert_int_lt(reader_open(c, "nonsense", fd, 0, 0, &r, &err), 0);
	close(fd);
	crew_stop(c);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("reader-client");
	TCase *t = tcase_create("reader-client");
	int bad;

	if (!mkdtemp(root))
		return 1;
	tcase_set_timeout(t, 120);
	tcase_add_unchecked_fixture(t, build_tree, NULL);
	tcase_add_test(t, questions);
	tcase_add_test(t, pieces);
	tcase_add_test(t, whole_walk);
	tcase_add_test(t, killed_in_the_walk);
	tcase_add_test(t, killed_any_time);
	tcase_add_test(t, hung_reader);
	tcase_add_test(t, nothing_to_open);
	bad = suite_result(s, t);
	if (fork() == 0)
		execlp("rm", "rm", "-rf", root, NULL);
	wait(NULL);
	return bad;
}
