/* SPDX-License-Identifier: GPL-2.0-or-later */
/* BitLocker volumes of every cipher, made by mkbitlocker (with which cryptsetup and dislocker agree:
 * tests/system/bitlocker.sh): the key, and each sector in the place where the layout says it is. What
 * does not open, says why. */
#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/xts.h>

#include "tests/unit/scanners/readers/fve_made.h"

/* --- what it gives ---------------------------------------------------------------------------- */
static const struct {
	const char *method;
	enum fve_cipher cipher;
	size_t key_n;
} methods[] = { { "xts128", FVE_XTS, 32 },
		{ "xts256", FVE_XTS, 64 },
		{ "cbc128", FVE_CBC, 16 },
		{ "cbc256", FVE_CBC, 32 },
		{ "elephant128", FVE_CBC_ELEPHANT, 32 },
		{ "elephant256", FVE_CBC_ELEPHANT, 64 } };

static void xts_sector(const struct fve_volume *v, uint64_t number, uint8_t *out, const uint8_t *in)
{
	uint8_t tweak[16] = { 0 };
	struct xts_aes128_key k128;
	struct xts_aes256_key k256;

	memcpy(tweak, &number, sizeof(number));
	if (v->key_n == 32) {
		xts_aes128_set_decrypt_key(&k128, v->key);
		xts_aes128_decrypt_message(&k128, tweak, FVE_SECTOR, out, in);
		return;
	}
	xts_aes256_set_decrypt_key(&k256, v->key);
	xts_aes256_decrypt_message(&k256, tweak, FVE_SECTOR, out, in);
}

static void cbc_sector(const struct fve_volume *v, uint64_t number, uint8_t *out, const uint8_t *in)
{
	uint8_t place[16] = { 0 }, iv[16];
	uint64_t at = number * FVE_SECTOR;
	struct aes256_ctx a256;
	struct aes128_ctx a128;

	memcpy(place, &at, sizeof(at));
	if (v->key_n == 16) {
		aes128_set_encrypt_key(&a128, v->key);
		aes128_encrypt(&a128, 16, iv, place);
		aes128_set_decrypt_key(&a128, v->key);
		cbc_decrypt(&a128, (nettle_cipher_func *)aes128_decrypt, 16, iv, FVE_SECTOR, out,
			    in);
		return;
	}
	aes256_set_encrypt_key(&a256, v->key);
	aes256_encrypt(&a256, 16, iv, place);
	aes256_set_decrypt_key(&a256, v->key);
	cbc_decrypt(&a256, (nettle_cipher_func *)aes256_decrypt, 16, iv, FVE_SECTOR, out, in);
}

/* Every sector of the file system, by what the layout says of it. */
static void compare_sectors(const struct fve_volume *v, struct bytes image, struct bytes plain)
{
	static const uint8_t zero[FVE_SECTOR];
	uint8_t out[FVE_SECTOR];
	uint64_t next = 0;

	for (size_t i = 0; i < v->n; i++) {
		const struct fve_segment *s = &v->segment[i];

		ck_assert_uint_eq(s->start, next);
		next += s->length;
		ck_assert_uint_le(next * FVE_SECTOR, image.n);
		for (uint64_t k = 0; k < s->length; k++) {
			const uint8_t *want = plain.p + (s->start + k) * FVE_SECTOR;
			const uint8_t *in = image.p + (s->from + k) * FVE_SECTOR;

			if (s->zero)
				memcpy(out, zero, sizeof(out));
			else if (v->cipher == FVE_XTS)
				xts_sector(v, s->from + k, out, in);
			else
				cbc_sector(v, s->from + k, out, in);
			ck_assert_mem_eq(out, want, FVE_SECTOR);
		}
	}
	ck_assert_uint_eq(next * FVE_SECTOR, image.n);
}

START_TEST(every_cipher)
{
	char words[128];
	struct fve_volume v;
	struct made m;

	snprintf(words, sizeof(words),
		 "--method %s --password 'pass wörd 𠮷' --recovery " RECOVERY "%s",
		 methods[_i].method, _i % 2 ? " --fixed" : "");
	m = made_volume(words);
	for (unsigned k = 0; k < 2; k++) {
		const char *secret = k ? RECOVERY : "pass wörd 𠮷";

		ck_assert_int_eq(made_open(&m.image, secret, ROUNDS, &v), FVE_OPENED);
		ck_assert_int_eq(v.cipher, methods[_i].cipher);
		ck_assert_uint_eq(v.key_n, methods[_i].key_n);
		ck_assert_uint_eq(m.key_n, v.key_n);
		ck_assert_mem_eq(v.key, m.key, m.key_n);
		if (v.cipher != FVE_CBC_ELEPHANT)
			compare_sectors(&v, m.image, fixtures_load("v.plain"));
	}
	ck_assert_int_eq(made_open(&m.image, "pass word", ROUNDS, &v), FVE_WRONG);
	ck_assert_int_eq(made_open(&m.image, "", ROUNDS, &v), FVE_WRONG);
	ck_assert_int_eq(made_open(&m.image,
				   "135795-597531-000011-720885-045056-008547-341000-000033",
				   ROUNDS, &v),
			 FVE_WRONG);
	for (size_t i = 0; i < sizeof(v.key); i++)
		ck_assert_uint_eq(v.key[i], 0);
}
END_TEST

