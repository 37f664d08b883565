/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sealed backup of a small source that the tests cut, hurt, and go on with. */
#pragma once

#include <dirent.h>
#include <errno.h>

#include "backup/inside.h"
#include "backup/pack.h"
#include "backup/resume_sealed.h"
#include "core/base/arena.h"
#include "core/base/times.h"
#include "tests/unit/backup/keys.h"

#define KIB      ((size_t)1024)
#define ENTRIES  26u
#define LARGE    11u /* lies in several parts, in several pieces each */
#define NOT_IT   17u /* is left out */
#define FOLDER   0u
#define FILE_MAX (300 * KIB)
#define SHARD    (850 * KIB)

static struct manifest_head head = { .tool = "test",
				     .profile = MANIFEST_SEALED,
				     .source = "",
				     .shard_bytes = SHARD,
				     .file_max = FILE_MAX };
static const uint8_t id[HASH_SIZE] = { 9, 9, 9 };
/* What is other than it was; ENTRIES: nothing. */
static unsigned touched = ENTRIES, renamed = ENTRIES, missing = ENTRIES;
static const char *source = "disk A";

static inline void cut_begin(void)
{
	keys_begin(1);
}

/* --- the source ------------------------------------------------------------------------------------ */
static inline struct pack_file entry(unsigned i)
{
	static char path[40];

	snprintf(path, sizeof(path), i % 5 ? "d/%02u%s" : "D/%02u%s", i,
		 i == renamed ? "-new" : "");
	return (struct pack_file){ .path = path,
				   .size = i == FOLDER  ? 0
					   : i == LARGE ? 1700 * KIB + 11
							: (i * 37 % 13 + 1) * 20 * KIB,
				   .modified = 1700000000 + i + (i == touched),
				   .folder = i == FOLDER };
}

static inline int put(struct pack *p, const struct pack_file *f, unsigned seed)
{
	size_t n = f->size;
	uint8_t *bytes = malloc(n + 1);
	uint32_t x = seed + 1;
	struct pack_blob *blob;
	int r;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)((x = x * 1664525u + 1013904223u) >> 24);
	blob = pack_blob_new(bytes, n, give_back);
	r = pack_begin(p, f, &err);
	if (r == 0 && n)
		r = pack_piece(p, blob, bytes, n, 0, &err);
	pack_blob_drop(blob);
	return r;
}

static inline int one(struct pack *p, const struct pack_file *f, unsigned i, bool there)
{
	const struct pack_file left_out = { 0 };

	if (there)
		return pack_skip(p, i == NOT_IT ? &left_out : f, &err);
	return i == NOT_IT ? pack_left_out(p, f->path, "cloud", f->size, NULL, &err) : put(p, f, i);
}

/* Through the source: compared only (p NULL), or copied as far as it is not there. */
static inline int through(struct pack *p, struct walk *w, struct session_sealed *cut)
{
	int r = 0;

	walk_begin(w, id, source);
	for (unsigned i = 0; r == 0 && i < ENTRIES; i++) {
		struct pack_file f = entry(i);

		if (i == missing)
			continue;
		if (p)
			r = one(p, &f, i, cut && session_sealed_has(cut, w));
		walk_add(w, f.path, f.size, f.modified, f.folder);
		if (r == 0 && cut)
			r = p ? session_sealed_passed(cut, w, &err)
			      : session_sealed_compare(cut, w, &err);
	}
	return r == 0 && cut ? session_sealed_compared(cut, &err) : r;
}

/* --- a backup ------------------------------------------------------------------------------------------ */
static inline void fill(int dir, struct manifest *m, struct session_sealed *cut, unsigned first)
{
	struct walk walk;
	struct manifest_head inside = head;
	const struct pack_options o = { .dirfd = dir,
					.manifest = m,
					.shard_bytes = SHARD,
					.file_max = FILE_MAX,
					.threads = 2,
					.first_shard = first,
					.sealed = &to,
					.inside = &inside,
					.walk = &walk };
	struct pack *p;

	inside.id = id;
	inside.source = source;
	walk_begin(&walk, id, source);
	p = pack_new(&o);
	ck_assert_msg(through(p, &walk, cut) == 0, "%s", err.message);
	ck_assert_msg(pack_finish(p, &err) == 0, "%s", err.message);
	pack_free(p);
	ck_assert_msg(inside_seal_all(dir, m, &to, &err) == 0, "%s", err.message);
	ck_assert_int_eq(manifest_finish(m, &err), 0);
	manifest_close(m);
}

static inline int whole_one(const char *name)
{
	struct manifest_head outer = head;
	uint8_t keys[HASH_SIZE];
	struct manifest m;
	int dir;

	ck_assert_int_eq(mkdirat(folder_fd, name, 0700), 0);
	dir = openat(folder_fd, name, O_RDONLY | O_DIRECTORY);
	inside_keys_note(&to, id, keys);
	outer.id = id;
	outer.keys = keys;
	ck_assert_int_eq(manifest_create(&m, dir, &outer, &err), 0);
	fill(dir, &m, NULL, 1);
	return dir;
}

