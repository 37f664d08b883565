/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See lnk.h. Names of fields are those of [MS-SHLLINK]. */
#include "scanners/readers/lnk.h"

#include <errno.h>
#include <string.h>

#include "core/base/utf.h"
#include "core/base/util.h"
#include "scanners/readers/cp932.h"

#define HEADER_SIZE      0x4cu
#define HAS_ID_LIST      0x01u
#define HAS_LINK_INFO    0x02u
#define HAS_ARGUMENTS    0x20u
#define IS_WIDE          0x80u
#define FORCE_NO_INFO    0x100u
#define FOLDER           0x10u
#define VOLUME_AND_LOCAL 0x01u
#define NETWORK          0x02u

static int broken(struct err *err, const char *what)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "a shortcut's %s lies outside of it", what);
}

/* A text in code page 932 at off, up to its NUL; NULL when it is empty or outside. */
static const char *narrow(struct bytes b, uint64_t off, struct arena *a)
{
	struct bytes t;
	const uint8_t *end;

	if (off >= b.n || !bytes_sub(b, off, b.n - off, &t))
		return NULL;
	t.n = MIN(t.n, LNK_PATH_MAX);
	end = memchr(t.p, 0, t.n);
	t.n = end ? (size_t)(end - t.p) : t.n;
	if (!t.n)
		return NULL;
	return cp932_text(a, (const char *)t.p, t.n);
}

static const char *wide(struct bytes b, uint64_t off, struct arena *a)
{
	const char *text;

	if (off >= b.n || b.n - off < 2)
		return NULL;
	text = utf16le_to_utf8(a, b.p + off, MIN((size_t)(b.n - off) / 2, LNK_PATH_MAX), true);
	return *text ? text : NULL;
}

static enum lnk_drive drive_of(uint32_t type)
{
	static const enum lnk_drive kinds[] = {
		[0] = LNK_DRIVE_UNKNOWN, [1] = LNK_DRIVE_UNKNOWN, [2] = LNK_DRIVE_REMOVABLE,
		[3] = LNK_DRIVE_FIXED,   [4] = LNK_DRIVE_NETWORK, [5] = LNK_DRIVE_OPTICAL,
		[6] = LNK_DRIVE_MEMORY,
	};

	return type < LEN(kinds) ? kinds[type] : LNK_DRIVE_UNKNOWN;
}

/* VolumeID: the drive, its number, its name. */
static int read_volume(struct bytes info, uint32_t off, struct arena *a, struct lnk *ret,
		       struct err *err)
{
	uint32_t size, type, label;
	struct bytes v;

	if (!bytes_u32le(info, off, &size) || size < 0x10 || !bytes_sub(info, off, size, &v) ||
	    !bytes_u32le(v, 4, &type) || !bytes_u32le(v, 8, &ret->volume_serial) ||
	    !bytes_u32le(v, 12, &label))
		return broken(err, "drive");
	ret->drive = drive_of(type);
	/* 0x14: the name is wide, and where it stands is told behind. */
	if (label != 0x14)
		ret->label = narrow(v, label, a);
	else if (bytes_u32le(v, 16, &label))
		ret->label = wide(v, label, a);
	return 0;
}

/* Both halves of the path; the wide ones when the structure has them. */
static const char *read_path(struct bytes info, struct arena *a)
{
	const char *base = NULL, *rest = NULL;
	uint32_t header, off;

	if (!bytes_u32le(info, 4, &header))
		return NULL;
	if (header >= 0x24 && bytes_u32le(info, 0x1c, &off) && off)
		base = wide(info, off, a);
	if (header >= 0x24 && bytes_u32le(info, 0x20, &off) && off)
		rest = wide(info, off, a);
	if (!base && bytes_u32le(info, 0x10, &off) && off)
		base = narrow(info, off, a);
	if (!rest && bytes_u32le(info, 0x18, &off) && off)
		rest = narrow(info, off, a);
	if (!base || !rest)
		return base ? base : rest;
	return arena_printf(a, "%s%s", base, rest);
}

static int read_info(struct bytes info, struct arena *a, struct lnk *ret, struct err *err)
{
	uint32_t flags, volume;
	int r = 0;

	if (!bytes_u32le(info, 8, &flags) || !bytes_u32le(info, 12, &volume))
		return broken(err, "place");
	if (flags & VOLUME_AND_LOCAL)
		r = read_volume(info, volume, a, ret, err);
	else if (flags & NETWORK)
		ret->drive = LNK_DRIVE_NETWORK;
	if (r == 0)
		ret->path = read_path(info, a);
	return r;
}

/* The texts behind the place: name, relative path, folder, arguments, each with its number of
 * characters. */
static void read_arguments(struct bytes file, uint64_t at, uint32_t flags, struct arena *a,
			   struct lnk *ret)
{
	uint16_t count = 0;
	struct bytes text;

	if (!(flags & HAS_ARGUMENTS))
		return;
	for (uint32_t one = 0x04; one <= HAS_ARGUMENTS; one <<= 1) {
		uint64_t n;

		if (!(flags & one))
			continue;
		if (!bytes_u16le(file, at, &count))
			break;
		n = flags & IS_WIDE ? 2ull * count : count;
		if (!bytes_sub(file, at + 2, n, &text))
			break;
		at += 2 + n;
		if (one == HAS_ARGUMENTS) {
			ret->arguments = flags & IS_WIDE ? wide(text, 0, a) : narrow(text, 0, a);
			return;
		}
	}
	ret->arguments_lost = true;
}

int lnk_read(struct bytes file, struct arena *a, struct lnk *ret, struct err *err)
{
	/* 00021401-0000-0000-C000-000000000046 */
	static const uint8_t id[] = { 0x01, 0x14, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46 };
	uint32_t header, flags, attributes, low, size;
	uint64_t at = HEADER_SIZE, written;
	uint16_t list;
	struct bytes info;
	int r;

	*ret = (struct lnk){ .target_written = TIME_ABSENT };
	if (!bytes_u32le(file, 0, &header) || header != HEADER_SIZE ||
	    !bytes_equal(file, 4, id, sizeof(id)) || !bytes_u32le(file, 20, &flags) ||
	    !bytes_u32le(file, 24, &attributes) || !bytes_u64le(file, 44, &written) ||
	    !bytes_u32le(file, 52, &low) || !bytes_has(file, 0, HEADER_SIZE))
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no shortcut");
	ret->target_written = time_from_filetime(written);
	ret->target_size = low;
	ret->folder = attributes & FOLDER;
	if (flags & HAS_ID_LIST) {
		if (!bytes_u16le(file, at, &list) || !bytes_has(file, at + 2, list))
			return broken(err, "list");
		at += 2 + (uint64_t)list;
	}
	if (!(flags & HAS_LINK_INFO)) {
		read_arguments(file, at, flags, a, ret);
		return 0;
	}
	if (!bytes_u32le(file, at, &size) || size < 0x1c || !bytes_sub(file, at, size, &info))
		return broken(err, "place");
	r = flags & FORCE_NO_INFO ? 0 : read_info(info, a, ret, err);
	if (r == 0)
		read_arguments(file, at + size, flags, a, ret);
	return r;
}
