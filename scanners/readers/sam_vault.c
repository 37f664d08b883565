/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See sam_vault.h. Everything secret is a field of struct sam_vault, the ciphers' own state
 * included; what the ciphers leave on the stack is wiped after each round. Two formats: RC4 with
 * MD5 (until Windows 10 1511) and AES (since 1607), which one SAM may mix. */
#include "scanners/readers/sam_vault.h"

#include <errno.h>
#include <nettle/aes.h>
#include <nettle/arcfour.h>
#include <nettle/cbc.h>
#include <nettle/des.h>
#include <nettle/md4.h>
#include <nettle/md5.h>
#include <string.h>
#include <sys/mman.h>

#include "core/base/utf.h"

#define HASH       16u
#define STACK      (16u << 10)
#define TEXT_UNITS 256u

/* Kinds of a stored key or hash, and the rests of the old formulas, their NUL included. */
enum { FORM_RC4 = 1, FORM_AES = 2 };
static const char words_q[] = "!@#$%^&*()qwertyUIOPAzxcvbnmQQQQQQQQQQQQ)(*@&%";
static const char words_d[] = "0123456789012345678901234567890123456789";
static const char nt_word[] = "NTPASSWORD", lm_word[] = "LMPASSWORD";

static const uint8_t empty_nt[HASH] = { 0x31, 0xd6, 0xcf, 0xe0, 0xd1, 0x6a, 0xe9, 0x31,
					0xb7, 0x3c, 0x59, 0xd7, 0xe0, 0xc0, 0x89, 0xc0 };
static const uint8_t empty_lm[HASH] = { 0xaa, 0xd3, 0xb4, 0x35, 0xb5, 0x14, 0x04, 0xee,
					0xaa, 0xd3, 0xb4, 0x35, 0xb5, 0x14, 0x04, 0xee };

struct entry {
	uint8_t nt[HASH];
	uint8_t secret; /* enum sam_secret */
	uint8_t old_form;
};

struct sam_vault {
	size_t size, n; /* of the mapping; of the accounts */
	uint8_t boot_key[HASH], key[HASH];
	/* scratch */
	uint8_t in[2 * HASH], out[2 * HASH], half[8];
	uint8_t text[2 * TEXT_UNITS];
	union {
		struct arcfour_ctx rc4;
		struct aes128_ctx aes;
		struct des_ctx des;
	} cipher;
	struct md4_ctx md4;
	struct md5_ctx md5;
	struct entry entry[];
};

/* --- memory -------------------------------------------------------------------------------- */
/* Ciphers keep parts of keys on the stack below us. */
static __attribute__((noinline)) void wipe_stack(void)
{
	uint8_t room[STACK];

	explicit_bzero(room, sizeof(room));
}

static struct sam_vault *vault_new(size_t n, struct err *err)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t size = sizeof(struct sam_vault) + n * sizeof(struct entry);
	struct sam_vault *v;

	size = (size + page - 1) / page * page;
	v = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (v == MAP_FAILED) {
		err_sys(err, -ENOMEM, "making room for the vault");
		return NULL;
	}
	if (mlock(v, size) < 0 || madvise(v, size, MADV_DONTDUMP) < 0) {
		err_set(err, ERR_DENIED, -ENOMEM, "no memory could be locked");
		munmap(v, size);
		return NULL;
	}
	v->size = size;
	v->n = n;
	return v;
}

void sam_vault_close(struct sam_vault *v)
{
	size_t size;

	if (!v)
		return;
	size = v->size;
	explicit_bzero(v, size);
	wipe_stack();
	munlock(v, size);
	munmap(v, size);
}

/* --- keys ---------------------------------------------------------------------------------- */
static int nibble(uint16_t unit)
{
	if (unit >= '0' && unit <= '9')
		return unit - '0';
	if ((unit | 0x20) >= 'a' && (unit | 0x20) <= 'f')
		return (unit | 0x20) - 'a' + 10;
	return -1;
}

