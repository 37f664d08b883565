/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sealed lists of a backup, written. age is fed with one for as long as its part goes on. */
#include "backup/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/base/io.h"

#define PART  "%04u.tar.zst%s"
#define PIECE "manifest-%04u.jsonl%s"
#define CHUNK ((size_t)256 << 10)

void inside_names(unsigned number, bool sealed, char *ret_part, char *ret_piece)
{
	snprintf(ret_part, SHARD_NAME_MAX, PART, number, sealed ? ".age" : "");
	snprintf(ret_piece, SHARD_NAME_MAX, PIECE, number, sealed ? ".age" : "");
}

bool inside_is_ours(const char *name, unsigned *ret_number)
{
	char part[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];
	size_t n = strlen(name);
	const char *digits = strncmp(name, "manifest-", 9) != 0 ? name : name + 9;

	*ret_number = 0;
	if (n > 5 && !strcmp(name + n - 5, ".part"))
		n -= 5;
	if (n == strlen(MANIFEST_INSIDE) && !strncmp(name, MANIFEST_INSIDE, n))
		return true;
	if (sscanf(digits, "%9u", ret_number) != 1 || !*ret_number)
		return false;
	inside_names(*ret_number, true, part, piece);
	return (n == strlen(part) && !strncmp(name, part, n)) ||
	       (n == strlen(piece) && !strncmp(name, piece, n));
}

static int put(void *arg, const void *p, size_t n, struct err *err)
{
	return sealed_write(arg, p, n, err);
}

int inside_begin(struct inside *in, int dirfd, const char *name, const struct manifest_head *head,
		 const struct sealed_to *to, struct err *err)
{
	struct manifest_head own = *head;
	int r;

	own.profile = MANIFEST_LIST;
	own.keys = NULL;
	in->list = (struct manifest){ .fd = -1 };
	r = sealed_begin(&in->file, dirfd, name, to, err);
	return r < 0 ? r : manifest_begin_into(&in->list, put, &in->file, &own, err);
}

int inside_end(struct inside *in, const struct manifest_shard *part, struct manifest_piece *ret,
	       struct err *err)
{
	int r = manifest_add_shard(&in->list, part, err);

	if (r == 0)
		r = manifest_finish(&in->list, err);
	manifest_close(&in->list);
	if (r == 0)
		r = sealed_commit(&in->file, ret->sha256, err);
	ret->name = in->file.file.name;
	ret->size = in->file.file.size;
	return r;
}

void inside_abort(struct inside *in)
{
	manifest_close(&in->list);
	sealed_abort(&in->file);
}

/* --- the list without names, sealed ----------------------------------------------------------------- */
static int copy_list(int dirfd, uint64_t size, struct sealed *to, struct err *err)
{
	int fd CLEANUP(cleanup_close) =
	    openat(dirfd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	uint8_t *buf = fd < 0 ? NULL : xmalloc(CHUNK);
	int r = fd < 0 ? err_sys(err, -errno, MANIFEST_NAME) : 0;

	for (uint64_t at = 0; r == 0 && at < size;) {
		size_t want = (size_t)MIN(size - at, (uint64_t)CHUNK);
		ssize_t n = io_pread_full(fd, buf, want, at);

		if (n < 0 || (size_t)n < want)
			r = err_sys(err, n < 0 ? (int)n : -EIO, MANIFEST_NAME);
		else
			r = sealed_write(to, buf, want, err);
		at += want;
	}
	free(buf);
	return r;
}

int inside_seal_all(int dirfd, struct manifest *m, const struct sealed_to *to, struct err *err)
{
	struct manifest_shard line = { .name = MANIFEST_INSIDE, .list = true };
	struct sealed s = SEALED_NONE;
	int r = sealed_begin(&s, dirfd, MANIFEST_INSIDE, to, err);

	if (r == 0)
		r = copy_list(dirfd, m->written, &s, err);
	if (r == 0)
		r = sealed_commit(&s, line.sha256, err);
	sealed_abort(&s);
	line.size = s.file.size;
	return r < 0 ? r : manifest_add_shard(m, &line, err);
}

/* --- for whom ------------------------------------------------------------------------------------------ */
static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void inside_keys_note(const struct sealed_to *to, const uint8_t *id, uint8_t ret[HASH_SIZE])
{
	const char *key[SEALED_RECIPIENTS_MAX];
	struct sha256_ctx c;

	memcpy(key, to->recipient, sizeof(key));
	qsort(key, to->n, sizeof(*key), by_text);
	sha256_init(&c);
	sha256_update(&c, HASH_SIZE, id);
	for (size_t i = 0; i < to->n; i++) /* with their ends: no two rows of keys are the same */
		sha256_update(&c, strlen(key[i]) + 1, (const uint8_t *)key[i]);
	sha256_digest(&c, HASH_SIZE, ret);
}
