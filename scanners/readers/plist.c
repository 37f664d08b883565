/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See plist.h: what is asked of a list, its XML form. The binary one is in plist_binary.c. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "scanners/readers/plist_private.h"
#include "scanners/readers/xml.h"

#define TEXTS_MAX ((size_t)64 << 20) /* of all texts together */

struct plist *plist_new(struct plist_making *m, struct plist *parent, struct plist **last,
			enum plist_type type)
{
	struct plist *p;

	if (m->nodes++ >= PLIST_NODES_MAX) {
		m->limit = true;
		return NULL;
	}
	p = arena_alloc(m->arena, sizeof(*p));
	p->type = type;
	if (*last)
		(*last)->next = p;
	else if (parent)
		parent->child = p;
	*last = p;
	return p;
}

const char *plist_keep(struct plist_making *m, const char *text, size_t n)
{
	n = MIN(n, PLIST_TEXT_MAX);
	m->bytes += n;
	if (m->bytes > TEXTS_MAX) {
		m->limit = true;
		return "";
	}
	return arena_strndup(m->arena, text, n);
}

/* --- XML --------------------------------------------------------------------------------------- */
struct building {
	struct plist_making *m;
	struct plist *open[PLIST_DEPTH_MAX], *last[PLIST_DEPTH_MAX];
	unsigned depth;
	const char *key; /* the one that waits for its value */
	struct plist *root;
	bool odd;
};