/* Four bytes of the boot key: eight hexadecimal digits as the class name of a key. */
static bool take_class(struct hive *system, const char *path, uint8_t ret[4])
{
	hive_key key = hive_find(system, hive_root(system), path);
	uint16_t high, low;
	struct bytes b;

	if (!key || !hive_class(system, key, &b) || b.n < 16)
		return false;
	for (unsigned i = 0; i < 4; i++) {
		if (!bytes_u16le(b, 4ull * i, &high) || !bytes_u16le(b, 4ull * i + 2, &low) ||
		    nibble(high) < 0 || nibble(low) < 0)
			return false;
		ret[i] = (uint8_t)(nibble(high) << 4 | nibble(low));
	}
	return true;
}

#define LSA "CurrentControlSet\\Control\\Lsa"

static int take_boot_key(struct sam_vault *v, struct hive *system, struct err *err)
{
	static const char *const place[] = { LSA "\\JD", LSA "\\Skew1", LSA "\\GBG", LSA "\\Data" };
	static const uint8_t order[HASH] = { 8, 5, 4, 2, 11, 9, 13, 3, 0, 6, 1, 12, 14, 10, 15, 7 };
	hive_key lsa = hive_find(system, hive_root(system), LSA);
	int64_t kept = 1;

	if (lsa && hive_number(system, lsa, "SecureBoot", &kept) && kept != 1)
		return err_set(err, ERR_UNSUPPORTED, -ENOKEY, "the key is not on this disk");
	for (size_t i = 0; i < LEN(place); i++)
		if (!take_class(system, place[i], v->in + 4 * i))
			return err_set(err, ERR_FORMAT, -EBADMSG, "the key in SYSTEM is missing");
	for (unsigned i = 0; i < HASH; i++)
		v->boot_key[i] = v->in[order[i]];
	return 0;
}

/* AES-128 in CBC mode, one or two blocks of v->in into v->out. */
static void aes(struct sam_vault *v, const uint8_t *key, const uint8_t *iv, size_t n)
{
	memcpy(v->text, iv, HASH); /* is changed on the way */
	aes128_set_decrypt_key(&v->cipher.aes, key);
	cbc_decrypt(&v->cipher.aes, (nettle_cipher_func *)aes128_decrypt, HASH, v->text, n, v->out,
		    v->in);
}

static bool is_padding(const uint8_t *p)
{
	for (unsigned i = 0; i < HASH; i++)
		if (p[i] != HASH)
			return false;
	return true;
}

#define WRONG_PAIR(err)                                                                            \
	err_set((err), ERR_FORMAT, -EKEYREJECTED, "SAM does not belong to this SYSTEM")

/* revision, length, salt, key, check sum of the key */
static int open_rc4(struct sam_vault *v, struct bytes b, struct err *err)
{
	struct bytes salt, data;

	if (!bytes_sub(b, 8, HASH, &salt) || !bytes_sub(b, 24, 2 * HASH, &data))
		return err_set(err, ERR_FORMAT, -EBADMSG, "the key in SAM is cut off");
	md5_init(&v->md5);
	md5_update(&v->md5, HASH, salt.p);
	md5_update(&v->md5, sizeof(words_q), (const uint8_t *)words_q);
	md5_update(&v->md5, HASH, v->boot_key);
	md5_update(&v->md5, sizeof(words_d), (const uint8_t *)words_d);
	md5_digest(&v->md5, HASH, v->in);
	arcfour_set_key(&v->cipher.rc4, HASH, v->in);
	arcfour_crypt(&v->cipher.rc4, 2 * HASH, v->out, data.p);
	md5_init(&v->md5);
	md5_update(&v->md5, HASH, v->out);
	md5_update(&v->md5, sizeof(words_d), (const uint8_t *)words_d);
	md5_update(&v->md5, HASH, v->out);
	md5_update(&v->md5, sizeof(words_q), (const uint8_t *)words_q);
	md5_digest(&v->md5, HASH, v->in);
	if (memcmp(v->in, v->out + HASH, HASH) != 0)
		return WRONG_PAIR(err);
	memcpy(v->key, v->out, HASH);
	return 0;
}

