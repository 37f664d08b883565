/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See jump_list.h. */
#include "scanners/readers/jump_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "scanners/readers/compound.h"

#define LIST_HEADER 32u
#define NUMBER      88u /* of an entry's stream */
#define OPENED      100u

struct day {
	uint64_t number;
	int64_t opened;
};

struct days {
	struct day *day; /* arena */
	size_t n;
	bool there;
};

/* Where an entry's path begins, and what follows it. Windows 7 and 8 write version 1. */
static void shape(uint32_t version, uint64_t *ret_path, uint64_t *ret_tail)
{
	*ret_path = version <= 1 ? 114 : 130;
	*ret_tail = version <= 1 ? 0 : 4;
}

static void read_days(struct bytes list, struct arena *a, struct days *ret)
{
	uint32_t version, claimed;
	uint64_t at = LIST_HEADER, path, tail;

	if (!bytes_u32le(list, 0, &version) || !bytes_u32le(list, 4, &claimed))
		return;
	shape(version, &path, &tail);
	/* No entry is shorter than its fixed part: what a list claims beyond is not believed. */
	claimed = (uint32_t)MIN(MIN((uint64_t)claimed, list.n / path + 1), JUMP_ENTRIES_MAX);
	ret->day = arena_alloc(a, (claimed + 1) * sizeof(*ret->day));
	ret->there = true;
	while (ret->n < claimed) {
		struct day *d = &ret->day[ret->n];
		uint16_t characters;
		uint32_t number;
		uint64_t opened;

		if (!bytes_u32le(list, at + NUMBER, &number) ||
		    !bytes_u64le(list, at + OPENED, &opened) ||
		    !bytes_u16le(list, at + path - 2, &characters))
			return;
		d->number = number;
		d->opened = opened ? time_from_filetime(opened) : TIME_ABSENT;
		ret->n++;
		at += path + 2ull * characters + tail;
	}
}

static int64_t day_of(const struct days *days, uint64_t number)
{
	for (size_t i = 0; i < days->n; i++)
		if (days->day[i].number == number)
			return days->day[i].opened;
	return TIME_ABSENT;
}

/* "1a": the number of an entry, in hexadecimal. */
static bool entry_number(const char *name, uint64_t *ret)
{
	char *end;

	if (!*name || strlen(name) > 16 || strspn(name, "0123456789abcdefABCDEF") != strlen(name))
		return false;
	*ret = strtoull(name, &end, 16);
	return !*end;
}

static void find_days(struct compound *c, struct arena *a, struct days *ret)
{
	char name[COMPOUND_NAME_MAX];
	struct bytes b;

	for (size_t i = 0; i < compound_count(c) && !ret->there; i++)
		if (compound_stream(c, i, name, &b) && !strcmp(name, "DestList"))
			read_days(b, a, ret);
}

static void tell(struct bytes b, int64_t opened, struct arena *a, jump_fn each, void *arg,
		 struct jump_seen *seen)
{
	struct err err = { 0 };
	struct lnk l;

	if (lnk_read(b, a, &l, &err) < 0) {
		seen->unread++;
		return;
	}
	seen->entries++;
	each(arg, &l, opened);
}

int jump_automatic(struct bytes file, struct arena *a, jump_fn each, void *arg,
		   struct jump_seen *ret, struct err *err)
{
	struct days days = { 0 };
	struct compound *c;
	size_t told = 0;
	int r = compound_open(file, &c, err);

	if (r < 0)
		return r;
	find_days(c, a, &days);
	for (size_t i = 0; i < compound_count(c); i++) {
		char name[COMPOUND_NAME_MAX];
		uint64_t number;
		struct bytes b;

		if (!compound_stream(c, i, name, &b)) {
			ret->unread++;
		} else if (entry_number(name, &number)) {
			tell(b, day_of(&days, number), a, each, arg, ret);
			told++;
		}
	}
	/* Days of entries that are not there: the table of streams is cut. */
	if (told < days.n)
		ret->unread += (unsigned)(days.n - told);
	compound_close(c);
	return 0;
}

/* The next place at or behind `at` where a shortcut begins; the end when there is none. */
static size_t next_shortcut(struct bytes b, size_t at)
{
	static const uint8_t head[] = { 0x4c, 0, 0,    0, 0x01, 0x14, 2, 0, 0, 0,
					0,    0, 0xc0, 0, 0,    0,    0, 0, 0, 0x46 };
	const uint8_t *p = at < b.n ? memmem(b.p + at, b.n - at, head, sizeof(head)) : NULL;

	return p ? (size_t)(p - b.p) : b.n;
}

int jump_custom(struct bytes file, struct arena *a, jump_fn each, void *arg, struct jump_seen *ret,
		struct err *err)
{
	uint32_t version;
	unsigned n = 0;

	/* Version 2; a list without an entry has 12 bytes of header and a mark at most. */
	if (!bytes_u32le(file, 0, &version) || version != 2 || file.n < 12)
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no jump list");
	for (size_t at = next_shortcut(file, 12); at < file.n;) {
		size_t next = next_shortcut(file, at + 4);

		if (n++ >= JUMP_ENTRIES_MAX) {
			ret->unread++;
			break;
		}
		tell(bytes_of(file.p + at, next - at), TIME_ABSENT, a, each, arg, ret);
		at = next;
	}
	return 0;
}