static const char *element(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static struct plist *value(struct building *b, enum plist_type type)
{
	struct plist *parent = b->depth ? b->open[b->depth - 1] : NULL;
	struct plist *none = NULL, *p;

	if (!parent && b->root) {
		b->odd = true;
		return NULL;
	}
	p = plist_new(b->m, parent, parent ? &b->last[b->depth - 1] : &none, type);
	if (!p)
		return NULL;
	if (parent && parent->type == PLIST_DICT) {
		b->odd |= !b->key;
		p->key = b->key ? b->key : "";
		b->key = NULL;
	}
	if (!parent)
		b->root = p;
	return p;
}

static void on_open(void *arg, const char *path, const char *const *attribute UNUSED)
{
	struct building *b = arg;
	const char *name = element(path);
	bool dict = !strcmp(name, "dict");
	struct plist *p;

	if (!dict && strcmp(name, "array") != 0)
		return;
	if (b->depth == PLIST_DEPTH_MAX) {
		b->m->limit = true;
		return;
	}
	p = b->m->limit ? NULL : value(b, dict ? PLIST_DICT : PLIST_ARRAY);
	if (!p)
		return;
	b->open[b->depth] = p;
	b->last[b->depth++] = NULL;
}

static const char *text_of(struct building *b, const char *text)
{
	return plist_keep(b->m, text, strlen(text));
}

static int64_t number_of(const char *text)
{
	char *end;
	long long v;

	errno = 0;
	v = strtoll(text, &end, 0);
	return errno || end == text ? INT64_MIN : v;
}

static void on_close(void *arg, const char *path, const char *text)
{
	static const struct {
		const char *name;
		enum plist_type type;
	} types[] = { { "string", PLIST_TEXT }, { "integer", PLIST_NUMBER },
		      { "true", PLIST_FLAG },   { "false", PLIST_FLAG },
		      { "date", PLIST_DATE },   { "real", PLIST_OTHER },
		      { "data", PLIST_OTHER } };
	struct building *b = arg;
	const char *name = element(path);
	struct plist *p = NULL;
	size_t i = 0;

	if (b->m->limit || b->odd)
		return;
	if (!strcmp(name, "dict") || !strcmp(name, "array")) {
		b->depth -= b->depth > 0;
		return;
	}
	if (!strcmp(name, "key")) {
		b->key = text_of(b, text);
		return;
	}
	while (i < LEN(types) && strcmp(types[i].name, name) != 0)
		i++;
	if (i < LEN(types))
		p = value(b, types[i].type);
	if (!p)
		return;
	if (p->type == PLIST_TEXT)
		p->text = text_of(b, text);
	else if (p->type == PLIST_NUMBER)
		p->number = number_of(text);
	else if (p->type == PLIST_FLAG)
		p->number = *name == 't';
	else if (p->type == PLIST_DATE && !time_parse_iso(text, &p->number))
		p->number = TIME_ABSENT;
}

/* Every one of them begins with a line that names Apple's DTD, and xml.h takes none at all. What
 * has rules of its own in it ("[") keeps it and is refused there. */
static struct bytes without_doctype(struct bytes file, struct arena *a)
{
	static const char word[] = "<!DOCTYPE";
	const uint8_t *at = memmem(file.p, MIN(file.n, (size_t)1024), word, sizeof(word) - 1);
	size_t from = at ? (size_t)(at - file.p) : 0, to = from;
	char *copy;

	while (at && to < file.n && file.p[to] != '>' && file.p[to] != '[')
		to++;
	if (!at || to == file.n || file.p[to] == '[')
		return file;
	copy = arena_alloc(a, file.n);
	memcpy(copy, file.p, file.n);
	memset(copy + from, ' ', to + 1 - from);
	return bytes_of(copy, file.n);
}

static const struct plist *read_xml(struct bytes file, struct plist_making *m, struct err *err)
{
	struct building *b = arena_alloc(m->arena, sizeof(*b));
	const struct xml_handler handler = { b, on_open, on_close };
	int r;

	b->m = m;
	r = xml_walk_up_to(without_doctype(file, m->arena), PLIST_SIZE_MAX, 2 * PLIST_NODES_MAX,
			   &handler, err);
	if (r < 0)
		return NULL;
	if (!m->limit && (b->odd || !b->root))
		(void)err_set(err, ERR_FORMAT, -EBADMSG, "the property list is damaged");
	return b->odd ? NULL : b->root;
}

const struct plist *plist_read(struct bytes file, struct arena *a, struct err *err)
{
	struct plist_making m = { .arena = a };
	const struct plist *p;

	if (file.n > PLIST_SIZE_MAX) {
		(void)err_set(err, ERR_LIMIT, -EFBIG, "the property list is too large");
		return NULL;
	}
	p = bytes_equal(file, 0, "bplist00", 8) ? plist_binary(file, &m, err)
						: read_xml(file, &m, err);
	if (!m.limit)
		return p;
	(void)err_set(err, ERR_LIMIT, -EFBIG, "the property list holds too much");
	return NULL;
}

/* --- questions --------------------------------------------------------------------------------- */
const struct plist *plist_at(const struct plist *p, const char *key)
{
	if (!p || p->type != PLIST_DICT)
		return NULL;
	for (p = p->child; p; p = p->next)
		if (p->key && !strcmp(p->key, key))
			return p;
	return NULL;
}

const char *plist_text(const struct plist *p, const char *key)
{
	p = plist_at(p, key);
	return p && p->type == PLIST_TEXT ? p->text : NULL;
}

const char *plist_first(const struct plist *p, const char *key)
{
	p = plist_at(p, key);
	if (p && p->type == PLIST_ARRAY)
		p = p->child;
	return p && p->type == PLIST_TEXT ? p->text : NULL;
}

int64_t plist_number(const struct plist *p, const char *key)
{
	p = plist_at(p, key);
	return p && (p->type == PLIST_NUMBER || p->type == PLIST_FLAG) ? p->number : INT64_MIN;
}

int plist_flag(const struct plist *p, const char *key)
{
	int64_t n = plist_number(p, key);

	return n == INT64_MIN ? -1 : n != 0;
}

int64_t plist_date(const struct plist *p, const char *key)
{
	p = plist_at(p, key);
	return p && p->type == PLIST_DATE ? p->number : TIME_ABSENT;
}