/* revision, length, lengths of check sum and data, salt, data: the key and a block of padding */
static int open_aes(struct sam_vault *v, struct bytes b, struct err *err)
{
	struct bytes salt, data;
	uint32_t n;

	if (!bytes_u32le(b, 12, &n) || n != 2 * HASH || !bytes_sub(b, 16, HASH, &salt) ||
	    !bytes_sub(b, 32, n, &data))
		return err_set(err, ERR_FORMAT, -EBADMSG, "the key in SAM is cut off");
	memcpy(v->in, data.p, 2 * HASH);
	aes(v, v->boot_key, salt.p, 2 * HASH);
	if (!is_padding(v->out + HASH))
		return WRONG_PAIR(err);
	memcpy(v->key, v->out, HASH);
	return 0;
}

static int open_key(struct sam_vault *v, struct bytes b, struct err *err)
{
	uint32_t form;

	if (!bytes_u32le(b, 0, &form) || (form != FORM_RC4 && form != FORM_AES))
		return err_set(err, ERR_FORMAT, -EBADMSG, "the key in SAM is of no known kind");
	return form == FORM_RC4 ? open_rc4(v, b, err) : open_aes(v, b, err);
}

/* --- one account --------------------------------------------------------------------------- */
/* A DES key out of four bytes of the account's number, each used again in turn. */
static void des_key_of(uint32_t rid, unsigned first, uint8_t ret[8])
{
	uint8_t s[7];

	for (unsigned i = 0; i < 7; i++)
		s[i] = (uint8_t)(rid >> 8 * ((first + i) % 4));
	ret[0] = s[0] & 0xfe;
	for (unsigned i = 1; i < 7; i++)
		ret[i] = (uint8_t)((s[i - 1] << (8 - i) | s[i] >> i) & 0xfe);
	ret[7] = (uint8_t)(s[6] << 1);
}

/* The last layer: v->out, encrypted with the account's number, into ret. A weak key is no reason
 * to stop: Windows uses it. */
static void open_rid(struct sam_vault *v, uint32_t rid, uint8_t ret[HASH])
{
	for (unsigned i = 0; i < 2; i++) {
		des_key_of(rid, i ? 3 : 0, v->half);
		(void)des_set_key(&v->cipher.des, v->half);
		des_decrypt(&v->cipher.des, 8, ret + 8 * i, v->out + 8 * i);
	}
}

static void rc4_hash(struct sam_vault *v, uint32_t rid, struct bytes data, const char *word,
		     uint8_t ret[HASH])
{
	uint8_t number[4] = { (uint8_t)rid, (uint8_t)(rid >> 8), (uint8_t)(rid >> 16),
			      (uint8_t)(rid >> 24) };

	md5_init(&v->md5);
	md5_update(&v->md5, HASH, v->key);
	md5_update(&v->md5, sizeof(number), number);
	md5_update(&v->md5, sizeof(nt_word), (const uint8_t *)word);
	md5_digest(&v->md5, HASH, v->in);
	arcfour_set_key(&v->cipher.rc4, HASH, v->in);
	arcfour_crypt(&v->cipher.rc4, HASH, v->out, data.p);
	open_rid(v, rid, ret);
}

/* One stored hash into ret. What is too short for a hash is none; a length or a kind that nothing
 * here knows is unreadable, never "none". */
static enum sam_secret open_hash(struct sam_vault *v, uint32_t rid, struct bytes b,
				 const char *word, uint8_t ret[HASH])
{
	struct bytes salt, data;
	uint16_t form = 0;

	if (b.n == 0)
		return SAM_SECRET_NONE;
	if (!bytes_u16le(b, 2, &form))
		return SAM_SECRET_UNREADABLE;
	if (form == FORM_RC4 && b.n == 4)
		return SAM_SECRET_NONE;
	if (form == FORM_RC4 && b.n == 4 + HASH && bytes_sub(b, 4, HASH, &data)) {
		rc4_hash(v, rid, data, word, ret);
		return SAM_SECRET_SET;
	}
	if (form == FORM_AES && (b.n == 4 || b.n == 8 || b.n == 8 + HASH))
		return SAM_SECRET_NONE;
	if (form != FORM_AES || b.n != 8 + 3 * HASH || !bytes_sub(b, 8, HASH, &salt) ||
	    !bytes_sub(b, 8 + HASH, 2 * HASH, &data))
		return SAM_SECRET_UNREADABLE;
	memcpy(v->in, data.p, 2 * HASH);
	aes(v, v->key, salt.p, 2 * HASH);
	if (!is_padding(v->out + HASH))
		return SAM_SECRET_UNREADABLE;
	open_rid(v, rid, ret);
	return SAM_SECRET_SET;
}

