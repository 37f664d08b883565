/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comparing names as Windows does, without regard to case: simple one-to-one folding of the
 * letters that have case in practice (Latin, Greek, Cyrillic, full width). Must not use a locale.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

uint32_t fold_code(uint32_t cp);

/* WTF-8 names of n and m bytes. */
bool fold_equal(const char *a, size_t n, const char *b, size_t m);
