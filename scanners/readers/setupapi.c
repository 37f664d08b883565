/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See setupapi.h. A section is two lines that begin with ">>>": its title in brackets, then its
 * start. Everything between is somebody's text and is passed over. */
#include "scanners/readers/setupapi.h"

#include <string.h>

#include "core/base/times.h"
#include "core/base/util.h"

#define MARK    ">>>  "
#define START   "Section start "
#define SESSION "[Boot Session: "

void setupapi_open(struct setupapi *s, struct bytes log, struct arena *a)
{
	s->file = text_file_of(log);
	s->arena = a;
	s->title[0] = '\0';
}

/* n digits at *p, which then stands behind them. */
static bool digits(const char **p, unsigned n, int *ret)
{
	*ret = 0;
	for (; n; n--, ++*p) {
		if (**p < '0' || **p > '9')
			return false;
		*ret = *ret * 10 + (**p - '0');
	}
	return true;
}

/* "2018/03/27 05:11:32.123" */
static int64_t time_at(const char *p)
{
	static const char after[] = "// ::";
	static const unsigned width[] = { 4, 2, 2, 2, 2, 2 };
	int v[6];

	for (size_t i = 0; i < LEN(width); i++) {
		if (!digits(&p, width[i], &v[i]) || (i < 5 && *p++ != after[i]))
			return TIME_ABSENT;
	}
	if (v[0] < 1990 || v[1] < 1 || v[1] > 12 || v[2] < 1 || v[2] > 31 || v[3] > 23 ||
	    v[4] > 59 || v[5] > 60)
		return TIME_ABSENT;
	return time_from_civil(v[0], v[1], v[2]) + v[3] * 3600 + v[4] * 60 + v[5];
}

/* The text behind a line's mark; NULL for another line. */
static const char *marked(const char *line)
{
	return strncmp(line, MARK, sizeof(MARK) - 1) ? NULL : line + sizeof(MARK) - 1;
}

static const char *started(const char *text)
{
	return text && !strncmp(text, START, sizeof(START) - 1) ? text + sizeof(START) - 1 : NULL;
}

/* "[Device Install (Hardware initiated) - USBSTOR\\...]": what stands behind a " - " and begins as
 * wanted. */
static const char *device_of(const char *title, const char *const *prefix, size_t *ret_n)
{
	for (const char *p = title; (p = strstr(p, " - ")); p += 3) {
		const char *id = p + 3;

		*ret_n = strlen(id);
		if (*ret_n && id[*ret_n - 1] == ']')
			--*ret_n;
		for (size_t i = 0; prefix[i]; i++)
			if (!strncasecmp(id, prefix[i], strlen(prefix[i])))
				return id;
	}
	return NULL;
}

bool setupapi_next(struct setupapi *s, const char *const *prefix, struct setupapi_section *ret)
{
	while (text_file_line(&s->file, s->line)) {
		const char *text = marked(s->line), *start = started(text), *id;
		size_t n;

		if (text && *text == '[')
			memcpy(s->title, text, strlen(text) + 1);
		if (!start || !s->title[0])
			continue;
		id = device_of(s->title, prefix, &n);
		if (id) {
			ret->device = arena_strndup(s->arena, id, n);
			ret->local = time_at(start);
		}
		s->title[0] = '\0';
		if (id)
			return true;
	}
	return false;
}

bool setupapi_time(struct setupapi *s, int64_t *ret_local)
{
	while (text_file_line(&s->file, s->line)) {
		const char *start = started(marked(s->line));

		if (!start && !strncmp(s->line, SESSION, sizeof(SESSION) - 1))
			start = s->line + sizeof(SESSION) - 1;
		*ret_local = start ? time_at(start) : TIME_ABSENT;
		if (*ret_local != TIME_ABSENT)
			return true;
	}
	return false;
}
