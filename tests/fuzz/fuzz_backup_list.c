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

static uint8_t *written[2]; /* the lists as they were written: plain, sealed */
static size_t written_n[2];
static uint64_t without_names; /* what shards of a sealed backup say of themselves */
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
	if (!strcmp(h->profile, MANIFEST_SEALED) != (h->id && h->keys))
		abort();
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
	if (s->counts && (s->list || !s->why || s->counts->files > (uint64_t)1 << 44))
		abort();
	if (!s->counts != !s->piece)
		abort();
	if (s->piece &&
	    (!*s->piece->name || strchr(s->piece->name, '/') ||
	     s->piece->from > s->piece->reached || s->piece->reached > (uint64_t)1 << 44))
		abort();
	without_names += s->counts ? s->counts->files + s->counts->folders : 0;
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
	without_names = 0;
	if (manifest_read(fd, &r, &state, &end, &err) < 0)
		abort();
	if (end.files + end.folders > told + without_names || (end.sealed && told))
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
	bool as_written = false;
	uint8_t *copy;

	for (size_t i = 0; i < 2; i++)
		as_written |= written[i] && n == written_n[i] && !memcmp(data, written[i], n);
	if (look(data, n) == MANIFEST_COMPLETE && written[1] && !as_written)
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
	const struct manifest_shard shard = {
		.name = "0001.zip", .size = 1000, .files = 4, .sha256 = { 9 }
	};
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

static void add_sealed(struct manifest *m, struct err *err)
{
	const struct manifest_end counts = { .files = 3, .folders = 1, .bytes = 9, .left_out = 2 };
	const uint64_t why[MANIFEST_REASONS_MAX] = { 1, 1 };
	const struct manifest_piece piece = {
		.name = "manifest-0001.jsonl.age", .size = 700, .from = 2, .reached = 6
	};
	const struct manifest_piece middle = {
		.name = "manifest-0002.jsonl.age", .from = 6, .reached = 6, .cut = true
	};
	const struct manifest_shard shard = { .name = "0001.tar.zst.age",
					      .size = 1000,
					      .files = 3,
					      .counts = &counts,
					      .why = why,
					      .piece = &piece,
					      .signs = 1 };
	const struct manifest_shard large = {
		.name = "0002.tar.zst.age", .counts = &counts, .why = why, .piece = &middle
	};
	const struct manifest_shard list = { .name = MANIFEST_INSIDE, .size = 300, .list = true };

	if (manifest_add_shard(m, &shard, err) || manifest_add_shard(m, &large, err) ||
	    manifest_add_shard(m, &list, err))
		abort();
}

static void write_list(int dir, unsigned which)
{
	static const uint8_t id[HASH_SIZE] = { 1, 2, 3 };
	const struct manifest_head head = { .tool = "fuzz",
					    .started = 1700000000,
					    .profile = which ? MANIFEST_SEALED : MANIFEST_PLAIN,
					    .source = "x",
					    .id = which ? id : NULL,
					    .keys = which ? id : NULL,
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
	if (which)
		add_sealed(&m, &err);
	for (unsigned i = 0; !which && i < 2; i++)
		add_all(&m, &err);
	if (manifest_finish(&m, &err))
		abort();
	written[which] = malloc(65536);
	manifest_close(&m);
	fd = openat(dir, MANIFEST_NAME, O_RDONLY | O_CLOEXEC);
	n = io_pread_full(fd, written[which], 65536, 0);
	if (n <= 0)
		abort();
	written_n[which] = (size_t)n;
	close(fd);
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	char folder[] = "/tmp/kenshin-fuzz-XXXXXX";
	int dir;

	if (i > 1 || !mkdtemp(folder))
		return -1;
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	write_list(dir, i);
	unlinkat(dir, MANIFEST_NAME, 0);
	close(dir);
	rmdir(folder);
	*ret_n = written_n[i];
	*ret = malloc(*ret_n);
	if (!*ret)
		return -1;
	memcpy(*ret, written[i], *ret_n);
	return 0;
}
