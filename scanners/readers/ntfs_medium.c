/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening, marking, syncing, closing. */
#include "scanners/readers/ntfs_medium_private.h"

#include <errno.h>
#include <ntfs-3g/logging.h>
#include <stdio.h>
#include <string.h>

#include "core/base/arena.h"

static char complaint[120];
static bool inconsistent; /* the library says that it left the volume so */

static int note_complaint(const char *function, const char *file, int line, u32 level, void *data,
			  const char *format, va_list args)
{
	char words[sizeof(complaint)];

	(void)function, (void)file, (void)line, (void)data;
	if (!(level & (NTFS_LOG_LEVEL_ERROR | NTFS_LOG_LEVEL_PERROR | NTFS_LOG_LEVEL_CRITICAL)))
		return 0;
	vsnprintf(words, sizeof(words), format, args);
	inconsistent = inconsistent || strstr(words, "nconsistent") || strstr(words, "chkdsk");
	if (!complaint[0]) {
		memcpy(complaint, words, sizeof(complaint));
		complaint[strcspn(complaint, "\r\n")] = '\0';
	}
	return 0;
}

int medium_error(struct ntfs_medium *m)
{
	int code = errno ? errno : EIO;

	/* A structure that does not hold what it promises, or a disk that does not answer. */
	m->source.hurt = m->source.hurt || code == EIO || inconsistent;
	return -code;
}

int medium_writable(const struct ntfs_medium *m, int r)
{
	return r == 0 && !m->source.writable ? -EROFS : r;
}

bool medium_allowed(uint64_t node)
{
	return node == NTFS_MEDIUM_ROOT || MREF(node) >= FILE_first_user;
}

static int refuse_unclean(bool *ret_unclean, struct err *err)
{
	*ret_unclean = true;
	return err_set(err, ERR_DENIED, -EUCLEAN, "Windows has not finished with this disk");
}

/* What only Windows brings to its end. */
#define UNFINISHED                                                                                 \
	(VOLUME_IS_DIRTY | VOLUME_RESIZE_LOG_FILE | VOLUME_DELETE_USN_UNDERWAY |                   \
	 VOLUME_REPAIR_OBJECT_ID)

/* Nothing is written before it is sure that Windows is through with it. */
static int look_over(struct ntfs_medium *m, bool *ret_unclean, struct err *err)
{
	if ((m->vol->flags & UNFINISHED) || ntfs_log_open(m->vol))
		return refuse_unclean(ret_unclean, err);
	errno = 0;
	if (ntfs_volume_check_hiberfile(m->vol, 0) < 0) {
		if (errno == EPERM)
			return refuse_unclean(ret_unclean, err);
		return err_set(err, ERR_FORMAT, -EUCLEAN, "this NTFS is damaged");
	}
	if (NVolReadOnly(m->vol))
		return err_set(err, ERR_DENIED, -EROFS, "this NTFS cannot be written to");
	return 0;
}

static int mark(struct ntfs_medium *m, bool in_use)
{
	le16 flags = in_use ? m->vol->flags | VOLUME_IS_DIRTY
			    : (le16)(m->vol->flags & (le16)~VOLUME_IS_DIRTY);

	errno = 0;
	if (ntfs_volume_write_flags(m->vol, flags) < 0)
		return medium_error(m);
	return ntfs_medium_sync(m);
}

/* Without a mark whatever happens to it from here on would go unseen. */
static int open_for_writing(struct ntfs_medium *m, bool *ret_unclean, struct err *err)
{
	int r = look_over(m, ret_unclean, err);

	if (r == 0) {
		r = mark(m, true);
		if (r < 0)
			err_sys(err, r, "this NTFS could not be marked as in use");
	}
	return r;
}

static bool room_known(ntfs_volume *vol)
{
	s64 most = vol->nr_clusters / 8 + 65536;

	return vol->lcnbmp_na && vol->lcnbmp_na->data_size <= most &&
	       ntfs_volume_get_free_space(vol) == 0 && vol->free_clusters >= 0 &&
	       vol->free_clusters <= vol->nr_clusters;
}

