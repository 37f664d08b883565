/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Contents of files on a backup's medium. */
#include "scanners/readers/ntfs_medium_private.h"

#include <errno.h>
#include <ntfs-3g/ntfstime.h>

/* So much may be under way to the medium: what is told as written shall be written. */
#define PUSH ((uint64_t)64 << 20)

void medium_stat_of(const ntfs_inode *ni, struct medium_stat *ret)
{
	*ret = (struct medium_stat){
		.node = ni->mft_no == FILE_root
			    ? NTFS_MEDIUM_ROOT
			    : MK_MREF(ni->mft_no, le16_to_cpu(ni->mrec->sequence_number)),
		.size = (uint64_t)MAX(ni->data_size, 0),
		.allocated = (uint64_t)MAX(ni->allocated_size, 0),
		.links = le16_to_cpu(ni->mrec->link_count),
		.folder = ni->mrec->flags & MFT_RECORD_IS_DIRECTORY,
		.modified = ntfs2timespec(ni->last_data_change_time),
		.changed = ntfs2timespec(ni->last_mft_change_time),
	};
}

int medium_file_sync(struct ntfs_medium *m)
{
	if (!m->node || !m->changed)
		return 0;
	ntfs_inode_update_times(m->ni, NTFS_UPDATE_MCTIME);
	m->changed = false;
	return ntfs_inode_sync(m->ni) < 0 ? medium_error(m) : 0;
}

int medium_file_close(struct ntfs_medium *m)
{
	int r = medium_file_sync(m);

	if (!m->node)
		return r;
	m->node = 0;
	ntfs_attr_close(m->na);
	if (ntfs_inode_close(m->ni) < 0 && r == 0)
		r = medium_error(m);
	return r;
}

static int file_open(struct ntfs_medium *m, uint64_t node)
{
	int r;

	if (m->node == node && node)
		return 0;
	r = medium_file_close(m);
	if (r < 0)
		return r;
	if (!medium_allowed(node) || node == NTFS_MEDIUM_ROOT)
		return -EISDIR;
	errno = 0;
	m->ni = ntfs_inode_open(m->vol, node);
	if (!m->ni)
		return medium_error(m);
	if (m->ni->mrec->flags & MFT_RECORD_IS_DIRECTORY)
		r = -EISDIR;
	else if (m->ni->flags & (FILE_ATTR_REPARSE_POINT | FILE_ATTR_ENCRYPTED))
		r = -EACCES;
	m->na = r < 0 ? NULL : ntfs_attr_open(m->ni, AT_DATA, AT_UNNAMED, 0);
	if (!m->na) {
		r = r < 0 ? r : medium_error(m);
		(void)ntfs_inode_close(m->ni);
		return r;
	}
	m->node = node;
	return 0;
}

int ntfs_medium_stat(struct ntfs_medium *m, uint64_t node, struct medium_stat *ret)
{
	ntfs_inode *ni;

	if (!medium_allowed(node))
		return -ENOENT;
	if (m->node == node) {
		medium_stat_of(m->ni, ret);
		ret->size = (uint64_t)MAX(m->na->data_size, 0);
		return 0;
	}
	errno = 0;
	ni = ntfs_inode_open(m->vol, node);
	if (!ni)
		return errno == ENOENT ? -ENOENT : medium_error(m);
	medium_stat_of(ni, ret);
	return ntfs_inode_close(ni) < 0 ? medium_error(m) : 0;
}

/* From 1601 on, in steps of 100 ns. */
#define NTFS_EPOCH (-(int64_t)11644473600)

static int put_modified(struct ntfs_medium *m, ntfs_inode *ni, const struct timespec *t)
{
	ni->last_data_change_time = timespec2ntfs(*t);
	NInoFileNameSetDirty(ni); /* it stands in the folder as well */
	NInoSetDirty(ni);
	return ntfs_inode_sync(ni) < 0 ? medium_error(m) : 0;
}

int ntfs_medium_modified(struct ntfs_medium *m, uint64_t node, int64_t seconds,
			 uint32_t nanoseconds)
{
	const struct timespec t = { .tv_sec = (time_t)seconds, .tv_nsec = (long)nanoseconds };
	int r = medium_writable(m, 0);
	ntfs_inode *ni;

	if (r < 0 || !medium_allowed(node) || node == NTFS_MEDIUM_ROOT)
		return r < 0 ? r : -EPERM;
	if (seconds < NTFS_EPOCH || seconds > INT64_MAX / 10000000 + NTFS_EPOCH ||
	    nanoseconds > 999999999)
		return -EINVAL;
	r = medium_file_sync(m); /* what was written before it does not change it again */
	if (r == 0 && m->node == node)
		return put_modified(m, m->ni, &t);
	if (r == 0)
		r = medium_file_close(m);
	if (r < 0)
		return r;
	errno = 0;
	ni = ntfs_inode_open(m->vol, node);
	if (!ni)
		return medium_error(m);
	r = put_modified(m, ni, &t);
	return ntfs_inode_close(ni) < 0 && r == 0 ? medium_error(m) : r;
}

ssize_t ntfs_medium_read(struct ntfs_medium *m, uint64_t node, void *buf, size_t n, uint64_t at)
{
	size_t done = 0;
	int r = file_open(m, node);

	if (r < 0)
		return r;
	if (at > INT64_MAX - n)
		return -EINVAL;
	while (done < n) {
		s64 got;

		errno = 0;
		got = ntfs_attr_pread(m->na, (s64)(at + done), (s64)(n - done), (char *)buf + done);
		if (got < 0)
			return medium_error(m);
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

/* What is under way is waited for, now and then. */
static int push(struct ntfs_medium *m)
{
	if (m->source.unsynced < PUSH)
		return 0;
	return m->vol->dev->d_ops->sync(m->vol->dev) < 0 ? medium_error(m) : 0;
}

ssize_t ntfs_medium_write(struct ntfs_medium *m, uint64_t node, const void *buf, size_t n,
			  uint64_t at)
{
	size_t done = 0;
	int r = medium_writable(m, 0);

	if (r == 0)
		r = file_open(m, node);
	if (r < 0)
		return r;
	if (at > INT64_MAX - n)
		return -EFBIG;
	m->changed = true;
	while (r == 0 && done < n) {
		s64 put;

		errno = 0;
		put = ntfs_attr_pwrite(m->na, (s64)(at + done), (s64)(n - done),
				       (const char *)buf + done);
		if (put <= 0)
			r = medium_error(m);
		else
			done += (size_t)put;
	}
	if (r == 0)
		r = push(m);
	/* Where the room ended, what came before it is there. */
	return r < 0 && (r != -ENOSPC || !done) ? r : (ssize_t)done;
}

int ntfs_medium_cut(struct ntfs_medium *m, uint64_t node, uint64_t size)
{
	int r = medium_writable(m, 0);

	if (r == 0)
		r = file_open(m, node);
	if (r < 0)
		return r;
	if (size > INT64_MAX)
		return -EFBIG;
	m->changed = true;
	errno = 0;
	return ntfs_attr_truncate(m->na, (s64)size) < 0 ? medium_error(m) : 0;
}
