/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growing byte string with a ceiling. */
#include "core/base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/arena.h"

/* Room for n bytes more, as far as the ceiling goes; returns how many fit. */
static size_t reserve(struct str *s, size_t n)
{
	size_t left = s->ceiling - s->len;
	size_t want;

	if (n > left) {
		s->full = true;
		n = left;
	}
	want = s->len + n + 1;
	if (want > s->cap) {
		s->cap = MAX(want, MIN(s->cap * 2 + 64, s->ceiling + 1));
		s->p = xrealloc(s->p, s->cap);
	}
	return n;
}

void str_addn(struct str *s, const char *text, size_t n)
{
	if (s->full)
		return;
	n = reserve(s, n);
	if (n)
		memcpy(s->p + s->len, text, n);
	s->len += n;
	s->p[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
	if (text)
		str_addn(s, text, strlen(text));
}

void str_addc(struct str *s, char c)
{
	str_addn(s, &c, 1);
}

void str_addf(struct str *s, const char *fmt, ...)
{
	char small[256], *big;
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(small)) {
		str_addn(s, small, (size_t)n);
	} else if (n >= 0) {
		big = xmalloc((size_t)n + 1);
		vsnprintf(big, (size_t)n + 1, fmt, again);
		str_addn(s, big, (size_t)n);
		free(big);
	}
	va_end(again);
}

void str_clear(struct str *s)
{
	s->len = 0;
	s->full = false;
	if (s->p)
		s->p[0] = '\0';
}

void str_done(struct str *s)
{
	free(s->p);
	*s = (struct str){ .ceiling = s->ceiling };
}

const char *str_c(const struct str *s)
{
	return s->p ? s->p : "";
}
