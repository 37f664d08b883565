/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See pe_version.h. Three levels of resources: kind, name, language; of each of the lower two the first
 * is taken. */
#include "scanners/readers/pe_version.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "core/base/utf.h"
#include "core/base/util.h"

#define SECTIONS_MAX 96u /* Windows loads no more */
#define ENTRIES_MAX  4096u
#define KIND_VERSION 16u
#define IS_FOLDER    0x80000000u
#define SIGNATURE    0xfeef04bdu
#define PE_KEY_MAX   32u
#define RESOURCES    2u /* which of the directories */
#define CERTIFICATES 4u

struct pe {
	struct bytes file;
	uint64_t table; /* of sections */
	unsigned sections;
	struct bytes resources; /* from their beginning to the end of their section */
	uint32_t resources_at;  /* their address in memory */
};

static int broken(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "a part of a program lies outside of it");
}

/* The bytes of the file from an address in memory to the end of its section. */
static bool at_address(const struct pe *pe, uint32_t address, struct bytes *ret)
{
	for (unsigned i = 0; i < pe->sections; i++) {
		uint64_t s = pe->table + 40ull * i;
		uint32_t begin, stored, place;

		if (!bytes_u32le(pe->file, s + 12, &begin) ||
		    !bytes_u32le(pe->file, s + 16, &stored) ||
		    !bytes_u32le(pe->file, s + 20, &place))
			return false;
		if (address >= begin && address - begin < stored)
			return bytes_sub(pe->file, (uint64_t)place + (address - begin),
					 stored - (address - begin), ret);
	}
	return false;
}

/* Where one of the directories lies, and its size. -ENOENT: the program has none. */
static int directory(struct pe *pe, unsigned which, uint32_t *ret_at, uint32_t *ret_size,
		     struct err *err)
{
	uint32_t head, sign, count;
	uint16_t dos, sections, optional, magic;
	uint64_t directories;

	if (!bytes_u16le(pe->file, 0, &dos) || dos != 0x5a4d ||
	    !bytes_u32le(pe->file, 0x3c, &head) || !bytes_u32le(pe->file, head, &sign) ||
	    sign != 0x4550)
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no program for Windows");
	if (!bytes_u16le(pe->file, head + 6ull, &sections) ||
	    !bytes_u16le(pe->file, head + 20ull, &optional) ||
	    !bytes_u16le(pe->file, head + 24ull, &magic) || sections > SECTIONS_MAX)
		return broken(err);
	/* PE32+ has larger fields before them. */
	directories = head + 24ull + (magic == 0x20b ? 112 : 96);
	pe->table = head + 24ull + optional;
	pe->sections = sections;
	if (!bytes_u32le(pe->file, directories - 4, &count))
		return broken(err);
	if (count <= which)
		return -ENOENT;
	if (!bytes_u32le(pe->file, directories + 8ull * which, ret_at) ||
	    !bytes_u32le(pe->file, directories + 8ull * which + 4, ret_size))
		return broken(err);
	return *ret_at ? 0 : -ENOENT;
}

static int open_resources(struct pe *pe, struct err *err)
{
	uint32_t size;
	int r = directory(pe, RESOURCES, &pe->resources_at, &size, err);

	if (r < 0)
		return r;
	return at_address(pe, pe->resources_at, &pe->resources) ? 0 : broken(err);
}

/* Where the entry of this kind (0: the first) of the folder at `at` leads. */
static int enter(const struct pe *pe, uint32_t at, uint32_t kind, uint32_t *ret, struct err *err)
{
	uint16_t named, numbered;
	unsigned n;

	if (!bytes_u16le(pe->resources, at + 12ull, &named) ||
	    !bytes_u16le(pe->resources, at + 14ull, &numbered))
		return broken(err);
	n = MIN((unsigned)named + numbered, ENTRIES_MAX);
	for (unsigned i = 0; i < n; i++) {
		uint32_t id;

		if (!bytes_u32le(pe->resources, at + 16ull + 8ull * i, &id) ||
		    !bytes_u32le(pe->resources, at + 20ull + 8ull * i, ret))
			return broken(err);
		if (!kind || id == kind)
			return 0;
	}
	return -ENOENT;
}

