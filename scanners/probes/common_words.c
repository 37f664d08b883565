/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See common_words.h. */
#include "scanners/probes/common_words.h"

#include <stdio.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/util.h"

#define PART_LEAST 3  /* letters of a part that counts as a word */
#define NAME_MOST  64 /* bytes */

void common_words_init(struct common_words *w, struct arena *a)
{
	*w = (struct common_words){ .arena = a,
				    .name = arena_array(a, COMMON_NAMES_MAX, sizeof(*w->name)) };
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void add(struct common_words *w, const char *s, size_t n)
{
	if (!n || n > NAME_MOST)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (strlen(w->name[i]) == n && !strncasecmp(w->name[i], s, n))
			return;
	if (w->n == COMMON_NAMES_MAX) {
		w->more = true;
		return;
	}
	w->name[w->n++] = arena_strndup(w->arena, s, n);
}

void common_words_add(struct common_words *w, const char *name)
{
	size_t n = name ? strlen(name) : 0, from = 0;

	if (!n)
		return;
	add(w, name, n);
	for (size_t i = 0; i <= n; i++) {
		if (i < n && is_letter(name[i]))
			continue;
		if (i - from >= PART_LEAST && i - from < n)
			add(w, name + from, i - from);
		from = i + 1;
	}
}

/* --- candidates ---------------------------------------------------------------------------- */
typedef void (*tell_fn)(void *arg, const char *text, size_t n);

void common_words_table(struct bytes table, tell_fn tell, void *arg)
{
	const char *p = (const char *)table.p, *end = p + table.n;
	bool head = true;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl ? nl : end) - p);

		if (n && *p != '#' && head)
			head = false;
		else if (n && *p != '#')
			tell(arg, p, n);
		p += n + 1;
	}
}

/* One spelling of a name with everything that people put behind it. */
static void tell_endings(const char *name, tell_fn tell, void *arg)
{
	static const char *const ending[] = {
		"",     "1",    "01",   "12",   "11",    "00",     "000",   "111",
		"123",  "0000", "1111", "1234", "12345", "123456", "!",     "1!",
		"123!", "@123", "pc",   "PC",   "pass",  "Pass",   "admin", "password"
	};
	static const char *const between[] = { "", "-", "_", "@", "." };
	char text[NAME_MOST + 32];

	for (size_t i = 0; i < LEN(ending); i++)
		tell(arg, text, (size_t)snprintf(text, sizeof(text), "%s%s", name, ending[i]));
	for (size_t i = 0; i < LEN(between); i++)
		for (int year = 1950; year <= 2035; year++)
			tell(
			    arg, text,
			    (size_t)snprintf(text, sizeof(text), "%s%s%d", name, between[i], year));
	for (int year = 0; year < 100; year++)
		tell(arg, text, (size_t)snprintf(text, sizeof(text), "%s%02d", name, year));
	for (int year = 1; year < 20; year++) /* of Reiwa */
		tell(arg, text, (size_t)snprintf(text, sizeof(text), "%sr%d", name, year));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

void common_words_names(const struct common_words *w, tell_fn tell, void *arg)
{
	for (size_t i = 0; i < w->n; i++) {
		char small[NAME_MOST + 1], first[NAME_MOST + 1], big[NAME_MOST + 1];
		size_t n = strlen(w->name[i]);

		for (size_t k = 0; k <= n; k++) {
			small[k] = lower(w->name[i][k]);
			first[k] = k ? small[k] : upper(w->name[i][k]);
			big[k] = upper(w->name[i][k]);
		}
		tell_endings(w->name[i], tell, arg);
		if (strcmp(small, w->name[i]) != 0)
			tell_endings(small, tell, arg);
		if (strcmp(first, w->name[i]) != 0 && strcmp(first, small) != 0)
			tell_endings(first, tell, arg);
		if (strcmp(big, w->name[i]) != 0 && strcmp(big, first) != 0)
			tell_endings(big, tell, arg);
	}
}

int64_t common_words_date(struct bytes table, struct arena *a)
{
	static const char key[] = "# date: ";
	const char *p = (const char *)table.p, *end = p + table.n;
	int64_t date;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl ? nl : end) - p), skip = sizeof(key) - 1;

		if (n > skip && !memcmp(p, key, skip) &&
		    time_parse_iso(arena_strndup(a, p + skip, n - skip), &date))
			return date;
		p += n + 1;
	}
	return TIME_ABSENT;
}
