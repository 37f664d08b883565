/* SPDX-License-Identifier: GPL-2.0-or-later */
/* loan.json: read strictly, changed in one place only. */
#include "core/checklist/loan.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/utf.h"
#include "core/model/phrase.h"
#include "core/record/record.h"

#define LOAN_SCHEMA 1
#define JAPAN       32400

static const char *const stickers[STICKERS] = {
	N_("blue"), N_("yellow"), N_("red"), N_("green"), N_("white"),
};

const char *sticker_name(enum sticker sticker)
{
	return stickers[sticker < STICKERS ? sticker : 0];
}

bool sticker_from_name(const char *name, enum sticker *ret)
{
	for (unsigned i = 0; i < STICKERS; i++) {
		if (strcmp(name, stickers[i]) != 0)
			continue;
		*ret = (enum sticker)i;
		return true;
	}
	return false;
}

int64_t loan_day(int64_t t)
{
	return time_days_between(0, t + JAPAN) * TIME_DAY;
}

static int wrong(struct err *err, const char *key)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "\"%s\" is missing or not as it should be", key);
}

/* A string whose bytes all are of the set; longer than size - 1 or shorter than least: wrong. */
static int get_text(const json_t *o, const char *key, const char *set, size_t least, char *buf,
		    size_t size, struct err *err)
{
	const json_t *j = json_object_get(o, key);
	const char *s = json_string_value(j);
	size_t n = s ? json_string_length(j) : 0;

	if (!s || n < least || n >= size || strlen(s) != n || (set && strspn(s, set) != n) ||
	    !utf8_valid(s, n))
		return wrong(err, key);
	memcpy(buf, s, n + 1);
	return 0;
}

/* "2026-11-28", a day that exists. */
static int get_day(const json_t *o, const char *key, int64_t *ret, struct err *err)
{
	char day[11], again[24];
	int r = get_text(o, key, "0123456789-", 10, day, sizeof(day), err);

	if (r < 0)
		return r;
	if (!time_parse_iso(day, ret) ||
	    strncmp(time_iso(*ret, again, sizeof(again)), day, 10) != 0)
		return wrong(err, key);
	return 0;
}

static int get_use(const json_t *o, struct loan *l, struct err *err)
{
	struct loan_use *use = &l->used[l->n_used];
	char name[12];
	int r = get_text(o, "sticker", NULL, 1, name, sizeof(name), err);

	if (r == 0)
		r = get_day(o, "date", &use->day, err);
	if (r < 0)
		return r;
	if (!sticker_from_name(name, &use->sticker) || use->sticker >= l->pcs ||
	    loan_used(l, use->sticker))
		return wrong(err, "sticker");
	l->n_used++;
	return 0;
}

static int get_used(const json_t *o, struct loan *l, struct err *err)
{
	const json_t *used = json_object_get(o, "used");
	int r = 0;

	if (!json_is_array(used) || json_array_size(used) > l->pcs)
		return wrong(err, "used");
	for (size_t i = 0; r == 0 && i < json_array_size(used); i++)
		r = get_use(json_array_get(used, i), l, err);
	return r;
}

static int get_numbers(const json_t *o, struct loan *l, struct err *err)
{
	const json_t *schema = json_object_get(o, "schema"), *pcs = json_object_get(o, "pcs");

	if (!json_is_integer(schema) || json_integer_value(schema) != LOAN_SCHEMA)
		return wrong(err, "schema");
	if (!json_is_integer(pcs) || json_integer_value(pcs) < 1 ||
	    json_integer_value(pcs) > LOAN_PCS_MAX)
		return wrong(err, "pcs");
	l->pcs = (unsigned)json_integer_value(pcs);
	return 0;
}

