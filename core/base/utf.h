/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-16LE to WTF-8 (lone surrogates survive as three bytes) and checks on UTF-8.
 * Must not know how text is shown: that is core/text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"

/* Converts n_units UTF-16LE code units at p (any alignment); stops at a NUL when stop_at_nul.
 * Result lives in the arena, terminated. Embedded NULs become U+2400. */
char *utf16le_to_utf8(struct arena *a, const void *p, size_t n_units, bool stop_at_nul);

/* Writes one code point at out, which has room for four bytes; returns how many it took. A surrogate
 * takes three, as in WTF-8. */
size_t utf8_put(char *out, uint32_t cp);

/* Decodes one code point at s (n bytes left). Returns the bytes used (1..4) and *ret_cp;
 * for a byte that is no UTF-8, 1 and *ret_cp = 0xDC00 + byte (never a valid scalar). */
size_t utf8_next(const char *s, size_t n, uint32_t *ret_cp);

bool utf8_valid(const char *s, size_t n);

/* The beginning of a text that fits into size bytes with its NUL, never half a character. */
void utf8_cut(char *buf, size_t size, const char *text);
