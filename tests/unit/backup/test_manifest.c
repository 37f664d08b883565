/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of a backup: what goes in comes out; cut anywhere it is incomplete, changed anywhere it is
 * changed. */
#include <errno.h>
#include <sys/mman.h>

#include "backup/manifest.h"
#include "core/base/times.h"
#include "tests/unit/backup/folder.h"

static const struct manifest_head head = { .tool = "kenshin test",
					   .started = 1795225327,
					   .profile = "plain",
					   .source = "directory 山田",
					   .shard_bytes = 1 << 20,
					   .zone = 32400,
					   .viruses = MANIFEST_PARTLY_LOOKED,
					   .signs_copied = true,
					   .samples = 1795000000,
					   .not_looked = 12 };
static const struct manifest_file files[] = {
	{ .name = "a.txt",
	  .size = 3,
	  .modified = 1700000000,
	  .offset = 0,
	  .part = 1,
	  .parts = 1,
	  .sha256 = { 1, 2 } },
	{ .name = "d/", .folder = true, .modified = TIME_ABSENT, .attributes = 0x12, .offset = 40 },
	{ .name = "%uD800",
	  .path = "\xed\xa0\x80",
	  .size = 1 << 20,
	  .modified = 0,
	  .damaged = 4096,
	  .streams = 2,
	  .sign = "Eicar-Test-Signature",
	  .offset = 80,
	  .part = 1,
	  .parts = 1 },
	{ .name = "large.001",
	  .path = "large",
	  .size = 10,
	  .modified = 5,
	  .offset = 90,
	  .part = 1,
	  .parts = 2 },
	{ .name = "large.002",
	  .path = "large",
	  .size = 7,
	  .modified = 5,
	  .offset = 99,
	  .part = 2,
	  .parts = 2 },
};

static void write_all(bool end)
{
	const struct manifest_shard shard = {
		.name = "0001.zip", .size = 1000, .files = LEN(files), .sha256 = { 9 }
	};
	const struct manifest_left left = { "雲.xlsx", NULL, "sign", UINT64_MAX, "X\xff" };
	struct manifest m;

	ck_assert_int_eq(manifest_create(&m, folder_fd, &head, &err), 0);
	for (size_t i = 0; i < LEN(files); i++)
		ck_assert_int_eq(manifest_add_file(&m, &files[i], &err), 0);
	ck_assert_int_eq(manifest_add_shard(&m, &shard, &err), 0);
	ck_assert_int_eq(manifest_add_left(&m, &left, &err), 0);
	if (end)
		ck_assert_int_eq(manifest_finish(&m, &err), 0);
	else /* what was only added is not out yet: the end of a killed process */
		ck_assert_int_eq(io_write_full(m.fd, m.out.p, m.out.len), 0);
	manifest_close(&m);
}

