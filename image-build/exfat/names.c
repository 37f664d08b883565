/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names, checksums and times of exFAT. Pure. */
#include <errno.h>

#include "core/base/times.h"
#include "core/base/utf.h"
#include "image-build/exfat/exfat.h"
#include "image-build/exfat/upcase_table.h"

#define FIRST_YEAR 1980
#define LAST_YEAR  2107

static uint16_t upper[65536];
static uint8_t table_bytes[sizeof(upcase_table)];

static void load(void)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < 65536; i++)
		upper[i] = (uint16_t)i;
	for (size_t i = 0; i < LEN(upcase_table) && at < 65536; i++) {
		if (upcase_table[i] == 0xffff && i + 1 < LEN(upcase_table))
			at += upcase_table[++i];
		else
			upper[at++] = upcase_table[i];
	}
	for (size_t i = 0; i < LEN(upcase_table); i++) {
		table_bytes[2 * i] = (uint8_t)upcase_table[i];
		table_bytes[2 * i + 1] = (uint8_t)(upcase_table[i] >> 8);
	}
}

static void loaded(void)
{
	if (!upper['a'])
		load();
}

const uint8_t *exfat_upcase_bytes(size_t *ret_n)
{
	loaded();
	*ret_n = sizeof(table_bytes);
	return table_bytes;
}

uint16_t exfat_upcase(uint16_t unit)
{
	loaded();
	return upper[unit];
}

/* Section 7.7.3: what a name may not hold. */
static bool forbidden(uint32_t cp)
{
	return cp < 0x20 || (cp < 0x80 && strchr("\"*/:<>?\\|", (int)cp));
}

static bool only_dots(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

int exfat_name_units(const char *name, uint16_t ret[EXFAT_NAME_UNITS], uint8_t *ret_n)
{
	size_t left = strlen(name);
	unsigned n = 0;

	if (!left || only_dots(name) || !utf8_valid(name, left))
		return -EINVAL;
	while (left) {
		uint32_t cp;
		size_t used = utf8_next(name, left, &cp);

		if (forbidden(cp))
			return -EINVAL;
		if (n + (cp > 0xffff ? 2 : 1) > EXFAT_NAME_UNITS)
			return -ENAMETOOLONG;
		if (cp > 0xffff) {
			cp -= 0x10000;
			ret[n++] = (uint16_t)(0xd800 | (cp >> 10));
			ret[n++] = (uint16_t)(0xdc00 | (cp & 0x3ff));
		} else {
			ret[n++] = (uint16_t)cp;
		}
		name += used;
		left -= used;
	}
	*ret_n = (uint8_t)n;
	return 0;
}

bool exfat_name_utf8(const uint16_t *unit, size_t n, char ret[EXFAT_NAME_BYTES])
{
	bool good = n > 0;
	size_t at = 0;

	for (size_t i = 0; i < n && i < EXFAT_NAME_UNITS; i++) {
		uint32_t cp = unit[i];

		if (cp >= 0xd800 && cp < 0xdc00 && i + 1 < n && unit[i + 1] >= 0xdc00 &&
		    unit[i + 1] < 0xe000) {
			cp = 0x10000 + ((cp & 0x3ff) << 10) + (unit[++i] & 0x3ffu);
		} else if ((cp >= 0xd800 && cp < 0xe000) || forbidden(cp)) {
			good = false;
			cp = 0xfffd;
		}
		at += utf8_put(ret + at, cp);
	}
	ret[at] = '\0';
	return good && !only_dots(ret);
}

uint16_t exfat_name_hash(const uint16_t *unit, size_t n)
{
	uint16_t hash = 0;

	for (size_t i = 0; i < n; i++) {
		uint16_t u = exfat_upcase(unit[i]);

		hash = (uint16_t)((uint16_t)(hash << 15 | hash >> 1) + (u & 0xff));
		hash = (uint16_t)((uint16_t)(hash << 15 | hash >> 1) + (u >> 8));
	}
	return hash;
}

uint32_t exfat_table_sum(const uint8_t *p, size_t n)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum = (sum << 31 | sum >> 1) + p[i];
	return sum;
}

uint16_t exfat_set_sum(const uint8_t *p, size_t n)
{
	uint16_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (i != 2 && i != 3)
			sum = (uint16_t)((uint16_t)(sum << 15 | sum >> 1) + p[i]);
	return sum;
}

uint32_t exfat_boot_sum(const uint8_t *p, size_t n)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (i != 106 && i != 107 && i != 112)
			sum = (sum << 31 | sum >> 1) + p[i];
	return sum;
}

uint32_t exfat_time(int64_t t)
{
	int year, month, day;
	int64_t second = ((t % TIME_DAY) + TIME_DAY) % TIME_DAY;

	time_civil(t, 0, &year, &month, &day);
	if (year < FIRST_YEAR)
		return 1u << 21 | 1u << 16;
	if (year > LAST_YEAR)
		return 127u << 25 | 12u << 21 | 31u << 16 | 23u << 11 | 59u << 5 | 29u;
	return (uint32_t)(year - FIRST_YEAR) << 25 | (uint32_t)month << 21 | (uint32_t)day << 16 |
	       (uint32_t)(second / 3600) << 11 | (uint32_t)(second / 60 % 60) << 5 |
	       (uint32_t)(second % 60 / 2);
}

int64_t exfat_time_back(uint32_t s)
{
	int month = (int)(s >> 21 & 15), day = (int)(s >> 16 & 31);

	if (month < 1 || month > 12 || day < 1)
		return TIME_ABSENT;
	return time_from_civil(FIRST_YEAR + (int)(s >> 25), month, day) +
	       (int64_t)(s >> 11 & 31) * 3600 + (int64_t)(s >> 5 & 63) * 60 + (int64_t)(s & 31) * 2;
}
