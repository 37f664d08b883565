/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libzstd, one call per frame; and frames of stored blocks, which are a copy. No checksum of zstd: what is in them
 * has its SHA-256, and age proves the rest.
 * Facts: RFC 8878, 3.1.1 (frames) and 3.1.1.2 (blocks). */
#include "backup/frame.h"

#include <string.h>
#include <zstd.h>

#include "core/base/arena.h"
#include "core/base/util.h"

#define LEVEL      1
#define BLOCK      ((size_t)128 << 10)
#define HEAD       9u
#define BLOCK_HEAD 3u

struct framer {
	ZSTD_CCtx *ctx;
};

struct framer *framer_new(void)
{
	struct framer *f = xcalloc(1, sizeof(*f));

	f->ctx = ZSTD_createCCtx();
	if (!f->ctx || ZSTD_isError(ZSTD_CCtx_setParameter(f->ctx, ZSTD_c_compressionLevel, LEVEL)))
		abort(); /* as when memory is out */
	return f;
}

void framer_free(struct framer *f)
{
	if (f)
		ZSTD_freeCCtx(f->ctx);
	free(f);
}

size_t frame_bound(size_t n)
{
	return MAX(ZSTD_compressBound(n), HEAD + n + (n / BLOCK + 1) * BLOCK_HEAD);
}

size_t frame_make(struct framer *f, const void *p, size_t n, uint8_t *buf, size_t size)
{
	size_t r = ZSTD_compress2(f->ctx, buf, size, p, n);

	if (ZSTD_isError(r))
		abort(); /* the buffer is large enough for every input */
	return r;
}

static uint8_t *put(uint8_t *to, uint64_t n, unsigned bytes)
{
	for (; bytes; bytes--, n >>= 8)
		*to++ = (uint8_t)n;
	return to;
}

size_t frame_store(const void *p, size_t n, uint8_t *buf)
{
	const uint8_t *from = p;
	uint8_t *to = put(buf, 0xfd2fb528, 4);
	size_t left = n;

	to = put(to, 0xa0, 1); /* one segment, whose size stands in four bytes; no checksum */
	to = put(to, n, 4);
	do {
		size_t some = MIN(left, BLOCK);

		left -= some;
		to = put(to, some << 3 | (left == 0), BLOCK_HEAD);
		memcpy(to, from, some);
		to += some;
		from += some;
	} while (left);
	return (size_t)(to - buf);
}
