/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 for what is quick; yescrypt (libxcrypt, as Debian keeps passwords) for what a finder of the disk sees. */
#include "backup/walk.h"

#include <crypt.h>
#include <errno.h>
#include <nettle/base16.h>
#include <string.h>

#include "core/base/arena.h"

#define COST    5 /* of 11: 16 MiB */
#define SETTING "$y$"

static void add_number(struct sha256_ctx *c, uint64_t n)
{
	uint8_t bytes[8];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(n >> 8 * i);
	sha256_update(c, sizeof(bytes), bytes);
}

/* With its length before it: no two rows of texts are the same bytes. */
static void add_text(struct sha256_ctx *c, const char *text)
{
	add_number(c, strlen(text));
	sha256_update(c, strlen(text), (const uint8_t *)text);
}

void walk_begin(struct walk *w, const uint8_t *id, const char *source)
{
	w->n = 0;
	sha256_init(&w->hash);
	sha256_update(&w->hash, HASH_SIZE, id);
	add_text(&w->hash, source);
}

void walk_add(struct walk *w, const char *path, uint64_t size, int64_t modified, bool folder)
{
	const uint8_t kind = folder;

	add_text(&w->hash, path);
	add_number(&w->hash, folder ? 0 : size);
	add_number(&w->hash, folder ? 0 : (uint64_t)modified);
	sha256_update(&w->hash, 1, &kind);
	w->n++;
}

void walk_hash(const struct walk *w, uint8_t ret[HASH_SIZE])
{
	struct sha256_ctx copy = w->hash;

	sha256_digest(&copy, HASH_SIZE, ret);
}

void walk_bind(const struct manifest_shard *s, uint8_t bound[HASH_SIZE])
{
	const struct manifest_piece *p = s->piece;
	const struct manifest_end *n = s->counts;
	const uint64_t numbers[] = { s->size,    s->files,    n->folders, n->bytes,
				     n->damaged, n->left_out, s->signs,   p->size,
				     p->from,    p->reached,  p->cut };
	struct sha256_ctx c;

	sha256_init(&c);
	sha256_update(&c, HASH_SIZE, bound);
	add_text(&c, s->name);
	add_text(&c, p->name);
	for (size_t i = 0; i < LEN(numbers); i++)
		add_number(&c, numbers[i]);
	for (size_t i = 0; i < MANIFEST_REASONS_MAX; i++)
		add_number(&c, s->why[i]);
	sha256_update(&c, HASH_SIZE, s->sha256);
	sha256_update(&c, HASH_SIZE, p->sha256);
	sha256_digest(&c, HASH_SIZE, bound);
}

static bool slow_hash(const uint8_t *id, const char *text, struct crypt_data *data,
		      const char **ret)
{
	char setting[CRYPT_GENSALT_OUTPUT_SIZE];

	if (!crypt_gensalt_rn(SETTING, COST, (const char *)id, HASH_SIZE, setting, sizeof(setting)))
		return false;
	*ret = crypt_rn(text, setting, data, sizeof(*data));
	return *ret && strncmp(*ret, SETTING, strlen(SETTING)) == 0;
}

int walk_proof(const uint8_t *id, const uint8_t hash[HASH_SIZE], const uint8_t bound[HASH_SIZE],
	       uint8_t ret[HASH_SIZE], struct err *err)
{
	struct crypt_data *data = xcalloc(1, sizeof(*data));
	char text[2 * HASH_SIZE + 1];
	const char *slow = NULL;
	struct sha256_ctx c;
	bool made;

	sha256_init(&c);
	sha256_update(&c, HASH_SIZE, hash);
	sha256_update(&c, HASH_SIZE, bound);
	sha256_digest(&c, HASH_SIZE, ret);
	base16_encode_update(text, HASH_SIZE, ret);
	text[2 * HASH_SIZE] = '\0';
	made = slow_hash(id, text, data, &slow);
	if (made) {
		sha256_update(&c, strlen(slow), (const uint8_t *)slow);
		sha256_digest(&c, HASH_SIZE, ret);
	}
	free(data);
	return made ? 0
		    : err_set(err, ERR_INTERNAL, -ENOSYS,
			      "the proof of how far it came could not be made");
}
