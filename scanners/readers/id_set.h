/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A set of 64-bit numbers with a value each (hash, open addressing). Must not hold more than
 * ID_SET_MAX: past it every number counts as known. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_SET_MAX ((size_t)8 << 20)

struct id_set {
	uint64_t *id; /* number + 1; 0: free */
	uint32_t *value;
	size_t n, cap; /* cap: power of two */
};

/* True when it was not in yet. */
bool id_set_add(struct id_set *s, uint64_t id);
/* Place of the number's value, made with 0 when it is new; NULL when the set is full. */
uint32_t *id_set_value(struct id_set *s, uint64_t id);
const uint32_t *id_set_get(const struct id_set *s, uint64_t id); /* NULL: not in */
void id_set_done(struct id_set *s);
