/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an NTFS file is: size, times, links, streams, and why its bytes can't be had.
 * Facts: [MS-FSCC] 2.1.2 (reparse tags), 2.6 (attributes). */
#include "scanners/readers/volume_ntfs.h"

#include <errno.h>
#include <ntfs-3g/reparse.h>
#include <ntfs-3g/runlist.h>
#include <string.h>

#include "core/base/times.h"

#define ATTRIBUTES_MAX 100000u /* a file with more is damaged */

#define FILE_DIRECTORY             0x10u
#define FILE_OFFLINE               0x1000u
#define FILE_ENCRYPTED             0x4000u
#define FILE_RECALL_ON_OPEN        0x40000u
#define FILE_RECALL_ON_DATA_ACCESS 0x400000u
#define FILE_ELSEWHERE             (FILE_OFFLINE | FILE_RECALL_ON_OPEN | FILE_RECALL_ON_DATA_ACCESS)

#define W(c) ((ntfschar)const_cpu_to_le16(c))
ntfschar ntfs_wof_name[] = { W('W'), W('o'), W('f'), W('C'), W('o'), W('m'), W('p'), W('r'), W('e'),
			     W('s'), W('s'), W('e'), W('d'), W('D'), W('a'), W('t'), W('a'), W(0) };

int ntfs_attributes(ntfs_inode *ni, ATTR_TYPES type, ntfs_attribute_fn each, void *arg)
{
	ntfs_attr_search_ctx *ctx = ntfs_attr_get_search_ctx(ni, NULL);
	int r = 0;

	if (!ctx)
		return -ENOMEM;
	for (unsigned i = 0; !r && i < ATTRIBUTES_MAX; i++) {
		if (ntfs_attrs_walk(ctx)) {
			r = errno == ENOENT ? 0 : -EIO;
			break;
		}
		if (type != AT_UNUSED && ctx->attr->type != type)
			continue;
		if (ctx->attr->non_resident && ctx->attr->lowest_vcn)
			continue;
		r = each(arg, ctx->attr);
	}
	ntfs_attr_put_search_ctx(ctx);
	return r;
}

/* The library checks most of this when it reads a record; most is not enough here. */
size_t ntfs_attribute_name(const ATTR_RECORD *a, ntfschar *u)
{
	size_t at = le16_to_cpu(a->name_offset), n = a->name_length;

	if (!n || at + 2 * n > le32_to_cpu(a->length))
		return 0;
	memcpy(u, (const uint8_t *)a + at, 2 * n);
	return n;
}

bool ntfs_file_name(const ATTR_RECORD *a, struct ntfs_file_name *ret)
{
	struct bytes record = bytes_of(a, le32_to_cpu(a->length)), value, name;
	uint8_t units;

	if (a->non_resident ||
	    !bytes_sub(record, le16_to_cpu(a->value_offset), le32_to_cpu(a->value_length),
		       &value) ||
	    !bytes_u64le(value, 0, &ret->parent) || !bytes_u8(value, 0x40, &units) ||
	    !bytes_u8(value, 0x41, &ret->type) || !bytes_sub(value, 0x42, 2u * units, &name))
		return false;
	ret->parent = MREF(ret->parent);
	ret->units = units;
	memcpy(ret->u, name.p, name.n);
	return true;
}

struct gathering {
	struct volume_ntfs *v;
	struct volume_stat *st;
	bool holes; /* the unnamed stream is not wholly on the disk */
	bool encrypted;
	bool compressed_stream; /* there is a WofCompressedData */
	uint64_t wof_lcn;
};

static bool named_wof(const ATTR_RECORD *a)
{
	ntfschar u[NTFS_NAME_UNITS];

	return ntfs_attribute_name(a, u) == NTFS_WOF_NAME_UNITS &&
	       !memcmp(u, ntfs_wof_name, 2 * NTFS_WOF_NAME_UNITS);
}

