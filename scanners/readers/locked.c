/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See locked.h. What is not understood is unknown, never locked. */
#include "scanners/readers/locked.h"

#include <string.h>

#include "core/base/util.h"

#define CFB_ENTRY     128u
#define CFB_DIRECTORY 32u /* sectors of the directory that are followed */
#define CFB_LAST      0xfffffffau
#define MINI_STREAM   4096u
#define BOF           0x0809u
#define FILEPASS      0x002fu
#define WRITEPROT     0x0086u
#define WORD_FIB      0xa5ecu
#define ZIP_END       22u
#define ZIP_ENTRY     46u
#define ZIP_PIECES    16u /* of its list that are looked at */

struct compound {
	const struct locked_file *file;
	uint32_t sector; /* bytes */
};

/* --- compound files: Office before 2007, and whatever Office encrypts ----------------------- */
static bool sector_at(const struct compound *c, uint32_t number, size_t n, struct bytes *ret)
{
	return number < CFB_LAST &&
	       c->file->read(c->file->arg, ((uint64_t)number + 1) * c->sector, n, ret);
}

/* The next sector of a chain, by the table's first 109 parts: enough for 7 MiB and more. */
static bool next_of(const struct compound *c, uint32_t number, uint32_t *ret)
{
	uint32_t per = c->sector / 4, table, at = number / per;
	struct bytes b;

	if (at >= 109 || !c->file->read(c->file->arg, 0x4c + 4ull * at, 4, &b) ||
	    !bytes_u32le(b, 0, &table) || !sector_at(c, table, c->sector, &b))
		return false;
	return bytes_u32le(b, 4ull * (number % per), ret);
}

static bool named(struct bytes entry, const char *name)
{
	size_t n = strlen(name);
	uint16_t length;

	if (!bytes_u16le(entry, 0x40, &length) || length != 2 * (n + 1))
		return false;
	for (size_t i = 0; i < n; i++)
		if (entry.p[2 * i] != (uint8_t)name[i] || entry.p[2 * i + 1])
			return false;
	return true;
}

/* The stream's beginning: of small ones it lies elsewhere, and nothing is said. */
static bool stream_of(const struct compound *c, struct bytes entry, struct bytes *ret)
{
	uint32_t start, size;

	return bytes_u32le(entry, 0x74, &start) && bytes_u32le(entry, 0x78, &size) &&
	       size >= MINI_STREAM && sector_at(c, start, c->sector, ret);
}

static enum locked workbook(const struct compound *c, struct bytes entry)
{
	uint16_t type, length;
	struct bytes b;
	uint64_t at = 0;

	if (!stream_of(c, entry, &b))
		return LOCKED_UNKNOWN;
	for (unsigned i = 0; i < 4; i++, at += 4u + length) {
		if (!bytes_u16le(b, at, &type) || !bytes_u16le(b, at + 2, &length) ||
		    (i == 0 && type != BOF))
			return LOCKED_UNKNOWN;
		if (type == FILEPASS)
			return LOCKED_YES;
		if (i > 0 && type != WRITEPROT)
			return LOCKED_NO; /* it stands before everything else or not at all */
	}
	return LOCKED_UNKNOWN;
}

static enum locked word(const struct compound *c, struct bytes entry)
{
	uint16_t magic, flags;
	struct bytes b;

	if (!stream_of(c, entry, &b) || !bytes_u16le(b, 0, &magic) || magic != WORD_FIB ||
	    !bytes_u16le(b, 0x0a, &flags))
		return LOCKED_UNKNOWN;
	return flags & 0x0100 ? LOCKED_YES : LOCKED_NO;
}

/* One sector of the directory; the entry that tells ends it. */
static enum locked directory(const struct compound *c, uint32_t sector)
{
	uint8_t copy[4096];
	struct bytes b, entry;

	if (!sector_at(c, sector, c->sector, &b) || b.n > sizeof(copy))
		return LOCKED_UNKNOWN;
	memcpy(copy, b.p, b.n);
	b = bytes_of(copy, b.n);
	for (uint64_t at = 0; bytes_sub(b, at, CFB_ENTRY, &entry); at += CFB_ENTRY) {
		if (named(entry, "EncryptedPackage"))
			return LOCKED_YES;
		if (named(entry, "Workbook") || named(entry, "Book"))
			return workbook(c, entry);
		if (named(entry, "WordDocument"))
			return word(c, entry);
	}
	return LOCKED_UNKNOWN;
}

static enum locked compound(const struct locked_file *f, struct bytes head)
{
	struct compound c = { .file = f };
	uint16_t shift;
	uint32_t sector;

	if (!bytes_u16le(head, 0x1e, &shift) || (shift != 9 && shift != 12) ||
	    !bytes_u32le(head, 0x30, &sector))
		return LOCKED_UNKNOWN;
	c.sector = 1u << shift;
	for (unsigned i = 0; i < CFB_DIRECTORY; i++) {
		enum locked l = directory(&c, sector);

		if (l != LOCKED_UNKNOWN)
			return l;
		if (!next_of(&c, sector, &sector))
			break;
	}
	return LOCKED_UNKNOWN;
}

