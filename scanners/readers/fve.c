/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a password to the key of a BitLocker volume: hashed a million times it opens the master key, and
 * that one the volume's. Each of them is proven by a check of its own (AES-CCM), and at last all that
 * was read by a hash that only the master key opens. Everything secret is a field of struct vault. */
#include "scanners/readers/fve.h"

#include <nettle/ccm.h>
#include <nettle/sha2.h>
#include <string.h>

#include "core/base/secret.h"
#include "core/base/utf.h"
#include "scanners/readers/fve_private.h"

#define NONCE      12u
#define TAG        16u
#define KEY_HEADER 12u
#define MASTER     32u
#define BOX_MAX    128u
/* Each costs a second: a volume has one of a kind. */
#define TRIES_MAX 3u

struct vault {
	struct sha256_ctx sha;
	struct ccm_aes256_ctx ccm;
	struct {
		uint8_t last[32], first[32], salt[16], count[8];
	} chain;
	uint8_t units[2 * FVE_SECRET_MAX];
	uint8_t recovery[16];
	bool is_recovery;
	uint8_t master[MASTER];
	uint8_t in[BOX_MAX], out[BOX_MAX];
	uint8_t hash[SHA256_DIGEST_SIZE];
	uint8_t block[FVE_BLOCK];
};

static void sha256(struct vault *v, const void *p, size_t n, uint8_t *ret)
{
	sha256_init(&v->sha);
	sha256_update(&v->sha, n, p);
	sha256_digest(&v->sha, SHA256_DIGEST_SIZE, ret);
}

/* --- the secret ----------------------------------------------------------------------------- */
bool fve_recovery_key(const char *text, size_t n, uint8_t ret[16])
{
	uint32_t number = 0;
	unsigned digits = 0;

	for (size_t i = 0; i < n; i++) {
		if (text[i] == '-' || text[i] == ' ')
			continue;
		if (text[i] < '0' || text[i] > '9' || digits == 48)
			return false;
		number = (digits % 6 ? number : 0) * 10 + (uint32_t)(text[i] - '0');
		digits++;
		if (digits % 6)
			continue;
		if (number % 11 || number / 11 > UINT16_MAX)
			return false;
		ret[2 * (digits / 6 - 1)] = (uint8_t)(number / 11);
		ret[2 * (digits / 6 - 1) + 1] = (uint8_t)(number / 11 >> 8);
	}
	return digits == 48;
}

/* Windows hashes UTF-16. Bytes of v->units, 0 for what is no text. */
static size_t to_units(struct vault *v, const char *text, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n;) {
		uint32_t cp;
		uint32_t unit[2];
		unsigned units = 1;

		i += utf8_next(text + i, n - i, &cp);
		if (cp >= 0xd800 && cp <= 0xdfff)
			return 0;
		unit[0] = cp;
		if (cp > 0xffff) {
			unit[0] = 0xd800 + ((cp - 0x10000) >> 10);
			unit[1] = 0xdc00 + ((cp - 0x10000) & 0x3ff);
			units = 2;
		}
		for (unsigned k = 0; k < units; k++) {
			v->units[to++] = (uint8_t)unit[k];
			v->units[to++] = (uint8_t)(unit[k] >> 8);
		}
	}
	return to;
}

static void stretch(struct vault *v, const struct fve_protector *p, unsigned rounds)
{
	memset(v->chain.last, 0, sizeof(v->chain.last));
	memcpy(v->chain.salt, p->salt.p, sizeof(v->chain.salt));
	for (uint64_t i = 0; i < rounds; i++) {
		for (unsigned k = 0; k < 8; k++)
			v->chain.count[k] = (uint8_t)(i >> 8 * k);
		sha256(v, &v->chain, sizeof(v->chain), v->chain.last);
	}
}

/* --- boxes ------------------------------------------------------------------------------------ */
/* What a box holds, into v->out: exactly n bytes. */
static bool unseal(struct vault *v, const uint8_t key[32], struct bytes box, size_t n)
{
	if (box.n != NONCE + TAG + n || TAG + n > BOX_MAX)
		return false;
	memcpy(v->in, box.p + NONCE + TAG, n);
	memcpy(v->in + n, box.p + NONCE, TAG);
	ccm_aes256_set_key(&v->ccm, key);
	return ccm_aes256_decrypt_message(&v->ccm, NONCE, box.p, 0, NULL, TAG, n, v->out, v->in) ==
	       1;
}

