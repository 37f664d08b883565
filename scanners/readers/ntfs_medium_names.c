/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and folders on a backup's medium. */
#include "scanners/readers/ntfs_medium_private.h"

#include <errno.h>
#include <ntfs-3g/dir.h>
#include <ntfs-3g/unistr.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utf.h"

#define OLD ".~old"

struct name {
	ntfschar u[NTFS_NAME_UNITS + 1];
	size_t n;
};

/* Ours alone: what the library makes of a text depends on the machine's language. */
static int name_of(const char *text, struct name *ret)
{
	size_t n = strlen(text);

	if (!n || !utf8_valid(text, n) || strchr(text, '/'))
		return -EINVAL;
	return ntfs_wide(text, n, ret->u, &ret->n) && ret->n <= NTFS_NAME_UNITS ? 0 : -ENAMETOOLONG;
}

static int folder_open(struct ntfs_medium *m, uint64_t node, ntfs_inode **ret)
{
	int r = medium_file_close(m);

	if (r < 0)
		return r;
	if (!medium_allowed(node))
		return -EACCES;
	errno = 0;
	*ret = ntfs_inode_open(m->vol, node);
	if (!*ret)
		return medium_error(m);
	if (!((*ret)->mrec->flags & MFT_RECORD_IS_DIRECTORY))
		r = -ENOTDIR;
	else if ((*ret)->flags & FILE_ATTR_REPARSE_POINT)
		r = -EACCES; /* it leads elsewhere */
	if (r < 0)
		(void)ntfs_inode_close(*ret);
	return r;
}

static int done_with(struct ntfs_medium *m, ntfs_inode *ni, int r)
{
	return ntfs_inode_close(ni) < 0 && r >= 0 ? medium_error(m) : r;
}

static int number_of(struct ntfs_medium *m, ntfs_inode *dir, const struct name *name, uint64_t *ret)
{
	u64 ref;

	errno = 0;
	ref = ntfs_inode_lookup_by_name(dir, name->u, (int)name->n);
	if (ref == (u64)-1)
		return errno == ENOENT || errno == 0 ? -ENOENT : medium_error(m);
	*ret = ref;
	return medium_allowed(ref) ? 0 : -EACCES; /* a table of the file system itself */
}

static int find(struct ntfs_medium *m, uint64_t folder, const struct name *name, uint64_t *ret)
{
	ntfs_inode *dir;
	int r = folder_open(m, folder, &dir);

	return r < 0 ? r : done_with(m, dir, number_of(m, dir, name, ret));
}

int ntfs_medium_find(struct ntfs_medium *m, uint64_t folder, const char *name,
		     struct medium_stat *ret)
{
	struct name wide;
	uint64_t node = 0;
	int r = name_of(name, &wide);

	if (r < 0)
		return r == -EINVAL ? -ENOENT : r;
	r = find(m, folder, &wide, &node);
	return r < 0 ? r : ntfs_medium_stat(m, node, ret);
}

/* r as it was, unless the medium did not take it. */
static int given(struct ntfs_medium *m, int r, bool name_goes)
{
	int e = medium_give(m, name_goes);

	return e < 0 ? e : r;
}

static int make(struct ntfs_medium *m, ntfs_inode *dir, const struct name *name, bool as_folder,
		struct medium_stat *ret)
{
	ntfs_inode *ni;
	le32 rights;
	int r = medium_rights(m, dir, as_folder, &rights);

	if (r < 0)
		return r;
	errno = 0;
	ni = ntfs_create(dir, rights, name->u, (u8)name->n, as_folder ? S_IFDIR : S_IFREG);
	if (!ni)
		return medium_error(m);
	medium_stat_of(ni, ret);
	/* Its size stands in the folder as well: not opened twice. */
	if (ntfs_inode_close_in_dir(ni, dir) < 0)
		return medium_error(m);
	ntfs_inode_update_times(dir, NTFS_UPDATE_MCTIME);
	return 0;
}

int ntfs_medium_make(struct ntfs_medium *m, uint64_t folder, const char *name, bool as_folder,
		     struct medium_stat *ret)
{
	struct name wide;
	uint64_t there;
	ntfs_inode *dir;
	int r = medium_writable(m, name_of(name, &wide));

	if (r == 0 && ntfs_forbidden_names(m->vol, wide.u, (int)wide.n, TRUE))
		r = -EINVAL;
	if (r == 0)
		r = folder_open(m, folder, &dir);
	if (r < 0)
		return r;
	medium_hold(m);
	r = number_of(m, dir, &wide, &there);
	if (r == 0 || r == -EACCES)
		r = -EEXIST;
	else if (r == -ENOENT)
		r = make(m, dir, &wide, as_folder, ret);
	return given(m, done_with(m, dir, r), false);
}

/* kind: 0 a file, 1 a folder. */
static int take_away(struct ntfs_medium *m, uint64_t folder, const struct name *name, int kind)
{
	ntfs_inode *dir, *ni;
	uint64_t node;
	int r = folder_open(m, folder, &dir);

	if (r < 0)
		return r;
	r = number_of(m, dir, name, &node);
	errno = 0;
	ni = r < 0 ? NULL : ntfs_inode_open(m->vol, node);
	if (!ni)
		return done_with(m, dir, r < 0 ? r : medium_error(m));
	if (!(ni->mrec->flags & MFT_RECORD_IS_DIRECTORY) != !kind) {
		(void)ntfs_inode_close(ni);
		return done_with(m, dir, kind ? -ENOTDIR : -EISDIR);
	}
	errno = 0;
	medium_hold(m);
	/* Lets go of both, however it ends. */
	r = ntfs_delete(m->vol, NULL, ni, dir, name->u, (u8)name->n) < 0 ? medium_error(m) : 0;
	return given(m, r, true);
}

