/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stream in which NTFS keeps who may do what: every entry that is found lies within the block,
 * is the one that was asked for, and nothing is read outside. */
/* link: scanners/readers */
#include "scanners/readers/sds.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = bytes_of(data, n), list;
	struct sds s = { 0 };

	sds_add(&s, b, 0);
	sds_sort(&s);
	for (size_t i = 0; i < s.n; i++) {
		const struct sds_entry *e = sds_find(&s, s.entry[i].id);
		struct bytes raw;

		if (!e || e->id != s.entry[i].id || !bytes_sub(b, e->offset, e->length, &raw))
			abort();
		if (sds_list(e, raw, &list) && (list.p < data || list.p + list.n > data + n))
			abort();
	}
	sds_done(&s);
	return 0;
}

static void entry(uint8_t *p, uint32_t id, uint64_t at, uint32_t length)
{
	memcpy(p + 4, &id, 4);
	memcpy(p + 8, &at, 8);
	memcpy(p + 16, &length, 4);
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	if (i > 0)
		return -1;
	*ret_n = 512;
	*ret = calloc(1, *ret_n);
	if (!*ret)
		return -1;
	entry(*ret, 0x100, 0, 80);
	entry(*ret + 80, 0x101, 80, 72);
	entry(*ret + 160, 0x102, 160, 20 + 60);
	entry(*ret + 400, 0x100, 400, 100);
	return 0;
}
