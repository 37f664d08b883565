/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes shortcuts for tests and fuzz seeds, as [MS-SHLLINK] describes them. */
#pragma once

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct lnk_recipe {
	uint32_t drive; /* DriveType: 2 removable, 3 fixed; 0xffffffff: no LinkInfo at all */
	uint32_t serial;
	const char *label, *path; /* bytes as they stand in the file */
	const char *wide_path;    /* ASCII; NULL: only the narrow one */
	uint16_t id_list;         /* bytes of an ID list, 0 for none */
	uint32_t attributes;
	const char *arguments; /* ASCII; NULL for none */
	uint8_t wide_text;     /* they are in UTF-16 */
};

static inline void lnk_u32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

/* Behind the place: a name and the arguments. Returns where they end. */
static inline size_t lnk_texts(const struct lnk_recipe *r, uint8_t *b, size_t at)
{
	const char *const text[] = { "name", r->arguments };
	size_t step = r->wide_text ? 2 : 1;

	if (!r->arguments)
		return at;
	b[20] = (uint8_t)(b[20] | 0x24 | (r->wide_text ? 0x80 : 0));
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(text[i]);

		b[at] = (uint8_t)n;
		b[at + 1] = (uint8_t)(n >> 8);
		at += 2;
		for (size_t k = 0; k < n; k++)
			b[at + k * step] = (uint8_t)text[i][k];
		at += n * step;
	}
	return at;
}

/* malloc'ed. */
static inline uint8_t *lnk_make(const struct lnk_recipe *r, size_t *ret_n)
{
	static const uint8_t id[] = { 0x01, 0x14, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46 };
	uint8_t *b = calloc(1, 8192), *info, *volume;
	size_t at = 0x4c, head = r->wide_path ? 0x24 : 0x1c, label = strlen(r->label) + 1;
	size_t end, path = strlen(r->path) + 1;

	if (!b)
		abort();
	lnk_u32(b, 0x4c);
	memcpy(b + 4, id, sizeof(id));
	lnk_u32(b + 20, (r->id_list ? 1u : 0) | (r->drive == 0xffffffffu ? 0 : 2u));
	lnk_u32(b + 24, r->attributes);
	lnk_u32(b + 44, 0xd3a98000u); /* written 2026-03-02T07:31:00Z */
	lnk_u32(b + 48, 0x01dca9f0u);
	lnk_u32(b + 52, 4096);
	if (r->id_list) {
		b[at] = (uint8_t)r->id_list;
		b[at + 1] = (uint8_t)(r->id_list >> 8);
		at += 2u + r->id_list;
	}
	if (r->drive == 0xffffffffu) {
		*ret_n = lnk_texts(r, b, at) + 4;
		return b;
	}
	info = b + at;
	volume = info + head;
	lnk_u32(info + 4, (uint32_t)head);
	lnk_u32(info + 8, 1);
	lnk_u32(info + 12, (uint32_t)head);
	lnk_u32(volume, (uint32_t)(16 + label));
	lnk_u32(volume + 4, r->drive);
	lnk_u32(volume + 8, r->serial);
	lnk_u32(volume + 12, 16);
	memcpy(volume + 16, r->label, label);
	end = head + 16 + label;
	lnk_u32(info + 16, (uint32_t)end);
	memcpy(info + end, r->path, path);
	end += path;
	lnk_u32(info + 24, (uint32_t)end); /* the rest of the path: nothing */
	end++;
	if (r->wide_path) {
		end += end & 1;
		lnk_u32(info + 28, (uint32_t)end);
		for (const char *c = r->wide_path; *c; c++, end += 2)
			info[end] = (uint8_t)*c;
		end += 2;
	}
	lnk_u32(info, (uint32_t)end);
	*ret_n = lnk_texts(r, b, at + end) + 4;
	return b;
}
