/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binary form of a property list. Its last 32 bytes name a table with the offset of each object;
 * objects refer to others by their number, also to themselves: so depth and number of the values that
 * are made have a ceiling, not those of the file. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "core/base/utf.h"
#include "core/base/util.h"
#include "scanners/readers/plist_private.h"

#define TRAILER    32u
#define YEAR_2001  ((int64_t)978307200)
#define TEXT_UNITS (PLIST_TEXT_MAX / 3)

struct list {
	struct bytes file;
	struct plist_making *m;
	uint8_t offset_size, ref_size;
	uint64_t objects, table;
};

/* A number of 1 to 8 bytes, the highest first. */
static bool big_number(struct bytes b, uint64_t at, unsigned size, uint64_t *ret)
{
	*ret = 0;
	if (!size || size > 8 || !bytes_has(b, at, size))
		return false;
	for (unsigned i = 0; i < size; i++)
		*ret = *ret << 8 | b.p[at + i];
	return true;
}

static bool offset_of(const struct list *l, uint64_t object, uint64_t *ret)
{
	return object < l->objects &&
	       big_number(l->file, l->table + object * l->offset_size, l->offset_size, ret) &&
	       *ret >= 8 && *ret < l->table;
}

/* How many there are, and where they begin: in the marker, or in a number behind it. */
static bool count_of(const struct list *l, uint64_t at, uint64_t *ret_n, uint64_t *ret_at)
{
	uint8_t marker = l->file.p[at] & 15, size = 0;

	*ret_n = marker;
	*ret_at = at + 1;
	if (marker != 15)
		return true;
	if (!bytes_u8(l->file, at + 1, &size) || size >> 4 != 1 || (size & 15) > 3 ||
	    !big_number(l->file, at + 2, 1u << (size & 15), ret_n))
		return false;
	*ret_at = at + 2 + (1u << (size & 15));
	return true;
}

static bool text(const struct list *l, uint64_t at, bool wide, const char **ret)
{
	uint64_t n, from;
	struct bytes b;
	uint8_t *swapped;

	if (!count_of(l, at, &n, &from) || n > l->file.n ||
	    !bytes_sub(l->file, from, wide ? n * 2 : n, &b))
		return false;
	if (!wide) {
		*ret = plist_keep(l->m, (const char *)b.p, b.n);
		return true;
	}
	n = MIN(n, TEXT_UNITS);
	swapped = arena_alloc(l->m->arena, (size_t)n * 2);
	for (size_t i = 0; i < n; i++) {
		swapped[2 * i] = b.p[2 * i + 1];
		swapped[2 * i + 1] = b.p[2 * i];
	}
	l->m->bytes += (size_t)n * 5;
	*ret = utf16le_to_utf8(l->m->arena, swapped, (size_t)n, true);
	return true;
}

static bool date(const struct list *l, uint64_t at, int64_t *ret)
{
	uint64_t bits;
	double seconds;

	if (!big_number(l->file, at + 1, 8, &bits))
		return false;
	memcpy(&seconds, &bits, sizeof(seconds));
	*ret =
	    isfinite(seconds) && fabs(seconds) < 1e11 ? (int64_t)seconds + YEAR_2001 : TIME_ABSENT;
	return true;
}

/* A number of up to 8 bytes; those of 16 (there are hardly any) count by their lower half. */
static bool number(const struct list *l, uint64_t at, int64_t *ret)
{
	unsigned size = 1u << (l->file.p[at] & 15 & 7);
	uint64_t v;

	if ((l->file.p[at] & 15) > 4 ||
	    !big_number(l->file, at + 1 + (size > 8 ? 8 : 0), MIN(size, 8u), &v))
		return false;
	*ret = (int64_t)v;
	return true;
}

static bool object(const struct list *l, uint64_t ref, struct plist *parent, struct plist **last,
		   unsigned depth, struct plist **ret);

