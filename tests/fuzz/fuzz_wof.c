/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* A WOF-compressed stream of any bytes. Input: algorithm (8 bits), size (32), the stream. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bytes.h"
#include "scanners/readers/volume_wof.h"
#include "tests/fuzz/fuzz.h"

static ssize_t from_bytes(void *arg, void *buf, size_t n, uint64_t off)
{
	const struct bytes *b = arg;

	if (off >= b->n)
		return 0;
	n = MIN(n, b->n - off);
	memcpy(buf, b->p + off, n);
	return (ssize_t)n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes all = bytes_of(data, n), stream;
	struct volume_wof *w;
	static uint8_t out[200000];
	uint32_t size;
	ssize_t got;

	if (!bytes_u32le(all, 1, &size))
		return 0;
	stream = bytes_of(data + 5, n - 5);
	if (volume_wof_open((enum volume_wof_algorithm)(data[0] % VOLUME_WOF_ALGORITHMS), size,
			    stream.n, from_bytes, &stream, &w, NULL) < 0)
		return 0;
	got = volume_wof_pread(w, out, sizeof(out), 0, NULL);
	if (got > (ssize_t)sizeof(out) || (got >= 0 && (uint64_t)got > size))
		abort();
	(void)!volume_wof_pread(w, out, sizeof(out), size / 2, NULL);
	volume_wof_close(w);
	return 0;
}

/* Two chunks stored plain, for each algorithm; the mutations make them look compressed. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const uint32_t chunk[] = { 4096, 32768, 8192, 16384 };
	uint32_t size;

	if (i >= 8)
		return -1;
	size = chunk[i % 4] + 100;
	*ret_n = 5 + 4 + size;
	*ret = calloc(1, *ret_n);
	(*ret)[0] = (uint8_t)(i % 4);
	memcpy(*ret + 1, &size, 4);
	size = i < 4 ? chunk[i % 4] : 40; /* the later half claims 40 compressed bytes */
	memcpy(*ret + 5, &size, 4);
	for (size_t k = 9; k < *ret_n; k++)
		(*ret)[k] = (uint8_t)(k * 7 + k / 13);
	return 0;
}
