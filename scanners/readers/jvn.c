/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See jvn.h. Both forms are walked for the same few fields; whatever else stands there is passed
 * over. */
#include "scanners/readers/jvn.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/readers/xml.h"

#define JSON_DEPTH_MAX 64

struct walk {
	const struct jvn_handler *handler;
	struct jvn_count *count;
	struct jvn_row row; /* name, maker and hole of where we are */
};

/* UTF-8 on one line, cut at a letter. */
static void take_text(char *to, size_t size, const char *text)
{
	size_t n = strlen(text), at = 0;

	while (at < n) {
		uint32_t cp;
		size_t used = utf8_next(text + at, n - at, &cp);

		if (!used || at + used >= size)
			break;
		memcpy(to + at, text + at, used);
		if (used == 1 && (unsigned char)to[at] < ' ')
			to[at] = ' ';
		at += used;
	}
	to[at] = '\0';
}

static void take_day(struct walk *w, const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t n = 0;

	for (; form[n]; n++)
		if (form[n] == 'd' ? text[n] < '0' || text[n] > '9' : text[n] != form[n])
			return;
	if (strncmp(text, w->count->newest, n) > 0) {
		memcpy(w->count->newest, text, n);
		w->count->newest[n] = '\0';
	}
}

static bool is_hole(const char *text)
{
	return !strncmp(text, "JVNDB-", 6) && strlen(text) < sizeof(((struct jvn_row *)0)->hole) &&
	       strspn(text + 6, "0123456789-") == strlen(text + 6);
}

static void give(struct walk *w)
{
	if (w->count->rows == JVN_ROWS_MAX) {
		w->count->full = true;
		return;
	}
	w->count->rows++;
	w->handler->row(w->handler->arg, &w->row);
}

static void give_words(struct walk *w, const char *words)
{
	if (!*w->row.hole || !*w->row.name || !jvn_versions(words, &w->row))
		w->count->unread++;
	else
		give(w);
}

/* --- XML ----------------------------------------------------------------------------------- */
#define INFO "VULDEF-Document/Vulinfo"
#define ITEM INFO "/VulinfoData/Affected/AffectedItem"

static void on_open(void *arg, const char *path, const char *const *attribute UNUSED)
{
	struct walk *w = arg;

	if (!strcmp(path, INFO))
		w->row = (struct jvn_row){ 0 };
	if (!strcmp(path, ITEM))
		*w->row.name = *w->row.maker = '\0';
}

static void on_close(void *arg, const char *path, const char *text)
{
	struct walk *w = arg;

	if (!strcmp(path, INFO "/VulinfoID") && is_hole(text)) {
		w->count->holes++;
		take_text(w->row.hole, sizeof(w->row.hole), text);
	} else if (!strcmp(path, ITEM "/Name")) {
		take_text(w->row.maker, sizeof(w->row.maker), text);
	} else if (!strcmp(path, ITEM "/ProductName")) {
		take_text(w->row.name, sizeof(w->row.name), text);
	} else if (!strcmp(path, ITEM "/VersionNumber")) {
		give_words(w, text);
	} else if (!strcmp(path, INFO "/VulinfoData/DateLastUpdated")) {
		take_day(w, text);
	}
}

/* --- JSON ---------------------------------------------------------------------------------- */
static const char *text_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static bool is_version(const char *s)
{
	return *s >= '0' && *s <= '9' && strlen(s) < JVN_VERSION_MAX &&
	       strspn(s, "0123456789.") == strlen(s);
}

/* {"version", "lessThan" | "lessThanOrEqual"}; where these are empty the description may tell. */
static void take_version(struct walk *w, const json_t *o)
{
	const char *from = text_of(o, "version"), *below = text_of(o, "lessThan"),
		   *last = text_of(o, "lessThanOrEqual"), *upto = *below ? below : last;
	const char *status = text_of(o, "status");

	if (strcmp(status, "affected"))
		return;
	if (!*upto && is_version(from))
		upto = from;
	if (!is_version(upto) || (*from && !is_version(from))) {
		give_words(w, text_of(o, "description"));
		return;
	}
	snprintf(w->row.from, sizeof(w->row.from), "%s", from);
	snprintf(w->row.upto, sizeof(w->row.upto), "%s", upto);
	w->row.included = !*below;
	give(w);
}

/* An object with "vulnid" and a list "affected". */
static void take_hole(struct walk *w, const json_t *o)
{
	const json_t *list = json_object_get(o, "affected"), *versions;

	w->row = (struct jvn_row){ 0 };
	w->count->holes++;
	take_text(w->row.hole, sizeof(w->row.hole), text_of(o, "vulnid"));
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);

		take_text(w->row.name, sizeof(w->row.name), text_of(item, "product"));
		take_text(w->row.maker, sizeof(w->row.maker), text_of(item, "vendor"));
		versions = json_object_get(item, "versions");
		for (size_t k = 0; *w->row.name && k < json_array_size(versions); k++)
			take_version(w, json_array_get(versions, k));
	}
}

static void walk_json(struct walk *w, const json_t *j, unsigned depth)
{
	const char *key;
	json_t *value;

	if (depth == JSON_DEPTH_MAX)
		return;
	for (size_t i = 0; i < json_array_size(j); i++)
		walk_json(w, json_array_get(j, i), depth + 1);
	if (!json_is_object(j))
		return;
	take_day(w, text_of(j, "current_release_date"));
	if (is_hole(text_of(j, "vulnid")) && json_is_array(json_object_get(j, "affected"))) {
		take_hole(w, j);
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)j, key, value) walk_json(w, value, depth + 1);
}

static int read_json(struct walk *w, struct bytes file, struct err *err)
{
	json_t *j;

	if (file.n > JVN_JSON_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the JSON file is too large");
	j = json_loadb((const char *)file.p, file.n, 0, NULL);
	if (!j)
		return err_set(err, ERR_FORMAT, -EBADMSG, "the JSON file is damaged");
	walk_json(w, j, 0);
	json_decref(j);
	return 0;
}

static bool looks_like_json(struct bytes file)
{
	size_t i = 0;

	if (file.n >= 3 && !memcmp(file.p, "\xef\xbb\xbf", 3))
		i = 3;
	while (i < file.n && strchr(" \t\r\n", file.p[i]) && file.p[i])
		i++;
	return i < file.n && (file.p[i] == '{' || file.p[i] == '[');
}

int jvn_read(struct bytes file, const struct jvn_handler *handler, struct jvn_count *ret,
	     struct err *err)
{
	struct walk w = { .handler = handler, .count = ret };
	const struct xml_handler xml = { &w, on_open, on_close };
	int r;

	*ret = (struct jvn_count){ 0 };
	if (looks_like_json(file))
		r = read_json(&w, file, err);
	else
		r = xml_walk_up_to(file, JVN_XML_MAX, JVN_ELEMENTS_MAX, &xml, err);
	if (r == 0 && !ret->holes)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "it holds no entries of JVN iPedia");
	return r;
}
