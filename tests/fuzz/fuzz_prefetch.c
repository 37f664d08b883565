/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes about started programs from any bytes, plain and packed. */
/* link: scanners/readers */
#include <errno.h>

#include "core/base/util.h"
#include "scanners/readers/prefetch.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/prefetch_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct prefetch p = { 0 };
	struct arena a = { 0 };
	struct err err = { 0 };
	int r = prefetch_read(bytes_of(data, n), &a, &p, &err);

	if ((r != 0 && r != -EBADMSG && r != -ENOTSUP) || (r == 0 && strlen(p.name) > 3 * 30))
		abort();
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const struct prefetch_recipe seeds[] = {
		{ "WINNY2.EXE", 23, 240, 3, 0x01dca9f0d3a98000u, false },
		{ "WINNY2.EXE", 30, 304, 3, 0x01dca9f0d3a98000u, true },
		{ "WINNY2.EXE", 31, 296, 3, 0x01dca9f0d3a98000u, true },
	};

	if (i >= LEN(seeds))
		return -1;
	*ret = prefetch_make(&seeds[i], ret_n);
	return 0;
}
