/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data files of Outlook from any bytes: no read outside of the file, few reads, a known answer. */
/* link: scanners/readers */
#include "scanners/readers/pst.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/pst_maker.h"

struct input {
	const uint8_t *p;
	size_t n;
	unsigned reads;
};

static bool take(void *arg, uint64_t offset, size_t n, void *to)
{
	struct input *in = arg;

	if (n > PST_BLOCK || offset > in->n || n > in->n - offset || ++in->reads > PST_READS)
		abort();
	memcpy(to, in->p + offset, n);
	return true;
}

static void look(const uint8_t *data, size_t n)
{
	struct input in = { data, n, 0 };
	struct pst_source s = { take, &in, n };
	struct err err = { 0 };
	struct pst p;

	if (pst_read(&s, &p, &err) < 0)
		return;
	if (p.form > PST_OTHER || p.method > PST_METHOD_UNKNOWN || p.password > PST_PASSWORD_YES ||
	    (p.method >= PST_METHOD_PROTECTED && p.password != PST_PASSWORD_UNKNOWN))
		abort();
}

/* As it is, and with its sums put right, so that a mutant gets further than the first of them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	uint8_t *copy;

	look(data, n);
	if (n < PST_AT_LIST + PST_BLOCK_MADE)
		return 0;
	copy = malloc(n);
	if (!copy)
		return 0;
	memcpy(copy, data, n);
	pst_sums(copy, copy[10] < 23);
	look(copy, n);
	free(copy);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const struct pst_recipe seeds[] = {
		{ .method = 1, .password = 7 },
		{ .ansi = true, .method = 1, .password = -1 },
		{ .levels = true, .password = 7 },
		{ .ansi = true, .levels = true, .method = 2, .password = 7 },
	};

	if (i >= LEN(seeds))
		return -1;
	*ret = pst_make(&seeds[i]);
	*ret_n = PST_AT_LIST + PST_BLOCK_MADE;
	return 0;
}
