/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and folders of an NTFS volume. */
#include "scanners/readers/volume_ntfs.h"

#include <errno.h>
#include <ntfs-3g/dir.h>
#include <ntfs-3g/unistr.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utf.h"

#define SLASH_SHOWN 0xf02fu /* as other systems show a '/' inside a name */
#define NUL_SHOWN   0x2400u

void ntfs_name(const ntfschar *u, size_t units, char *out)
{
	size_t n = 0;

	units = MIN(units, NTFS_NAME_UNITS); /* at most 765 bytes */
	for (size_t i = 0; i < units; i++) {
		uint32_t c = le16_to_cpu(u[i]), low = i + 1 < units ? le16_to_cpu(u[i + 1]) : 0;

		if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i++;
		}
		n += utf8_put(out + n, c == '/' ? SLASH_SHOWN : c ? c : NUL_SHOWN);
	}
	out[n] = '\0';
}

/* WTF-8: utf8_next() refuses lone surrogates, which are three bytes ED A0..BF xx here. */
static size_t next_code(const char *s, size_t n, uint32_t *ret)
{
	const uint8_t *p = (const uint8_t *)s;

	if (n >= 3 && p[0] == 0xed && p[1] >= 0xa0 && p[1] <= 0xbf && (p[2] & 0xc0) == 0x80) {
		*ret = 0xd000u | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
		return 3;
	}
	return utf8_next(s, n, ret);
}

bool ntfs_wide(const char *name, size_t n, ntfschar *out, size_t *ret_units)
{
	size_t units = 0;
	uint32_t c;

	while (n) {
		size_t used = next_code(name, n, &c);

		if (units + 2 > NTFS_NAME_UNITS + 1)
			return false;
		if (c >= 0x10000) {
			if (units + 2 > NTFS_NAME_UNITS)
				return false;
			out[units++] = cpu_to_le16((u16)(0xd800 + ((c - 0x10000) >> 10)));
			out[units++] = cpu_to_le16((u16)(0xdc00 + ((c - 0x10000) & 0x3ff)));
		} else {
			out[units++] = cpu_to_le16((u16)c);
		}
		name += used;
		n -= used;
	}
	*ret_units = units;
	return units > 0;
}

/* MFT number of a child, or -1. A '/' that is shown as U+F02F is tried as such, then as '/'. */
static int64_t child_of(ntfs_inode *dir, const char *name, size_t n)
{
	ntfschar u[NTFS_NAME_UNITS + 1];
	size_t units;
	bool slash = false;
	u64 ref;

	if (!ntfs_wide(name, n, u, &units))
		return -1;
	ref = ntfs_inode_lookup_by_name(dir, u, (int)units);
	for (size_t i = 0; i < units && ref == (u64)-1; i++) {
		if (u[i] == cpu_to_le16(SLASH_SHOWN)) {
			u[i] = cpu_to_le16('/');
			slash = true;
		}
	}
	if (ref == (u64)-1 && slash)
		ref = ntfs_inode_lookup_by_name(dir, u, (int)units);
	return ref == (u64)-1 ? -1 : (int64_t)MREF(ref);
}

struct spelling {
	uint64_t parent;
	const char *asked;
	size_t asked_n;
	ntfs_volume *vol;
	char name[VOLUME_NAME_MAX];
	bool exact;
};

/* The long name in this folder; of several, the one that was asked for. */
static int spell(void *arg, ATTR_RECORD *a)
{
	struct spelling *s = arg;
	struct ntfs_file_name f;
	ntfschar u[NTFS_NAME_UNITS + 1];
	size_t units;

	if (s->exact || !ntfs_file_name(a, &f) || f.parent != s->parent ||
	    f.type == FILE_NAME_DOS || !f.units)
		return 0;
	ntfs_name(f.u, f.units, s->name);
	s->exact = ntfs_wide(s->asked, s->asked_n, u, &units) &&
		   ntfs_names_are_equal(u, units, f.u, f.units, IGNORE_CASE, s->vol->upcase,
					s->vol->upcase_len);
	return 0;
}

static const char *spelled(struct volume_ntfs *v, ntfs_inode *child, uint64_t parent,
			   const char *name, size_t n, struct spelling *s)
{
	*s = (struct spelling){ .parent = parent, .asked = name, .asked_n = n, .vol = v->vol };
	if (ntfs_attributes(child, AT_FILE_NAME, spell, s) < 0 || !s->name[0])
		snprintf(s->name, sizeof(s->name), "%.*s", (int)MIN(n, 255u), name);
	return s->name;
}