static void open_account(struct sam_vault *v, const struct sam_account *a, struct entry *e)
{
	if (!a->secrets_known) {
		e->secret = SAM_SECRET_UNREADABLE;
		return;
	}
	/* The old form first: the place of the new one serves it as room. */
	e->old_form = open_hash(v, a->rid, a->lm, lm_word, e->nt) == SAM_SECRET_SET &&
		      memcmp(e->nt, empty_lm, HASH) != 0;
	e->secret = (uint8_t)open_hash(v, a->rid, a->nt, nt_word, e->nt);
	if (e->secret == SAM_SECRET_SET && memcmp(e->nt, empty_nt, HASH) == 0)
		e->secret = SAM_SECRET_NONE;
	if (e->secret != SAM_SECRET_SET)
		explicit_bzero(e->nt, HASH);
	if (e->secret == SAM_SECRET_NONE && e->old_form)
		e->secret = SAM_SECRET_SET; /* in the old form alone: not blank, and not compared */
}

int sam_vault_open(const struct sam *sam, struct hive *system, struct sam_vault **ret,
		   struct err *err)
{
	struct sam_vault *v = vault_new(sam->n, err);
	int r = v ? take_boot_key(v, system, err) : -ENOMEM;

	*ret = NULL;
	if (r == 0)
		r = open_key(v, sam->key, err);
	for (size_t i = 0; r == 0 && i < sam->n; i++)
		open_account(v, &sam->account[i], &v->entry[i]);
	wipe_stack();
	if (r < 0) {
		sam_vault_close(v);
		(void)err_while(err, "while opening the stored passwords");
		return r; /* callers tell the reasons apart, with or without err */
	}
	*ret = v;
	return 0;
}

/* --- questions ----------------------------------------------------------------------------- */
/* Is there something to compare? What is kept in the old form alone is not. */
static bool comparable(const struct entry *e)
{
	static const uint8_t zero[HASH];

	return e->secret == SAM_SECRET_SET && memcmp(e->nt, zero, HASH) != 0;
}

void sam_vault_judge(struct sam_vault *v, struct sam_judgement *ret)
{
	unsigned groups = 0;

	for (size_t i = 0; i < v->n; i++) {
		const struct entry *e = &v->entry[i];

		ret[i] = (struct sam_judgement){ (enum sam_secret)e->secret, e->old_form, 0 };
		for (size_t k = 0; comparable(e) && k < i; k++) {
			if (!comparable(&v->entry[k]) || memcmp(e->nt, v->entry[k].nt, HASH) != 0)
				continue;
			if (!ret[k].group)
				ret[k].group = ++groups;
			ret[i].group = ret[k].group;
			break;
		}
	}
	wipe_stack();
}

/* UTF-8 into v->text as UTF-16LE; bytes used, or 0 when it is too long. */
static size_t widen(struct sam_vault *v, const char *text, size_t n)
{
	size_t used = 0;

	while (n) {
		uint32_t code;
		size_t step = utf8_next(text, n, &code);
		uint32_t unit[2] = { code, 0 };
		unsigned units = 1;

		if (code >= 0x10000) {
			unit[0] = 0xd800 + ((code - 0x10000) >> 10);
			unit[1] = 0xdc00 + ((code - 0x10000) & 0x3ff);
			units = 2;
		}
		if (used + 2 * units > sizeof(v->text))
			return 0;
		for (unsigned i = 0; i < units; i++) {
			v->text[used++] = (uint8_t)unit[i];
			v->text[used++] = (uint8_t)(unit[i] >> 8);
		}
		text += step;
		n -= step;
	}
	return used;
}

void sam_vault_offer(struct sam_vault *v, const char *text, size_t n, bool *hit)
{
	size_t wide = widen(v, text, n);

	if (!wide)
		return;
	md4_init(&v->md4);
	md4_update(&v->md4, wide, v->text);
	md4_digest(&v->md4, HASH, v->out);
	for (size_t i = 0; i < v->n; i++)
		if (comparable(&v->entry[i]) && memcmp(v->entry[i].nt, v->out, HASH) == 0)
			hit[i] = true;
}
