/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Contents of NTFS files: streams, extents, compressed or not. */
#include "scanners/readers/volume_ntfs.h"

#include <errno.h>
#include <ntfs-3g/runlist.h>
#include <string.h>

struct file_ntfs {
	struct volume_file base;
	ntfs_inode *ni;
	ntfs_attr *na;
	struct volume_wof *wof; /* contents are decoded from na */
};

static struct file_ntfs *file_of(struct volume_file *f)
{
	return (struct file_ntfs *)f;
}

/* Bytes of an attribute; the library may give less than was asked for. */
static ssize_t attribute_read(ntfs_attr *na, void *buf, size_t n, uint64_t off)
{
	size_t done = 0;

	while (done < n) {
		s64 got =
		    ntfs_attr_pread(na, (s64)(off + done), (s64)(n - done), (char *)buf + done);

		if (got < 0)
			return -EIO;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

static ssize_t wof_read(void *arg, void *buf, size_t n, uint64_t off)
{
	struct file_ntfs *f = arg;

	return attribute_read(f->na, buf, n, off);
}

static int open_wof(struct file_ntfs *f, const struct volume_stat *st, struct err *err)
{
	enum volume_wof_algorithm algorithm;

	if (!ntfs_wof(f->ni, &algorithm))
		return volume_refuse(VOLUME_HOLD_WOF, err);
	f->na = ntfs_attr_open(f->ni, AT_DATA, ntfs_wof_name, NTFS_WOF_NAME_UNITS);
	if (!f->na)
		return ntfs_error(err, "opening compressed contents");
	f->base.size = st->size;
	return volume_wof_open(algorithm, st->size, (uint64_t)MAX(f->na->data_size, 0), wof_read, f,
			       &f->wof, err);
}

static int open_unnamed(struct file_ntfs *f, const struct volume_stat *st, struct err *err)
{
	if (st->type != VOLUME_FILE_REGULAR)
		return err_set(err, ERR_UNSUPPORTED, -EISDIR, "not a file with contents");
	if (st->hold != VOLUME_HOLD_NONE)
		return volume_refuse(st->hold, err);
	if (st->reparse_tag == (uint32_t)VOLUME_TAG_WOF)
		return open_wof(f, st, err);
	f->na = ntfs_attr_open(f->ni, AT_DATA, AT_UNNAMED, 0);
	if (!f->na && errno == ENOENT && !st->size)
		return 0; /* a file of alternate streams only: empty */
	if (!f->na)
		return ntfs_error(err, "opening contents");
	f->base.size = (uint64_t)MAX(f->na->data_size, 0);
	return 0;
}

static int open_named(struct file_ntfs *f, const char *stream, struct err *err)
{
	ntfschar name[NTFS_NAME_UNITS + 1];
	size_t units;

	if (!ntfs_wide(stream, strlen(stream), name, &units))
		return err_set(err, ERR_IO, -ENOENT, "there is no such stream");
	f->na = ntfs_attr_open(f->ni, AT_DATA, name, (u32)units);
	if (!f->na)
		return errno == ENOENT ? err_set(err, ERR_IO, -ENOENT, "there is no such stream")
				       : ntfs_error(err, "opening a stream");
	if (f->na->data_flags & ATTR_IS_ENCRYPTED)
		return volume_refuse(VOLUME_HOLD_EFS, err);
	f->base.size = (uint64_t)MAX(f->na->data_size, 0);
	return 0;
}

int ntfs_file_open(struct volume *v, uint64_t id, const char *stream, struct volume_file **ret,
		   struct err *err)
{
	struct file_ntfs *f = xcalloc(1, sizeof(*f));
	struct volume_stat st;
	int r;

	(void)ntfs_complaint();
	f->base.v = v;
	f->ni = ntfs_inode_open(ntfs_of(v)->vol, (MFT_REF)id);
	r = f->ni ? ntfs_stat(ntfs_of(v), f->ni, &st, err)
		  : ntfs_error(err, "opening a file's record");
	if (r == 0)
		r = stream ? open_named(f, stream, err) : open_unnamed(f, &st, err);
	if (r < 0) {
		ntfs_file_close(&f->base);
		return r;
	}
	*ret = &f->base;
	return 0;
}

ssize_t ntfs_file_pread(struct volume_file *base, void *buf, size_t n, uint64_t off,
			struct err *err)
{
	struct file_ntfs *f = file_of(base);
	ssize_t got;

	if (f->wof)
		return volume_wof_pread(f->wof, buf, n, off, err);
	got = attribute_read(f->na, buf, n, off);
	if (got < 0) {
		errno = EIO;
		return ntfs_error(err, "reading contents");
	}
	/* Less than the size promises, and not at its end: damaged, not short. */
	if ((size_t)got < n)
		return err_set(err, ERR_FORMAT, -EIO, "contents end too early");
	return got;
}

void ntfs_file_close(struct volume_file *base)
{
	struct file_ntfs *f = file_of(base);

	volume_wof_close(f->wof);
	if (f->na)
		ntfs_attr_close(f->na);
	if (f->ni)
		ntfs_inode_close(f->ni);
	free(f);
}

struct streaming {
	volume_stream_fn each;
	void *arg;
	bool wof; /* WofCompressedData is the contents themselves */
};

static int stream_of(void *arg, ATTR_RECORD *a)
{
	struct streaming *s = arg;
	ntfschar name[NTFS_NAME_UNITS];
	size_t units = ntfs_attribute_name(a, name);
	char text[VOLUME_NAME_MAX];
	s64 size = a->non_resident ? sle64_to_cpu(a->data_size) : (s64)le32_to_cpu(a->value_length);

	if (!units || (s->wof && units == NTFS_WOF_NAME_UNITS &&
		       !memcmp(name, ntfs_wof_name, 2 * NTFS_WOF_NAME_UNITS)))
		return 0;
	ntfs_name(name, units, text);
	return s->each(s->arg, text, (uint64_t)MAX(size, 0));
}

int ntfs_streams(struct volume *v, uint64_t id, volume_stream_fn each, void *arg, struct err *err)
{
	struct streaming s = { .each = each, .arg = arg };
	ntfs_inode *ni = ntfs_inode_open(ntfs_of(v)->vol, (MFT_REF)id);
	struct volume_stat st;
	int r;

	if (!ni)
		return ntfs_error(err, "opening a file's record");
	r = ntfs_stat(ntfs_of(v), ni, &st, err);
	if (r == 0) {
		s.wof = st.reparse_tag == (uint32_t)VOLUME_TAG_WOF;
		r = ntfs_attributes(ni, AT_DATA, stream_of, &s);
		if (r == -EIO)
			r = ntfs_error(err, "reading a file's streams");
	}
	ntfs_inode_close(ni);
	return r;
}

static int each_run(ntfs_attr *na, volume_extent_fn each, void *arg)
{
	uint64_t cluster = na->ni->vol->cluster_size;
	int r = 0;

	for (const runlist_element *rl = na->rl; rl && rl->length > 0 && !r; rl++) {
		uint64_t place = rl->lcn >= 0 ? (uint64_t)rl->lcn * cluster : UINT64_MAX;

		r = each(arg, (uint64_t)rl->vcn * cluster, place, (uint64_t)rl->length * cluster);
	}
	return r;
}

int ntfs_extents(struct volume *v, uint64_t id, volume_extent_fn each, void *arg, struct err *err)
{
	ntfs_inode *ni = ntfs_inode_open(ntfs_of(v)->vol, (MFT_REF)id);
	ntfs_attr *na;
	int r;

	if (!ni)
		return ntfs_error(err, "opening a file's record");
	if (ni->mrec->flags & MFT_RECORD_IS_DIRECTORY) {
		ntfs_inode_close(ni);
		return err_set(err, ERR_UNSUPPORTED, -EISDIR, "a folder has no extents");
	}
	na = ntfs_attr_open(ni, AT_DATA, AT_UNNAMED, 0);
	if (!na)
		r = ntfs_error(err, "opening contents");
	else if (!NAttrNonResident(na))
		r = 0;
	else if (ntfs_attr_map_whole_runlist(na))
		r = ntfs_error(err, "reading where contents lie");
	else
		r = each_run(na, each, arg);
	if (na)
		ntfs_attr_close(na);
	ntfs_inode_close(ni);
	return r;
}
