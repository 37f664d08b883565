/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Open addressing, in 64 tables that grow one by one. */
#include "backup/key_set.h"

#include <string.h>

#include "core/base/arena.h"

#define CAP_FIRST 16u

static bool is_free(const uint8_t *slot, size_t size)
{
	static const uint8_t zero[KEY_SIZE_MAX];

	return memcmp(slot, zero, size) == 0;
}

/* Where it is, or the free place where it would be. */
static uint8_t *place(const struct key_part *p, const void *key, size_t size)
{
	uint64_t at;

	memcpy(&at, key, sizeof(at));
	at /= KEY_SET_PARTS; /* which are told apart by the rest */
	for (;; at++) {
		uint8_t *slot = p->slot + (size_t)(at & (p->cap - 1)) * size;

		if (is_free(slot, size) || memcmp(slot, key, size) == 0)
			return slot;
	}
}

static unsigned part_of(const void *key)
{
	uint64_t number;

	memcpy(&number, key, sizeof(number));
	return (unsigned)(number % KEY_SET_PARTS);
}

static void grow(struct key_part *p, size_t size)
{
	struct key_part larger = { .n = p->n, .cap = p->cap ? p->cap * 2 : CAP_FIRST };

	larger.slot = xcalloc(larger.cap, size);
	for (size_t i = 0; i < p->cap; i++) {
		const uint8_t *slot = p->slot + i * size;

		if (!is_free(slot, size))
			memcpy(place(&larger, slot, size), slot, size);
	}
	free(p->slot);
	*p = larger;
}

bool key_set_full(const struct key_set *set)
{
	return set->n >= KEY_SET_MAX;
}

bool key_set_add(struct key_set *set, const void *key, size_t size)
{
	struct key_part *p = &set->part[part_of(key)];
	uint8_t *slot;

	if (key_set_full(set))
		return false;
	if (p->n >= p->cap - p->cap / 4)
		grow(p, size);
	slot = place(p, key, size);
	if (!is_free(slot, size))
		return false;
	memcpy(slot, key, size);
	p->n++;
	set->n++;
	return true;
}

bool key_set_has(const struct key_set *set, const void *key, size_t size)
{
	const struct key_part *p = &set->part[part_of(key)];

	return p->cap && !is_free(place(p, key, size), size);
}

void key_set_done(struct key_set *set)
{
	for (unsigned i = 0; i < KEY_SET_PARTS; i++)
		free(set->part[i].slot);
	*set = (struct key_set){ 0 };
}
