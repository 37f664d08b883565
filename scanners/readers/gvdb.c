/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See gvdb.h. */
#include "scanners/readers/gvdb.h"

#include <string.h>

#define ITEM      24u
#define ITEMS_MAX 200000u
#define DEPTH_MAX 32u
#define NO_PARENT UINT32_MAX

struct table {
	struct bytes file;
	uint64_t items; /* offset */
	uint32_t n;
};

struct item {
	uint32_t parent;
	struct bytes key;
	char type;
	uint32_t from, to; /* of the value */
};

bool gvdb_is(struct bytes file)
{
	return bytes_has(file, 0, 24) && bytes_equal(file, 0, "GVariant\0\0\0\0", 12);
}

static bool table_at(struct bytes file, uint32_t from, uint32_t to, struct table *ret)
{
	uint32_t bloom = 0, buckets = 0;
	uint64_t head;

	if (from > to || to > file.n || to - from < 8 || !bytes_u32le(file, from, &bloom) ||
	    !bytes_u32le(file, (uint64_t)from + 4, &buckets))
		return false;
	head = 8 + ((uint64_t)(bloom & 0x7ffffff) + buckets) * 4;
	if (head > to - from || (to - from - head) % ITEM || (to - from - head) / ITEM > ITEMS_MAX)
		return false;
	*ret = (struct table){ file, from + head, (uint32_t)((to - from - head) / ITEM) };
	return true;
}

static bool root(struct bytes file, struct table *ret)
{
	uint32_t from = 0, to = 0;

	return gvdb_is(file) && bytes_u32le(file, 16, &from) && bytes_u32le(file, 20, &to) &&
	       table_at(file, from, to, ret);
}

static bool item_at(const struct table *t, uint32_t i, struct item *ret)
{
	uint64_t at = t->items + (uint64_t)i * ITEM;
	uint32_t start = 0;
	uint16_t size = 0;
	uint8_t type = 0;

	if (i >= t->n || !bytes_u32le(t->file, at + 4, &ret->parent) ||
	    !bytes_u32le(t->file, at + 8, &start) || !bytes_u16le(t->file, at + 12, &size) ||
	    !bytes_u8(t->file, at + 14, &type) || !bytes_u32le(t->file, at + 16, &ret->from) ||
	    !bytes_u32le(t->file, at + 20, &ret->to) || !bytes_sub(t->file, start, size, &ret->key))
		return false;
	ret->type = (char)type;
	return true;
}

/* Is an item's name, with its parents' before it, this path? From the end on. */
static enum gvdb_answer named(const struct table *t, struct item item, const char *path)
{
	size_t left = strlen(path);

	for (unsigned depth = 0; depth < DEPTH_MAX; depth++) {
		if (item.key.n > left ||
		    memcmp(path + left - item.key.n, item.key.p, item.key.n) != 0)
			return GVDB_NOT_THERE;
		left -= item.key.n;
		if (item.parent == NO_PARENT)
			return left ? GVDB_NOT_THERE : GVDB_FOUND;
		if (!item_at(t, item.parent, &item))
			return GVDB_DAMAGED;
	}
	return GVDB_DAMAGED;
}

/* Damage of one item hides another only where nothing was found. */
static enum gvdb_answer find(const struct table *t, const char *path, struct item *ret)
{
	enum gvdb_answer answer = GVDB_NOT_THERE;

	for (uint32_t i = 0; i < t->n; i++) {
		enum gvdb_answer one = GVDB_DAMAGED;

		if (item_at(t, i, ret))
			one = named(t, *ret, path);
		if (one == GVDB_FOUND)
			return one;
		if (one == GVDB_DAMAGED)
			answer = one;
	}
	return answer;
}

/* The bytes of a value of one of these types, without the type behind them. */
static enum gvdb_answer value_of(struct bytes file, const char *path, const char *types,
				 size_t size, struct bytes *ret, char *ret_type)
{
	enum gvdb_answer answer;
	struct table t;
	struct item i;
	struct bytes b;

	if (!root(file, &t))
		return GVDB_DAMAGED;
	answer = find(&t, path, &i);
	if (answer != GVDB_FOUND)
		return answer;
	if (i.type != 'v' || i.from > i.to || !bytes_sub(file, i.from, i.to - i.from, &b) ||
	    b.n != size + 2 || b.p[size] || !b.p[size + 1] || !strchr(types, b.p[size + 1]))
		return GVDB_DAMAGED;
	*ret_type = (char)b.p[size + 1];
	*ret = bytes_of(b.p, size);
	return GVDB_FOUND;
}

enum gvdb_answer gvdb_flag(struct bytes file, const char *path, bool *ret)
{
	struct bytes b;
	char type;
	enum gvdb_answer answer = value_of(file, path, "b", 1, &b, &type);

	if (answer == GVDB_FOUND)
		*ret = b.p[0] != 0;
	return answer;
}

enum gvdb_answer gvdb_number(struct bytes file, const char *path, int64_t *ret)
{
	struct bytes b;
	uint32_t v = 0;
	char type;
	enum gvdb_answer answer = value_of(file, path, "ui", 4, &b, &type);

	if (answer != GVDB_FOUND)
		return answer;
	(void)bytes_u32le(b, 0, &v);
	*ret = type == 'i' ? (int32_t)v : (int64_t)v;
	return answer;
}

enum gvdb_answer gvdb_locked(struct bytes file, const char *path)
{
	enum gvdb_answer answer;
	struct table t, locks;
	struct item i;

	if (!root(file, &t))
		return GVDB_DAMAGED;
	answer = find(&t, ".locks", &i);
	if (answer != GVDB_FOUND)
		return answer;
	if (i.type != 'H' || !table_at(file, i.from, i.to, &locks))
		return GVDB_DAMAGED;
	return find(&locks, path, &i);
}