static inline int go_on(int dir, struct session_resume *ret)
{
	struct session_sealed *cut;
	struct manifest m = { .fd = -1 };
	struct walk walk;
	int r = session_sealed_look(dir, &head, &to, NULL, &cut, &err);

	if (r < 0)
		return r;
	r = through(NULL, &walk, cut);
	if (r == 0)
		r = session_sealed_go_on(cut, &m, ret, &err);
	if (r == 0)
		fill(dir, &m, cut, ret->next_shard);
	session_sealed_free(cut);
	return r;
}

static inline bool complete(int dir)
{
	struct session_verdict v;

	ck_assert_int_eq(session_verify(dir, NULL, &v, &err), 0);
	ck_assert_int_eq(session_verify_key(dir, key[0], NULL, &v, &err), 0);
	return v.complete;
}

static inline int gather(void *arg, const void *p, size_t n, struct err *why)
{
	(void)why;
	sha256_update(arg, n, p);
	return 0;
}

/* What a sealed file is of. */
static inline void inner_hash(int dir, const char *name, uint8_t ret[HASH_SIZE])
{
	int fd = openat(dir, name, O_RDONLY);
	struct sha256_ctx c;

	sha256_init(&c);
	ck_assert_msg(fd >= 0 && sealed_open(fd, key[0], gather, &c, &err) == 0, "%s", name);
	sha256_digest(&c, HASH_SIZE, ret);
	close(fd);
}

#define PARTS_MAX 30u
static inline unsigned parts_of(int dir, uint8_t hash[PARTS_MAX][HASH_SIZE])
{
	unsigned n = 0;

	for (unsigned i = 1; i < PARTS_MAX; i++) {
		char part[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];

		inside_names(i, true, part, piece);
		ck_assert_int_eq(folder_has(dir, part), folder_has(dir, piece));
		if (folder_has(dir, part))
			inner_hash(dir, part, hash[n++]);
	}
	return n;
}

static inline int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, HASH_SIZE);
}

/* dir has the same tar files as one that nobody disturbed, in any order when some were made again. The same source
 * gives the same tar, so those are asked about once. */
static inline void expect_same(int whole, int dir, bool in_order)
{
	static uint8_t wanted[PARTS_MAX][HASH_SIZE], x[PARTS_MAX][HASH_SIZE],
	    y[PARTS_MAX][HASH_SIZE];
	static unsigned n;

	if (!n)
		n = parts_of(whole, wanted);
	ck_assert_uint_eq(parts_of(dir, y), n);
	memcpy(x, wanted, sizeof(x));
	if (!in_order) {
		qsort(x, n, HASH_SIZE, by_bytes);
		qsort(y, n, HASH_SIZE, by_bytes);
	}
	ck_assert_mem_eq(x, y, n * HASH_SIZE);
}

static inline struct manifest_end named(int dir)
{
	const struct manifest_reader nothing = { 0 };
	enum manifest_state state;
	struct manifest_end counted;
	int fd = inside_open(dir, key[0], &err);

	ck_assert_msg(fd >= 0, "%s", err.message);
	ck_assert_int_eq(manifest_read(fd, &nothing, &state, &counted, &err), 0);
	ck_assert_int_eq(state, MANIFEST_COMPLETE);
	close(fd);
	return counted;
}

static inline int copy_of(const char *name)
{
	char command[400];

	snprintf(command, sizeof(command), "rm -rf '%s/c' && cp -r '%s/%s' '%s/c'", folder, folder,
		 name, folder);
#undef system
	ck_assert_int_eq(system(command), 0);
	return openat(folder_fd, "c", O_RDONLY | O_DIRECTORY);
}

/* The list ends behind its first n lines. */
static inline void cut_list(int dir, unsigned lines)
{
	size_t n, at = 0;
	uint8_t *list = folder_read(dir, MANIFEST_NAME, &n);

	for (; lines && at < n; at++)
		lines -= list[at] == '\n';
	folder_write(dir, MANIFEST_NAME, list, at);
	free(list);
}

static inline unsigned lines_of(int dir)
{
	size_t n;
	uint8_t *list = folder_read(dir, MANIFEST_NAME, &n);
	unsigned lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += list[i] == '\n';
	free(list);
	return lines;
}

static inline void hurt(int dir, const char *name)
{
	size_t n;
	uint8_t *p = folder_read(dir, name, &n);

	p[n / 2] ^= 8;
	folder_write(dir, name, p, n);
	free(p);
}

/* All that is in a folder, so that nothing of it was touched. */
static inline void print_of(int dir, uint8_t ret[HASH_SIZE])
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY);
	struct dirent **e;
	struct sha256_ctx c;
	int n = scandirat(fd, ".", &e, NULL, alphasort);

	sha256_init(&c);
	for (int i = 0; i < n; i++) {
		size_t size;
		uint8_t *p = *e[i]->d_name == '.' ? NULL : folder_read(dir, e[i]->d_name, &size);

		sha256_update(&c, strlen(e[i]->d_name) + 1, (uint8_t *)e[i]->d_name);
		if (p)
			sha256_update(&c, size, p);
		free(p);
		free(e[i]);
	}
	free(e);
	close(fd);
	sha256_digest(&c, HASH_SIZE, ret);
}