START_TEST(recovery_keys)
{
	static const struct {
		const char *text;
		bool good;
	} rows[] = { { RECOVERY, true },
		     { "135795597531000011720885045056008547341000000022", true },
		     { " 135795 597531-000011 720885-045056 008547-341000 000022 ", true },
		     { "135796-597531-000011-720885-045056-008547-341000-000022", false },
		     { "720896-597531-000011-720885-045056-008547-341000-000022", false },
		     { "135795-597531-000011-720885-045056-008547-341000", false },
		     { RECOVERY "-000011", false },
		     { RECOVERY "0", false },
		     { "", false },
		     { "x35795-597531-000011-720885-045056-008547-341000-000022", false } };
	uint8_t key[16];

	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_msg(fve_recovery_key(rows[i].text, strlen(rows[i].text), key) ==
				  rows[i].good,
			      "%s", rows[i].text);
	ck_assert(fve_recovery_key(RECOVERY, strlen(RECOVERY), key));
	ck_assert_uint_eq(key[0] | key[1] << 8, 12345);
	ck_assert_uint_eq(key[14] | key[15] << 8, 2);
}
END_TEST

/* --- what it refuses -------------------------------------------------------------------------- */
static const struct {
	const char *words;
	enum fve_end end;
} refused[] = {
	{ "--protector 0x1000", FVE_NO_PASSWORD },
	{ "--protector 0x0200 --protector 0x0100", FVE_NO_PASSWORD },
	{ "--recovery " RECOVERY, FVE_WRONG },
	{ "--protector 0x1000 --password secret", FVE_OPENED },
	{ "--password secret --state 2", FVE_CHANGING },
	{ "--password secret --state 5", FVE_CHANGING },
	{ "--password secret --state 1", FVE_CHANGING },
	{ "--password secret --guid eow", FVE_KIND },
	{ "--password secret --guid eow --fixed", FVE_KIND },
};

START_TEST(what_is_told)
{
	struct made m = made_volume(refused[_i].words);
	struct fve_volume v;

	ck_assert_int_eq(made_open(&m.image, "secret", ROUNDS, &v), refused[_i].end);
}
END_TEST

