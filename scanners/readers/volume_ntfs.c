/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens an NTFS volume through libntfs-3g, three ways if need be, and says what it is. */
#include "scanners/readers/volume_ntfs.h"

#include <errno.h>
#include <ntfs-3g/logfile.h>
#include <ntfs-3g/logging.h>
#include <stdio.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/utf.h"

static char complaint[120];

static int note_complaint(const char *function, const char *file, int line, u32 level, void *data,
			  const char *format, va_list args)
{
	(void)function, (void)file, (void)line, (void)data;
	if ((level & (NTFS_LOG_LEVEL_ERROR | NTFS_LOG_LEVEL_PERROR | NTFS_LOG_LEVEL_CRITICAL)) &&
	    !complaint[0]) {
		vsnprintf(complaint, sizeof(complaint), format, args);
		complaint[strcspn(complaint, "\r\n")] = '\0';
	}
	return 0;
}

const char *ntfs_complaint(void)
{
	static char last[sizeof(complaint)];

	memcpy(last, complaint, sizeof(last));
	complaint[0] = '\0';
	return last;
}

int ntfs_error(struct err *err, const char *doing)
{
	int code = errno ? -errno : -EIO;
	const char *words = ntfs_complaint();

	return err_set(err, ERR_IO, code == -ENOENT ? -EIO : code, "%s%s%s", doing,
		       *words ? ": " : "", words);
}

static void close_volume(struct volume *base)
{
	struct volume_ntfs *v = ntfs_of(base);

	if (v->vol)
		(void)ntfs_umount(v->vol, TRUE);
	if (v->source.fd >= 0)
		close(v->source.fd);
	sds_done(&v->rights);
	free(v);
}

static void about(const struct volume *base, struct volume_about *ret)
{
	static const char *const words[NTFS_OVERLAYS] = { "", "mirror redirected", "mirror used" };
	const struct volume_ntfs *v = (const struct volume_ntfs *)base;

	ret->type = "ntfs";
	snprintf(ret->label, sizeof(ret->label), "%s", v->label);
	ret->size = (uint64_t)v->vol->nr_clusters * v->vol->cluster_size;
	ret->free_bytes = v->free_bytes;
	ret->cluster = v->vol->cluster_size;
	ret->dirty = v->dirty;
	snprintf(ret->overlay, sizeof(ret->overlay), "%s", words[v->overlay]);
}

static int open_file(struct volume *v, uint64_t id, const char *path, const char *stream,
		     struct volume_file **ret, struct err *err)
{
	(void)path;
	return ntfs_file_open(v, id, stream, ret, err);
}

static const struct volume_ops ops = {
	.close = close_volume,
	.about = about,
	.find = ntfs_find,
	.list = ntfs_list,
	.open = open_file,
	.pread = ntfs_file_pread,
	.file_close = ntfs_file_close,
	.streams = ntfs_streams,
	.rights = ntfs_rights,
	.extents = ntfs_extents,
};

/* One way of reading; 0 when the library takes the volume. */
static int try_mount(struct volume_ntfs *v, enum ntfs_overlay how)
{
	struct ntfs_device *dev;

	if (!ntfs_source_redirect(&v->source, how))
		return -EINVAL;
	dev = ntfs_source_device(&v->source);
	errno = 0;
	v->vol = ntfs_device_mount(dev, NTFS_MNT_RDONLY | NTFS_MNT_FORENSIC);
	if (!v->vol) {
		int code = errno ? -errno : -EIO;

		free(dev->d_private);
		dev->d_private = NULL;
		(void)ntfs_device_free(dev);
		return code;
	}
	v->overlay = how;
	return 0;
}

static void read_label(struct volume_ntfs *v)
{
	struct arena a = { 0 };
	s64 size = 0;
	void *p = ntfs_attr_readall(v->vol->vol_ni, AT_VOLUME_NAME, NULL, 0, &size);

	if (p && size > 0 && size <= 512)
		snprintf(v->label, sizeof(v->label), "%s",
			 utf16le_to_utf8(&a, p, (size_t)size / 2, true));
	free(p);
	arena_done(&a);
}

bool ntfs_log_open(ntfs_volume *vol)
{
	ntfs_inode *ni = ntfs_inode_open(vol, FILE_LogFile);
	ntfs_attr *na = ni ? ntfs_attr_open(ni, AT_DATA, AT_UNNAMED, 0) : NULL;
	RESTART_PAGE_HEADER *page = NULL;
	bool open = true;

	if (na && na->data_size <= (s64)1 << 32)
		open = !ntfs_check_logfile(na, &page) || !ntfs_is_logfile_clean(na, page);
	free(page);
	if (na)
		ntfs_attr_close(na);
	if (ni)
		ntfs_inode_close(ni);
	return open;
}

/* Reads the whole bitmap: 32 MiB for a terabyte. One that claims more than the volume has is left.
 */
static uint64_t free_bytes(struct volume_ntfs *v)
{
	s64 bytes = v->vol->nr_clusters / 8 + 65536;

	if (!v->vol->lcnbmp_na || v->vol->lcnbmp_na->data_size > bytes ||
	    ntfs_volume_get_free_space(v->vol) || v->vol->free_clusters < 0 ||
	    v->vol->free_clusters > v->vol->nr_clusters)
		return UINT64_MAX;
	return (uint64_t)v->vol->free_clusters * v->vol->cluster_size;
}

static int mount_any_way(struct volume_ntfs *v, struct err *err)
{
	char words[sizeof(complaint)] = "";
	int r = -EIO;

	for (enum ntfs_overlay how = NTFS_PLAIN; how < NTFS_OVERLAYS; how++) {
		r = try_mount(v, how);
		if (r == 0)
			return 0;
		snprintf(words, sizeof(words), "%s", how == NTFS_PLAIN ? ntfs_complaint() : words);
		(void)ntfs_complaint();
	}
	return err_set(err, ERR_FORMAT, -EBADMSG,
		       "this is no NTFS volume, or it is too damaged%s%s", *words ? ": " : "",
		       words);
}

int volume_ntfs_open(int fd, uint64_t offset, uint64_t size, struct volume **ret, struct err *err)
{
	struct volume_ntfs *v = xcalloc(1, sizeof(*v));
	int r;

	ntfs_log_set_handler(note_complaint);
	(void)ntfs_complaint();
	v->base.ops = &ops;
	v->source = (struct ntfs_source){ .fd = fd, .offset = offset, .size = size };
	if (size > INT64_MAX || offset > INT64_MAX - size)
		r = err_set(err, ERR_FORMAT, -EINVAL, "a volume of impossible size");
	else
		r = mount_any_way(v, err);
	if (r < 0) {
		v->source.fd = -1;
		close_volume(&v->base);
		return r;
	}
	(void)ntfs_set_ignore_case(v->vol);
	read_label(v);
	v->free_bytes = free_bytes(v);
	v->dirty = (v->vol->flags & VOLUME_IS_DIRTY) || ntfs_log_open(v->vol);
	(void)ntfs_complaint();
	*ret = &v->base;
	return 0;
}
