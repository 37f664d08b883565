/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phrases in records: {"id": "... {0} ...", "args": [{"number": 3}, {"text": "a"}, ...]}, and the
 * English sentence beside it for those who only read. */
#include <errno.h>
#include <string.h>

#include "core/base/str.h"
#include "core/record/json.h"
#include "core/record/record.h"

#define SENTENCE_MAX ((size_t)1 << 16)

/* "2026-11-21": a day has no time and no zone. */
static void day_iso(int64_t t, char *buf, size_t size)
{
	if (*time_iso(t, buf, size))
		buf[strlen("2026-11-21")] = '\0';
}

static void add_arg(struct str *out, const struct phrase_arg *arg)
{
	char iso[32];

	switch (arg->type) {
	case PHRASE_ARG_NUMBER:
	case PHRASE_ARG_BYTES:
		str_addf(out, "%lld", (long long)arg->number);
		if (arg->type == PHRASE_ARG_BYTES)
			str_add(out, " bytes");
		break;
	case PHRASE_ARG_TEXT:
	case PHRASE_ARG_WORD: str_add(out, arg->text ? arg->text : ""); break;
	case PHRASE_ARG_DATE:
		time_iso(arg->number, iso, sizeof(iso));
		str_add(out, *iso ? iso : "unknown");
		break;
	case PHRASE_ARG_DAY:
		day_iso(arg->number, iso, sizeof(iso));
		str_add(out, *iso ? iso : "unknown");
		break;
	}
}

/* The sentence in English, with exact values: no zone, no rounding. */
static void add_sentence(struct str *out, const struct phrase *p)
{
	for (const char *s = p->id; *s; s++) {
		bool place = s[0] == '{' && s[1] >= '0' && s[1] <= '9' && s[2] == '}';
		unsigned i = place ? (unsigned)(s[1] - '0') : 0;

		if (!place || i >= p->n_args || i >= PHRASE_ARGS) {
			str_addc(out, *s);
			continue;
		}
		add_arg(out, &p->arg[i]);
		s += 2;
	}
}

static void put_arg(json_t *args, const struct phrase_arg *arg)
{
	json_t *o = json_object();
	char iso[32];

	switch (arg->type) {
	case PHRASE_ARG_NUMBER: json_put_number(o, "number", arg->number); break;
	case PHRASE_ARG_TEXT: json_put_text(o, "text", arg->text ? arg->text : ""); break;
	case PHRASE_ARG_WORD: json_put_text(o, "word", arg->text ? arg->text : ""); break;
	case PHRASE_ARG_DATE: json_put_time(o, "date", arg->number); break;
	case PHRASE_ARG_BYTES: json_put_number(o, "bytes", arg->number); break;
	case PHRASE_ARG_DAY:
		day_iso(arg->number, iso, sizeof(iso));
		json_put_text(o, "day", *iso ? iso : NULL);
		break;
	}
	json_array_append_new(args, o);
}

json_t *record_phrase(const struct phrase *p)
{
	json_t *o, *args;

	if (!p || !p->id)
		return json_null();
	o = json_object();
	json_put_text(o, "id", p->id);
	args = json_array();
	for (unsigned i = 0; i < p->n_args && i < PHRASE_ARGS; i++)
		put_arg(args, &p->arg[i]);
	json_object_set_new(o, "args", args);
	return o;
}

void json_put_phrase(json_t *o, const char *key, const struct phrase *p)
{
	struct str text = STR_INIT(SENTENCE_MAX);
	char name[64];

	if (p && p->id)
		add_sentence(&text, p);
	json_put_text(o, key, p && p->id ? str_c(&text) : NULL);
	str_done(&text);
	snprintf(name, sizeof(name), "%s_phrase", key);
	json_object_set_new(o, name, record_phrase(p));
}

void record_put_phrase(json_t *object, const char *key, const struct phrase *p)
{
	json_put_phrase(object, key, p);
}

static const char *const arg_keys[] = { "number", "text", "word", "date", "bytes", "day" };

static int parse_arg(struct arena *a, const json_t *o, struct phrase_arg *ret, struct err *err)
{
	size_t type = 0;
	const char *key;

	*ret = (struct phrase_arg){ 0 };
	while (type < LEN(arg_keys) && !json_object_get(o, arg_keys[type]))
		type++;
	if (type == LEN(arg_keys))
		return err_set(err, ERR_FORMAT, -EBADMSG, "a phrase has a value of no known kind");
	key = arg_keys[type];
	ret->type = (enum phrase_arg_type)type;
	switch (ret->type) {
	case PHRASE_ARG_NUMBER:
	case PHRASE_ARG_BYTES:
		ret->number = NUMBER_ABSENT;
		return json_get_number(o, key, &ret->number, err);
	case PHRASE_ARG_TEXT:
	case PHRASE_ARG_WORD: ret->text = ""; return json_get_text(o, key, a, &ret->text, err);
	case PHRASE_ARG_DATE:
	case PHRASE_ARG_DAY:
		ret->number = TIME_ABSENT;
		return json_get_time(o, key, &ret->number, err);
	}
	return 0;
}

static int parse_phrase(struct arena *a, const json_t *j, struct phrase *ret, struct err *err)
{
	const json_t *args;
	struct phrase p = { 0 };
	int r;

	*ret = PHRASE_NONE;
	if (!j || json_is_null(j))
		return 0;
	if (!json_is_object(j))
		return err_set(err, ERR_FORMAT, -EBADMSG, "a phrase is no object");
	r = json_get_text(j, "id", a, &p.id, err);
	if (r == 0)
		r = json_get_array(j, "args", PHRASE_ARGS, &args, err);
	for (size_t i = 0; r == 0 && args && i < json_array_size(args); i++) {
		r = parse_arg(a, json_array_get(args, i), &p.arg[i], err);
		p.n_args++;
	}
	if (r == 0 && p.id)
		*ret = p;
	return r;
}

int record_parse_phrase(struct arena *a, json_t *j, struct phrase *ret)
{
	return parse_phrase(a, j, ret, NULL);
}

int json_get_phrase(const json_t *o, const char *key, struct arena *a, struct phrase *ret,
		    struct err *err)
{
	char name[64];
	const json_t *j;

	snprintf(name, sizeof(name), "%s_phrase", key);
	j = json_object_get(o, name);
	return j ? parse_phrase(a, j, ret, err) : 0;
}
