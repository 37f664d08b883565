/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of memory handed out in order and freed at once. */
#include "core/base/arena.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"

#define BLOCK_SIZE ((size_t)64 << 10)

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char data[];
};

static void *checked(void *p)
{
	if (!p)
		abort(); /* out of memory: the process's death is the answer */
	return p;
}

void *xmalloc(size_t n)
{
	return checked(malloc(n ? n : 1));
}

void *xcalloc(size_t n, size_t size)
{
	return checked(calloc(n ? n : 1, size ? size : 1));
}

void *xrealloc(void *p, size_t n)
{
	return checked(realloc(p, n ? n : 1));
}

char *xstrdup(const char *s)
{
	return checked(strdup(s));
}

void *xgrow(void *p, size_t n, size_t *cap, size_t size, size_t max)
{
	if (n < *cap)
		return p;
	if (n >= max)
		abort();
	*cap = *cap ? *cap * 2 : 8;
	return checked(reallocarray(p, *cap, size));
}

static struct arena_block *block_new(struct arena *a, size_t n)
{
	size_t size = MAX(n, BLOCK_SIZE);
	struct arena_block *b = checked(calloc(1, sizeof(*b) + size));

	b->size = size;
	b->next = a->head;
	a->head = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
	size_t ceiling = a->ceiling ? a->ceiling : ARENA_CEILING_DEFAULT;
	size_t align = _Alignof(max_align_t);
	struct arena_block *b = a->head;
	void *p;

	if (n > ceiling || a->used > ceiling - n)
		abort();
	n = (MAX(n, (size_t)1) + align - 1) / align * align;
	if (!b || b->size - b->used < n)
		b = block_new(a, n);
	p = b->data + b->used;
	b->used += n;
	a->used += n;
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		abort();
	return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = arena_alloc(a, len + 1);

	memcpy(p, s, len);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void arena_done(struct arena *a)
{
	while (a->head) {
		struct arena_block *b = a->head;

		a->head = b->next;
		/* What lay here came from a client: nothing of it stays in freed memory. */
		explicit_bzero(b->data, b->used);
		free(b);
	}
	a->used = 0;
}
