/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Field by field, little-endian. */
#include "backup/zip.h"

#include <string.h>

#include "core/base/times.h"

#define VERSION       20u
#define VERSION_ZIP64 45u
#define FLAG_STREAMED 0x0008u
#define FLAG_UTF8     0x0800u
#define MAX32         0xffffffffu
#define ATTRIBUTES    0x27u /* read-only, hidden, system, archive */
#define ATTRIBUTE_DIR 0x10u
/* "Made by": FAT, so that readers take the attributes for what they are. */
#define MADE_BY 0u

static void put(struct str *out, uint64_t value, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		str_addc(out, (char)(value >> (8 * i)));
}

static void put2(struct str *out, uint64_t value)
{
	put(out, value, 2);
}

static void put4(struct str *out, uint64_t value)
{
	put(out, value, 4);
}

/* 1980 to 2107 in steps of two seconds, in local time. */
static uint32_t dos_time(int64_t t, int zone)
{
	int year = 1980, month = 1, day = 1;
	int64_t second = 0;

	if (t != TIME_ABSENT && t > 0 && t < (int64_t)1 << 40) {
		time_civil(t, zone, &year, &month, &day);
		second = ((t + zone) % TIME_DAY + TIME_DAY) % TIME_DAY;
	}
	if (year < 1980 || year > 2107) {
		year = year < 1980 ? 1980 : 2107;
		month = day = 1;
		second = 0;
	}
	return (uint32_t)(year - 1980) << 25 | (uint32_t)month << 21 | (uint32_t)day << 16 |
	       (uint32_t)(second / 3600) << 11 | (uint32_t)(second / 60 % 60) << 5 |
	       (uint32_t)(second % 60 / 2);
}

/* The time as every program but Explorer reads it. */
static bool has_utc(const struct zip_entry *e)
{
	return e->modified != TIME_ABSENT && e->modified >= INT32_MIN && e->modified <= INT32_MAX;
}

static void put_utc(struct str *out, const struct zip_entry *e)
{
	if (!has_utc(e))
		return;
	put2(out, 0x5455);
	put2(out, 5);
	put(out, 1, 1); /* the modified time alone */
	put4(out, (uint32_t)e->modified);
}

static size_t utc_size(const struct zip_entry *e)
{
	return has_utc(e) ? 9 : 0;
}

/* Decided by what is known before the contents, so that header and descriptor agree; with room for
 * what deflate adds to bytes that do not get smaller. */
static bool large(const struct zip_entry *e)
{
	return e->size >= MAX32 - (16u << 20);
}

static void put_common(struct str *out, const struct zip_entry *e, bool is_large, int zone,
		       uint32_t crc32)
{
	put2(out, is_large ? VERSION_ZIP64 : VERSION);
	put2(out, FLAG_UTF8 | (e->streamed ? FLAG_STREAMED : 0));
	put2(out, e->method);
	put4(out, dos_time(e->modified, zone));
	put4(out, crc32);
}

void zip_local(struct str *out, const struct zip_entry *e, int zone)
{
	/* What is told behind is zero here, but the size of what is stored is known. */
	bool blank = e->streamed && e->method == ZIP_DEFLATED;

	put4(out, 0x04034b50);
	put_common(out, e, large(e), zone, e->streamed ? 0 : e->crc32);
	put4(out, large(e) ? MAX32 : blank ? 0 : e->packed);
	put4(out, large(e) ? MAX32 : blank ? 0 : e->size);
	put2(out, strlen(e->name));
	put2(out, utc_size(e) + (large(e) ? 20 : 0));
	str_add(out, e->name);
	if (large(e)) {
		put2(out, 0x0001);
		put2(out, 16);
		put(out, blank ? 0 : e->size, 8);
		put(out, blank ? 0 : e->packed, 8);
	}
	put_utc(out, e);
}

void zip_descriptor(struct str *out, const struct zip_entry *e)
{
	size_t width = large(e) ? 8 : 4;

	put4(out, 0x08074b50);
	put4(out, e->crc32);
	put(out, e->packed, width);
	put(out, e->size, width);
}

void zip_central(struct str *out, const struct zip_entry *e, int zone)
{
	bool far = e->offset >= MAX32;
	size_t zip64 = (large(e) ? 16u : 0u) + (far ? 8u : 0u);
	size_t n = strlen(e->name);
	bool folder = n && e->name[n - 1] == '/';

	put4(out, 0x02014b50);
	put2(out, MADE_BY << 8 | VERSION_ZIP64);
	put_common(out, e, zip64 > 0, zone, e->crc32);
	put4(out, large(e) ? MAX32 : e->packed);
	put4(out, large(e) ? MAX32 : e->size);
	put2(out, n);
	put2(out, utc_size(e) + (zip64 ? 4 + zip64 : 0));
	put2(out, 0); /* comment */
	put2(out, 0); /* disk */
	put2(out, 0); /* internal attributes */
	put4(out, (e->attributes & ATTRIBUTES) | (folder ? ATTRIBUTE_DIR : 0));
	put4(out, far ? MAX32 : e->offset);
	str_add(out, e->name);
	if (zip64) {
		put2(out, 0x0001);
		put2(out, zip64);
		if (large(e)) {
			put(out, e->size, 8);
			put(out, e->packed, 8);
		}
		if (far)
			put(out, e->offset, 8);
	}
	put_utc(out, e);
}

void zip_end(struct str *out, uint64_t n, uint64_t size, uint64_t offset)
{
	bool zip64 = n >= 0xffff || size >= MAX32 || offset >= MAX32;

	if (zip64) {
		put4(out, 0x06064b50);
		put(out, 44, 8); /* of the rest of this record */
		put2(out, VERSION_ZIP64);
		put2(out, VERSION_ZIP64);
		put4(out, 0);
		put4(out, 0);
		put(out, n, 8);
		put(out, n, 8);
		put(out, size, 8);
		put(out, offset, 8);
		put4(out, 0x07064b50); /* where that record is */
		put4(out, 0);
		put(out, offset + size, 8);
		put4(out, 1);
	}
	put4(out, 0x06054b50);
	put2(out, 0);
	put2(out, 0);
	put2(out, MIN(n, 0xffffu));
	put2(out, MIN(n, 0xffffu));
	put4(out, MIN(size, (uint64_t)MAX32));
	put4(out, MIN(offset, (uint64_t)MAX32));
	put2(out, 0);
}

uint64_t zip_overhead(const char *name)
{
	return 2 * (strlen(name) + 100);
}
