/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A set of 64-bit numbers. */
#include "scanners/readers/id_set.h"

#include <stdlib.h>

#include "core/base/arena.h"

static size_t place(const struct id_set *s, uint64_t id)
{
	size_t at = (size_t)((id * 0x9e3779b97f4a7c15u) >> 20) & (s->cap - 1);

	while (s->id[at] && s->id[at] != id + 1)
		at = (at + 1) & (s->cap - 1);
	return at;
}

static void grow(struct id_set *s)
{
	struct id_set old = *s;

	s->cap = old.cap ? old.cap * 2 : 1024;
	s->id = xcalloc(s->cap, sizeof(*s->id));
	s->value = xcalloc(s->cap, sizeof(*s->value));
	for (size_t i = 0; i < old.cap; i++) {
		if (!old.id[i])
			continue;
		size_t at = place(s, old.id[i] - 1);

		s->id[at] = old.id[i];
		s->value[at] = old.value[i];
	}
	free(old.id);
	free(old.value);
}

uint32_t *id_set_value(struct id_set *s, uint64_t id)
{
	size_t at;

	if (id == UINT64_MAX)
		return NULL;
	if ((s->n + 1) * 2 > s->cap)
		grow(s);
	at = place(s, id);
	if (!s->id[at]) {
		if (s->n >= ID_SET_MAX)
			return NULL;
		s->id[at] = id + 1;
		s->n++;
	}
	return &s->value[at];
}

bool id_set_add(struct id_set *s, uint64_t id)
{
	size_t before = s->n;

	return id_set_value(s, id) && s->n > before;
}

const uint32_t *id_set_get(const struct id_set *s, uint64_t id)
{
	size_t at;

	if (!s->cap || id == UINT64_MAX)
		return NULL;
	at = place(s, id);
	return s->id[at] ? &s->value[at] : NULL;
}

void id_set_done(struct id_set *s)
{
	free(s->id);
	free(s->value);
	*s = (struct id_set){ 0 };
}
