/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a fuzz target offers. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The i-th seed that the target makes itself, malloc'ed; -1 when there is none. Optional. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n);