static enum manifest_state state_of(const struct manifest_reader *r, struct manifest_end *ret)
{
	const struct manifest_reader none = { 0 };
	enum manifest_state state = MANIFEST_COMPLETE;
	int fd = openat(folder_fd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(manifest_read(fd, r ? r : &none, &state, ret, &err), 0);
	close(fd);
	return state;
}

static size_t seen;

static int see_head(void *arg, const struct manifest_head *h)
{
	(void)arg;
	ck_assert_str_eq(h->source, head.source);
	ck_assert_int_eq(h->started, head.started);
	ck_assert_int_eq(h->zone, 32400);
	ck_assert_uint_eq(h->shard_bytes, head.shard_bytes);
	ck_assert_int_eq(h->viruses, MANIFEST_PARTLY_LOOKED);
	ck_assert(h->signs_copied);
	ck_assert_int_eq(h->samples, head.samples);
	ck_assert_uint_eq(h->not_looked, 12);
	return 0;
}

static int see_file(void *arg, const struct manifest_file *f)
{
	const struct manifest_file *w = &files[seen++];

	(void)arg;
	ck_assert_str_eq(f->name, w->name);
	ck_assert_int_eq(f->path != NULL, w->path != NULL);
	if (w->path)
		ck_assert_str_eq(f->path, w->path);
	ck_assert_uint_eq(f->size, w->size);
	ck_assert_int_eq(f->modified, w->modified);
	ck_assert_uint_eq(f->attributes, w->attributes);
	ck_assert_uint_eq(f->streams, w->streams);
	ck_assert_uint_eq(f->damaged, w->damaged);
	ck_assert_uint_eq(f->offset, w->offset);
	ck_assert_int_eq(f->folder, w->folder);
	ck_assert_int_eq(f->sign != NULL, w->sign != NULL);
	if (w->sign)
		ck_assert_str_eq(f->sign, w->sign);
	if (!w->folder) {
		ck_assert_uint_eq(f->part, w->part);
		ck_assert_uint_eq(f->parts, w->parts);
		ck_assert_mem_eq(f->sha256, w->sha256, HASH_SIZE);
	}
	return 0;
}

static int see_left(void *arg, const struct manifest_left *l)
{
	(void)arg;
	ck_assert_str_eq(l->name, "雲.xlsx");
	ck_assert_str_eq(l->reason, "sign");
	ck_assert_str_eq(l->sign, "?"); /* a name that is no text is still a sign */
	ck_assert_uint_eq(l->size, UINT64_MAX);
	seen += 100;
	return 0;
}

START_TEST(there_and_back)
{
	const struct manifest_reader r = { .head = see_head, .file = see_file, .left = see_left };
	struct manifest_end end;

	write_all(true);
	seen = 0;
	ck_assert_int_eq(state_of(&r, &end), MANIFEST_COMPLETE);
	ck_assert_uint_eq(seen, LEN(files) + 100);
	ck_assert_uint_eq(end.files, 3);
	ck_assert_uint_eq(end.folders, 1);
	ck_assert_uint_eq(end.bytes, 3 + (1 << 20) + 17);
	ck_assert_uint_eq(end.damaged, 1);
	ck_assert_uint_eq(end.left_out, 1);
	ck_assert_uint_eq(end.shards, 1);
}
END_TEST

static int see_unlooked(void *arg, const struct manifest_head *h)
{
	(void)arg;
	ck_assert_int_eq(h->viruses, MANIFEST_NOT_LOOKED);
	ck_assert_int_eq(h->samples, TIME_ABSENT);
	ck_assert(!h->signs_copied && !h->not_looked);
	seen++;
	return 0;
}

/* Of a list that says nothing of viruses nobody looked. */
START_TEST(nobody_looked)
{
	const struct manifest_reader r = { .head = see_unlooked };
	struct manifest_head unlooked = head;
	struct manifest_end end;
	struct manifest m;

	unlooked.viruses = MANIFEST_NOT_LOOKED;
	ck_assert_int_eq(manifest_create(&m, folder_fd, &unlooked, &err), 0);
	manifest_close(&m);
	seen = 0;
	ck_assert_int_eq(state_of(&r, &end), MANIFEST_INCOMPLETE);
	ck_assert_uint_eq(seen, 1);
}
END_TEST

START_TEST(without_its_end)
{
	struct manifest_end end;

	write_all(false);
	ck_assert_int_eq(state_of(NULL, &end), MANIFEST_INCOMPLETE);
	ck_assert_uint_eq(end.files, 3);
	ck_assert_uint_eq(end.left_out, 0); /* behind the last shard: no promise */
}
END_TEST

START_TEST(one_list_a_folder)
{
	struct manifest m;

	write_all(true);
	ck_assert_int_eq(manifest_create(&m, folder_fd, &head, &err), -EEXIST);
	manifest_close(&m);
}
END_TEST

START_TEST(cut_anywhere)
{
	struct manifest_end end;
	size_t n;
	uint8_t *p;

	write_all(true);
	p = folder_read(folder_fd, MANIFEST_NAME, &n);
	for (size_t i = 0; i < n; i++) {
		folder_write(folder_fd, MANIFEST_NAME, p, i);
		ck_assert_msg(state_of(NULL, &end) == MANIFEST_INCOMPLETE, "cut at %zu", i);
	}
	free(p);
}
END_TEST

/* Each bit of it, turned round. */
START_TEST(changed_anywhere)
{
	const struct manifest_reader none = { 0 };
	enum manifest_state state;
	struct manifest_end end;
	size_t n;
	uint8_t *p;
	int fd;

	write_all(true);
	p = folder_read(folder_fd, MANIFEST_NAME, &n);
	fd = memfd_create("list", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, p, n), 0);
	ck_assert_uint_gt(n * 8, 10000);
	for (size_t i = 0; i < n * 8; i++) {
		uint8_t turned = (uint8_t)(p[i / 8] ^ 1u << i % 8);

		ck_assert_int_eq(pwrite(fd, &turned, 1, (off_t)(i / 8)), 1);
		ck_assert_int_eq(manifest_read(fd, &none, &state, &end, &err), 0);
		ck_assert_msg(state != MANIFEST_COMPLETE, "bit %zu", i);
		ck_assert_int_eq(pwrite(fd, &p[i / 8], 1, (off_t)(i / 8)), 1);
	}
	ck_assert_int_eq(manifest_read(fd, &none, &state, &end, &err), 0);
	ck_assert_int_eq(state, MANIFEST_COMPLETE);
	close(fd);
	free(p);
}
END_TEST

