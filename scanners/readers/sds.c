/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See sds.h. */
#include "scanners/readers/sds.h"

#include <stdlib.h>

#include "core/base/arena.h"
#include "core/base/util.h"

#define STEP 16u /* entries begin at multiples of this */

static bool header(struct bytes b, uint64_t at, struct sds_entry *ret)
{
	return bytes_u32le(b, at + 4, &ret->id) && bytes_u64le(b, at + 8, &ret->offset) &&
	       bytes_u32le(b, at + 16, &ret->length);
}

void sds_add(struct sds *s, struct bytes block, uint64_t base)
{
	uint64_t at = 0;

	while (at + SDS_HEADER <= block.n) {
		struct sds_entry e = { 0 };

		if (!header(block, at, &e) || !e.id || e.offset != base + at ||
		    e.length <= SDS_HEADER || !bytes_has(block, at, e.length)) {
			at += STEP;
			continue;
		}
		if (s->n == SDS_ENTRIES_MAX) {
			s->cut = true;
			return;
		}
		if (s->n == s->cap) {
			s->cap = MAX(s->cap * 2, (size_t)256);
			s->entry = xrealloc(s->entry, s->cap * sizeof(*s->entry));
		}
		s->entry[s->n++] = e;
		at += (e.length + STEP - 1) / STEP * STEP;
	}
}

static int by_id(const void *a, const void *b)
{
	const struct sds_entry *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

void sds_sort(struct sds *s)
{
	if (s->n)
		qsort(s->entry, s->n, sizeof(*s->entry), by_id);
}

const struct sds_entry *sds_find(const struct sds *s, uint32_t id)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->entry[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n && s->entry[low].id == id ? &s->entry[low] : NULL;
}

static uint32_t sum(struct bytes list)
{
	uint32_t hash = 0, word;

	for (uint64_t at = 0; bytes_u32le(list, at, &word); at += 4)
		hash = word + (hash << 3 | hash >> 29);
	return hash;
}

bool sds_list(const struct sds_entry *e, struct bytes raw, struct bytes *ret)
{
	struct sds_entry now = { 0 };
	uint32_t hash;

	return bytes_u32le(raw, 0, &hash) && header(raw, 0, &now) && now.id == e->id &&
	       now.offset == e->offset && now.length == e->length && e->length > SDS_HEADER &&
	       bytes_sub(raw, SDS_HEADER, e->length - SDS_HEADER, ret) && sum(*ret) == hash;
}

void sds_done(struct sds *s)
{
	free(s->entry);
	*s = (struct sds){ 0 };
}