static int get_all(const json_t *o, struct loan *l, struct err *err)
{
	static const char digits[] = "0123456789";
	int r = get_numbers(o, l, err);

	if (r == 0)
		r = get_text(o, "slip", digits, 1, l->slip, sizeof(l->slip), err);
	if (r == 0)
		r = get_day(o, "issued", &l->issued, err);
	if (r == 0)
		r = get_day(o, "until", &l->until, err);
	if (r == 0 && l->until < l->issued)
		r = wrong(err, "until");
	if (r == 0)
		r = get_text(o, "recipient", NULL, 1, l->recipient, sizeof(l->recipient), err);
	if (r == 0 && !recipient_valid(l->recipient, strlen(l->recipient)))
		r = wrong(err, "recipient");
	if (r == 0)
		r = get_text(o, "phone", "0123456789-+ ", 5, l->phone, sizeof(l->phone), err);
	if (r == 0)
		r = get_text(o, "hours", NULL, 0, l->hours, sizeof(l->hours), err);
	return r == 0 ? get_used(o, l, err) : r;
}

static int parse(const char *text, size_t n, json_t **ret, struct loan *l, struct err *err)
{
	json_error_t why;
	json_t *o;
	int r;

	*ret = NULL;
	*l = (struct loan){ 0 };
	if (n > LOAN_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "larger than %zu bytes", LOAN_FILE_MAX);
	o = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);
	if (!o)
		return err_set(err, ERR_FORMAT, -EBADMSG, "no JSON at line %d, column %d", why.line,
			       why.column);
	r = json_is_object(o) ? get_all(o, l, err) : wrong(err, "schema");
	if (r < 0) {
		*l = (struct loan){ 0 };
		json_decref(o);
		return r;
	}
	*ret = o;
	return 0;
}

int loan_parse(const char *text, size_t n, struct loan *ret, struct err *err)
{
	json_t *o;
	int r = parse(text, n, &o, ret, err);

	json_decref(o);
	return r;
}

enum loan_state loan_state(const struct loan *l, int64_t today, bool clock_wrong)
{
	if (loan_left(l) == 0)
		return LOAN_SPENT;
	return !clock_wrong && today > l->until ? LOAN_OVER : LOAN_OPEN;
}

bool loan_clock_wrong(const struct loan *l, int64_t now, int64_t built)
{
	int64_t today = loan_day(now);

	/* A PC that keeps another zone's time as its own is a day off, not wrong. */
	if (now < built - TIME_DAY || today < l->issued - TIME_DAY)
		return true;
	for (unsigned i = 0; i < l->n_used; i++)
		if (today < l->used[i].day - TIME_DAY)
			return true;
	return false;
}

unsigned loan_left(const struct loan *l)
{
	return l->n_used < l->pcs ? l->pcs - l->n_used : 0;
}

const struct loan_use *loan_used(const struct loan *l, enum sticker sticker)
{
	for (unsigned i = 0; i < l->n_used; i++)
		if (l->used[i].sticker == sticker)
			return &l->used[i];
	return NULL;
}

bool loan_sticker_free(const struct loan *l, enum sticker sticker)
{
	return sticker < l->pcs && !loan_used(l, sticker);
}

int loan_use(const char *text, size_t n, enum sticker sticker, int64_t day, struct str *out,
	     struct err *err)
{
	char iso[24];
	struct loan l;
	json_t *o, *use;
	char *shown;
	size_t length;
	int r = parse(text, n, &o, &l, err);

	if (r < 0)
		return r;
	if (!loan_sticker_free(&l, sticker)) {
		json_decref(o);
		return err_set(err, ERR_FORMAT, -EEXIST,
			       "the %s sticker is used or not of this loan", sticker_name(sticker));
	}
	use = json_object();
	time_iso(day, iso, sizeof(iso));
	json_object_set_new(use, "sticker", json_string(sticker_name(sticker)));
	json_object_set_new(use, "date", json_stringn(iso, 10));
	json_array_append_new(json_object_get(o, "used"), use);
	shown = record_text(o, true, &length);
	json_decref(o);
	str_addn(out, shown, length);
	str_addc(out, '\n');
	free(shown);
	return out->full ? err_set(err, ERR_LIMIT, -EFBIG, "it would grow too large") : 0;
}
