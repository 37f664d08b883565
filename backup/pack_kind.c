/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether it pays to make a file smaller. */
#include <string.h>

#include "backup/pack_private.h"

/* What is packed already: trying costs time and gains nothing. */
static bool packed_kind(const char *name)
{
	static const char *const endings[] = { "jpg", "jpeg", "png", "gif", "heic", "webp",
					       "mp3", "m4a",  "mp4", "mov", "m4v",  "mts",
					       "wmv", "zip",  "7z",  "rar", "gz",   "xz",
					       "bz2", "zst",  "lzh", "cab" };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < LEN(endings); i++)
		if (!strcasecmp(dot + 1, endings[i]))
			return true;
	return false;
}

/* All pieces of a file are packed in one way. One that is a whole file is decided by its thread. */
static enum zip_method sample(struct pack *p, const uint8_t *at, size_t n)
{
	if (!p->sampler)
		p->sampler = deflater_new();
	return deflate_pays(p->sampler, at, n) ? ZIP_DEFLATED : ZIP_STORED;
}

void pack_decide(struct pack *p, struct pack_entry *e, const uint8_t *at, size_t n)
{
	e->decided = true;
	e->method = packed_kind(e->path ? e->path : e->name) ? ZIP_STORED : ZIP_DEFLATED;
	if (e->method == ZIP_DEFLATED && n != e->size)
		e->method = sample(p, at, n);
}

bool pack_is_packed(struct pack *p, struct pack_entry *e, const uint8_t *at, size_t n)
{
	if (!e->decided) {
		pack_decide(p, e, at, n);
		if (e->method == ZIP_DEFLATED && n == e->size)
			e->method = sample(p, at, n);
	}
	return e->method == ZIP_STORED;
}
