/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of a backup from any bytes: nothing is read outside of it, and no list but the one that was
 * written is complete, however it is cut or turned. Once more with its hashes put right, as somebody
 * would who wants to be believed: then what is told must still keep to the bounds. */
/* link: backup */
#include <fcntl.h>
#include <nettle/base16.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backup/entry_name.h"
#include "backup/manifest.h"
#include "core/base/io.h"
#include "core/base/times.h"
#include "tests/fuzz/fuzz.h"

#define LINES "\"lines\":\""

static uint8_t *written; /* the list as it was written */
static size_t written_n;
static unsigned told;

static int file(void *arg, const struct manifest_file *f)
{
	(void)arg;
	told++;
	if (!f->name || strlen(f->name) > ENTRY_NAME_MAX + 64 || !f->part || f->part > f->parts)
		abort();
	return 0;
}

static int head_of(void *arg, const struct manifest_head *h)
{
	(void)arg;
	if (h->viruses > MANIFEST_LOOKED || (h->viruses == MANIFEST_NOT_LOOKED && h->not_looked))
		abort();
	return 0;
}

static int left(void *arg, const struct manifest_left *l)
{
	(void)arg;
	if (!l->name || !l->reason ||
	    (l->sign && (!*l->sign || strlen(l->sign) >= MANIFEST_SIGN_MAX)))
		abort();
	return 0;
}

static int shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	const uint64_t *n = arg;

	if (!s->name[0] || strchr(s->name, '/') || end_of_line > *n)
		abort();
	return 0;
}

static enum manifest_state look(const uint8_t *data, size_t n)
{
	uint64_t size = n;
	struct manifest_reader r = {
		.arg = &size, .head = head_of, .file = file, .left = left, .shard = shard
	};
	enum manifest_state state;
	struct err err = { 0 };
	struct manifest_end end;
	int fd = memfd_create("list", MFD_CLOEXEC);

	if (fd < 0 || io_write_full(fd, data, n) < 0)
		abort();
	told = 0;
	if (manifest_read(fd, &r, &state, &end, &err) < 0)
		abort();
	if (end.files + end.folders > told)
		abort();
	close(fd);
	return state;
}

static void put_hashes_right(uint8_t *p, size_t n)
{
	struct sha256_ctx all, so_far;
	uint8_t hash[HASH_SIZE];
	const uint8_t *end;

	sha256_init(&all);
	for (size_t at = 0; at < n && (end = memchr(p + at, '\n', n - at));
	     at = (size_t)(end - p) + 1) {
		size_t line = (size_t)(end - (p + at)) + 1;
		uint8_t *lines = memmem(p + at, line, LINES, strlen(LINES));

		if (lines && (size_t)(end - lines) > strlen(LINES) + 2 * HASH_SIZE) {
			so_far = all;
			sha256_digest(&so_far, HASH_SIZE, hash);
			base16_encode_update((char *)lines + strlen(LINES), HASH_SIZE, hash);
		}
		sha256_update(&all, line, p + at);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	bool as_written = written && n == written_n && memcmp(data, written, n) == 0;
	uint8_t *copy;

	if (look(data, n) == MANIFEST_COMPLETE && written && !as_written)
		abort();
	copy = malloc(n + 1);
	if (!copy)
		return 0;
	memcpy(copy, data, n);
	put_hashes_right(copy, n);
	look(copy, n);
	free(copy);
	return 0;
}

static void add_all(struct manifest *m, struct err *err)
{
	const struct manifest_shard shard = { "0001.zip", 1000, 4, { 9 } };
	const struct manifest_file files[] = {
		{ .name = "a.txt", .size = 3, .modified = 1700000000, .part = 1, .parts = 1 },
		{ .name = "d/", .folder = true, .modified = TIME_ABSENT, .offset = 40 },
		{ .name = "%uD800",
		  .path = "\xed\xa0\x80",
		  .size = 9,
		  .part = 1,
		  .parts = 1,
		  .sign = "X" },
		{ .name = "large.002", .path = "large", .size = 7, .part = 2, .parts = 2 },
	};
	const struct manifest_left out = { "b.xlsx", NULL, "sign", UINT64_MAX, "Eicar" };
	int r = 0;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		r |= manifest_add_file(m, &files[i], err);
	if (r || manifest_add_shard(m, &shard, err) || manifest_add_left(m, &out, err))
		abort();
}

static void write_list(int dir)
{
	const struct manifest_head head = { .tool = "fuzz",
					    .started = 1700000000,
					    .profile = "plain",
					    .source = "x",
					    .shard_bytes = 1,
					    .viruses = MANIFEST_LOOKED,
					    .samples = 1700000000,
					    .not_looked = 3 };
	struct err err = { 0 };
	struct manifest m;
	ssize_t n;
	int fd;

	if (manifest_create(&m, dir, &head, &err))
		abort();
	add_all(&m, &err);
	add_all(&m, &err);
	if (manifest_finish(&m, &err))
		abort();
	written = malloc(65536);
	manifest_close(&m);
	fd = openat(dir, MANIFEST_NAME, O_RDONLY | O_CLOEXEC);
	n = io_pread_full(fd, written, 65536, 0);
	if (n <= 0)
		abort();
	written_n = (size_t)n;
	close(fd);
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	char folder[] = "/tmp/kenshin-fuzz-XXXXXX";
	int dir;

	if (i || !mkdtemp(folder))
		return -1;
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	write_list(dir);
	unlinkat(dir, MANIFEST_NAME, 0);
	close(dir);
	rmdir(folder);
	*ret_n = written_n;
	*ret = malloc(written_n);
	if (!*ret)
		return -1;
	memcpy(*ret, written, written_n);
	return 0;
}
