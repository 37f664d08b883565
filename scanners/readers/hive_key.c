/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of a hive: names, times, children, paths, class names. */
#include <hivex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/readers/fold.h"
#include "scanners/readers/hive_private.h"

#define KEYS_MAX ((size_t)1 << 20)

bool hive_name_at(const struct hive *h, uint64_t cell, bool key, struct hive_name *ret)
{
	uint16_t size, flags;

	if (!bytes_u16le(h->data, cell + (key ? NK_NAME_SIZE : VK_NAME_SIZE), &size) ||
	    !bytes_u16le(h->data, cell + (key ? NK_FLAGS : VK_FLAGS), &flags))
		return false;
	ret->narrow = flags & (key ? NK_NARROW : VK_NARROW);
	return bytes_sub(h->data, cell + (key ? NK_NAME : VK_NAME), size, &ret->b);
}

/* Code point at *at of a name; false at its end. A surrogate pair counts as one. */
static bool name_next(const struct hive_name *name, size_t *at, uint32_t *ret)
{
	uint16_t unit, low;

	if (name->narrow) {
		if (*at >= name->b.n)
			return false;
		*ret = name->b.p[(*at)++];
		return true;
	}
	if (!bytes_u16le(name->b, *at, &unit))
		return false;
	*at += 2;
	*ret = unit;
	if (unit >= 0xd800 && unit < 0xdc00 && bytes_u16le(name->b, *at, &low) && low >= 0xdc00 &&
	    low < 0xe000) {
		*ret = 0x10000u + ((unit - 0xd800u) << 10) + (low - 0xdc00u);
		*at += 2;
	}
	return true;
}

bool hive_name_is(const struct hive_name *name, const char *text, size_t n)
{
	uint32_t mine, theirs;
	size_t at = 0;

	while (n) {
		size_t used = utf8_next(text, n, &theirs);

		if (!name_next(name, &at, &mine) || fold_code(mine) != fold_code(theirs))
			return false;
		text += used;
		n -= used;
	}
	return !name_next(name, &at, &mine);
}

const char *hive_name_text(const struct hive_name *name, struct arena *a)
{
	uint8_t *wide;

	if (!name->narrow)
		return utf16le_to_utf8(a, name->b.p, name->b.n / 2, false);
	wide = arena_alloc(a, 2 * name->b.n);
	for (size_t i = 0; i < name->b.n; i++)
		wide[2 * i] = name->b.p[i];
	return utf16le_to_utf8(a, wide, name->b.n, false);
}

hive_key hive_root(const struct hive *h)
{
	return hivex_root(h->h);
}

static hive_key child_named(struct hive *h, hive_key key, const char *name, size_t n)
{
	hive_node_h *all = hivex_node_children(h->h, key);
	hive_key found = 0;
	struct hive_name own;

	h->damaged |= !all;
	for (size_t i = 0; all && all[i] && !found; i++)
		if (hive_name_at(h, all[i], true, &own) && hive_name_is(&own, name, n))
			found = all[i];
	free(all);
	return found;
}

/* The control set that Windows used last, as Select says. */
static hive_key current_control_set(struct hive *h)
{
	hive_key select = child_named(h, hive_root(h), "Select", 6);
	int64_t number;
	char name[32];
	int n;

	if (!select || !hive_number(h, select, "Current", &number) || number < 1 || number > 999)
		return 0;
	n = snprintf(name, sizeof(name), "ControlSet%03d", (int)number);
	return child_named(h, hive_root(h), name, (size_t)n);
}

hive_key hive_find(struct hive *h, hive_key from, const char *path)
{
	static const char current[] = "CurrentControlSet";
	hive_key key = from;

	while (key && *path) {
		size_t n = strcspn(path, "\\");
		hive_key next = child_named(h, key, path, n);

		if (!next && key == hive_root(h) && n == sizeof(current) - 1 &&
		    fold_equal(path, n, current, n))
			next = current_control_set(h);
		key = next;
		path += n;
		path += *path == '\\';
	}
	return key;
}

int64_t hive_key_written(struct hive *h, hive_key key)
{
	uint64_t filetime;

	return bytes_u64le(h->data, key + NK_WRITTEN, &filetime) ? time_from_filetime(filetime)
								 : TIME_ABSENT;
}

const char *hive_key_name(struct hive *h, hive_key key, struct arena *a)
{
	struct hive_name name;

	return hive_name_at(h, key, true, &name) ? hive_name_text(&name, a) : "";
}

size_t hive_children(struct hive *h, hive_key key, size_t max, struct arena *a, hive_key **ret)
{
	hive_node_h *all = key ? hivex_node_children(h->h, key) : NULL;
	size_t n = 0;

	h->damaged |= key && !all; /* an empty list is not NULL */
	max = MIN(max, KEYS_MAX);
	while (all && all[n] && n < max)
		n++;
	*ret = arena_array(a, n, sizeof(**ret));
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = all[i];
	free(all);
	return n;
}

bool hive_class(struct hive *h, hive_key key, struct bytes *ret)
{
	uint32_t place;
	uint16_t size;

	return bytes_u32le(h->data, key + NK_CLASS, &place) && place != UINT32_MAX &&
	       bytes_u16le(h->data, key + NK_CLASS_SIZE, &size) && size > 0 &&
	       bytes_sub(h->data, (uint64_t)place + 0x1000 + 4, size, ret);
}
