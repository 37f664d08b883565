/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See noted.h. */
#include "core/model/noted.h"

#include <string.h>
#include <strings.h>

#define COMPARED_MAX ((size_t)5000) /* programs of the list; a PC has some hundred */
#define NOTES_MAX    ((size_t)2000)
#define STEM_MAX     ((size_t)120)

/* Length of a name without what changes with its version: "7-Zip 25.01 (x64)" is "7-Zip". The first
 * word always counts. */
static size_t stem(const char *name)
{
	size_t i = 0, n;

	for (;;) {
		while (i < STEM_MAX && name[i] && name[i] != ' ')
			i++;
		n = i;
		while (i < STEM_MAX && name[i] == ' ')
			i++;
		if (i >= STEM_MAX || !name[i] || name[i] == '(' ||
		    (name[i] >= '0' && name[i] <= '9'))
			return n;
	}
}

static bool same(const char *a, const char *b, size_t n)
{
	return !strncasecmp(a, b, n) && stem(b) == n;
}

bool noted_alone(const struct facts *facts, const struct fact_noted_program *f)
{
	size_t n = f->name ? stem(f->name) : 0;

	for (size_t i = 0; n && i < facts_count(facts, FACT_KIND_SOFTWARE); i++) {
		const struct fact_software *s = FACTS_AT(facts, software, SOFTWARE, i);

		if (i == COMPARED_MAX)
			return false; /* not known, so nothing is said */
		if (s->name && same(f->name, s->name, n))
			return false;
	}
	return n > 0;
}

bool noted_first(const struct facts *facts, size_t at)
{
	const struct fact_noted_program *f = FACTS_AT(facts, noted_program, NOTED_PROGRAM, at);
	size_t n = f->name ? stem(f->name) : 0;

	if (at >= NOTES_MAX)
		return false;
	for (size_t i = 0; n && i < at; i++) {
		const struct fact_noted_program *g =
		    FACTS_AT(facts, noted_program, NOTED_PROGRAM, i);

		if (g->name && same(f->name, g->name, n))
			return false;
	}
	return noted_alone(facts, f);
}
