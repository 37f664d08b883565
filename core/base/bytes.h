/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A window on bytes that cannot be left: every look is bounds-checked. The only way in which
 * hostile formats are taken apart. Must not do I/O. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
	const uint8_t *p;
	size_t n;
};

static inline struct bytes bytes_of(const void *p, size_t n)
{
	return (struct bytes){ (const uint8_t *)p, n };
}

/* True when [off, off + n) lies inside; no overflow. */
static inline bool bytes_has(struct bytes b, uint64_t off, uint64_t n)
{
	return off <= b.n && n <= b.n - off;
}

/* Each gives false (and leaves *ret alone) when the value lies outside. */
bool bytes_u8(struct bytes b, uint64_t off, uint8_t *ret);
bool bytes_u16le(struct bytes b, uint64_t off, uint16_t *ret);
bool bytes_u32le(struct bytes b, uint64_t off, uint32_t *ret);
bool bytes_u64le(struct bytes b, uint64_t off, uint64_t *ret);
bool bytes_u32be(struct bytes b, uint64_t off, uint32_t *ret);
bool bytes_sub(struct bytes b, uint64_t off, uint64_t n, struct bytes *ret);
bool bytes_equal(struct bytes b, uint64_t off, const void *with, size_t n);