/* --- the others ---------------------------------------------------------------------------- */
static bool holds(struct bytes b, const char *word)
{
	return b.n && memmem(b.p, b.n, word, strlen(word)) != NULL;
}

/* Its trailers stand at the end, in files for the net also at the beginning. */
static enum locked pdf(const struct locked_file *f, struct bytes head)
{
	uint64_t from = f->size > LOCKED_PIECE ? f->size - LOCKED_PIECE : 0;
	struct bytes b;

	if (holds(head, "/Encrypt"))
		return LOCKED_YES;
	if (!f->read(f->arg, from, LOCKED_PIECE, &b))
		return LOCKED_UNKNOWN;
	if (holds(b, "/Encrypt"))
		return LOCKED_YES;
	return holds(b, "startxref") ? LOCKED_NO : LOCKED_UNKNOWN;
}

/* The list of an archive's files: told at its very end, before a remark that may follow. */
static bool list_of(const struct locked_file *f, uint64_t *ret_at, uint64_t *ret_end)
{
	uint64_t from = f->size > LOCKED_PIECE ? f->size - LOCKED_PIECE : 0;
	uint32_t size, start;
	uint16_t remark;
	struct bytes b;

	if (!f->read(f->arg, from, LOCKED_PIECE, &b) || b.n < ZIP_END)
		return false;
	for (size_t i = b.n - ZIP_END + 1; i-- > 0;) {
		if (memcmp(b.p + i, "PK\5\6", 4) || !bytes_u16le(b, i + 20, &remark) ||
		    remark != b.n - i - ZIP_END)
			continue;
		if (!bytes_u32le(b, i + 12, &size) || !bytes_u32le(b, i + 16, &start))
			return false;
		*ret_at = start;
		*ret_end = (uint64_t)start + size;
		return *ret_end <= from + i;
	}
	return false;
}

/* The whole entries at the beginning of b. Folders and empty files have nothing to lock. */
static enum locked listed(struct bytes b, uint64_t *ret_used, bool *some)
{
	uint16_t flags = 0, name = 0, extra = 0, remark = 0;
	uint32_t size = 0;
	struct bytes e, text;
	uint64_t at = 0;

	for (; bytes_sub(b, at, ZIP_ENTRY, &e) && !memcmp(e.p, "PK\1\2", 4);
	     at += ZIP_ENTRY + name + extra + remark) {
		bytes_u16le(e, 8, &flags);
		bytes_u32le(e, 24, &size);
		bytes_u16le(e, 28, &name);
		bytes_u16le(e, 30, &extra);
		bytes_u16le(e, 32, &remark);
		if (!bytes_sub(b, at + ZIP_ENTRY, name, &text))
			break;
		if (!size || (name && text.p[name - 1] == '/'))
			continue;
		if (!(flags & 1))
			return LOCKED_NO;
		*some = true;
	}
	*ret_used = at;
	return LOCKED_UNKNOWN;
}

/* Locked are all of its files, or it is not: one that opens is open to everybody. */
static enum locked archive(const struct locked_file *f)
{
	uint64_t at, end, used;
	bool some = false;
	struct bytes b;

	if (!list_of(f, &at, &end))
		return LOCKED_UNKNOWN;
	for (unsigned i = 0; i < ZIP_PIECES && at < end; i++, at += used) {
		if (!f->read(f->arg, at, (size_t)MIN(end - at, LOCKED_PIECE), &b))
			return LOCKED_UNKNOWN;
		if (listed(b, &used, &some) == LOCKED_NO)
			return LOCKED_NO;
		if (!used)
			return LOCKED_UNKNOWN;
	}
	return some && at == end ? LOCKED_YES : LOCKED_UNKNOWN;
}

/* Office since 2007 without a password, and archives. LibreOffice's own keep their mark inside. */
static enum locked zip(const struct locked_file *f, struct bytes head)
{
	static const char odf[] = "mimetypeapplication/vnd.oasis";
	uint16_t flags, name;
	uint32_t size;
	bool folder;

	if (!bytes_u16le(head, 6, &flags) || !bytes_u32le(head, 22, &size) ||
	    !bytes_u16le(head, 26, &name))
		return LOCKED_UNKNOWN;
	if (head.n > 30 + sizeof(odf) && !memcmp(head.p + 30, odf, sizeof(odf) - 1))
		return LOCKED_UNKNOWN;
	folder = name && head.n >= 30u + name && head.p[29u + name] == '/';
	/* Bit 3: how large it is stands behind it. */
	if (!(flags & 1) && !folder && (size || flags & 8))
		return LOCKED_NO;
	return archive(f);
}

enum locked locked_of(const struct locked_file *f)
{
	static const uint8_t ole[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
	struct bytes head;

	if (!f->read(f->arg, 0, LOCKED_PIECE, &head))
		return LOCKED_UNKNOWN;
	if (head.n >= 512 && !memcmp(head.p, ole, sizeof(ole)))
		return compound(f, head);
	if (head.n >= 5 && !memcmp(head.p, "%PDF-", 5))
		return pdf(f, head);
	if (head.n >= 30 && !memcmp(head.p, "PK\3\4", 4))
		return zip(f, head);
	return LOCKED_UNKNOWN;
}
