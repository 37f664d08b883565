/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See xml.h. A file with a DTD is refused: nothing that we read has one, and all the known tricks
 * begin there. Windows writes `encoding="UTF-16"` and now and then saves UTF-8: what the bytes
 * are is told to expat, not what they say. */
#include "scanners/readers/xml.h"

#include <errno.h>
#include <expat.h>
#include <stdint.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/str.h"

#define PATH_BYTES 1024

struct walk {
	const struct xml_handler *handler;
	XML_Parser parser;
	char path[PATH_BYTES];
	size_t end[XML_DEPTH_MAX]; /* of the path, before each open element */
	struct str text[XML_DEPTH_MAX];
	unsigned depth, elements, elements_max;
	bool dtd, limit;
};

static void stop(struct walk *w, bool *why)
{
	*why = true;
	XML_StopParser(w->parser, XML_FALSE);
}

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void XMLCALL on_open(void *arg, const XML_Char *name, const XML_Char **attribute)
{
	struct walk *w = arg;
	size_t at = strlen(w->path), n = strlen(local(name));

	if (w->depth == XML_DEPTH_MAX || ++w->elements > w->elements_max ||
	    at + n + 2 > sizeof(w->path)) {
		stop(w, &w->limit);
		return;
	}
	w->text[w->depth] = (struct str)STR_INIT(XML_TEXT_MAX);
	w->end[w->depth++] = at;
	if (at)
		w->path[at++] = '/';
	memcpy(w->path + at, local(name), n + 1);
	if (w->handler->open)
		w->handler->open(w->handler->arg, w->path, (const char *const *)attribute);
}

static void XMLCALL on_text(void *arg, const XML_Char *text, int n)
{
	struct walk *w = arg;

	if (w->depth && n > 0)
		str_addn(&w->text[w->depth - 1], text, (size_t)n);
}

/* Without white space at both ends. */
static const char *trimmed(struct str *s)
{
	size_t from = 0;

	while (s->len && strchr(" \t\r\n", s->p[s->len - 1]))
		s->p[--s->len] = '\0';
	while (from < s->len && strchr(" \t\r\n", s->p[from]))
		from++;
	return str_c(s) + from;
}

static void XMLCALL on_close(void *arg, const XML_Char *name UNUSED)
{
	struct walk *w = arg;

	if (!w->depth)
		return;
	w->depth--;
	if (w->handler->close)
		w->handler->close(w->handler->arg, w->path, trimmed(&w->text[w->depth]));
	str_done(&w->text[w->depth]);
	w->path[w->end[w->depth]] = '\0';
}

static void XMLCALL on_dtd(void *arg, const XML_Char *name UNUSED, const XML_Char *system UNUSED,
			   const XML_Char *public UNUSED, int internal UNUSED)
{
	struct walk *w = arg;

	stop(w, &w->dtd);
}

/* What the bytes are, whatever the first line says of itself. NULL: expat decides. */
static const char *encoding_of(struct bytes b)
{
	if (b.n >= 2 && ((b.p[0] == 0xff && b.p[1] == 0xfe) || (b.p[0] == '<' && !b.p[1])))
		return "UTF-16LE";
	if (b.n >= 2 && ((b.p[0] == 0xfe && b.p[1] == 0xff) || (!b.p[0] && b.p[1] == '<')))
		return "UTF-16BE";
	for (size_t i = 0; i + 8 <= MIN(b.n, (size_t)200); i++)
		if (!memcmp(b.p + i, "UTF-16", 6) || !memcmp(b.p + i, "utf-16", 6))
			return "UTF-8";
	return NULL;
}

static int result(struct walk *w, enum XML_Status status, struct err *err)
{
	if (w->limit)
		return err_set(err, ERR_LIMIT, -EFBIG, "the XML file is too large");
	if (w->dtd)
		return err_set(err, ERR_UNSUPPORTED, -EBADMSG, "the XML file defines its own kind");
	if (status != XML_STATUS_OK)
		return err_set(err, ERR_FORMAT, -EBADMSG, "the XML file is damaged");
	return 0;
}

int xml_walk(struct bytes file, const struct xml_handler *handler, struct err *err)
{
	return xml_walk_up_to(file, XML_SIZE_MAX, XML_ELEMENTS_MAX, handler, err);
}

int xml_walk_up_to(struct bytes file, size_t bytes_max, unsigned elements_max,
		   const struct xml_handler *handler, struct err *err)
{
	enum XML_Status status;
	struct walk *w;
	int r;

	if (file.n > MIN(bytes_max, (size_t)INT32_MAX))
		return err_set(err, ERR_LIMIT, -EFBIG, "the XML file is too large");
	/* A NUL at the end is no part of it, and Windows leaves some. */
	while (file.n && !(file.n % 2) && !file.p[file.n - 1] && !file.p[file.n - 2])
		file.n -= 2;
	w = xcalloc(1, sizeof(*w));
	w->handler = handler;
	w->elements_max = elements_max;
	w->parser = XML_ParserCreate(encoding_of(file));
	if (!w->parser) {
		free(w);
		return err_set(err, ERR_LIMIT, -ENOMEM, "no memory for the XML file");
	}
	XML_SetUserData(w->parser, w);
	XML_SetElementHandler(w->parser, on_open, on_close);
	XML_SetCharacterDataHandler(w->parser, on_text);
	XML_SetStartDoctypeDeclHandler(w->parser, on_dtd);
	status = XML_Parse(w->parser, (const char *)file.p, (int)file.n, 1);
	r = result(w, status, err);
	XML_ParserFree(w->parser);
	while (w->depth)
		str_done(&w->text[--w->depth]);
	free(w);
	return r;
}
