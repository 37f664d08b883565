/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the probes of Linux systems on small files: one row is a file for each place and the
 * whole answer. "!" stands for a file that could not be read, NULL for one that is not there; "=name
 * text" are the files of a pack, "+name" the names of a list: links, "+~name" files, "+/name" folders. */
#pragma once

#include "tests/unit/scanners/probes/harness.h"

#define PLACES 15

struct row {
	const char *probe, *place[PLACES];
	enum fact_kind kind;
	const char *text;
};

static inline struct bytes copy(struct visit *v, struct str *s)
{
	size_t n = s->len;
	void *p = arena_alloc(&v->arena, n);

	memcpy(p, str_c(s), n);
	str_done(s);
	return bytes_of(p, n);
}

/* "=a one\n=b two" becomes a pack of two files, their lines parted by '~'; "+a +b" a list of links. */
static inline struct bytes pack_of(struct visit *v, const char *text)
{
	struct str s = STR_INIT(1 << 20);

	while (*text == '=') {
		size_t name = strcspn(++text, " "), n = strcspn(text + name, "\n");
		char *body = arena_strndup(&v->arena, text + name + (n > 0), n ? n - 1 : 0);

		for (char *c = body; *c; c++)
			*c = *c == '~' ? '\n' : *c;
		str_addf(&s, "w %zu 1763600000 %zu %.*s\n%s", strlen(body), strlen(body), (int)name,
			 text, body);
		text += name + n + (text[name + n] == '\n');
	}
	return copy(v, &s);
}

static inline struct bytes list_of(struct visit *v, const char *text)
{
	struct str s = STR_INIT(1 << 20);

	while (*text == '+') {
		size_t n = strcspn(++text, " ");

		str_addf(&s, "%c 0 - %.*s\n",
			 *text == '~'   ? 'f'
			 : *text == '/' ? 'd'
					: 'l',
			 (int)n - (*text == '~' || *text == '/'),
			 text + (*text == '~' || *text == '/'));
		text += n + (text[n] == ' ');
	}
	return copy(v, &s);
}

static inline void put(struct visit *v, size_t i, const char *text)
{
	if (!text)
		return;
	if (!strcmp(text, "!"))
		v->blob[i].state = PROBE_BLOB_UNREADABLE;
	else if (*text == '=')
		visit_bytes(v, i, pack_of(v, text));
	else if (*text == '+')
		visit_bytes(v, i, list_of(v, text));
	else
		visit_bytes(v, i, bytes_of(text, strlen(text)));
}

static inline void row_holds(const struct row *r)
{
	struct visit v;

	visit_init(&v);
	for (size_t i = 0; i < PLACES; i++)
		put(&v, i, r->place[i]);
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	ck_assert(!strstr(visit_text(&v, r->kind), "SECRET"));
	visit_done(&v);
}
