/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many keys of one size, which say nothing but whether they are there: names and paths of a backup, as
 * hashes. Grows in small pieces, so that it never needs twice its memory at once. Must not hold more
 * than KEY_SET_MAX. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_SET_PARTS 64u
#define KEY_SIZE_MAX  16u
#define KEY_SET_MAX   ((size_t)12 << 20)

struct key_set {
	size_t n;
	struct key_part {
		uint8_t *slot;
		size_t n, cap; /* cap: power of two */
	} part[KEY_SET_PARTS];
};

/* size: of each key of this set, from 8 to KEY_SIZE_MAX bytes; evenly spread, never all zeros. True when
 * it was not in yet and there was room. */
bool key_set_add(struct key_set *set, const void *key, size_t size);
bool key_set_has(const struct key_set *set, const void *key, size_t size);
bool key_set_full(const struct key_set *set);
void key_set_done(struct key_set *set);
