/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marvin32. */
#include "scanners/readers/marvin.h"

#include <string.h>

struct state {
	uint32_t low, high;
};

static inline uint32_t turn(uint32_t v, unsigned by)
{
	return v << by | v >> (32 - by);
}

static inline void mix(struct state *s, uint32_t word)
{
	s->low += word;
	s->high ^= s->low;
	s->low = turn(s->low, 20) + s->high;
	s->high = turn(s->high, 9) ^ s->low;
	s->low = turn(s->low, 27) + s->high;
	s->high = turn(s->high, 19);
}

static uint32_t word_at(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint64_t marvin(uint64_t seed, struct bytes b)
{
	struct state s = { (uint32_t)seed, (uint32_t)(seed >> 32) };
	uint8_t tail[4] = { 0 };
	size_t i = 0;

	for (; b.n - i >= 4; i += 4)
		mix(&s, word_at(b.p + i));
	for (size_t k = i; k < b.n; k++)
		tail[k - i] = b.p[k];
	tail[b.n - i] = 0x80;
	mix(&s, word_at(tail));
	mix(&s, 0);
	return (uint64_t)s.high << 32 | s.low;
}
