/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phrases: making, copying, comparing. */
#include "core/model/phrase.h"

#include <stdarg.h>
#include <string.h>

#include "core/base/util.h"

struct phrase phrase_of(const char *id, unsigned n_args, ...)
{
	struct phrase p = { .id = id, .n_args = MIN(n_args, (unsigned)PHRASE_ARGS) };
	va_list ap;

	va_start(ap, n_args);
	for (unsigned i = 0; i < p.n_args; i++)
		p.arg[i] = va_arg(ap, struct phrase_arg);
	va_end(ap);
	return p;
}

struct phrase phrase_copy(struct arena *a, const struct phrase *p)
{
	struct phrase c = *p;

	c.id = arena_strdup(a, p->id);
	for (unsigned i = 0; i < c.n_args; i++)
		c.arg[i].text = arena_strdup(a, p->arg[i].text);
	return c;
}

static bool text_equal(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

bool phrase_equal(const struct phrase *a, const struct phrase *b)
{
	if (!text_equal(a->id, b->id) || a->n_args != b->n_args)
		return false;
	for (unsigned i = 0; i < a->n_args; i++)
		if (a->arg[i].type != b->arg[i].type || a->arg[i].number != b->arg[i].number ||
		    !text_equal(a->arg[i].text, b->arg[i].text))
			return false;
	return true;
}