/* A key in a box says how long it is. */
static bool unseal_key(struct vault *v, const uint8_t key[32], struct bytes box, size_t key_n)
{
	uint16_t size;

	return unseal(v, key, box, KEY_HEADER + key_n) &&
	       bytes_u16le(bytes_of(v->out, sizeof(v->out)), 0, &size) &&
	       size == KEY_HEADER + key_n;
}

/* The first secret of a chain, for this kind of protector; false: it can't be one. */
static bool first_hash(struct vault *v, uint16_t kind, size_t units)
{
	if (kind == FVE_RECOVERY && v->is_recovery) {
		sha256(v, v->recovery, sizeof(v->recovery), v->chain.first);
		return true;
	}
	if (kind != FVE_PASSWORD || !units)
		return false;
	sha256(v, v->units, units, v->chain.first);
	sha256(v, v->chain.first, sizeof(v->chain.first), v->chain.first);
	return true;
}

static enum fve_end find_master(struct vault *v, const struct fve_metadata *m, size_t units,
				unsigned rounds)
{
	enum fve_end end = FVE_NO_PASSWORD;
	unsigned tries = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct fve_protector *p = &m->protector[i];

		if ((p->kind != FVE_PASSWORD && p->kind != FVE_RECOVERY) || p->salt.n != 16)
			continue;
		end = FVE_WRONG;
		if (tries == TRIES_MAX || !first_hash(v, p->kind, units))
			continue;
		tries++;
		stretch(v, p, rounds);
		if (!unseal_key(v, v->chain.last, p->box, MASTER))
			continue;
		memcpy(v->master, v->out + KEY_HEADER, MASTER);
		return FVE_OPENED;
	}
	return end;
}

/* Nobody but who had the master key wrote what was read: a changed place of a block would have us write
 * to other sectors. */
static bool proven(struct vault *v, const struct fve_metadata *m)
{
	uint16_t kind;

	if (!unseal(v, v->master, m->proof, KEY_HEADER + sizeof(v->hash)) ||
	    !bytes_u16le(bytes_of(v->out, sizeof(v->out)), 8, &kind) || kind != 0x2005)
		return false;
	sha256(v, m->all.p, m->all.n, v->hash);
	return memcmp(v->hash, v->out + KEY_HEADER, sizeof(v->hash)) == 0;
}

/* Of the diffuser with 128 bits both halves lie in places for 256. */
static bool take_key(struct vault *v, const struct fve_metadata *m, struct fve_volume *ret)
{
	bool halves = ret->cipher == FVE_CBC_ELEPHANT && ret->key_n == 32;

	if (!unseal_key(v, v->master, m->key, halves ? 64 : ret->key_n))
		return false;
	memcpy(ret->key, v->out + KEY_HEADER, ret->key_n);
	if (halves)
		memcpy(ret->key + 16, v->out + KEY_HEADER + 32, 16);
	return true;
}

static __attribute__((noinline)) enum fve_end open_with(struct vault *v,
							const struct fve_source *from,
							const char *secret, size_t n,
							unsigned rounds, struct fve_volume *ret)
{
	struct fve_metadata m;
	enum fve_end end = fve_metadata_read(from, v->block, &m);

	if (end != FVE_OPENED)
		return end;
	if (!fve_method(m.method, &ret->cipher, &ret->key_n))
		return FVE_KIND;
	if (m.volume_size > from->size ||
	    !fve_segments(m.volume_size, m.block, m.header, m.header_n, ret->segment, &ret->n))
		return FVE_DAMAGED;
	v->is_recovery = fve_recovery_key(secret, n, v->recovery);
	end = find_master(v, &m, to_units(v, secret, n), rounds);
	if (end != FVE_OPENED)
		return end;
	return proven(v, &m) && take_key(v, &m, ret) ? FVE_OPENED : FVE_DAMAGED;
}

enum fve_end fve_open(const struct fve_source *from, const char *secret, size_t n, unsigned rounds,
		      struct fve_volume *ret)
{
	struct vault *v = secret_new(sizeof(*v), NULL);
	enum fve_end end = FVE_NO_MEMORY;

	memset(ret, 0, sizeof(*ret));
	if (v && n <= FVE_SECRET_MAX)
		end = open_with(v, from, secret, n, rounds, ret);
	else if (v)
		end = FVE_WRONG;
	secret_free(v, sizeof(*v));
	secret_wipe_stack();
	if (end != FVE_OPENED)
		explicit_bzero(ret, sizeof(*ret));
	return end;
}
