/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See sam_vault.h. Everything secret is a field of struct sam_vault, the ciphers' own state
 * included; what the ciphers leave on the stack is wiped after each round. Two formats: RC4 with
 * MD5 (until Windows 10 1511) and AES (since 1607), which one SAM may mix. */
#include <errno.h>
#include <nettle/cbc.h>
#include <string.h>
#include <sys/mman.h>

#include "scanners/readers/sam_private.h"

#define HASH  SAM_HASH
#define STACK (32u << 10)

/* Kinds of a stored key or hash, and the rests of the old formulas, their NUL included. */
enum { FORM_RC4 = 1, FORM_AES = 2 };
static const char words_q[] = "!@#$%^&*()qwertyUIOPAzxcvbnmQQQQQQQQQQQQ)(*@&%";
static const char words_d[] = "0123456789012345678901234567890123456789";
static const char nt_word[] = "NTPASSWORD", lm_word[] = "LMPASSWORD";

static const uint8_t empty_nt[HASH] = { 0x31, 0xd6, 0xcf, 0xe0, 0xd1, 0x6a, 0xe9, 0x31,
					0xb7, 0x3c, 0x59, 0xd7, 0xe0, 0xc0, 0x89, 0xc0 };
static const uint8_t empty_lm[HASH] = { 0xaa, 0xd3, 0xb4, 0x35, 0xb5, 0x14, 0x04, 0xee,
					0xaa, 0xd3, 0xb4, 0x35, 0xb5, 0x14, 0x04, 0xee };

/* --- memory -------------------------------------------------------------------------------- */
/* Ciphers keep parts of keys on the stack below us. No call in here: it would leave registers,
 * which may still hold some, further below. */
__attribute__((noinline)) void sam_wipe_stack(void)
{
	volatile uint64_t room[STACK / sizeof(uint64_t)];

	for (size_t i = 0; i < LEN(room); i++)
		room[i] = 0;
}

static struct sam_vault *vault_new(size_t n, struct err *err)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t size = sizeof(struct sam_vault) + n * sizeof(struct sam_entry);
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
	sam_wipe_stack();
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

static void open_account(struct sam_vault *v, const struct sam_account *a, struct sam_entry *e)
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

/* A frame of its own, so that all that is left on the stack lies below whoever wipes it. */
static __attribute__((noinline)) int fill(struct sam_vault *v, const struct sam *sam,
					  struct hive *system, struct err *err)
{
	int r = take_boot_key(v, system, err);

	if (r == 0)
		r = open_key(v, sam->key, err);
	for (size_t i = 0; r == 0 && i < sam->n; i++)
		open_account(v, &sam->account[i], &v->entry[i]);
	return r;
}

int sam_vault_open(const struct sam *sam, struct hive *system, struct sam_vault **ret,
		   struct err *err)
{
	struct sam_vault *v = vault_new(sam->n, err);
	int r = v ? fill(v, sam, system, err) : -ENOMEM;

	*ret = r < 0 ? NULL : v;
	sam_wipe_stack();
	if (r == 0)
		return 0;
	sam_vault_close(v);
	(void)err_while(err, "while opening the stored passwords");
	return r; /* callers tell the reasons apart, with or without err */
}
