/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A backup as a whole: what was changed on the medium is found, what was cut is gone on with, and what
 * is whole is kept. */
#include <errno.h>

#include "backup/pack.h"
#include "backup/plan.h"
#include "backup/session.h"
#include "core/base/times.h"
#include "tests/unit/backup/folder.h"

#define SIZE  ((size_t)128 << 10) /* of a file */
#define SHARD (2 * SIZE + 1024)
#define FILES 12u

static struct manifest_head head = {
	.tool = "test", .profile = "plain", .source = "disk A", .shard_bytes = SHARD
};

static const char *name_of(unsigned i)
{
	static char name[32];

	snprintf(name, sizeof(name), "d/%02u.bin", i);
	return name;
}

/* Bytes that do not get smaller; two files to a shard. */
static void put(struct pack *p, unsigned i)
{
	static uint8_t bytes[SIZE];
	const struct pack_file f = { .path = name_of(i),
				     .size = sizeof(bytes),
				     .modified = 1700000000 };
	uint64_t x = i + 1;

	for (size_t k = 0; k < sizeof(bytes); k++) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		bytes[k] = (uint8_t)(x >> 56);
	}
	ck_assert_int_eq(pack_begin(p, &f, &err), 0);
	for (size_t at = 0; at < sizeof(bytes); at += SIZE / 2) {
		uint8_t *copy = malloc(SIZE / 2);
		struct pack_blob *b;

		memcpy(copy, bytes + at, SIZE / 2);
		b = pack_blob_new(copy, SIZE / 2, give_back);
		ck_assert_int_eq(pack_piece(p, b, copy, SIZE / 2, 0, &err), 0);
		pack_blob_drop(b);
	}
}

static void back_up(int dir, unsigned files, bool end)
{
	struct manifest m;
	struct pack_options o = { .dirfd = dir, .manifest = &m, .shard_bytes = head.shard_bytes };
	struct pack *p;

	ck_assert_int_eq(manifest_create(&m, dir, &head, &err), 0);
	p = pack_new(&o);
	for (unsigned i = 0; i < files; i++)
		put(p, i);
	ck_assert_int_eq(pack_finish(p, &err), 0);
	pack_free(p);
	if (end)
		ck_assert_int_eq(manifest_finish(&m, &err), 0);
	manifest_close(&m);
}

/* What is missing of all files is packed behind what is there. */
static int go_on(int dir, struct session_resume *ret)
{
	struct manifest m;
	struct pack_options o = { .dirfd = dir, .manifest = &m, .shard_bytes = head.shard_bytes };
	struct pack *p;
	int r = session_resume(dir, &head, NULL, &m, ret, &err);

	if (r < 0)
		return r;
	o.first_shard = ret->next_shard;
	o.names = &ret->names;
	p = pack_new(&o);
	for (unsigned i = 0; i < FILES; i++)
		if (!session_has(ret->done, name_of(i)))
			put(p, i);
	ck_assert_int_eq(pack_finish(p, &err), 0);
	pack_free(p);
	ck_assert_int_eq(manifest_finish(&m, &err), 0);
	manifest_close(&m);
	session_done_free(ret->done);
	return 0;
}

static struct session_verdict verdict(int dir)
{
	struct session_verdict v;

	ck_assert_int_eq(session_verify(dir, NULL, &v, &err), 0);
	return v;
}

START_TEST(as_it_was_written)
{
	struct session_verdict v;

	back_up(folder_fd, FILES, true);
	v = verdict(folder_fd);
	ck_assert(v.complete);
	ck_assert_str_eq(v.head_source, "disk A");
	ck_assert_uint_eq(v.counted.files, FILES);
}
END_TEST

/* One bit in each 4 KiB of a shard. */
START_TEST(changed_on_the_medium)
{
	struct session_verdict v;
	uint8_t byte;
	size_t n;
	int fd;

	back_up(folder_fd, FILES, true);
	free(folder_read(folder_fd, "0003.zip", &n));
	fd = openat(folder_fd, "0003.zip", O_RDWR);
	for (size_t at = 17; at < n; at += 4096) {
		off_t place = (off_t)MIN(at + at / 4096 % 4000, n - 1);

		ck_assert_int_eq(pread(fd, &byte, 1, place), 1);
		byte ^= (uint8_t)(1u << at / 4096 % 8);
		ck_assert_int_eq(pwrite(fd, &byte, 1, place), 1);
		v = verdict(folder_fd);
		ck_assert(!v.complete);
		ck_assert_uint_eq(v.shards_bad, 1);
		ck_assert_uint_eq(v.files_bad, 2);
		byte ^= (uint8_t)(1u << at / 4096 % 8);
		ck_assert_int_eq(pwrite(fd, &byte, 1, place), 1);
	}
	close(fd);
	ck_assert(verdict(folder_fd).complete);
}
END_TEST

