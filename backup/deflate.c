/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ISA-L's stateless mode: a whole piece in, a whole piece out. */
#include "backup/deflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <string.h>

#include "core/base/arena.h"

/* The one of its levels that gives the same bytes each time: 1 and 2 now and then look at what lies
 * behind the input, and at what they knew before. */
#define LEVEL      3
#define SAMPLE     ((size_t)16 << 10)
#define SAMPLE_MIN ((size_t)128 << 10) /* smaller ones are simply tried */
/* Above so many percent of its size it is not worth the owner's time to unpack it. */
#define PAYS_PERCENT 92

struct deflater {
	struct isal_zstream stream;
	uint8_t tables[ISAL_DEF_LVL3_DEFAULT];
	uint8_t sample[SAMPLE + 1024];
};

struct deflater *deflater_new(void)
{
	return xcalloc(1, sizeof(struct deflater));
}

void deflater_free(struct deflater *d)
{
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
	struct isal_zstream *z = &d->stream;

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
	return crc32_gzip_refl(crc, p, n);
}
