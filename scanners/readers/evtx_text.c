/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values out of the XML of an event as libevtx writes it: attributes in double quotes, the five
 * escapes, no comments and no sections. What a value holds was written by others. */
#include <stdio.h>
#include <string.h>

#include "scanners/readers/evtx.h"

#define VALUE_MAX 4096 /* bytes; a longer value is cut */

static const struct {
	const char *name;
	char c;
} escapes[] = {
	{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
};

/* Text up to the next '<'. */
static const char *value_at(struct arena *a, const char *s)
{
	size_t n = strcspn(s, "<"), len = 0;
	char *out;

	if (!n)
		return NULL;
	n = n < VALUE_MAX ? n : VALUE_MAX;
	out = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n;) {
		size_t skip = 1;

		out[len] = s[i];
		for (size_t k = 0; s[i] == '&' && k < sizeof(escapes) / sizeof(escapes[0]); k++) {
			size_t m = strlen(escapes[k].name);

			if (i + m > n || strncmp(s + i, escapes[k].name, m) != 0)
				continue;
			out[len] = escapes[k].c;
			skip = m;
		}
		len++;
		i += skip;
	}
	out[len] = '\0';
	return out;
}

const char *evtx_data(struct arena *a, const char *xml, const char *name)
{
	char key[128];
	const char *s;

	snprintf(key, sizeof(key), "<Data Name=\"%s\">", name);
	s = strstr(xml, key);
	return s ? value_at(a, s + strlen(key)) : NULL;
}

const char *evtx_data_at(struct arena *a, const char *xml, unsigned n)
{
	const char *s = xml, *end;

	while ((s = strstr(s, "<Data")) != NULL) {
		s += 5;
		if (*s != '>' && *s != ' ' && *s != '/')
			continue;
		end = strchr(s, '>');
		if (!end)
			return NULL;
		if (n-- > 1)
			continue;
		return end[-1] == '/' ? NULL : value_at(a, end + 1);
	}
	return NULL;
}

const char *evtx_element(struct arena *a, const char *xml, const char *name)
{
	char key[128];
	size_t n;

	n = (size_t)snprintf(key, sizeof(key), "<%s", name);
	for (const char *s = strstr(xml, key); s; s = strstr(s + 1, key)) {
		const char *open = s + n;

		if (*open != '>' && *open != ' ')
			continue;
		open = strchr(open, '>');
		if (!open || open[-1] == '/')
			return NULL;
		return value_at(a, open + 1);
	}
	return NULL;
}
