/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader of FAT32. */
#include "image-build/exfat/fat.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>

#include "core/base/bytes.h"
#include "core/base/times.h"
#include "image-build/exfat/exfat.h"

#define ENTRY       32u
#define ATTR_VOLUME 0x08u
#define ATTR_FOLDER 0x10u
#define ATTR_LONG   0x0fu
#define DELETED     0xe5u
#define LOWER_NAME  0x08u /* Windows NT's two bits for short names in small letters */
#define LOWER_EXT   0x10u
#define LAST_LONG   0x40u

static int broken(struct err *err, const char *what)
{
	return err_set(err, ERR_FORMAT, -EUCLEAN, "FAT32: %s", what);
}

int fat_open(struct fat_volume *v, const struct fs_source *from, struct err *err)
{
	uint8_t raw[512];
	struct bytes b = bytes_of(raw, sizeof(raw));
	uint16_t sector = 0, reserved = 0, old_fat = 0, old_root = 0;
	uint32_t sectors = 0, fat = 0;
	uint64_t heap;
	int r;

	*v = (struct fat_volume){ .from = *from };
	if (from->size < sizeof(raw))
		return broken(err, "too small");
	r = from->get(from->arg, 0, raw, sizeof(raw), err);
	if (r < 0)
		return r;
	bytes_u16le(b, 11, &sector);
	bytes_u16le(b, 14, &reserved);
	bytes_u16le(b, 17, &old_root);
	bytes_u16le(b, 22, &old_fat);
	bytes_u32le(b, 32, &sectors);
	bytes_u32le(b, 36, &fat);
	bytes_u32le(b, 44, &v->root);
	if (raw[510] != 0x55 || raw[511] != 0xaa || sector != 512 || old_fat || old_root || !fat ||
	    !reserved || !raw[13] || (raw[13] & (raw[13] - 1)) || raw[16] < 1 || raw[16] > 2)
		return broken(err, "not this file system");
	v->cluster = 512u * raw[13];
	v->fat = (uint64_t)reserved * 512;
	heap = reserved + (uint64_t)raw[16] * fat;
	if (sectors > from->size / 512 || heap >= sectors)
		return broken(err, "its parts do not fit together");
	v->heap = heap * 512;
	v->count = (uint32_t)((sectors - heap) / raw[13]);
	if (((uint64_t)v->count + 2) * 4 > (uint64_t)fat * 512)
		return broken(err, "its parts do not fit together");
	return 0;
}

static bool is_cluster(const struct fat_volume *v, uint64_t c)
{
	return c >= 2 && c - 2 < v->count;
}

/* The cluster after *c; *steps bounds a chain that goes round. */
static int next_cluster(struct fat_volume *v, uint64_t *c, uint32_t *steps, struct err *err)
{
	uint8_t raw[4];
	uint32_t next = 0;
	int r = v->from.get(v->from.arg, v->fat + *c * 4, raw, sizeof(raw), err);

	if (r < 0)
		return r;
	if (++*steps > v->count)
		return broken(err, "a chain of clusters goes round");
	bytes_u32le(bytes_of(raw, sizeof(raw)), 0, &next);
	*c = next & 0x0fffffff;
	return 0;
}

static int read_cluster(struct fat_volume *v, uint64_t c, void *p, size_t n, struct err *err)
{
	if (!is_cluster(v, c))
		return broken(err, "a chain of clusters leads nowhere");
	return v->from.get(v->from.arg, v->heap + (c - 2) * v->cluster, p, n, err);
}

struct walk {
	struct fat_volume *v;
	fs_each *each;
	void *arg;
	unsigned nodes, depth;
	uint64_t folders, files;
	uint16_t unit[EXFAT_NAME_UNITS + 6]; /* the long name that is being put together */
	unsigned expect;                     /* the next piece's number; 0: the short entry */
	uint8_t sum;
	bool has_long;
	char path[FS_PATH_MAX];
};

static int load_folder(struct walk *w, uint64_t first, uint8_t **ret, size_t *ret_n,
		       struct err *err)
{
	uint32_t steps = 0, cluster = w->v->cluster;
	uint64_t c = first;
	uint8_t *p = NULL;
	size_t n = 0;
	int r = 0;

	while (r == 0 && is_cluster(w->v, c)) {
		if (n + cluster > FS_FOLDER_MAX || (w->folders += cluster) > FS_FOLDERS_TOTAL) {
			r = err_set(err, ERR_LIMIT, -E2BIG, "FAT32: folders too large");
			break;
		}
		p = xrealloc(p, n + cluster);
		r = read_cluster(w->v, c, p + n, cluster, err);
		n += cluster;
		if (r == 0)
			r = next_cluster(w->v, &c, &steps, err);
	}
	if (r < 0) {
		free(p);
		return r;
	}
	*ret = p;
	*ret_n = n;
	return 0;
}

/* One piece of a long name; they come last piece first. */
static void take_long(struct walk *w, const uint8_t *e)
{
	static const uint8_t place[13] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30 };
	unsigned number = e[0] & 0x3f;

	if (e[0] & LAST_LONG) {
		w->has_long = number >= 1 && number <= 20;
		memset(w->unit, 0, sizeof(w->unit));
		w->sum = e[13];
	} else if (!w->has_long || number + 1 != w->expect || e[13] != w->sum) {
		w->has_long = false;
	}
	if (!w->has_long || !number)
		return;
	w->expect = number;
	for (unsigned i = 0; i < LEN(place); i++) {
		unsigned at = (number - 1) * 13 + i;

		if (at < LEN(w->unit))
			w->unit[at] = (uint16_t)(e[place[i]] | e[place[i] + 1] << 8);
	}
}