/* Down to the place of the data; the two upper levels must be folders. */
static int find(const struct pe *pe, uint32_t *ret, struct err *err)
{
	uint32_t at = 0;

	for (unsigned level = 0; level < 3; level++) {
		int r = enter(pe, at, level ? 0 : KIND_VERSION, &at, err);

		if (r < 0)
			return r;
		if (!(at & IS_FOLDER) != (level == 2))
			return broken(err);
		at &= ~IS_FOLDER;
	}
	*ret = at;
	return 0;
}

/* VS_VERSIONINFO: three lengths and its name in UTF-16, then on a multiple of four the numbers. */
static int read_numbers(struct bytes info, struct pe_version *ret, struct err *err)
{
	static const char name[] = "VS_VERSION_INFO";
	uint64_t at = 6 + 2 * sizeof(name);
	uint32_t sign, high, low;
	uint16_t c;

	for (size_t i = 0; i < sizeof(name); i++)
		if (!bytes_u16le(info, 6 + 2 * i, &c) || c != (unsigned char)name[i])
			return broken(err);
	at = (at + 3) / 4 * 4;
	if (!bytes_u32le(info, at, &sign) || sign != SIGNATURE ||
	    !bytes_u32le(info, at + 8, &high) || !bytes_u32le(info, at + 12, &low))
		return broken(err);
	*ret = (struct pe_version){ { (uint16_t)(high >> 16), (uint16_t)high, (uint16_t)(low >> 16),
				      (uint16_t)low } };
	return 0;
}

static int open_info(struct bytes file, struct bytes *ret, struct err *err)
{
	struct pe pe = { .file = file };
	uint32_t entry = 0, address, size;
	int r = open_resources(&pe, err);

	if (r == 0)
		r = find(&pe, &entry, err);
	if (r < 0)
		return r;
	if (!bytes_u32le(pe.resources, entry, &address) ||
	    !bytes_u32le(pe.resources, entry + 4ull, &size) || !at_address(&pe, address, ret) ||
	    !bytes_sub(*ret, 0, size, ret))
		return broken(err);
	return 0;
}

int pe_version_read(struct bytes file, struct pe_version *ret, struct err *err)
{
	struct bytes info;
	int r = open_info(file, &info, err);

	return r < 0 ? r : read_numbers(info, ret, err);
}

/* The table of certificates is named by its place in the file. */
int pe_version_marked(struct bytes head, bool *ret, struct err *err)
{
	struct pe pe = { .file = head };
	uint32_t at = 0, size = 0;
	int r = directory(&pe, CERTIFICATES, &at, &size, err);

	if (r < 0 && r != -ENOENT)
		return r;
	*ret = r == 0 && size > 0;
	return 0;
}

/* A text lies behind its key, on a multiple of four. The tables around them (one per language) say
 * nothing that is needed, so the first such key counts. */
int pe_version_text(struct bytes file, const char *key, struct arena *a, const char **ret,
		    struct err *err)
{
	uint8_t wide[2 * (PE_KEY_MAX + 1)] = { 0 };
	size_t n = strlen(key), at;
	struct bytes info;
	const uint8_t *p;
	int r = open_info(file, &info, err);

	if (r < 0)
		return r;
	if (n > PE_KEY_MAX)
		return err_set(err, ERR_INTERNAL, -EINVAL,
			       "a key of a program's texts is too long");
	for (size_t i = 0; i < n; i++)
		wide[2 * i] = (uint8_t)key[i];
	p = memmem(info.p, info.n, wide, 2 * n + 2);
	if (!p)
		return -ENOENT;
	at = ((size_t)(p - info.p) + 2 * n + 2 + 3) / 4 * 4;
	if (at + 2 > info.n)
		return broken(err);
	*ret = utf16le_to_utf8(a, info.p + at, MIN((info.n - at) / 2, PE_TEXT_MAX), true);
	return **ret ? 0 : -ENOENT;
}