START_TEST(missing_short_and_strange)
{
	back_up(folder_fd, FILES, true);
	ck_assert_int_eq(renameat(folder_fd, "0002.zip", folder_fd, "x"), 0);
	ck_assert_uint_eq(verdict(folder_fd).shards_bad, 1);
	ck_assert_int_eq(mkdirat(folder_fd, "0002.zip", 0700), 0);
	ck_assert_uint_eq(verdict(folder_fd).shards_bad, 1);
	ck_assert_int_eq(unlinkat(folder_fd, "0002.zip", AT_REMOVEDIR), 0);
	ck_assert_int_eq(symlinkat("x", folder_fd, "0002.zip"), 0);
	ck_assert_uint_eq(verdict(folder_fd).shards_bad, 1);
	ck_assert_int_eq(unlinkat(folder_fd, "0002.zip", 0), 0);
	ck_assert_int_eq(mkfifoat(folder_fd, "0002.zip", 0600), 0);
	ck_assert_uint_eq(verdict(folder_fd).shards_bad, 1);
	ck_assert_int_eq(unlinkat(folder_fd, "0002.zip", 0), 0);
	folder_write(folder_fd, "0002.zip", "", 0);
	ck_assert_uint_eq(verdict(folder_fd).shards_bad, 1);
	ck_assert_int_eq(renameat(folder_fd, "x", folder_fd, "0002.zip"), 0);
	ck_assert(verdict(folder_fd).complete);
}
END_TEST

/* The list cut at any byte: what has its line is kept, the rest is made again, and then it is the same
 * as one that was never cut. */
START_TEST(cut_and_gone_on_with)
{
	struct session_resume resume;
	size_t n, m, whole_n;
	uint8_t *list, *now, *whole;
	int dir;

	back_up(folder_fd, FILES, true);
	list = folder_read(folder_fd, MANIFEST_NAME, &n);
	whole = folder_read(folder_fd, "0006.zip", &whole_n);
	dir = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY);
	for (size_t i = 90 + (size_t)_i; i < n; i += 197) {
		folder_write(dir, MANIFEST_NAME, list, i);
		folder_write(dir, "0099.zip.part", "half", 4);
		ck_assert_msg(go_on(dir, &resume) == 0 || i < 140, "cut at %zu: %s", i,
			      err.message);
		if (i < 140)
			continue; /* not even the first line is there */
		ck_assert_msg(verdict(dir).complete, "cut at %zu", i);
		ck_assert(!folder_has(dir, "0099.zip.part"));
		now = folder_read(dir, MANIFEST_NAME, &m);
		ck_assert_uint_eq(n, m);
		ck_assert_mem_eq(now, list, n);
		free(now);
		now = folder_read(dir, "0006.zip", &m);
		ck_assert_uint_eq(m, whole_n);
		ck_assert_mem_eq(now, whole, m);
		free(now);
	}
	close(dir);
	free(list);
	free(whole);
}
END_TEST

START_TEST(a_bad_part_is_made_again)
{
	struct session_resume resume;
	struct session_verdict v;

	back_up(folder_fd, 8, false);
	folder_write(folder_fd, "0002.zip", "changed", 7);
	ck_assert_int_eq(go_on(folder_fd, &resume), 0);
	ck_assert_uint_eq(resume.kept, 3);
	ck_assert_uint_eq(resume.thrown, 1);
	v = verdict(folder_fd);
	ck_assert(v.complete);
	ck_assert_uint_eq(v.counted.files, FILES);
}
END_TEST

START_TEST(not_gone_on_with)
{
	struct session_resume resume;
	struct manifest_head other = head;
	struct manifest m;

	back_up(folder_fd, FILES, true);
	ck_assert_int_eq(go_on(folder_fd, &resume), -EALREADY);
	ck_assert(verdict(folder_fd).complete);
	ck_assert_int_eq(unlinkat(folder_fd, MANIFEST_NAME, 0), 0);
	ck_assert_int_eq(go_on(folder_fd, &resume), -ENOENT);
	for (unsigned i = 1; i <= 6; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%04u.zip", i);
		ck_assert_int_eq(unlinkat(folder_fd, name, 0), 0);
	}
	back_up(folder_fd, 4, false);
	other.source = "disk B";
	ck_assert_int_eq(session_resume(folder_fd, &other, NULL, &m, &resume, &err), -EINVAL);
	other = head; /* half of it looked at for viruses, half not, and nobody could tell which */
	other.viruses = MANIFEST_LOOKED;
	ck_assert_int_eq(session_resume(folder_fd, &other, NULL, &m, &resume, &err), -EINVAL);
	ck_assert(folder_has(folder_fd, "0002.zip"));
}
END_TEST

