/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A volume of at most 2 MiB as an input: the sectors that hold something, each with its number (32 bits)
 * before it, so that mutations hit what a file system keeps and not empty ground. */
#pragma once

#include <sys/mman.h>

#include "core/base/bytes.h"
#include "core/base/io.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

#define SECTORS 4096u
#define PIECE   (4u + 512u)

/* A descriptor of the whole volume, in memory. */
static inline int sectors_image(const uint8_t *data, size_t n)
{
	uint8_t *image = calloc(SECTORS, 512);
	int fd = memfd_create("image", MFD_CLOEXEC);
	uint32_t sector;

	for (size_t at = 0; at + PIECE <= n; at += PIECE)
		if (bytes_u32le(bytes_of(data, n), at, &sector) && sector < SECTORS)
			memcpy(image + sector * 512u, data + at + 4, 512);
	if (fd < 0 || io_write_full(fd, image, SECTORS * 512u) < 0)
		abort();
	free(image);
	return fd;
}

/* The one that a script leaves in the file `i`. As fuzz_seed(). */
static inline int sectors_seed(const char *script, uint8_t **ret, size_t *ret_n)
{
	static const uint8_t zero[512];
	size_t n, out = 0;
	uint8_t *packed, *image = seed_make(script, "i", &n);

	if (!image)
		return -1;
	packed = malloc(SECTORS * PIECE);
	for (uint32_t s = 0; s < SECTORS && (s + 1) * 512u <= n; s++) {
		if (!memcmp(image + s * 512u, zero, 512))
			continue;
		memcpy(packed + out, &s, 4);
		memcpy(packed + out + 4, image + s * 512u, 512);
		out += PIECE;
	}
	free(image);
	*ret = packed;
	*ret_n = out;
	return 0;
}
