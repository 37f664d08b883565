/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ISA-L's stateless mode: a whole piece in, a whole piece out. */
#include "backup/deflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "backup/deflate_place.h"
#include "core/base/arena.h"

/* Twice as fast as level 3 for a quarter of a percent more, and as small as 1 or smaller. */
#define LEVEL      2
#define SAMPLE     ((size_t)16 << 10)
#define SAMPLE_MIN ((size_t)128 << 10) /* smaller ones are simply tried */
/* Above so many percent of its size it is not worth the owner's time to unpack it. */
#define PAYS_PERCENT 92

struct deflater {
	struct isal_zstream *stream;
	uint8_t tables[ISAL_DEF_LVL2_DEFAULT];
	uint8_t sample[SAMPLE + 1024];
};

/* ISA-L comes back with the upper halves of the vector registers in use. Until they are given up,
 * the processor runs all code that knows only the lower ones, such as nettle's SHA-256, a third
 * slower. */
#if defined(__x86_64__)
__attribute__((target("avx"))) static void zero_upper(void)
{
	_mm256_zeroupper();
}

static void give_up_vectors(void)
{
	if (__builtin_cpu_supports("avx"))
		zero_upper();
}
#else
static void give_up_vectors(void)
{
}
#endif

struct deflater *deflater_new(void)
{
	struct deflater *d = xcalloc(1, sizeof(*d));

	d->stream = deflate_place_new(sizeof(*d->stream));
	return d;
}

void deflater_free(struct deflater *d)
{
	if (d)
		deflate_place_free(d->stream, sizeof(*d->stream));
	free(d);
}

size_t deflate_bound(size_t n)
{
	/* stored blocks of 65535 bytes, an empty one to end on a byte, and some air */
	return n + (n / 65535 + 2) * 5 + 512;
}

size_t deflate_piece(struct deflater *d, const void *p, size_t n, bool last, uint8_t *buf,
		     size_t size)
{
	struct isal_zstream *z = d->stream;

	isal_deflate_stateless_init(z);
	z->level = LEVEL;
	z->level_buf = d->tables;
	z->level_buf_size = sizeof(d->tables);
	z->gzip_flag = IGZIP_DEFLATE;
	z->flush = last ? NO_FLUSH : FULL_FLUSH;
	z->end_of_stream = last;
	z->next_in = (uint8_t *)(uintptr_t)p;
	z->avail_in = (uint32_t)n;
	z->next_out = buf;
	z->avail_out = (uint32_t)size;
	if (isal_deflate_stateless(z) != COMP_OK || z->avail_in)
		abort(); /* the buffer is large enough for every input */
	give_up_vectors();
	return size - z->avail_out;
}

bool deflate_pays(struct deflater *d, const void *p, size_t n)
{
	const uint8_t *b = p;
	size_t packed = 0;

	if (n < SAMPLE_MIN)
		return true;
	for (size_t i = 0; i < 3; i++)
		packed += deflate_piece(d, b + (n - SAMPLE) / 2 * i, SAMPLE, true, d->sample,
					sizeof(d->sample));
	return packed * 100 < 3 * SAMPLE * PAYS_PERCENT;
}

uint32_t deflate_crc32(uint32_t crc, const void *p, size_t n)
{
	crc = crc32_gzip_refl(crc, p, n);
	give_up_vectors();
	return crc;
}
