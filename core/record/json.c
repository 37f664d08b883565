/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values in and out of JSON objects. Text that is no UTF-8 (lone surrogates of NTFS names, old
 * Linux names) becomes an object {"shown", "hex"}, so that no byte is lost and every line stays
 * JSON. */
#include "core/record/json.h"

#include "core/base/str.h"
#include "core/base/utf.h"
#include "core/record/record.h"

#define TEXT_MAX ((size_t)1 << 20)

static void put(json_t *o, const char *key, json_t *value)
{
	/* jansson only refuses when memory ran out; that ends the process. */
	if (!value || json_object_set_new(o, key, value) < 0)
		abort();
}

static json_t *odd_text(const char *text, size_t n)
{
	struct str shown = STR_INIT(TEXT_MAX), hex = STR_INIT(2 * TEXT_MAX);
	json_t *o = json_object();

	for (size_t i = 0; i < n; i++)
		str_addf(&hex, "%02x", (unsigned)(uint8_t)text[i]);
	while (n > 0) {
		uint32_t cp;
		size_t used = utf8_next(text, n, &cp);

		if (cp >= 0xd800 && cp < 0xe000)
			str_add(&shown, "\xef\xbf\xbd"); /* U+FFFD */
		else
			str_addn(&shown, text, used);
		text += used;
		n -= used;
	}
	put(o, "shown", json_string(str_c(&shown)));
	put(o, "hex", json_string(str_c(&hex)));
	str_done(&shown);
	str_done(&hex);
	return o;
}

static json_t *text_value(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (!text)
		return json_null();
	return utf8_valid(text, n) ? json_stringn(text, n) : odd_text(text, n);
}

void json_put_text(json_t *o, const char *key, const char *text)
{
	put(o, key, text_value(text));
}

void json_put_size(json_t *o, const char *key, uint64_t n)
{
	put(o, key,
	    n == UINT64_MAX ? json_null() : json_integer((json_int_t)MIN(n, (uint64_t)INT64_MAX)));
}

void json_put_number(json_t *o, const char *key, int64_t n)
{
	put(o, key, n == NUMBER_ABSENT ? json_null() : json_integer((json_int_t)n));
}

void json_put_time(json_t *o, const char *key, int64_t t)
{
	char iso[32];

	time_iso(t, iso, sizeof(iso));
	put(o, key, *iso ? json_string(iso) : json_null());
}

void json_put_flag(json_t *o, const char *key, enum flag flag)
{
	put(o, key, flag == FLAG_ABSENT ? json_null() : json_boolean(flag == FLAG_YES));
}

void json_put_bool(json_t *o, const char *key, bool value)
{
	put(o, key, json_boolean(value));
}

static int wrong(struct err *err, const char *key)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "\"%s\" is of the wrong kind", key);
}

/* The value, or NULL when it is absent or null. */
static json_t *value_of(const json_t *o, const char *key)
{
	json_t *v = json_object_get(o, key);

	return json_is_null(v) ? NULL : v;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *text_from_hex(struct arena *a, const char *hex)
{
	size_t n = strlen(hex) / 2;
	char *text = arena_alloc(a, n + 1);

	if (strlen(hex) % 2)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);

		if (high < 0 || low < 0 || (high == 0 && low == 0))
			return NULL;
		text[i] = (char)(unsigned char)(high << 4 | low);
	}
	return text;
}

static int text_of(const json_t *v, const char *key, struct arena *a, const char **ret,
		   struct err *err)
{
	const json_t *hex = json_is_object(v) ? json_object_get(v, "hex") : NULL;
	const char *text = NULL;

	if (json_is_string(v))
		text = arena_strdup(a, json_string_value(v));
	else if (json_is_string(hex))
		text = text_from_hex(a, json_string_value(hex));
	if (!text)
		return wrong(err, key);
	*ret = text;
	return 0;
}

int json_get_text(const json_t *o, const char *key, struct arena *a, const char **ret,
		  struct err *err)
{
	const json_t *v = value_of(o, key);

	return v ? text_of(v, key, a, ret, err) : 0;
}

int json_get_cut(const json_t *o, const char *key, char *buf, size_t size, struct err *err)
{
	struct arena a = { 0 };
	const char *text = "";
	int r = json_get_text(o, key, &a, &text, err);

	utf8_cut(buf, size, text);
	arena_done(&a);
	return r;
}

int json_get_name(const json_t *o, const char *key, const char **ret, struct err *err)
{
	const json_t *v = value_of(o, key);

	if (v && !json_is_string(v))
		return wrong(err, key);
	if (v)
		*ret = json_string_value(v);
	return 0;
}

int json_get_number(const json_t *o, const char *key, int64_t *ret, struct err *err)
{
	const json_t *v = value_of(o, key);

	if (v && !json_is_integer(v))
		return wrong(err, key);
	if (v)
		*ret = json_integer_value(v);
	return 0;
}

int json_get_size(const json_t *o, const char *key, uint64_t *ret, struct err *err)
{
	int64_t n = -1;
	int r = json_get_number(o, key, &n, err);

	if (r < 0)
		return r;
	if (n < 0 && value_of(o, key))
		return wrong(err, key);
	if (n >= 0)
		*ret = (uint64_t)n;
	return 0;
}

int json_get_unsigned(const json_t *o, const char *key, unsigned max, unsigned *ret,
		      struct err *err)
{
	uint64_t n = *ret;
	int r = json_get_size(o, key, &n, err);

	if (r < 0)
		return r;
	if (value_of(o, key) && n > max)
		return err_set(err, ERR_FORMAT, -EBADMSG, "\"%s\" is above %u", key, max);
	*ret = (unsigned)n;
	return 0;
}

int json_get_time(const json_t *o, const char *key, int64_t *ret, struct err *err)
{
	const json_t *v = value_of(o, key);
	int64_t t;

	if (!v)
		return 0;
	if (!json_is_string(v) || !time_parse_iso(json_string_value(v), &t))
		return wrong(err, key);
	*ret = t;
	return 0;
}

int json_get_flag(const json_t *o, const char *key, enum flag *ret, struct err *err)
{
	const json_t *v = value_of(o, key);

	if (v && !json_is_boolean(v))
		return wrong(err, key);
	if (v)
		*ret = json_is_true(v) ? FLAG_YES : FLAG_NO;
	return 0;
}

int json_get_bool(const json_t *o, const char *key, bool *ret, struct err *err)
{
	const json_t *v = value_of(o, key);

	if (v && !json_is_boolean(v))
		return wrong(err, key);
	if (v)
		*ret = json_is_true(v);
	return 0;
}

int json_get_array(const json_t *o, const char *key, size_t max, const json_t **ret,
		   struct err *err)
{
	const json_t *v = value_of(o, key);

	*ret = NULL;
	if (v && !json_is_array(v))
		return wrong(err, key);
	if (v && json_array_size(v) > max)
		return err_set(err, ERR_LIMIT, -E2BIG, "\"%s\" has more than %zu entries", key,
			       max);
	*ret = v;
	return 0;
}
