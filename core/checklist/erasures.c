/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See erasures.h. A file that differs in any byte from what we would write is somebody else's. */
#include "core/checklist/erasures.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/times.h"

#define HEAD  "kenshin-erasures,1\nnumber,month,ok\n"
#define JAPAN 32400
#define LINE  27 /* "5F3A-91C2-0D7E,2026-11,yes\n" */

/* CRC-16/CCITT-FALSE: any one digit that is wrong and any two that are swapped show. */
static unsigned check_of(const char *digits, size_t n)
{
	unsigned crc = 0xffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned)(unsigned char)digits[i] << 8;
		for (int k = 0; k < 8; k++)
			crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
	}
	return crc;
}

void erasure_number(uint32_t random, char ret[ERASURE_NUMBER])
{
	char digits[9];

	snprintf(digits, sizeof(digits), "%08X", (unsigned)random);
	snprintf(ret, ERASURE_NUMBER, "%.4s-%.4s-%04X", digits, digits + 4, check_of(digits, 8));
}

bool erasure_number_good(const char *number)
{
	char digits[9], again[ERASURE_NUMBER];

	if (strlen(number) != ERASURE_NUMBER - 1)
		return false;
	snprintf(digits, sizeof(digits), "%.4s%.4s", number, number + 5);
	if (strspn(digits, "0123456789ABCDEF") != 8)
		return false;
	erasure_number((uint32_t)strtoul(digits, NULL, 16), again);
	return strcmp(again, number) == 0;
}

static int by_month(const void *x, const void *y)
{
	const struct erasure *a = x, *b = y;
	int r = strcmp(a->month, b->month);

	return r ? r : strcmp(a->number, b->number);
}

static bool month_good(const char *m)
{
	unsigned year, month;
	char again[16];

	if (sscanf(m, "%4u-%2u", &year, &month) != 2 || year < 2000 || year > 2999 || month < 1 ||
	    month > 12)
		return false;
	snprintf(again, sizeof(again), "%04u-%02u", year, month);
	return strcmp(again, m) == 0;
}

static bool take(struct erasures *e, const char *line)
{
	struct erasure *x = &e->row[e->n];
	char ok[4], rest;

	if (sscanf(line, "%14[^,],%7[^,],%3[a-z]%c", x->number, x->month, ok, &rest) != 3 ||
	    !erasure_number_good(x->number) || !month_good(x->month) ||
	    (strcmp(ok, "yes") != 0 && strcmp(ok, "no") != 0))
		return false;
	x->ok = ok[0] == 'y';
	if (e->n > 0 && by_month(x - 1, x) >= 0)
		return false; /* not sorted, or twice */
	e->n++;
	return true;
}

void erasures_text(const struct erasures *e, struct str *out)
{
	str_add(out, HEAD);
	for (size_t i = 0; i < e->n; i++)
		str_addf(out, "%s,%s,%s\n", e->row[i].number, e->row[i].month,
			 e->row[i].ok ? "yes" : "no");
	str_addf(out, "rows,%zu\n", e->n);
}

static bool same(const struct erasures *e, const char *text, size_t n)
{
	struct str again = STR_INIT(ERASURES_FILE_MAX);
	bool r;

	erasures_text(e, &again);
	r = again.len == n && memcmp(str_c(&again), text, n) == 0;
	str_done(&again);
	return r;
}

int erasures_parse(const char *text, size_t n, struct erasures *ret, struct err *err)
{
	const char *at = text + (sizeof(HEAD) - 1), *end = text + n;
	bool good = n > sizeof(HEAD) - 1 && memcmp(text, HEAD, sizeof(HEAD) - 1) == 0;
	char line[LINE + 2];

	*ret = (struct erasures){ 0 };
	if (n > ERASURES_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the list is too long");
	ret->row = xcalloc(n / (LINE - 1) + 2, sizeof(*ret->row));
	while (good && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = stop ? (size_t)(stop - at) : 0;

		if (!stop || len >= sizeof(line) || ret->n >= ERASURES_MAX) {
			good = false;
			break;
		}
		memcpy(line, at, len);
		line[len] = '\0';
		at = stop + 1;
		if (strncmp(line, "rows,", 5) == 0)
			break; /* the last line: compared below */
		good = take(ret, line);
	}
	if (good && same(ret, text, n))
		return 0;
	erasures_done(ret);
	return err_set(err, ERR_FORMAT, -EBADMSG, "not a list of erasures as we write it");
}

int erasures_add(struct erasures *e, const char *number, int64_t now, bool ok, struct err *err)
{
	struct erasure *more, *x;
	int year, month, day;

	if (e->n >= ERASURES_MAX)
		return err_set(err, ERR_LIMIT, -ENOSPC, "the list of erasures is full");
	time_civil(now, JAPAN, &year, &month, &day);
	if (year < 2000 || year > 2999 || !erasure_number_good(number))
		return err_set(err, ERR_INTERNAL, -EINVAL, "no such number or month");
	more = xcalloc(e->n + 1, sizeof(*more));
	if (e->n)
		memcpy(more, e->row, e->n * sizeof(*more));
	free(e->row);
	e->row = more;
	x = &e->row[e->n++];
	snprintf(x->number, sizeof(x->number), "%s", number);
	snprintf(x->month, sizeof(x->month), "%04u-%02u", (unsigned)year % 10000u,
		 (unsigned)month % 100u);
	x->ok = ok;
	qsort(e->row, e->n, sizeof(*e->row), by_month);
	return 0;
}

void erasures_done(struct erasures *e)
{
	free(e->row);
	*e = (struct erasures){ 0 };
}
