/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader of exFAT. Section numbers are those of Microsoft's specification. */
#include "image-build/exfat/read.h"

#include <errno.h>
#include <stdio.h>

#include "core/base/bytes.h"
#include "core/base/io.h"
#include "core/base/times.h"
#include "image-build/exfat/exfat.h"

int fs_get_fd(void *arg, uint64_t off, void *p, size_t n, struct err *err)
{
	const struct fs_fd *s = arg;
	ssize_t r = io_pread_full(s->fd, p, n, s->offset + off);

	if (r < 0)
		return err_sys(err, (int)r, "could not read");
	return (size_t)r == n ? 0 : err_set(err, ERR_IO, -EIO, "ends too soon");
}

static int broken(struct err *err, const char *what)
{
	return err_set(err, ERR_FORMAT, -EUCLEAN, "exFAT: %s", what);
}

/* Section 3.1. Sectors are counted in 64 bits, so nothing runs over. */
int exfat_open(struct exfat_volume *v, const struct fs_source *from, struct err *err)
{
	uint8_t raw[EXFAT_SECTOR];
	struct bytes b = bytes_of(raw, sizeof(raw));
	uint32_t fat = 0, fat_length = 0, heap = 0;
	uint64_t length = 0;
	int r;

	*v = (struct exfat_volume){ .from = *from };
	if (from->size < sizeof(raw))
		return broken(err, "too small");
	r = from->get(from->arg, 0, raw, sizeof(raw), err);
	if (r < 0)
		return r;
	if (memcmp(raw + 3, "EXFAT   ", 8) != 0 || raw[510] != 0x55 || raw[511] != 0xaa)
		return broken(err, "not this file system");
	if (raw[108] != 9 || raw[109] > 16 || raw[110] != 1)
		return broken(err, "sectors or clusters of a size that sticks do not have");
	if (!bytes_u64le(b, 72, &length) || !bytes_u32le(b, 80, &fat) ||
	    !bytes_u32le(b, 84, &fat_length) || !bytes_u32le(b, 88, &heap) ||
	    !bytes_u32le(b, 92, &v->count) || !bytes_u32le(b, 96, &v->root) ||
	    !bytes_u32le(b, 100, &v->serial))
		return broken(err, "too small");
	v->cluster = EXFAT_SECTOR << raw[109];
	v->fat = (uint64_t)fat * EXFAT_SECTOR;
	v->heap = (uint64_t)heap * EXFAT_SECTOR;
	if (length > from->size / EXFAT_SECTOR || fat < 24 || heap < (uint64_t)fat + fat_length ||
	    heap > length || v->count > EXFAT_CLUSTERS_MAX ||
	    (uint64_t)v->count * v->cluster > length * EXFAT_SECTOR - v->heap ||
	    ((uint64_t)v->count + 2) * 4 > (uint64_t)fat_length * EXFAT_SECTOR)
		return broken(err, "its parts do not fit together");
	return 0;
}

/* --- chains of clusters --- */

struct chain {
	struct exfat_volume *v;
	uint64_t at; /* the cluster to read next */
	bool contiguous;
	uint32_t steps;
	uint8_t table[EXFAT_SECTOR]; /* the part of the table that was read last */
	uint64_t table_at;           /* 0: none */
};

static bool is_cluster(const struct exfat_volume *v, uint64_t c)
{
	return c >= 2 && c - 2 < v->count;
}

static int chain_next(struct chain *c, struct err *err)
{
	uint64_t at = c->v->fat + c->at * 4, sector = at / EXFAT_SECTOR * EXFAT_SECTOR;
	uint32_t next = 0;
	int r;

	if (c->contiguous) {
		c->at++;
		return 0;
	}
	if (++c->steps >= c->v->count)
		return broken(err, "a chain of clusters goes round");
	if (c->table_at != sector) {
		r = c->v->from.get(c->v->from.arg, sector, c->table, sizeof(c->table), err);
		if (r < 0)
			return r;
		c->table_at = sector;
	}
	bytes_u32le(bytes_of(c->table, sizeof(c->table)), at - sector, &next);
	c->at = next; /* whether it is a cluster is asked when it is read */
	return 0;
}

static int chain_read(struct chain *c, void *p, size_t n, struct err *err)
{
	struct exfat_volume *v = c->v;

	if (!is_cluster(v, c->at))
		return broken(err, "a chain of clusters leads nowhere");
	return v->from.get(v->from.arg, v->heap + (c->at - 2) * v->cluster, p, n, err);
}

/* --- folders --- */

struct walk {
	struct exfat_volume *v;
	fs_each *each;
	void *arg;
	unsigned nodes, depth;
	uint64_t folders, files; /* bytes so far */
	char path[FS_PATH_MAX];
};

/* A folder's entries in memory, arena-free: *ret is malloc'ed. size 0: as far as the chain goes. */
static int load_folder(struct walk *w, uint64_t first, bool contiguous, uint64_t size,
		       uint8_t **ret, size_t *ret_n, struct err *err)
{
	struct chain c = { .v = w->v, .at = first, .contiguous = contiguous };
	uint32_t cluster = w->v->cluster;
	uint8_t *p = NULL;
	size_t n = 0;
	int r = 0;

	while (r == 0 && (size ? n < size : is_cluster(w->v, c.at))) {
		if (n + cluster > MAX(FS_FOLDER_MAX, cluster) ||
		    (w->folders += cluster) > FS_FOLDERS_TOTAL) {
			r = err_set(err, ERR_LIMIT, -E2BIG, "exFAT: folders too large");
			break;
		}
		p = xrealloc(p, n + cluster);
		r = chain_read(&c, p + n, cluster, err);
		n += cluster;
		if (r == 0)
			r = chain_next(&c, err);
	}
	if (r < 0) {
		free(p);
		return r;
	}
	*ret = p;
	*ret_n = n;
	return 0;
}