/* Forensic: the library looks at journal and sleep no more than it writes; that is for look_over(). */
static int mount(struct ntfs_medium *m, struct err *err)
{
	struct ntfs_device *dev = ntfs_source_device(&m->source);
	unsigned long flags = NTFS_MNT_FORENSIC | (m->source.writable ? 0 : NTFS_MNT_RDONLY);

	errno = 0;
	m->vol = ntfs_device_mount(dev, flags);
	if (!m->vol) {
		free(dev->d_private);
		dev->d_private = NULL;
		(void)ntfs_device_free(dev);
	} else if (room_known(m->vol) && ntfs_set_ignore_case(m->vol) == 0) {
		return 0;
	}
	return err_set(err, ERR_FORMAT, -EUCLEAN,
		       "this is no NTFS volume, or it is too damaged%s%s", *complaint ? ": " : "",
		       complaint);
}

/* Without a word on the volume itself. */
static void let_go(struct ntfs_medium *m)
{
	if (m->vol)
		(void)ntfs_umount(m->vol, TRUE);
	free(m);
}

int ntfs_medium_open(int fd, uint64_t offset, uint64_t size, bool writable,
		     struct ntfs_medium **ret, bool *ret_unclean, struct err *err)
{
	struct ntfs_medium *m = xcalloc(1, sizeof(*m));
	int r;

	ntfs_log_set_handler(note_complaint);
	complaint[0] = '\0';
	inconsistent = *ret_unclean = false;
	m->source =
	    (struct ntfs_source){ .fd = fd, .offset = offset, .size = size, .writable = writable };
	if (size > INT64_MAX || offset > INT64_MAX - size)
		r = err_set(err, ERR_FORMAT, -EUCLEAN, "a volume of impossible size");
	else
		r = mount(m, err);
	/* The table of files and its copy differ: pulled out while it grew. */
	if (r < 0 && strstr(complaint, "$MFTMirr does not match"))
		r = refuse_unclean(ret_unclean, err);
	if (r == 0 && writable)
		r = open_for_writing(m, ret_unclean, err);
	if (r < 0) {
		let_go(m);
		return r;
	}
	*ret = m;
	return 0;
}

/* The tables of files and of rights and the map of what is taken, where they themselves grew. */
static int sync_tables(struct ntfs_medium *m)
{
	ntfs_inode *const tables[] = { m->vol->mft_ni, m->vol->mftmirr_ni, m->vol->lcnbmp_ni,
				       m->vol->secure_ni };

	for (size_t i = 0; i < LEN(tables); i++)
		if (tables[i] && NInoDirty(tables[i]) && ntfs_inode_sync(tables[i]) < 0)
			return medium_error(m);
	return 0;
}

int ntfs_medium_sync(struct ntfs_medium *m)
{
	int r = medium_file_sync(m);

	if (r == 0)
		r = sync_tables(m);
	if (m->vol->dev->d_ops->sync(m->vol->dev) < 0 && r == 0)
		r = medium_error(m);
	return r;
}

int ntfs_medium_close(struct ntfs_medium *m, struct err *err)
{
	int r = medium_file_close(m), q = medium_rights_close(m);

	r = r < 0 ? r : q;
	q = ntfs_medium_sync(m);
	r = r < 0 ? r : q;
	if (r == 0 && (m->source.hurt || inconsistent))
		r = -EIO;
	if (r == 0 && m->source.writable)
		r = mark(m, false);
	q = ntfs_umount(m->vol, FALSE) < 0 ? -errno : 0;
	r = r < 0 ? r : q;
	if (r == 0 && m->source.hurt)
		r = -EIO;
	free(m);
	return r < 0 ? err_sys(err, r, "not all could be written") : 0;
}

void ntfs_medium_room(const struct ntfs_medium *m, struct medium_room *ret)
{
	ret->clusters = (uint64_t)m->vol->nr_clusters;
	ret->free = (uint64_t)MAX(m->vol->free_clusters, 0);
	ret->cluster = m->vol->cluster_size;
}