static void begin_looked(enum manifest_viruses viruses, uint64_t not_looked,
			 struct manifest_head *ret, struct manifest *m)
{
	*ret = head;
	ret->viruses = viruses;
	ret->not_looked = not_looked;
	ret->samples = 1795000000;
	if (m)
		ck_assert_int_eq(manifest_create(m, folder_fd, ret, &err), 0);
}

/* Gone on with after a check for viruses that was cut: what is in it already stays as it was looked at. */
START_TEST(worse_of_two_looks)
{
	const struct manifest_left left = { "a", NULL, "sign", 3, "X" },
				   strange = { "b", NULL, "of-later", 3, NULL };
	const struct manifest_file file = { .name = "c", .sign = "Y", .part = 1, .parts = 1 };
	const struct manifest_shard shard = { .name = "0001.zip", .files = 1 };
	struct manifest_head now;
	struct session_resume resume;
	struct session_verdict v;
	struct manifest m;

	begin_looked(MANIFEST_PARTLY_LOOKED, 9, &now, &m);
	manifest_close(&m);
	begin_looked(MANIFEST_LOOKED, 4, &now, NULL);
	now.samples++;
	ck_assert_int_eq(session_resume(folder_fd, &now, NULL, &m, &resume, &err), -EINVAL);
	now.samples--;
	ck_assert_int_eq(session_resume(folder_fd, &now, NULL, &m, &resume, &err), 0);
	ck_assert_int_eq(manifest_add_file(&m, &file, &err), 0);
	ck_assert_int_eq(manifest_add_left(&m, &left, &err), 0);
	ck_assert_int_eq(manifest_add_shard(&m, &shard, &err), 0);
	ck_assert_int_eq(manifest_add_left(&m, &strange, &err), 0);
	ck_assert_int_eq(manifest_finish(&m, &err), 0);
	manifest_close(&m);
	session_done_free(resume.done);
	name_set_done(&resume.names);
	v = verdict(folder_fd);
	ck_assert_int_eq(v.viruses, MANIFEST_PARTLY_LOOKED);
	ck_assert_uint_eq(v.not_looked, 9);
	ck_assert_uint_eq(v.marked, 1);
	for (size_t i = 0; plan_left_out_word(i); i++)
		ck_assert_uint_eq(v.by_reason[i], !strcmp(plan_left_out_word(i), "sign") ||
						      !strcmp(plan_left_out_word(i), "unreadable"));
}
END_TEST

START_TEST(folders_of_backups)
{
	struct arena a = { 0 };
	const char **name;
	char made[SESSION_NAME_MAX];
	size_t n;
	int fd;

	ck_assert_int_eq(mkdirat(folder_fd, "photos", 0700), 0);
	for (unsigned i = 0; i < 3; i++) {
		fd = session_create(folder_fd, 1795225327, 32400, made, &err);
		ck_assert_int_ge(fd, 0);
		close(fd);
	}
	ck_assert_int_eq(session_list(folder_fd, &a, &name, &n, &err), 0);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(name[0], "PC-backup-20261121-104207");
	ck_assert_str_eq(name[2], "PC-backup-20261121-104207-3");
	ck_assert_int_lt(session_open(folder_fd, "../x", &err), 0);
	fd = session_open(folder_fd, name[0], &err);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(session_readme(fd, false, &err), 0);
	ck_assert(folder_has(fd, SESSION_README));
	close(fd);
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("session");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, folder_begin, folder_end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, as_it_was_written);
	tcase_add_test(t, changed_on_the_medium);
	tcase_add_test(t, missing_short_and_strange);
	tcase_add_loop_test(t, cut_and_gone_on_with, 0, 2);
	tcase_add_test(t, a_bad_part_is_made_again);
	tcase_add_test(t, not_gone_on_with);
	tcase_add_test(t, worse_of_two_looks);
	tcase_add_test(t, folders_of_backups);
	return suite_result(s, t);
}
