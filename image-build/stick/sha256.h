/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4), so that the tool needs no library of ciphers. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define SHA256_HEX 65 /* with the terminator */

struct sha256 {
	uint32_t h[8];
	uint64_t n; /* bytes so far */
	uint8_t block[64];
};

void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *p, size_t n);
void sha256_end(struct sha256 *s, char ret[SHA256_HEX]); /* small letters */
