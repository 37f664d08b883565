/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a fuzz target offers. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The i-th seed that the target makes itself, malloc'ed; -1 when there is none. Optional. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n);

/* For fuzz_seed() of a target whose seeds are n texts. */
static inline int fuzz_seed_text(const char *const *text, size_t n, unsigned i, uint8_t **ret,
				 size_t *ret_n)
{
	if (i >= n)
		return -1;
	*ret_n = strlen(text[i]);
	*ret = malloc(*ret_n);
	if (*ret)
		memcpy(*ret, text[i], *ret_n);
	return *ret ? 0 : -1;
}
