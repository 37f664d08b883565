/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See linux_time.h. */
#include "scanners/probes/linux_time.h"

#include <string.h>

#define FOOTER_MAX ((size_t)64)

/* Up to n digits. */
static const char *digits(const char *s, int n, int *ret)
{
	int v = 0;

	for (int i = 0; i < n; i++, s++) {
		if (*s < '0' || *s > '9')
			return NULL;
		v = v * 10 + (*s - '0');
	}
	*ret = v;
	return s;
}

int linux_zone(struct bytes b)
{
	const char *p, *end;
	int sign = 1, hours = 0, minutes = 0;
	char text[FOOTER_MAX + 1];
	size_t n = 0;

	if (b.n < 8 || memcmp(b.p, "TZif", 4) || b.p[b.n - 1] != '\n')
		return 0;
	while (n < FOOTER_MAX && n + 1 < b.n && b.p[b.n - 2 - n] != '\n')
		n++;
	memcpy(text, b.p + b.n - 1 - n, n);
	text[n] = '\0';
	p = *text == '<' ? strchr(text, '>') : text;
	if (!p)
		return 0;
	p += strcspn(p, "+-0123456789");
	if (*p == '+' || *p == '-')
		sign = *p++ == '-' ? 1 : -1; /* POSIX counts to the west */
	else
		sign = -1;
	for (end = p; *end >= '0' && *end <= '9' && end - p < 2; end++)
		hours = hours * 10 + (*end - '0');
	if (*end == ':')
		digits(end + 1, 2, &minutes);
	return hours > 14 ? 0 : sign * (hours * 3600 + minutes * 60);
}

static const char *clock_of(const char *s, int64_t *ret)
{
	int h, m, sec;

	s = digits(s, 2, &h);
	s = s && *s == ':' ? digits(s + 1, 2, &m) : NULL;
	s = s && *s == ':' ? digits(s + 1, 2, &sec) : NULL;
	if (!s || h > 23 || m > 59 || sec > 60)
		return NULL;
	*ret = h * 3600 + m * 60 + sec;
	return s;
}

/* "+09:00", "+0900", "Z", or nothing: local time. */
static const char *offset_of(const char *s, int zone, int *ret)
{
	int h, m, sign = *s == '-' ? -1 : 1;
	const char *p;

	*ret = zone;
	if (*s == 'Z') {
		*ret = 0;
		return s + 1;
	}
	if (*s != '+' && *s != '-')
		return s;
	p = digits(s + 1, 2, &h);
	p = p && *p == ':' ? p + 1 : p;
	p = p ? digits(p, 2, &m) : NULL;
	if (!p)
		return s;
	*ret = sign * (h * 3600 + m * 60);
	return p;
}

static int64_t with_year(const char *line, int zone, const char **ret_end)
{
	int year, month, day, offset;
	int64_t clock;
	const char *s = digits(line, 4, &year);

	s = s && *s == '-' ? digits(s + 1, 2, &month) : NULL;
	s = s && *s == '-' ? digits(s + 1, 2, &day) : NULL;
	if (!s || year < 1990 || month < 1 || month > 12 || day < 1 || day > 31)
		return TIME_ABSENT;
	while (*s == ' ' || *s == 'T')
		s++;
	s = clock_of(s, &clock);
	if (!s)
		return TIME_ABSENT;
	if (*s == '.' || *s == ',')
		s += 1 + strspn(s + 1, "0123456789");
	*ret_end = offset_of(s, zone, &offset);
	return time_from_civil(year, month, day) + clock - offset;
}

static int64_t without_year(const char *line, int zone, int64_t latest, const char **ret_end)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int year, month = 0, day, unused;
	const char *s = line + 4;
	int64_t clock, at;

	while (month < 12 && strncmp(line, months + 3 * (size_t)month, 3))
		month++;
	if (month == 12 || line[3] != ' ' || latest == TIME_ABSENT)
		return TIME_ABSENT;
	s = *s == ' ' ? digits(s + 1, 1, &day) : digits(s, 2, &day);
	s = s && *s == ' ' ? clock_of(s + 1, &clock) : NULL;
	if (!s || day < 1 || day > 31)
		return TIME_ABSENT;
	time_civil(latest, zone, &year, &unused, &unused);
	at = time_from_civil(year, month + 1, day) + clock - zone;
	*ret_end = s;
	return at <= latest + TIME_DAY ? at
				       : time_from_civil(year - 1, month + 1, day) + clock - zone;
}

int64_t linux_date(const char *line, int zone, int64_t latest, const char **ret_end)
{
	*ret_end = line;
	if (*line >= '0' && *line <= '9')
		return with_year(line, zone, ret_end);
	return strlen(line) > 14 ? without_year(line, zone, latest, ret_end) : TIME_ABSENT;
}
