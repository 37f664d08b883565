/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libzstd, one call per frame; each with its size and a checksum, so that `zstd -t` says more. */
#include "backup/frame.h"

#include <zstd.h>

#include "core/base/arena.h"

#define LEVEL        1
#define LEVEL_PACKED (-7)

struct framer {
	ZSTD_CCtx *ctx;
};

struct framer *framer_new(void)
{
	struct framer *f = xcalloc(1, sizeof(*f));

	f->ctx = ZSTD_createCCtx();
	if (!f->ctx || ZSTD_isError(ZSTD_CCtx_setParameter(f->ctx, ZSTD_c_checksumFlag, 1)))
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
	return ZSTD_compressBound(n);
}

size_t frame_make(struct framer *f, const void *p, size_t n, bool packed, uint8_t *buf, size_t size)
{
	size_t r =
	    ZSTD_CCtx_setParameter(f->ctx, ZSTD_c_compressionLevel, packed ? LEVEL_PACKED : LEVEL);

	if (!ZSTD_isError(r))
		r = ZSTD_compress2(f->ctx, buf, size, p, n);
	if (ZSTD_isError(r))
		abort(); /* the buffer is large enough for every input */
	return r;
}