static uint32_t crc_of(const uint8_t *p, size_t n)
{
	uint32_t crc = ~0u;

	for (size_t i = 0; i < n; i++) {
		crc ^= p[i];
		for (unsigned k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

/* Like somebody who wants other sectors written to: all but the sealed hash fits again. */
static void mend_crc(uint8_t *block)
{
	size_t n = 16u * (block[8] | (size_t)block[9] << 8);
	uint32_t crc;

	if (n > 65536 - 8)
		return;
	crc = crc_of(block, n);
	memcpy(block + n + 4, &crc, sizeof(crc));
}

START_TEST(copies)
{
	struct made m = made_volume("--password secret");
	uint8_t *p = (uint8_t *)(uintptr_t)m.image.p;
	struct fve_volume v;

	p[m.block[0]] ^= 1; /* its name */
	ck_assert_int_eq(made_open(&m.image, "secret", ROUNDS, &v), FVE_OPENED);
	p[m.block[1] + 200] ^= 1; /* what its CRC is of */
	ck_assert_int_eq(made_open(&m.image, "secret", ROUNDS, &v), FVE_OPENED);
	compare_sectors(&v, m.image, fixtures_load("v.plain"));
	p[m.block[2] + 200] ^= 1;
	ck_assert_int_eq(made_open(&m.image, "secret", ROUNDS, &v), FVE_DAMAGED);
	mend_crc(p + m.block[2]);
	ck_assert_int_ne(made_open(&m.image, "secret", ROUNDS, &v), FVE_OPENED);
}
END_TEST

START_TEST(planted_places)
{
	struct made m = made_volume("--password secret");
	uint8_t *p = (uint8_t *)(uintptr_t)m.image.p;
	struct fve_volume v;

	/* The third copy is said to lie elsewhere, in all of them: its CRC fits, the hash does not. */
	for (unsigned i = 0; i < 3; i++) {
		p[m.block[i] + 48 + 1] ^= 0x40;
		mend_crc(p + m.block[i]);
	}
	ck_assert_int_eq(made_open(&m.image, "secret", ROUNDS, &v), FVE_DAMAGED);
}
END_TEST

START_TEST(cut_off)
{
	struct made m = made_volume("--password secret");
	struct bytes cut = { m.image.p, m.image.n - FVE_SECTOR };
	struct fve_volume v;

	ck_assert_int_eq(made_open(&cut, "secret", ROUNDS, &v), FVE_DAMAGED);
	cut.n = 100;
	ck_assert_int_eq(made_open(&cut, "secret", ROUNDS, &v), FVE_DAMAGED);
}
END_TEST

START_TEST(layouts)
{
	struct fve_segment s[FVE_SEGMENTS_MAX];
	const uint64_t b[3] = { 65536, 1 << 20, 2 << 20 }, tight[3] = { 8192, 73728, 139264 };
	const uint64_t same[3] = { 65536, 65536, 2 << 20 }, odd[3] = { 65537, 1 << 20, 2 << 20 };
	size_t n;

	ck_assert(fve_segments(4 << 20, b, 131072, 8192, s, &n));
	ck_assert_uint_eq(n, 9);
	/* No gap between any of them, and nothing behind. */
	ck_assert(fve_segments(8192 + 3 * 65536 + 8192, tight, 212992 - 8192, 8192, s, &n));
	ck_assert_uint_eq(n, 5);
	ck_assert(!fve_segments(4 << 20, same, 131072, 8192, s, &n) && n == 0);
	ck_assert(!fve_segments(4 << 20, odd, 131072, 8192, s, &n));
	ck_assert(!fve_segments(4 << 20, b, 131072, 0, s, &n));
	ck_assert(!fve_segments(4 << 20, b, 131072, 131072, s, &n)); /* over the first block */
	ck_assert(!fve_segments(4 << 20, b, 4096, 8192, s, &n));     /* over its own old place */
	ck_assert(!fve_segments(4 << 20, b, UINT64_MAX - 511, 8192, s, &n));
	ck_assert(
	    !fve_segments(2 << 20, b, 131072, 8192, s, &n)); /* the third lies behind the end */
}
END_TEST

/* --- mutants ------------------------------------------------------------------------------------ */
static unsigned state = 4711;

static unsigned any(unsigned n)
{
	state = state * 1103515245u + 12345u;
	return (state >> 8) % n;
}

/* Whatever is changed in the one copy that is left: it opens as before, or not at all. */
START_TEST(mutants)
{
	struct made m = made_volume("--password secret --recovery " RECOVERY);
	uint8_t *p = (uint8_t *)(uintptr_t)m.image.p, *block = p + m.block[2], saved[2048];
	struct fve_volume whole, v;
	unsigned opened = 0;

	p[m.block[0]] = p[m.block[1]] = 0;
	ck_assert_int_eq(made_open(&m.image, "secret", ROUNDS, &whole), FVE_OPENED);
	memcpy(saved, block, sizeof(saved));
	for (unsigned i = 0; i < 1500; i++) {
		for (unsigned k = any(3) + 1; k > 0; k--)
			block[any(1100)] = (uint8_t)any(256);
		if (i % 2)
			mend_crc(block);
		if (made_open(&m.image, "secret", ROUNDS, &v) == FVE_OPENED) {
			opened++;
			ck_assert_mem_eq(v.key, whole.key, sizeof(v.key));
			ck_assert_uint_eq(v.n, whole.n);
			ck_assert_mem_eq(v.segment, whole.segment, sizeof(v.segment));
		}
		memcpy(block, saved, sizeof(saved));
	}
	ck_assert_uint_lt(opened, 500);
}
END_TEST

/* --- Windows' own --------------------------------------------------------------------------------- */
START_TEST(of_windows)
{
	static const char *const name[] = { "dev_bitlocker_password", "dissect_aes_256_diffuser" };
	static const uint64_t size = 65994752;
	struct fve_volume v;
	struct bytes b;
	char path[64];

	if (!fixtures_samples())
		return;
	snprintf(path, sizeof(path), "%s.img", name[_i]);
	fixtures_run("zcat \"$SAMPLES\"/windows/bitlocker/%s.*.gz >%s; truncate -s %llu %s",
		     name[_i], path, (unsigned long long)size, path);
	b = fixtures_load(path);
	ck_assert_int_eq(made_open(&b, "password12!@", FVE_ROUNDS, &v), FVE_OPENED);
	ck_assert_int_eq(v.cipher, _i ? FVE_CBC_ELEPHANT : FVE_XTS);
	ck_assert_int_eq(made_open(&b, "password12!", FVE_ROUNDS, &v), FVE_WRONG);
	if (_i)
		return;
	/* The file system inside begins as one of Windows does. */
	ck_assert_int_eq(made_open(&b, "password12!@", FVE_ROUNDS, &v), FVE_OPENED);
	{
		uint8_t out[FVE_SECTOR];

		xts_sector(&v, v.segment[0].from, out, b.p + v.segment[0].from * FVE_SECTOR);
		ck_assert_mem_eq(out + 3, "NTFS    ", 8);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("fve");
	TCase *t = tcase_create("fve");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, every_cipher, 0, LEN(methods));
	tcase_add_test(t, recovery_keys);
	tcase_add_loop_test(t, what_is_told, 0, LEN(refused));
	tcase_add_test(t, copies);
	tcase_add_test(t, planted_places);
	tcase_add_test(t, cut_off);
	tcase_add_test(t, layouts);
	tcase_add_test(t, mutants);
	tcase_add_loop_test(t, of_windows, 0, 2);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