static bool ref_at(const struct list *l, uint64_t at, uint64_t *ret)
{
	return big_number(l->file, at, l->ref_size, ret);
}

static bool dict_key(const struct list *l, uint64_t at, const char **ret)
{
	uint64_t ref, where;
	uint8_t kind;

	if (!ref_at(l, at, &ref) || !offset_of(l, ref, &where))
		return false;
	kind = l->file.p[where] >> 4;
	return (kind == 5 || kind == 6) && text(l, where, kind == 6, ret);
}

/* The values of an array or a dict; a dict has all its keys first. */
static bool children(const struct list *l, uint64_t at, struct plist *p, unsigned depth)
{
	bool dict = p->type == PLIST_DICT;
	struct plist *last = NULL, *one;
	uint64_t n, from, ref;

	if (depth + 1 >= PLIST_DEPTH_MAX) {
		l->m->limit = true;
		return false;
	}
	if (!count_of(l, at, &n, &from) || n > l->file.n / l->ref_size ||
	    !bytes_has(l->file, from, n * l->ref_size * (dict ? 2 : 1)))
		return false;
	for (uint64_t i = 0; i < n; i++) {
		const char *key = NULL;

		if (dict && !dict_key(l, from + i * l->ref_size, &key))
			return false;
		if (!ref_at(l, from + (dict ? n + i : i) * l->ref_size, &ref) ||
		    !object(l, ref, p, &last, depth + 1, &one))
			return false;
		one->key = key;
	}
	return true;
}

static bool scalar(const struct list *l, uint64_t at, struct plist *p)
{
	uint8_t marker = l->file.p[at];

	switch (marker >> 4) {
	case 0: p->number = marker == 9; return true;
	case 1: return number(l, at, &p->number);
	case 3: return date(l, at, &p->number);
	case 5: return text(l, at, false, &p->text);
	case 6: return text(l, at, true, &p->text);
	default: return true;
	}
}

static enum plist_type type_of(uint8_t marker)
{
	switch (marker >> 4) {
	case 0: return marker == 8 || marker == 9 ? PLIST_FLAG : PLIST_OTHER;
	case 1: return PLIST_NUMBER;
	case 3: return PLIST_DATE;
	case 5:
	case 6: return PLIST_TEXT;
	case 10: return PLIST_ARRAY;
	case 13: return PLIST_DICT;
	default: return PLIST_OTHER;
	}
}

/* Depth has a ceiling of a few steps, which is why this may call itself. */
static bool object(const struct list *l, uint64_t ref, struct plist *parent, struct plist **last,
		   unsigned depth, struct plist **ret)
{
	uint64_t at;
	struct plist *p;

	if (!offset_of(l, ref, &at))
		return false;
	p = *ret = plist_new(l->m, parent, last, type_of(l->file.p[at]));
	if (!p)
		return false;
	if (p->type == PLIST_ARRAY || p->type == PLIST_DICT)
		return children(l, at, p, depth);
	return scalar(l, at, p);
}

const struct plist *plist_binary(struct bytes file, struct plist_making *m, struct err *err)
{
	struct list l = { .file = file, .m = m };
	uint64_t at = file.n - TRAILER, top = 0;
	struct plist *last = NULL, *root = NULL;

	if (file.n >= TRAILER + 8 && bytes_u8(file, at + 6, &l.offset_size) &&
	    bytes_u8(file, at + 7, &l.ref_size) && big_number(file, at + 8, 8, &l.objects) &&
	    big_number(file, at + 16, 8, &top) && big_number(file, at + 24, 8, &l.table) &&
	    l.offset_size && l.offset_size <= 8 && l.ref_size && l.ref_size <= 8 && l.table <= at &&
	    l.objects <= (at - l.table) / l.offset_size && object(&l, top, NULL, &last, 0, &root))
		return root;
	(void)err_set(err, ERR_FORMAT, -EBADMSG, "the property list is damaged");
	return NULL;
}
