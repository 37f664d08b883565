/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log as a ring of lines in memory. One thread only. */
#include "core/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char ring[LOG_LINES][LOG_WIDTH];
static size_t added;

/* KENSHIN_DEBUG is a list of scopes parted by commas, or "all". */
static bool wanted(const char *scope)
{
	const char *list = getenv("KENSHIN_DEBUG");
	size_t n = strlen(scope);

	if (!list)
		return false;
	if (!strcmp(list, "all"))
		return true;
	for (const char *p = list; *p; p += strcspn(p, ","), p += *p == ',')
		if (!strncmp(p, scope, n) && (p[n] == ',' || p[n] == '\0'))
			return true;
	return false;
}

void log_add(const char *scope, const char *fmt, ...)
{
	char *line = ring[added % LOG_LINES];
	int n = snprintf(line, LOG_WIDTH, "%s: ", scope);
	va_list ap;

	va_start(ap, fmt);
	if (n > 0 && n < LOG_WIDTH)
		vsnprintf(line + n, (size_t)(LOG_WIDTH - n), fmt, ap);
	va_end(ap);
	/* A log line is shown on a terminal: nothing in it may steer one. */
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F)
			*p = '?';
	added++;
	if (wanted(scope))
		fprintf(stderr, "%s\n", line);
}

void log_each(void (*each)(const char *line, void *arg), void *arg)
{
	for (size_t i = added > LOG_LINES ? added - LOG_LINES : 0; i < added; i++)
		each(ring[i % LOG_LINES], arg);
}

size_t log_count(void)
{
	return MIN(added, (size_t)LOG_LINES);
}

void log_wipe(void)
{
	explicit_bzero(ring, sizeof(ring));
	added = 0;
}