int ntfs_medium_remove(struct ntfs_medium *m, uint64_t folder, const char *name, bool a_folder)
{
	struct name wide;
	int r = medium_writable(m, name_of(name, &wide));

	return r < 0 ? r : take_away(m, folder, &wide, a_folder);
}

static int name_too(struct ntfs_medium *m, uint64_t node, uint64_t folder, const struct name *name)
{
	ntfs_inode *dir, *ni;
	int r = folder_open(m, folder, &dir);

	if (r < 0)
		return r;
	errno = 0;
	ni = ntfs_inode_open(m->vol, node);
	if (!ni)
		return done_with(m, dir, medium_error(m));
	medium_hold(m);
	if (ntfs_link(ni, dir, name->u, (u8)name->n) < 0)
		r = medium_error(m);
	else
		ntfs_inode_update_times(dir, NTFS_UPDATE_MCTIME);
	/* The folder first: the file's own sync looks for itself in it. */
	r = done_with(m, dir, r);
	return given(m, done_with(m, ni, r), false);
}

/* The new name first: there is no moment without one. */
static int move(struct ntfs_medium *m, uint64_t node, uint64_t from, const struct name *name,
		uint64_t to, const struct name *new_name)
{
	int r = name_too(m, node, to, new_name);

	if (r < 0)
		return r;
	r = take_away(m, from, name, 0);
	m->source.hurt = m->source.hurt || r < 0;
	return r;
}

/* NTFS has no way to give a name to another file in one step without its journal. The old file keeps a
 * name throughout. */
static int move_over(struct ntfs_medium *m, uint64_t node, uint64_t from, const struct name *name,
		     uint64_t to, const struct name *new_name, uint64_t there)
{
	struct name old = *new_name;
	size_t n = 0;
	int r;

	if (!ntfs_wide(OLD, strlen(OLD), old.u + MIN(old.n, NTFS_NAME_UNITS - sizeof(OLD)), &n))
		return -ENAMETOOLONG;
	old.n = MIN(old.n, NTFS_NAME_UNITS - sizeof(OLD)) + n;
	r = name_too(m, there, to, &old);
	if (r == 0)
		r = take_away(m, to, new_name, 0);
	if (r == 0) {
		r = move(m, node, from, name, to, new_name);
		if (r < 0 && name_too(m, there, to, new_name) < 0)
			return r; /* it has its other name */
	}
	if (take_away(m, to, &old, 0) < 0 && r == 0)
		m->source.hurt = true;
	return r;
}

static int is_folder(struct ntfs_medium *m, uint64_t node)
{
	struct medium_stat st;
	int r = ntfs_medium_stat(m, node, &st);

	return r < 0 ? r : st.folder;
}

int ntfs_medium_rename(struct ntfs_medium *m, uint64_t from, const char *name, uint64_t to,
		       const char *new_name, bool replace)
{
	struct name a, b;
	uint64_t node, there;
	int r = medium_writable(m, name_of(name, &a));

	if (r == 0)
		r = name_of(new_name, &b);
	if (r == 0 && ntfs_forbidden_names(m->vol, b.u, (int)b.n, TRUE))
		r = -EINVAL;
	if (r == 0)
		r = find(m, from, &a, &node);
	if (r == 0)
		r = is_folder(m, node);
	if (r > 0)
		r = -EOPNOTSUPP; /* nobody here asks for that */
	if (r < 0)
		return r;
	r = find(m, to, &b, &there);
	if (r == -ENOENT)
		return move(m, node, from, &a, to, &b);
	if (r < 0)
		return r;
	if (!replace)
		return -EEXIST;
	if (there == node)
		return from == to && !strcmp(name, new_name) ? 0 : -EOPNOTSUPP;
	r = is_folder(m, there);
	if (r)
		return r < 0 ? r : -EISDIR;
	return move_over(m, node, from, &a, to, &b, there);
}

struct listing {
	int (*each)(void *arg, const char *name, uint64_t node, bool folder);
	void *arg;
	unsigned entries;
	int r;
};

static int fill(void *arg, const ntfschar *name, const int units, const int name_type,
		const s64 pos, const MFT_REF ref, const unsigned type)
{
	struct listing *l = arg;
	char text[VOLUME_NAME_MAX];

	(void)pos;
	if (units <= 0 || name_type == FILE_NAME_DOS || MREF(ref) < FILE_first_user)
		return 0;
	ntfs_name(name, (size_t)units, text);
	if (!strcmp(text, ".") || !strcmp(text, ".."))
		return 0;
	l->r = ++l->entries > NTFS_MEDIUM_ENTRIES ? -EFBIG
						  : l->each(l->arg, text, ref, type == NTFS_DT_DIR);
	return l->r ? -1 : 0;
}

int ntfs_medium_list(struct ntfs_medium *m, uint64_t folder,
		     int (*each)(void *arg, const char *name, uint64_t node, bool folder),
		     void *arg)
{
	struct listing l = { .each = each, .arg = arg };
	ntfs_inode *dir;
	s64 pos = 0;
	int r = folder_open(m, folder, &dir);

	if (r < 0)
		return r;
	errno = 0;
	ntfs_keep_case(m->vol, true);
	r = ntfs_readdir(dir, &pos, &l, fill);
	ntfs_keep_case(m->vol, false);
	if (r && !l.r)
		l.r = medium_error(m);
	return done_with(m, dir, l.r);
}