static uint64_t first_lcn(struct volume_ntfs *v, ATTR_RECORD *a)
{
	runlist_element *rl = ntfs_mapping_pairs_decompress(v->vol, a, NULL);
	uint64_t lcn = UINT64_MAX;

	for (size_t i = 0; rl && rl[i].length > 0 && lcn == UINT64_MAX; i++)
		if (rl[i].lcn >= 0)
			lcn = (uint64_t)rl[i].lcn;
	free(rl);
	return lcn;
}

static void gather_unnamed(struct gathering *g, ATTR_RECORD *a)
{
	s64 size;

	g->encrypted |= (a->flags & ATTR_IS_ENCRYPTED) != const_cpu_to_le16(0);
	if (!a->non_resident) {
		g->st->size = le32_to_cpu(a->value_length);
		return;
	}
	size = sle64_to_cpu(a->data_size);
	g->st->size = size > 0 ? (uint64_t)size : 0;
	if (size > 0 && (a->flags & ATTR_IS_SPARSE))
		g->holes = sle64_to_cpu(a->compressed_size) < size;
	g->st->first_lcn = first_lcn(g->v, a);
}

static int gather(void *arg, ATTR_RECORD *a)
{
	struct gathering *g = arg;
	struct ntfs_file_name name;

	if (a->type == AT_FILE_NAME) {
		g->st->links += ntfs_file_name(a, &name) && name.type != FILE_NAME_DOS;
	} else if (a->type == AT_DATA && !a->name_length) {
		gather_unnamed(g, a);
	} else if (a->type == AT_DATA && named_wof(a)) {
		g->compressed_stream = true;
		g->wof_lcn = a->non_resident ? first_lcn(g->v, a) : UINT64_MAX;
	} else if (a->type == AT_DATA) {
		g->st->streams++;
	}
	return 0;
}

bool ntfs_wof(ntfs_inode *ni, enum volume_wof_algorithm *ret)
{
	s64 size = 0;
	uint8_t *p;
	uint32_t version, provider, file_version, algorithm;
	struct bytes b;
	bool ok;

	if (!ntfs_attr_exist(ni, AT_DATA, ntfs_wof_name, NTFS_WOF_NAME_UNITS))
		return false;
	p = ntfs_attr_readall(ni, AT_REPARSE_POINT, NULL, 0, &size);
	b = bytes_of(p, p && size > 0 ? (size_t)size : 0);
	/* 8 bytes of head, then WOF_EXTERNAL_INFO and FILE_PROVIDER_EXTERNAL_INFO */
	ok = bytes_u32le(b, 8, &version) && bytes_u32le(b, 12, &provider) &&
	     bytes_u32le(b, 16, &file_version) && bytes_u32le(b, 20, &algorithm) && version == 1 &&
	     provider == 2 && file_version == 1 && algorithm < VOLUME_WOF_ALGORITHMS;
	free(p);
	if (ok)
		*ret = (enum volume_wof_algorithm)algorithm;
	return ok;
}

static uint32_t reparse_tag(ntfs_inode *ni)
{
	s64 size = 0;
	uint8_t *p = ntfs_attr_readall(ni, AT_REPARSE_POINT, NULL, 0, &size);
	uint32_t tag = UINT32_MAX; /* a tag that can't be read is an unknown one */

	(void)bytes_u32le(bytes_of(p, p && size > 0 ? (size_t)size : 0), 0, &tag);
	free(p);
	return tag;
}

static enum volume_file_type type_of(const struct volume_stat *st, bool directory)
{
	switch (st->reparse_tag) {
	case (uint32_t)VOLUME_TAG_MOUNT_POINT:
	case (uint32_t)VOLUME_TAG_SYMLINK:
	case (uint32_t)VOLUME_TAG_LX_SYMLINK: return VOLUME_FILE_LINK;
	case 0x80000023u: /* sockets and devices of the Linux subsystem */
	case 0x80000024u:
	case 0x80000025u:
	case 0x80000026u: return VOLUME_FILE_OTHER;
	default: break;
	}
	/* A link to a program of the Store: it holds nothing but where it leads. */
	if (st->reparse_tag == (uint32_t)VOLUME_TAG_APP_LINK && !st->size)
		return VOLUME_FILE_LINK;
	return directory ? VOLUME_FILE_DIRECTORY : VOLUME_FILE_REGULAR;
}