/* Lines that are JSON and still none of ours, one behind the head. */
static const char *const bad_lines[] = {
	"{}\n",
	"[]\n",
	"{\"record\":\"file\"}\n",
	"{\"record\":\"file\",\"name\":\"a\\u0000b\",\"offset\":0,\"size\":1,\"sha256\":\"00\"}\n",
	"{\"record\":\"folder\",\"name\":\"d/\",\"offset\":-1}\n",
	"{\"record\":\"folder\",\"name\":\"d/\",\"offset\":1e3}\n",
	"{\"record\":\"folder\",\"name\":\"d/\",\"offset\":1,\"offset\":2}\n",
	"{\"record\":\"left-out\",\"name\":\"d/\",\"reason\":7}\n",
	"{\"record\":\"left-out\",\"name\":\"d\",\"reason\":\"sign\",\"sign\":\"\"}\n",
	"{\"record\":\"left-out\",\"name\":\"d\",\"reason\":\"sign\",\"sign\":4}\n",
	"{\"record\":\"shard\",\"name\":\"../0001.zip\",\"size\":1,\"files\":1,\"sha256\":\"\"}\n",
	"{\"record\":\"backup\",\"schema\":1}\n",
	"{\"record\":\"end\"}\n",
	"\n",
};

START_TEST(not_ours)
{
	struct manifest_end end;
	struct manifest m;
	size_t n;
	uint8_t *p;

	ck_assert_int_eq(manifest_create(&m, folder_fd, &head, &err), 0);
	manifest_close(&m);
	p = folder_read(folder_fd, MANIFEST_NAME, &n);
	p = realloc(p, n + 500);
	memcpy(p + n, bad_lines[_i], strlen(bad_lines[_i]));
	folder_write(folder_fd, MANIFEST_NAME, p, n + strlen(bad_lines[_i]));
	ck_assert_int_eq(state_of(NULL, &end), MANIFEST_CHANGED);
	free(p);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("manifest");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, folder_begin, folder_end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, there_and_back);
	tcase_add_test(t, nobody_looked);
	tcase_add_test(t, without_its_end);
	tcase_add_test(t, one_list_a_folder);
	tcase_add_test(t, cut_anywhere);
	tcase_add_test(t, changed_anywhere);
	tcase_add_loop_test(t, not_ours, 0, LEN(bad_lines));
	return suite_result(s, t);
}
