/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of erase numbers: whatever the bytes, a list that is written the same again, or none. */
/* link: core/checklist core/record core/text core/model core/base */
#include <string.h>

#include "core/base/util.h"
#include "core/checklist/erasures.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct erasures e;
	struct err err = { 0 };
	struct str again = STR_INIT(ERASURES_FILE_MAX);
	int r = erasures_parse((const char *)data, n, &e, &err);

	if (r < 0 && (e.row || e.n))
		abort();
	if (r == 0) {
		erasures_text(&e, &again);
		if (again.len != n || memcmp(str_c(&again), data, n) != 0)
			abort();
		for (size_t i = 0; i < e.n; i++)
			if (!erasure_number_good(e.row[i].number))
				abort();
	}
	str_done(&again);
	erasures_done(&e);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	struct erasures e = { 0 };
	struct str text = STR_INIT(ERASURES_FILE_MAX);
	char number[ERASURE_NUMBER];

	if (i >= 4)
		return -1;
	for (unsigned k = 0; k < i * 3; k++) {
		erasure_number(k * 2654435761u, number);
		if (erasures_add(&e, number, 1795225327, k % 2, NULL) < 0)
			abort();
	}
	erasures_text(&e, &text);
	erasures_done(&e);
	*ret_n = text.len;
	*ret = (uint8_t *)text.p;
	return 0;
}
