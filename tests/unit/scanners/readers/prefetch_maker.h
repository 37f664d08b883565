/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes notes about started programs, plain or packed as Windows 10 does, for tests, fuzz seeds and the
 * sample clients. Whoever uses it links libwim. */
#pragma once

#include <stdbool.h>
#include <wimlib.h>

#include "tests/unit/scanners/readers/lnk_maker.h"

#define PREFETCH_SIZE 4096u

struct prefetch_recipe {
	const char *name; /* "WINNY2.EXE" */
	uint32_t version; /* 17 XP, 23 Windows 7, 26 Windows 8, 30 Windows 10, 31 Windows 11 */
	uint32_t metrics; /* 304: the older layout of 30; else 296 */
	uint32_t runs;
	uint64_t last; /* FILETIME */
	bool packed;
};

static inline uint8_t *prefetch_plain(const struct prefetch_recipe *r)
{
	uint8_t *b = calloc(1, PREFETCH_SIZE);
	size_t last = r->version == 17 ? 120 : 128;
	size_t runs = r->version == 17                        ? 144
		      : r->version == 23                      ? 152
		      : r->version == 26 || r->metrics == 304 ? 208
							      : 200;

	if (!b)
		abort();
	lnk_u32(b, r->version);
	memcpy(b + 4, "SCCA", 4);
	lnk_u32(b + 12, PREFETCH_SIZE);
	for (size_t i = 0; r->name[i] && i < 29; i++)
		b[16 + 2 * i] = (uint8_t)r->name[i];
	lnk_u32(b + 84, r->metrics);
	lnk_u32(b + last, (uint32_t)r->last);
	lnk_u32(b + last + 4, (uint32_t)(r->last >> 32));
	lnk_u32(b + runs, r->runs);
	/* What follows is no matter, but it is not all zeros. */
	for (size_t i = 304; i < PREFETCH_SIZE; i++)
		b[i] = (uint8_t)(i * i >> 3);
	return b;
}

/* malloc'ed. */
static inline uint8_t *prefetch_make(const struct prefetch_recipe *r, size_t *ret_n)
{
	uint8_t *plain = prefetch_plain(r), *b;
	struct wimlib_compressor *z;
	size_t n;

	*ret_n = PREFETCH_SIZE;
	if (!r->packed)
		return plain;
	b = calloc(1, PREFETCH_SIZE + 8);
	if (!b || wimlib_create_compressor(WIMLIB_COMPRESSION_TYPE_XPRESS, 65536, 0, &z))
		abort();
	memcpy(b, "MAM\4", 4);
	lnk_u32(b + 4, PREFETCH_SIZE);
	n = wimlib_compress(plain, PREFETCH_SIZE, b + 8, PREFETCH_SIZE - 1, z);
	if (!n)
		abort();
	wimlib_free_compressor(z);
	free(plain);
	*ret_n = n + 8;
	return b;
}