static uint8_t short_sum(const uint8_t *e)
{
	uint8_t sum = 0;

	for (unsigned i = 0; i < 11; i++)
		sum = (uint8_t)((uint8_t)(sum << 7 | sum >> 1) + e[i]);
	return sum;
}

static bool short_name(const uint8_t *e, char ret[EXFAT_NAME_BYTES])
{
	uint16_t unit[12];
	unsigned n = 0;

	for (unsigned i = 0; i < 11; i++) {
		bool ext = i >= 8;
		uint8_t c = e[i] == 0x05 && i == 0 ? DELETED : e[i];

		if (c == ' ')
			continue;
		if (i == 8)
			unit[n++] = '.';
		if (c >= 0x80)
			c = 0x01; /* of some code page: shows as U+FFFD, a name we never give */
		else if (e[12] & (ext ? LOWER_EXT : LOWER_NAME))
			c = (uint8_t)tolower(c);
		unit[n++] = c;
	}
	return exfat_name_utf8(unit, n, ret);
}

static bool name_of(struct walk *w, const uint8_t *e, char ret[EXFAT_NAME_BYTES])
{
	bool whole = w->has_long && w->expect == 1 && w->sum == short_sum(e);
	size_t n = 0;

	w->has_long = false;
	if (!whole)
		return short_name(e, ret);
	while (n < EXFAT_NAME_UNITS && w->unit[n])
		n++;
	return exfat_name_utf8(w->unit, n, ret);
}

static int64_t time_of(const uint8_t *e)
{
	return exfat_time_back((uint32_t)(e[24] | e[25] << 8) << 16 |
			       (uint32_t)(e[22] | e[23] << 8));
}

static int walk_folder(struct walk *w, uint64_t first, size_t path_len, struct err *err);

static int tell(struct walk *w, const uint8_t *e, size_t path_len, struct err *err)
{
	struct fs_file f = { .path = w->path, .folder = e[11] & ATTR_FOLDER };
	char name[EXFAT_NAME_BYTES];
	uint32_t size = 0;
	int len, r;

	f.good_name = name_of(w, e, name);
	len = snprintf(w->path + path_len, sizeof(w->path) - path_len, "%s%s", path_len ? "/" : "",
		       name);
	if (len < 0 || (size_t)len >= sizeof(w->path) - path_len || ++w->nodes > FS_NODES_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "FAT32: too many files, or too deep");
	bytes_u32le(bytes_of(e, ENTRY), 28, &size);
	f.first = (uint64_t)(e[20] | e[21] << 8) << 16 | (uint64_t)(e[26] | e[27] << 8);
	f.mtime = time_of(e);
	if (!f.folder) {
		f.size = f.valid = size;
		if ((w->files += size) > (uint64_t)w->v->count * w->v->cluster)
			return broken(err, "the files claim more room than there is");
		return w->each(w->arg, &f, err);
	}
	r = w->each(w->arg, &f, err);
	return r < 0 ? r : walk_folder(w, f.first, path_len + (size_t)len, err);
}

static int walk_folder(struct walk *w, uint64_t first, size_t path_len, struct err *err)
{
	CLEANUP(cleanup_free) uint8_t *p = NULL;
	size_t n = 0;
	int r;

	if (++w->depth > FS_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "FAT32: too many files, or too deep");
	r = load_folder(w, first, &p, &n, err);
	w->has_long = false;
	for (size_t at = 0; r == 0 && at + ENTRY <= n && p[at]; at += ENTRY) {
		const uint8_t *e = p + at;

		if (e[0] == DELETED) {
			w->has_long = false;
		} else if ((e[11] & 0x3f) == ATTR_LONG) {
			take_long(w, e);
		} else if (e[11] & ATTR_VOLUME || !memcmp(e, ".          ", 11) ||
			   !memcmp(e, "..         ", 11)) {
			w->has_long = false;
		} else {
			r = tell(w, e, path_len, err);
			w->path[path_len] = '\0';
			w->has_long = false;
		}
	}
	w->depth--;
	return r;
}

int fat_walk(struct fat_volume *v, fs_each *each, void *arg, struct err *err)
{
	CLEANUP(cleanup_free) struct walk *w = xcalloc(1, sizeof(*w));

	w->v = v;
	w->each = each;
	w->arg = arg;
	return walk_folder(w, v->root, 0, err);
}

int fat_content(struct fat_volume *v, const struct fs_file *f, fs_take *take, void *arg,
		struct err *err)
{
	CLEANUP(cleanup_free) uint8_t *buf = xmalloc(v->cluster);
	uint64_t c = f->first, at = 0;
	uint32_t steps = 0;
	int r = 0;

	while (r == 0 && at < f->size) {
		size_t n = (size_t)MIN(f->size - at, v->cluster);

		r = read_cluster(v, c, buf, n, err);
		if (r == 0)
			r = take(arg, buf, n, err);
		at += n;
		if (r == 0 && at < f->size)
			r = next_cluster(v, &c, &steps, err);
	}
	return r;
}
