/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See rpm_header.h. Two numbers (big-endian): how many index entries, how many bytes of data. An
 * entry: tag, type, offset into the data, count. None of them is believed. */
#include "scanners/readers/rpm_header.h"

#include <errno.h>
#include <string.h>

#include "core/base/times.h"

#define ENTRIES_MAX 65535u
#define ENTRY_SIZE  16u
#define TEXT_MAX    256u
#define DIRS_MAX    200000u

enum { TAG_NAME = 1000, TAG_VERSION, TAG_RELEASE, TAG_INSTALLTIME = 1008, TAG_VENDOR = 1011 };
enum { TAG_DIRNAMES = 1118 };
enum { TYPE_INT32 = 4, TYPE_STRING = 6, TYPE_STRING_ARRAY = 8 };

struct entry {
	uint32_t tag, type, offset, count;
};

static int damaged(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "the entry of a package is damaged");
}

/* A text that ends inside, of a length that names have; NULL: none. */
static const char *text_at(struct bytes store, uint32_t offset)
{
	const uint8_t *p = store.p + offset;

	if (offset >= store.n || !memchr(p, '\0', MIN(store.n - offset, (size_t)TEXT_MAX)))
		return NULL;
	return (const char *)p;
}

static bool in_menu(struct bytes store, const struct entry *e)
{
	static const char menu[] = "/usr/share/applications/";
	uint64_t at = e->offset;

	for (uint32_t i = 0; i < MIN(e->count, DIRS_MAX) && at < store.n; i++) {
		const uint8_t *end = memchr(store.p + at, '\0', store.n - at);

		if (!end)
			return false;
		if (!memcmp(store.p + at, menu,
			    MIN(sizeof(menu), (size_t)(end - (store.p + at)) + 1)))
			return true;
		at = (uint64_t)(end - store.p) + 1;
	}
	return false;
}

static bool take(struct bytes store, const struct entry *e, struct rpm_package *ret)
{
	const char **text = e->tag == TAG_NAME      ? &ret->name
			    : e->tag == TAG_VERSION ? &ret->version
			    : e->tag == TAG_RELEASE ? &ret->release
			    : e->tag == TAG_VENDOR  ? &ret->vendor
						    : NULL;
	uint32_t at;

	if (text) {
		if (e->type != TYPE_STRING || e->count != 1)
			return false;
		*text = text_at(store, e->offset);
		return *text || e->tag == TAG_VENDOR; /* whose is free text */
	}
	if (e->tag == TAG_INSTALLTIME) {
		if (e->type != TYPE_INT32 || !e->count || !bytes_u32be(store, e->offset, &at))
			return false;
		ret->installed = at;
	}
	return true;
}

int rpm_header_read(struct bytes blob, struct rpm_package *ret, struct err *err)
{
	struct entry dirs = { 0 }; /* looked through once, however often it is named */
	struct bytes store;
	uint32_t n, size;

	*ret = (struct rpm_package){ .installed = TIME_ABSENT };
	if (!bytes_u32be(blob, 0, &n) || !bytes_u32be(blob, 4, &size) || !n || n > ENTRIES_MAX ||
	    !bytes_sub(blob, 8 + (uint64_t)n * ENTRY_SIZE, size, &store))
		return damaged(err);
	for (uint64_t i = 0; i < n; i++) {
		uint64_t at = 8 + i * ENTRY_SIZE;
		struct entry e;

		if (!bytes_u32be(blob, at, &e.tag) || !bytes_u32be(blob, at + 4, &e.type) ||
		    !bytes_u32be(blob, at + 8, &e.offset) ||
		    !bytes_u32be(blob, at + 12, &e.count) || !take(store, &e, ret))
			return damaged(err);
		if (e.tag == TAG_DIRNAMES && e.type == TYPE_STRING_ARRAY)
			dirs = e;
	}
	ret->in_menu = in_menu(store, &dirs);
	if (!ret->name || !*ret->name || !ret->version)
		return damaged(err);
	return 0;
}
