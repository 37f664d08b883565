/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See jvn_import.h. What the worker says is as hostile as the file was: texts must end, be UTF-8 on
 * one line, and versions must be numbers. */
#include "scanners/engine/jvn_import.h"

#include <errno.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/engine/jvn_wire.h"

#define DEADLINE_MS 120000

static bool is_text(const char *s, size_t size)
{
	size_t n = strnlen(s, size);

	if (n == size)
		return false;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t used = utf8_next(s + i, n - i, &cp);

		if (!used || cp < ' ' || cp == 0x7f || (cp >= 0xd800 && cp <= 0xdfff))
			return false;
		i += used;
	}
	return true;
}

static bool is_version(const char *s, size_t size, bool may_be_empty)
{
	return is_text(s, size) && (may_be_empty || *s) && strspn(s, "0123456789.") == strlen(s) &&
	       *s != '.';
}

static bool is_row(const struct jvn_row *r)
{
	return is_text(r->name, sizeof(r->name)) && *r->name &&
	       is_text(r->maker, sizeof(r->maker)) && is_text(r->hole, sizeof(r->hole)) &&
	       !strncmp(r->hole, "JVNDB-", 6) && is_version(r->from, sizeof(r->from), true) &&
	       is_version(r->upto, sizeof(r->upto), false);
}

static int strange(struct err *err)
{
	return err_set(err, ERR_INTERNAL, -EBADMSG, "the reader of the file gave a strange answer");
}

static int take_end(const struct wire_jvn_end *end, unsigned rows, struct jvn_count *ret,
		    struct err *err)
{
	if (!memchr(end->words, '\0', sizeof(end->words)) ||
	    !memchr(end->count.newest, '\0', sizeof(end->count.newest)))
		return strange(err);
	if (end->kind != ERR_NONE)
		return err_set(err, ERR_FORMAT, end->code < 0 ? end->code : -EBADMSG, "%s",
			       is_text(end->words, sizeof(end->words)) ? end->words
								       : "it cannot be read");
	if (end->count.rows != rows)
		return strange(err);
	*ret = end->count;
	return 0;
}

static int receive(const struct worker *w, const struct jvn_handler *handler, struct jvn_count *ret,
		   struct err *err)
{
	union {
		uint32_t op;
		struct wire_jvn_row row;
		struct wire_jvn_end end;
	} m;

	for (unsigned rows = 0; rows <= JVN_ROWS_MAX; rows++) {
		size_t n_fds;
		ssize_t n = crew_receive(w, DEADLINE_MS, &m, sizeof(m), NULL, 0, &n_fds);

		if (n == -ETIMEDOUT)
			return err_set(err, ERR_LIMIT, -ETIMEDOUT,
				       "reading the file took too long");
		if (n <= 0)
			return err_set(err, ERR_INTERNAL, -ECHILD,
				       "the reader of the file stopped");
		if (n == (ssize_t)sizeof(m.end) && m.op == JVN_END)
			return take_end(&m.end, rows, ret, err);
		if (n != (ssize_t)sizeof(m.row) || m.op != JVN_ROW || !is_row(&m.row.row))
			break;
		handler->row(handler->arg, &m.row.row);
	}
	return strange(err);
}

int jvn_import(struct crew *crew, int fd, const struct jvn_handler *handler, struct jvn_count *ret,
	       struct err *err)
{
	struct worker w;
	int r = crew_spawn(crew, ROLE_JVN, "", &fd, 1, &w, err);

	if (r < 0)
		return r;
	r = receive(&w, handler, ret, err);
	(void)crew_end(crew, &w, true, NULL);
	return r;
}
