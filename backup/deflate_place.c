/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses are asked for in plenty, and all but the right ones are given back: so it is still the
 * kernel that chose, and nobody can foretell them. */
#include "backup/deflate_place.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define STEP ((size_t)1 << 16)
/* Of 32768 steps from a multiple of 2 GiB on, exactly one is right: a CRC is linear, and these 15
 * bits of it follow one to one from the low 15 bits of what it is of. */
#define PLENTY ((size_t)4 << 30)
#define FLAGS  (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)

#if defined(__x86_64__)
#define TABLE_MASK 0x7fffu /* the largest table of these levels */

__attribute__((target("sse4.2"))) static uint8_t *right_one(uint8_t *p, const uint8_t *end)
{
	for (p += -(uintptr_t)p & (STEP - 1); p < end; p += STEP)
		if (!(_mm_crc32_u32(0, (uint32_t)((uintptr_t)p >> 16)) & TABLE_MASK))
			return p;
	return NULL;
}

/* Without these instructions ISA-L goes another way, which has no such fault. */
static uint8_t *find(uint8_t *p, const uint8_t *end)
{
	return __builtin_cpu_supports("sse4.2") ? right_one(p, end) : p;
}
#else
static uint8_t *find(uint8_t *p, const uint8_t *end)
{
	(void)end;
	return p;
}
#endif

static size_t rounded(size_t n)
{
	return (n + STEP - 1) & ~(STEP - 1);
}

static void give_back(uint8_t *from, const uint8_t *to)
{
	if (from < to)
		munmap(from, (size_t)(to - from));
}

static uint8_t *search(size_t n)
{
	uint8_t *p = mmap(NULL, PLENTY + n, PROT_NONE, FLAGS, -1, 0), *place;

	if (p == MAP_FAILED)
		return NULL;
	place = find(p, p + PLENTY);
	if (!place) {
		give_back(p, p + PLENTY + n);
		return NULL;
	}
	give_back(p, place);
	give_back(place + n, p + PLENTY + n);
	return place;
}

void *deflate_place_new(size_t n)
{
	size_t size = rounded(n);
	uint8_t *p = search(size);

	if (!p)
		p = mmap(NULL, size, PROT_NONE, FLAGS, -1, 0);
	if (p == MAP_FAILED || mprotect(p, size, PROT_READ | PROT_WRITE) < 0)
		abort(); /* as when malloc() has nothing */
	return p;
}

void deflate_place_free(void *p, size_t n)
{
	if (p)
		munmap(p, rounded(n));
}
