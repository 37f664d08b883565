/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shortcuts from any bytes: read or told, and nothing outside of them. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/lnk.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/lnk_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct lnk l;

	if (lnk_read(bytes_of(data, n), &a, &l, &err) == 0 && l.path &&
	    strlen(l.path) > 8 * LNK_PATH_MAX)
		abort();
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const struct lnk_recipe seeds[] = {
		{ 2, 0x1c2d3e4f, "KEIRI", "E:\\\x8c\xa9\x90\xcf.xlsx", NULL, 37, 0, "/c x", 1 },
		{ 3, 1, "", "C:\\a", "C:\\wide", 0, 0x10, NULL, 0 },
	};

	if (i >= LEN(seeds))
		return -1;
	*ret = lnk_make(&seeds[i], ret_n);
	return 0;
}
