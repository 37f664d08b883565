/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Civil time from seconds and back, without asking a clock or a zone. */
#include "core/base/times.h"

#include <stdio.h>
#include <string.h>

#define FILETIME_EPOCH 11644473600LL
#define LAST_SECOND    253402300799LL /* 9999-12-31T23:59:59Z */

int64_t time_from_filetime(uint64_t filetime)
{
	int64_t t = (int64_t)(filetime / 10000000) - FILETIME_EPOCH;

	if (filetime == 0 || filetime >> 63 || t > LAST_SECOND)
		return TIME_ABSENT;
	return t;
}

/* Days since 1970-01-01 of a civil date (proleptic Gregorian; years are shifted to begin in
 * March so that the leap day comes last). */
int64_t time_from_civil(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return (era * 146097 + day_of_era - 719468) * TIME_DAY;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

void time_civil(int64_t t, int offset_seconds, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t z = floor_div(t + offset_seconds, TIME_DAY) + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*ret_day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*ret_month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*ret_year = (int)(yoe + era * 400 + (*ret_month <= 2));
}

const char *time_iso(int64_t t, char *buf, size_t size)
{
	int y, m, d;
	int64_t s;

	buf[0] = '\0';
	if (t == TIME_ABSENT || t > LAST_SECOND || t < -FILETIME_EPOCH)
		return buf;
	time_civil(t, 0, &y, &m, &d);
	s = t - floor_div(t, TIME_DAY) * TIME_DAY;
	snprintf(buf, size, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, (int)(s / 3600),
		 (int)(s / 60 % 60), (int)(s % 60));
	return buf;
}

/* Exactly n digits. */
static bool digits(const char *s, int n, int *ret)
{
	*ret = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*ret = *ret * 10 + (s[i] - '0');
	}
	return true;
}

static bool parse_date(const char *s, int *y, int *m, int *d)
{
	return digits(s, 4, y) && s[4] == '-' && digits(s + 5, 2, m) && s[7] == '-' &&
	       digits(s + 8, 2, d) && *m >= 1 && *m <= 12 && *d >= 1 && *d <= 31;
}

bool time_parse_iso(const char *s, int64_t *ret)
{
	int y, m, d, hour = 0, minute = 0, second = 0;
	size_t n = s ? strlen(s) : 0;

	if ((n != 10 && n != 20) || !parse_date(s, &y, &m, &d))
		return false;
	if (n == 20 && !(s[10] == 'T' && digits(s + 11, 2, &hour) && s[13] == ':' &&
			 digits(s + 14, 2, &minute) && s[16] == ':' && digits(s + 17, 2, &second) &&
			 s[19] == 'Z' && hour < 24 && minute < 60 && second < 60))
		return false;
	*ret = time_from_civil(y, m, d) + hour * 3600 + minute * 60 + second;
	return true;
}

int64_t time_days_between(int64_t t, int64_t now)
{
	int64_t apart;

	/* A date out of a strange record may be anything. */
	if (__builtin_sub_overflow(now, t, &apart))
		apart = now < t ? INT64_MIN : INT64_MAX;
	return floor_div(apart, TIME_DAY);
}