/* One step down; closes *dir in any case. */
static int step(struct volume_ntfs *v, ntfs_inode **dir, const char *name, size_t n, char *found,
		size_t size, struct err *err)
{
	struct spelling s;
	uint64_t parent = (*dir)->mft_no;
	bool directory = (*dir)->mrec->flags & MFT_RECORD_IS_DIRECTORY;
	int64_t ref = -1;
	size_t len = strlen(found);

	errno = ENOENT;
	if (directory)
		ref = child_of(*dir, name, n);
	ntfs_inode_close(*dir);
	*dir = NULL;
	if (ref < 0)
		return errno == ENOENT || !directory || errno == EINVAL
			   ? err_set(err, ERR_IO, -ENOENT, "it is not there")
			   : ntfs_error(err, "looking up a name");
	*dir = ntfs_inode_open(v->vol, (MFT_REF)ref);
	if (!*dir)
		return ntfs_error(err, "opening a file's record");
	snprintf(found + len, size - len, "%s%s", len ? "/" : "",
		 spelled(v, *dir, parent, name, n, &s));
	return 0;
}

int ntfs_find(struct volume *base, const char *path, char *found, size_t size,
	      struct volume_stat *ret, struct err *err)
{
	struct volume_ntfs *v = ntfs_of(base);
	ntfs_inode *ni = ntfs_inode_open(v->vol, FILE_root);
	int r = 0;

	found[0] = '\0';
	if (!ni)
		return ntfs_error(err, "opening the root folder");
	while (*path && r == 0) {
		size_t n = strcspn(path, "/");

		r = step(v, &ni, path, n, found, size, err);
		path += n;
		path += *path == '/';
	}
	if (r == 0)
		r = ntfs_stat(v, ni, ret, err);
	if (ni)
		ntfs_inode_close(ni);
	(void)ntfs_complaint();
	return r;
}

/* NVolClearCaseSensitive() does not survive our warnings. */
void ntfs_keep_case(ntfs_volume *vol, bool keep)
{
	unsigned long flag = 1ul << NV_CaseSensitive;

	vol->state = keep ? vol->state | flag : vol->state & ~flag;
}

struct listing {
	struct volume_ntfs *v;
	volume_list_fn each;
	void *arg;
	uint64_t entries;
	int r; /* what each returned, or our own ceiling */
	struct err *err;
};

/* An entry whose record can't be read is still an entry: it is there, but can't be looked at. */
static void stat_of(struct listing *l, uint64_t ref, unsigned type, struct volume_stat *st)
{
	ntfs_inode *ni = ntfs_inode_open(l->v->vol, ref);
	int r = ni ? ntfs_stat(l->v, ni, st, NULL) : -EIO;

	if (ni)
		ntfs_inode_close(ni);
	if (r == 0)
		return;
	memset(st, 0, sizeof(*st));
	st->id = ref;
	st->type = type == NTFS_DT_DIR ? VOLUME_FILE_DIRECTORY : VOLUME_FILE_REGULAR;
	st->modified = st->created = INT64_MIN;
	st->first_lcn = UINT64_MAX;
	st->links = 1;
}

static int fill(void *arg, const ntfschar *name, const int units, const int name_type,
		const s64 pos, const MFT_REF ref, const unsigned type)
{
	struct listing *l = arg;
	char text[VOLUME_NAME_MAX];
	struct volume_stat st;

	(void)pos;
	if (units <= 0 || name_type == FILE_NAME_DOS || MREF(ref) < FILE_first_user)
		return 0;
	ntfs_name(name, (size_t)units, text);
	if (!strcmp(text, ".") || !strcmp(text, ".."))
		return 0;
	if (++l->entries > VOLUME_ENTRIES_MAX) {
		l->r = err_set(l->err, ERR_LIMIT, -E2BIG, "a folder has too many entries");
		return -1;
	}
	stat_of(l, MREF(ref), type, &st);
	ntfs_keep_case(l->v->vol, false);
	l->r = l->each(l->arg, text, &st);
	ntfs_keep_case(l->v->vol, true);
	return l->r ? -1 : 0;
}

int ntfs_list(struct volume *base, uint64_t id, const char *path, volume_list_fn each, void *arg,
	      struct err *err)
{
	struct listing l = { .v = ntfs_of(base), .each = each, .arg = arg, .err = err };
	ntfs_inode *ni = ntfs_inode_open(l.v->vol, (MFT_REF)id);
	s64 pos = 0;
	int r, code;

	(void)path;
	(void)ntfs_complaint();
	if (!ni)
		return ntfs_error(err, "opening a folder");
	errno = 0;
	ntfs_keep_case(l.v->vol, true);
	r = ntfs_readdir(ni, &pos, &l, fill);
	code = errno;
	ntfs_keep_case(l.v->vol, false);
	ntfs_inode_close(ni);
	if (l.r)
		return l.r;
	errno = code;
	return r ? ntfs_error(err, "reading a folder") : 0;
}
