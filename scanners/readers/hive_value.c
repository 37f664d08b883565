/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of a hive's keys, each read as the type that the caller expects. */
#include <hivex.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/readers/hive_private.h"

#define TEXT_UNITS        ((size_t)16384) /* UTF-16 units: 32 KiB */
#define VALUES_MAX        ((size_t)1 << 16)
#define PROPERTY_FILETIME 0xffff0010u /* a device property's type, DEVPROP_TYPE_FILETIME */

struct value {
	uint32_t type;
	struct bytes b;
	char *own;
};

static hive_value_h value_named(struct hive *h, hive_key key, const char *name)
{
	hive_value_h *all = key ? hivex_node_values(h->h, key) : NULL, found = 0;
	size_t n = strlen(name);
	struct hive_name own;

	h->damaged |= key && !all;
	for (size_t i = 0; all && all[i] && !found; i++)
		if (hive_name_at(h, all[i], false, &own) && hive_name_is(&own, name, n))
			found = all[i];
	free(all);
	return found;
}

/* Finish with free(ret->own). */
static bool value_read(struct hive *h, hive_key key, const char *name, struct value *ret)
{
	hive_value_h v = value_named(h, key, name);
	hive_type type;
	size_t n;

	memset(ret, 0, sizeof(*ret));
	if (!v)
		return false;
	ret->own = hivex_value_value(h->h, v, &type, &n);
	if (!ret->own) {
		h->damaged = true;
		return false;
	}
	ret->type = (uint32_t)type;
	ret->b = bytes_of(ret->own, n);
	return true;
}

bool hive_has_value(struct hive *h, hive_key key, const char *name)
{
	return value_named(h, key, name) != 0;
}

static bool is_text(uint32_t type)
{
	return type == hive_t_REG_SZ || type == hive_t_REG_EXPAND_SZ || type == hive_t_REG_MULTI_SZ;
}

bool hive_value_filled(struct hive *h, hive_key key, const char *name)
{
	hive_value_h v = value_named(h, key, name);
	hive_type type;
	size_t n;

	if (!v)
		return false;
	if (hivex_value_type(h->h, v, &type, &n) < 0) {
		h->damaged = true;
		return false;
	}
	return n > (is_text((uint32_t)type) ? sizeof(uint16_t) : 0);
}

bool hive_text(struct hive *h, hive_key key, const char *name, struct arena *a, const char **ret)
{
	struct value v;
	bool ok = value_read(h, key, name, &v) && is_text(v.type);

	if (ok)
		*ret = utf16le_to_utf8(a, v.b.p, MIN(v.b.n / 2, TEXT_UNITS), true);
	free(v.own);
	return ok;
}

/* A REG_SZ that holds only digits, up to 18 of them. */
static bool digits(struct bytes b, int64_t *ret)
{
	int64_t number = 0;
	uint16_t unit = 0;
	size_t i = 0;

	for (; bytes_u16le(b, 2 * i, &unit) && unit; i++) {
		if (unit < '0' || unit > '9' || i >= 18)
			return false;
		number = number * 10 + (unit - '0');
	}
	*ret = number;
	return i > 0;
}

static bool as_number(const struct value *v, int64_t *ret)
{
	uint32_t u32;
	uint64_t u64;

	switch (v->type) {
	case hive_t_REG_DWORD:
		if (!bytes_u32le(v->b, 0, &u32))
			return false;
		*ret = u32;
		return true;
	case hive_t_REG_DWORD_BIG_ENDIAN:
		if (!bytes_u32be(v->b, 0, &u32))
			return false;
		*ret = u32;
		return true;
	case hive_t_REG_QWORD:
		if (!bytes_u64le(v->b, 0, &u64) || u64 > INT64_MAX)
			return false;
		*ret = (int64_t)u64;
		return true;
	case hive_t_REG_SZ: return digits(v->b, ret);
	default: return false;
	}
}

bool hive_number(struct hive *h, hive_key key, const char *name, int64_t *ret)
{
	struct value v;
	bool ok = value_read(h, key, name, &v) && as_number(&v, ret);

	free(v.own);
	return ok;
}

bool hive_time(struct hive *h, hive_key key, const char *name, int64_t *ret)
{
	struct value v;
	uint64_t filetime = 0;
	int64_t t;
	bool ok = value_read(h, key, name, &v) && v.b.n == 8 &&
		  (v.type == hive_t_REG_BINARY || v.type == hive_t_REG_QWORD ||
		   v.type == PROPERTY_FILETIME) &&
		  bytes_u64le(v.b, 0, &filetime);

	free(v.own);
	t = time_from_filetime(filetime);
	if (!ok || t == TIME_ABSENT)
		return false;
	*ret = t;
	return true;
}

static bool value_bytes(struct hive *h, hive_key key, const char *name, struct arena *a,
			bool (*fits)(uint32_t type), struct bytes *ret)
{
	struct value v;
	bool ok = value_read(h, key, name, &v) && fits(v.type);

	if (ok) {
		uint8_t *p = arena_alloc(a, v.b.n);

		if (v.b.n)
			memcpy(p, v.b.p, v.b.n);
		*ret = bytes_of(p, v.b.n);
	}
	free(v.own);
	return ok;
}

static bool is_binary(uint32_t type)
{
	return !is_text(type);
}

static bool is_strings(uint32_t type)
{
	return type == hive_t_REG_MULTI_SZ;
}

bool hive_binary(struct hive *h, hive_key key, const char *name, struct arena *a, struct bytes *ret)
{
	return value_bytes(h, key, name, a, is_binary, ret);
}

bool hive_strings(struct hive *h, hive_key key, const char *name, struct arena *a,
		  struct bytes *ret)
{
	return value_bytes(h, key, name, a, is_strings, ret);
}

size_t hive_values(struct hive *h, hive_key key, size_t max, struct arena *a, const char ***ret)
{
	hive_value_h *all = key ? hivex_node_values(h->h, key) : NULL;
	struct hive_name name;
	size_t n = 0;

	h->damaged |= key && !all;
	max = MIN(max, VALUES_MAX);
	while (all && all[n] && n < max)
		n++;
	*ret = arena_array(a, n, sizeof(**ret));
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = hive_name_at(h, all[i], false, &name) ? hive_name_text(&name, a) : "";
	free(all);
	return n;
}