/* See enum volume_cloud. */
static enum volume_cloud cloud_of(const struct gathering *g)
{
	const struct volume_stat *st = g->st;
	bool tagged = volume_tag_is_cloud(st->reparse_tag);

	switch (st->type) {
	case VOLUME_FILE_DIRECTORY:
		if (!tagged)
			return VOLUME_CLOUD_NONE;
		return st->attributes & FILE_RECALL_ON_DATA_ACCESS ? VOLUME_CLOUD_AWAY
								   : VOLUME_CLOUD_HERE;
	case VOLUME_FILE_REGULAR: break;
	case VOLUME_FILE_LINK:
	case VOLUME_FILE_OTHER: return VOLUME_CLOUD_NONE;
	}
	if (tagged)
		return st->size && ((st->attributes & FILE_ELSEWHERE) || g->holes)
			   ? VOLUME_CLOUD_AWAY
			   : VOLUME_CLOUD_HERE;
	return !st->reparse_tag && g->holes &&
		       (st->attributes & (FILE_RECALL_ON_OPEN | FILE_RECALL_ON_DATA_ACCESS))
		   ? VOLUME_CLOUD_AWAY
		   : VOLUME_CLOUD_NONE;
}

static enum volume_hold hold_of(const struct gathering *g, ntfs_inode *ni)
{
	const struct volume_stat *st = g->st;
	enum volume_wof_algorithm algorithm;

	if (g->encrypted || (st->attributes & FILE_ENCRYPTED))
		return VOLUME_HOLD_EFS;
	if (st->cloud == VOLUME_CLOUD_AWAY)
		return VOLUME_HOLD_CLOUD;
	if (!st->reparse_tag || st->cloud == VOLUME_CLOUD_HERE)
		return VOLUME_HOLD_NONE;
	if (st->reparse_tag == (uint32_t)VOLUME_TAG_WOF && ntfs_wof(ni, &algorithm))
		return VOLUME_HOLD_NONE;
	return volume_hold_of_tag(st->reparse_tag);
}

int ntfs_stat(struct volume_ntfs *v, ntfs_inode *ni, struct volume_stat *ret, struct err *err)
{
	struct gathering g = { .v = v, .st = ret, .wof_lcn = UINT64_MAX };
	bool directory = ni->mrec->flags & MFT_RECORD_IS_DIRECTORY;
	int r;

	memset(ret, 0, sizeof(*ret));
	ret->id = ni->mft_no;
	ret->first_lcn = UINT64_MAX;
	r = ntfs_attributes(ni, AT_UNUSED, gather, &g);
	if (r < 0) {
		errno = -r;
		return ntfs_error(err, "reading what a file is");
	}
	ret->modified = time_from_filetime(le64_to_cpu((le64)ni->last_data_change_time));
	ret->created = time_from_filetime(le64_to_cpu((le64)ni->creation_time));
	ret->attributes = (le32_to_cpu(ni->flags) & 0x00ffffffu) | (directory ? FILE_DIRECTORY : 0);
	if (ni->flags & FILE_ATTR_REPARSE_POINT)
		ret->reparse_tag = reparse_tag(ni);
	ret->type = type_of(ret, directory);
	ret->cloud = cloud_of(&g);
	if (ret->type == VOLUME_FILE_REGULAR)
		ret->hold = hold_of(&g, ni);
	else
		ret->size = 0;
	if (g.compressed_stream && ret->reparse_tag == (uint32_t)VOLUME_TAG_WOF)
		ret->first_lcn = g.wof_lcn;
	else
		ret->streams += g.compressed_stream; /* somebody's own stream of that name */
	return 0;
}
