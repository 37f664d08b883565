/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A BitLocker volume from any bytes: 512 of its face, then one block that stands at all three places.
 * Whatever opens is laid out in order, within the volume, without a gap. */
/* link: scanners/readers */
#include "scanners/readers/fve.h"
#include "tests/fuzz/fuzz.h"

#define BLOCK 65536u
#define SIZE  ((uint64_t)1 << 22)

struct volume {
	const uint8_t *p;
	size_t n;
};

static void copy(const struct volume *v, size_t from, size_t n, uint8_t *out)
{
	memset(out, 0, n);
	if (from < v->n)
		memcpy(out, v->p + from, v->n - from < n ? v->n - from : n);
}

static bool read_at(void *arg, void *buf, size_t n, uint64_t offset)
{
	const struct volume *v = arg;

	if (offset > SIZE || n > SIZE - offset)
		return false;
	copy(v, offset == 0 ? 0 : FVE_SECTOR, n, buf);
	return true;
}

static void check(const struct fve_volume *v)
{
	uint64_t next = 0;

	if (v->cipher >= FVE_CIPHERS || v->key_n > FVE_KEY_MAX || !v->n || v->n > FVE_SEGMENTS_MAX)
		abort();
	for (size_t i = 0; i < v->n; i++) {
		const struct fve_segment *s = &v->segment[i];

		if (s->start != next || !s->length || s->from > SIZE / FVE_SECTOR ||
		    s->length > SIZE / FVE_SECTOR - s->from)
			abort();
		next += s->length;
	}
	if (next > SIZE / FVE_SECTOR)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct volume bytes = { data, n };
	const struct fve_source from = { read_at, (void *)(uintptr_t)&bytes, SIZE };
	struct fve_segment s[FVE_SEGMENTS_MAX];
	uint64_t place[6];
	uint8_t key[16];
	size_t segments;
	struct fve_volume v;

	if (fve_open(&from, "secret", 6, 2, &v) == FVE_OPENED)
		check(&v);
	(void)!fve_recovery_key((const char *)data, n, key);
	if (n < sizeof(place))
		return 0;
	memcpy(place, data, sizeof(place));
	if (fve_segments(place[5] % SIZE, place, place[3], place[4], s, &segments) &&
	    segments > FVE_SEGMENTS_MAX)
		abort();
	return 0;
}

static void put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

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

static size_t entry(uint8_t *p, unsigned size, unsigned type, unsigned value)
{
	put(p, size, 2);
	put(p + 2, type, 2);
	put(p + 4, value, 2);
	put(p + 6, 1, 2);
	return size;
}

/* One that all checks but the keys' let pass; To Go, and as inside of a PC. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const uint8_t guid[16] = { 0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a,
					  0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01 };
	size_t n = FVE_SECTOR + 2048, at = 112, end;
	uint8_t *p = calloc(1, n), *b = p + FVE_SECTOR;

	if (i > 1 || !p) {
		free(p);
		return -1;
	}
	memcpy(p, i ? "\xeb\x58\x90-FVE-FS-" : "\xeb\x58\x90MSWIN4.1", 11);
	memcpy(p + (i ? 160 : 424), guid, 16);
	for (unsigned k = 0; k < 3; k++) {
		put(p + (i ? 176 : 440) + 8 * k, (k + 1) * (uint64_t)1000000 / 512 * 512, 8);
		put(b + 32 + 8 * k, (k + 1) * (uint64_t)1000000 / 512 * 512, 8);
	}
	memcpy(b, "-FVE-FS-", 8);
	put(b + 10, 2, 2);
	put(b + 12, 4, 2);
	put(b + 14, 4, 2);
	put(b + 16, SIZE, 8);
	put(b + 64 + 8, 48, 4);
	put(b + 64 + 36, 0x8004, 2);
	/* a password: stretched, then the sealed master key */
	put(b + at + 8 + 26, 0x2000, 2);
	at += entry(b + at, 8 + 28 + 28 + 80, 2, 8) - 28 - 80;
	at += entry(b + at, 28, 0, 3);
	at += entry(b + at, 80, 0, 5);
	at += entry(b + at, 80, 3, 5);
	put(b + at + 8, 3 << 20, 8);
	put(b + at + 16, 8192, 8);
	at += entry(b + at, 24, 15, 15);
	end = (at + 15) / 16 * 16;
	put(b + 8, end / 16, 2);
	put(b + 64, at - 64, 4);
	put(b + end, 88, 2);
	put(b + end + 2, 2, 2);
	put(b + end + 4, crc_of(b, end), 4);
	(void)entry(b + end + 8, 80, 0, 5);
	*ret = p;
	*ret_n = n;
	return 0;
}
