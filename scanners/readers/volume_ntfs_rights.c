/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may do what with a file: its number in $Secure, or the list that an old file has of its own.
 * libntfs-3g's own way is not taken: where a list is damaged it makes one up that lets nobody in,
 * which would look like a locked folder. */
#include <errno.h>
#include <string.h>

#include "scanners/readers/sds.h"
#include "scanners/readers/volume_ntfs.h"

#define STREAM_MAX ((uint64_t)256 << 20)

/* A block, or its copy when it can't be read. */
static void add_block(struct volume_ntfs *v, struct volume_file *f, uint8_t *buf, uint64_t base)
{
	struct err err = { 0 };

	for (uint64_t at = base; at <= base + SDS_BLOCK; at += SDS_BLOCK) {
		size_t before = v->rights.n;
		ssize_t n = volume_pread(f, buf, SDS_BLOCK, at, &err);

		if (n > 0)
			sds_add(&v->rights, bytes_of(buf, (size_t)n), base);
		if (v->rights.n > before)
			return;
	}
}

static int read_all(struct volume_ntfs *v, struct err *err)
{
	struct volume_file *f = NULL;
	uint8_t *buf;
	int r = ntfs_file_open(&v->base, FILE_Secure, "$SDS", &f, err);

	if (r < 0)
		return r;
	buf = xmalloc(SDS_BLOCK);
	for (uint64_t base = 0; base < MIN(volume_file_size(f), STREAM_MAX); base += 2 * SDS_BLOCK)
		add_block(v, f, buf, base);
	sds_sort(&v->rights);
	free(buf);
	volume_file_close(f);
	v->rights_read = true;
	return 0;
}

static int gone(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "the list of who may do what is damaged");
}

/* The entry as it lies there, or its copy. */
static int from_secure(struct volume_ntfs *v, uint32_t id, uint8_t *ret, size_t *ret_n,
		       struct err *err)
{
	struct volume_file *f = NULL;
	const struct sds_entry *e;
	struct bytes list = bytes_of(NULL, 0);
	uint8_t *raw;
	bool found = false;
	int r = v->rights_read ? 0 : read_all(v, err);

	if (r < 0)
		return r;
	e = sds_find(&v->rights, id);
	if (!e || e->length > SDS_HEADER + SDS_LIST_MAX)
		return gone(err);
	r = ntfs_file_open(&v->base, FILE_Secure, "$SDS", &f, err);
	if (r < 0)
		return r;
	raw = xmalloc(e->length);
	for (unsigned copy = 0; copy < 2 && !found; copy++) {
		ssize_t n = volume_pread(f, raw, e->length, e->offset + copy * SDS_BLOCK, err);

		found = n > 0 && sds_list(e, bytes_of(raw, (size_t)n), &list);
	}
	if (found)
		memcpy(ret, list.p, list.n);
	*ret_n = list.n;
	free(raw);
	volume_file_close(f);
	return found ? 0 : gone(err);
}

/* As before Windows 2000, and what other systems write. */
static int from_file(ntfs_inode *ni, uint8_t *ret, size_t *ret_n, struct err *err)
{
	s64 size = 0;
	uint8_t *p = ntfs_attr_readall(ni, AT_SECURITY_DESCRIPTOR, AT_UNNAMED, 0, &size);
	bool good = p && size > 0 && (uint64_t)size <= SDS_LIST_MAX;

	if (good)
		memcpy(ret, p, (size_t)size);
	*ret_n = good ? (size_t)size : 0;
	free(p);
	return good ? 0 : gone(err);
}

int ntfs_rights(struct volume *base, uint64_t id, const char *path, uint8_t *ret, size_t *ret_n,
		struct err *err)
{
	struct volume_ntfs *v = ntfs_of(base);
	ntfs_inode *ni = ntfs_inode_open(v->vol, (MFT_REF)id);
	uint32_t number;
	int r;

	(void)ntfs_complaint();
	(void)path;
	if (!ni)
		return ntfs_error(err, "opening a file's record");
	number = test_nino_flag(ni, v3_Extensions) ? le32_to_cpu(ni->security_id) : 0;
	r = number ? from_secure(v, number, ret, ret_n, err) : from_file(ni, ret, ret_n, err);
	(void)ntfs_inode_close(ni);
	return r;
}
