/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jump lists of both kinds, and entries of the shell's lists, from any bytes. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/jump_list.h"
#include "scanners/readers/shell_item.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/jump_maker.h"

/* Under ASan: libolecf forgets some of its tables where it meets damage; the worker ends with them. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libolecf\n";
}

static void tell(void *arg, const struct lnk *l, int64_t opened UNUSED)
{
	unsigned *n = arg;

	if (l->path && strlen(l->path) > 8 * LNK_PATH_MAX)
		abort();
	if (++*n > 2 * JUMP_ENTRIES_MAX)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = bytes_of(data, n);
	struct jump_seen seen = { 0 };
	struct arena a = { 0 };
	struct err err = { 0 };
	unsigned told = 0;
	char letter = 'A';

	if (jump_automatic(b, &a, tell, &told, &seen, &err) < 0 &&
	    jump_custom(b, &a, tell, &told, &seen, &err) < 0 && told)
		abort();
	if (told != seen.entries)
		abort();
	if (shell_item_drive(b, &letter) && (letter < 'A' || letter > 'Z'))
		abort();
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const struct lnk_recipe targets[] = {
		{ 2, 0x1c2d3e4f, "KEIRI", "E:\\\x8c\xa9\x90\xcf.xlsx", NULL, 37, 0, "/c x", 1 },
		{ 3, 1, "", "C:\\a", "C:\\wide", 0, 0x10, NULL, 0 },
	};
	static const uint64_t opened[] = { 0x01dca9f0d3a98000u, 0 };
	static const struct jump_recipe seeds[] = {
		{ targets, opened, 2, 1, 0 },
		{ targets, opened, 2, 4, 1 },
	};

	if (i > LEN(seeds))
		return -1;
	*ret = i < LEN(seeds) ? jump_make(&seeds[i], ret_n) : jump_make_custom(&seeds[0], ret_n);
	return 0;
}
