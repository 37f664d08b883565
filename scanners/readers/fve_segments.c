/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the sectors of the file system in a BitLocker volume lie. */
#include <stdlib.h>

#include "scanners/readers/fve_private.h"

static int by_start(const void *a, const void *b)
{
	const struct fve_segment *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static bool place(uint64_t size, uint64_t at, uint64_t n, struct fve_segment *ret)
{
	if (n == 0 || at % FVE_SECTOR || n % FVE_SECTOR || at >= size || n > size - at)
		return false;
	*ret = (struct fve_segment){ at / FVE_SECTOR, n / FVE_SECTOR, 0, true };
	return true;
}

bool fve_segments(uint64_t size, const uint64_t block[3], uint64_t header, uint64_t header_n,
		  struct fve_segment *ret, size_t *ret_n)
{
	uint64_t sectors = size / FVE_SECTOR, at = header_n / FVE_SECTOR;
	struct fve_segment kept[4];
	size_t n = 0;

	*ret_n = 0;
	for (unsigned i = 0; i < 3; i++)
		if (!place(size, block[i], FVE_BLOCK, &kept[i]))
			return false;
	if (!place(size, header, header_n, &kept[3]))
		return false;
	qsort(kept, LEN(kept), sizeof(kept[0]), by_start);
	ret[n++] = (struct fve_segment){ 0, at, header / FVE_SECTOR, false };
	for (unsigned i = 0; i < LEN(kept); i++) {
		if (kept[i].start < at)
			return false;
		if (kept[i].start > at)
			ret[n++] = (struct fve_segment){ at, kept[i].start - at, at, false };
		ret[n++] = kept[i];
		at = kept[i].start + kept[i].length;
	}
	if (at < sectors)
		ret[n++] = (struct fve_segment){ at, sectors - at, at, false };
	*ret_n = n;
	return true;
}