static int walk_folder(struct walk *w, uint64_t first, bool contiguous, uint64_t size,
		       size_t path_len, struct err *err);

/* One whole set of entries at p: file, stream, names. */
static int tell(struct walk *w, const uint8_t *p, size_t n_entries, size_t path_len,
		struct err *err)
{
	struct bytes b = bytes_of(p, n_entries * EXFAT_ENTRY);
	struct fs_file f = { .path = w->path };
	uint16_t attributes = 0, unit[EXFAT_NAME_UNITS];
	uint32_t first = 0, stamp = 0;
	unsigned units = p[35];
	char name[EXFAT_NAME_BYTES];
	int r, len;

	if (n_entries < 2 + (units + 14u) / 15u || !units)
		return broken(err, "a file without a whole name");
	for (unsigned i = 0; i < units; i++) {
		const uint8_t *e = p + (2 + i / 15) * EXFAT_ENTRY;

		if (e[0] != EXFAT_NAME)
			return broken(err, "a file without a whole name");
		unit[i] = (uint16_t)(e[2 + i % 15 * 2] | e[3 + i % 15 * 2] << 8);
	}
	f.good_name = exfat_name_utf8(unit, units, name);
	len = snprintf(w->path + path_len, sizeof(w->path) - path_len, "%s%s", path_len ? "/" : "",
		       name);
	if (len < 0 || (size_t)len >= sizeof(w->path) - path_len || ++w->nodes > FS_NODES_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "exFAT: too many files, or too deep");
	bytes_u16le(b, 4, &attributes);
	bytes_u32le(b, 12, &stamp);
	bytes_u32le(b, 52, &first);
	bytes_u64le(b, 40, &f.valid);
	bytes_u64le(b, 56, &f.size);
	f.first = first;
	f.contiguous = p[33] & EXFAT_CONTIGUOUS;
	f.folder = attributes & EXFAT_ATTR_FOLDER;
	f.mtime = exfat_time_back(stamp);
	if (!f.folder) {
		if (f.valid > f.size || f.size > (uint64_t)w->v->count * w->v->cluster ||
		    (w->files += f.size) > (uint64_t)w->v->count * w->v->cluster)
			return broken(err, "the files claim more room than there is");
		return w->each(w->arg, &f, err);
	}
	uint64_t size = f.size;

	f.size = f.valid = 0;
	r = w->each(w->arg, &f, err);
	if (r < 0 || !size)
		return r;
	return walk_folder(w, first, f.contiguous, size, path_len + (size_t)len, err);
}

static void keep_label(struct exfat_volume *v, const uint8_t *e)
{
	uint16_t unit[EXFAT_LABEL_UNITS];
	unsigned n = MIN(e[1], EXFAT_LABEL_UNITS);
	char text[EXFAT_NAME_BYTES];

	for (unsigned i = 0; i < n; i++)
		unit[i] = (uint16_t)(e[2 + 2 * i] | e[3 + 2 * i] << 8);
	exfat_name_utf8(unit, n, text);
	memcpy(v->label, text, sizeof(v->label) - 1);
	v->label[strnlen(text, sizeof(v->label) - 1)] = '\0';
}

static int walk_folder(struct walk *w, uint64_t first, bool contiguous, uint64_t size,
		       size_t path_len, struct err *err)
{
	CLEANUP(cleanup_free) uint8_t *p = NULL;
	size_t n = 0;
	int r;

	if (++w->depth > FS_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "exFAT: too many files, or too deep");
	r = load_folder(w, first, contiguous, size, &p, &n, err);
	for (size_t at = 0; r == 0 && at + EXFAT_ENTRY <= n && p[at] != EXFAT_END;) {
		size_t set = 1;

		if (p[at] == EXFAT_FILE) {
			set = (size_t)p[at + 1] + 1;
			if (set < 3 || set > (n - at) / EXFAT_ENTRY ||
			    p[at + EXFAT_ENTRY] != EXFAT_STREAM)
				return broken(err, "a file without a whole name");
			r = tell(w, p + at, set, path_len, err);
			w->path[path_len] = '\0';
		} else if (p[at] == EXFAT_LABEL && !path_len) {
			keep_label(w->v, p + at);
		}
		at += set * EXFAT_ENTRY;
	}
	w->depth--;
	return r;
}

int exfat_walk(struct exfat_volume *v, fs_each *each, void *arg, struct err *err)
{
	CLEANUP(cleanup_free) struct walk *w = xcalloc(1, sizeof(*w));

	w->v = v;
	w->each = each;
	w->arg = arg;
	if (!is_cluster(v, v->root))
		return broken(err, "no root");
	return walk_folder(w, v->root, false, 0, 0, err);
}

/* --- content --- */

int exfat_content(struct exfat_volume *v, const struct fs_file *f, fs_take *take, void *arg,
		  struct err *err)
{
	struct chain c = { .v = v, .at = f->first, .contiguous = f->contiguous };
	CLEANUP(cleanup_free) uint8_t *buf = xmalloc(v->cluster);
	uint64_t at = 0;
	int r = 0;

	while (r == 0 && at < f->size) {
		size_t n = (size_t)MIN(f->size - at, v->cluster);
		size_t valid = at >= f->valid ? 0 : (size_t)MIN(f->valid - at, n);

		/* What was allocated and never written reads as zero. */
		memset(buf + valid, 0, n - valid);
		if (valid)
			r = chain_read(&c, buf, valid, err);
		if (r == 0)
			r = take(arg, buf, n, err);
		at += n;
		if (r == 0 && at < f->size && at < f->valid)
			r = chain_next(&c, err);
	}
	return r;
}
