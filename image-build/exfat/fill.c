/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lays out and writes an exFAT file system: boot regions, table of clusters, bitmap, up-case table,
 * root, then each folder and file in one piece. Section numbers are those of Microsoft's
 * specification. */
#include "image-build/exfat/fill.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "image-build/exfat/dirents.h"

#define CHUNK ((size_t)1 << 20)
#define MIB   ((uint64_t)1 << 20)

struct plan {
	const struct exfat_fill *f;
	const struct exfat_sink *sink;
	int folder;
	uint64_t fat, fat_size, heap; /* bytes from the start */
	uint32_t cluster;             /* bytes */
	uint32_t count, used;         /* clusters */
	struct node bitmap, upcase;   /* only their place and size */
	struct node *root;
	uint8_t *buf; /* CHUNK bytes */
};

static uint64_t round_up(uint64_t n, uint64_t to)
{
	return (n + to - 1) / to * to;
}

static void put16(uint8_t *p, uint16_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

static void put32(uint8_t *p, uint32_t v)
{
	put16(p, (uint16_t)v);
	put16(p + 2, (uint16_t)(v >> 16));
}

static void put64(uint8_t *p, uint64_t v)
{
	put32(p, (uint32_t)v);
	put32(p + 4, (uint32_t)(v >> 32));
}

/* --- where everything lies --- */

static int geometry(struct plan *p, struct err *err)
{
	uint64_t size = p->f->size;
	uint64_t align = size < 16 * MIB ? 64 << 10 : MIB;

	if (size < EXFAT_SIZE_MIN || size % EXFAT_SECTOR || p->f->partition % EXFAT_SECTOR)
		return err_set(err, ERR_LIMIT, -EINVAL, "no size for exFAT: %llu bytes",
			       (unsigned long long)size);
	/* Microsoft's own choice of cluster sizes. */
	p->cluster = size <= 256 * MIB ? 4096 : size <= 32768 * MIB ? 32768 : 131072;
	p->fat = align;
	p->fat_size = round_up((size / p->cluster + 2) * 4, EXFAT_SECTOR);
	p->heap = round_up(p->fat + p->fat_size, align);
	if (p->heap >= size || (size - p->heap) / p->cluster > EXFAT_CLUSTERS_MAX)
		return err_set(err, ERR_LIMIT, -EINVAL, "no size for exFAT: %llu bytes",
			       (unsigned long long)size);
	p->count = (uint32_t)((size - p->heap) / p->cluster);
	return 0;
}

/* Clusters are counted in 64 bits until the whole is known to fit. */
static void give_place(struct plan *p, struct node *n, uint64_t *next)
{
	uint64_t clusters = (n->size + p->cluster - 1) / p->cluster;

	if (n->folder) {
		clusters = MAX(clusters, 1);
		n->size = clusters * p->cluster;
	}
	n->first = clusters ? (uint32_t)MIN(*next, UINT32_MAX) : 0;
	n->clusters = (uint32_t)MIN(clusters, UINT32_MAX);
	*next += clusters;
	for (struct node *c = n->child; c; c = c->next)
		give_place(p, c, next);
}

static int place_all(struct plan *p, struct err *err)
{
	uint64_t next = 2;
	size_t table;

	exfat_upcase_bytes(&table);
	p->bitmap.size = (p->count + 7) / 8;
	p->upcase.size = table;
	p->root->size += DIRENTS_OF_ROOT * EXFAT_ENTRY;
	give_place(p, &p->bitmap, &next);
	give_place(p, &p->upcase, &next);
	give_place(p, p->root, &next);
	if (next - 2 > p->count)
		return err_set(err, ERR_LIMIT, -ENOSPC,
			       "the files do not fit: %llu bytes more are needed",
			       (unsigned long long)((next - 2 - p->count) * p->cluster));
	p->used = (uint32_t)(next - 2);
	return 0;
}

static uint64_t place(const struct plan *p, const struct node *n)
{
	return p->heap + (uint64_t)(n->first - 2) * p->cluster;
}

/* --- the bytes --- */

static int put(struct plan *p, uint64_t off, const void *data, size_t n, struct err *err)
{
	return p->sink->put(p->sink->arg, off, data, n, err);
}

static int put_zeros(struct plan *p, uint64_t from, uint64_t to, struct err *err)
{
	int r = 0;

	memset(p->buf, 0, CHUNK);
	while (r == 0 && from < to) {
		size_t n = (size_t)MIN(to - from, CHUNK);

		r = put(p, from, p->buf, n, err);
		from += n;
	}
	return r;
}

static void boot_sector(const struct plan *p, uint8_t *b)
{
	unsigned shift = 0;

	memcpy(b,
	       "\xeb\x76\x90"
	       "EXFAT   ",
	       11);
	put64(b + 64, p->f->partition / EXFAT_SECTOR);
	put64(b + 72, p->f->size / EXFAT_SECTOR);
	put32(b + 80, (uint32_t)(p->fat / EXFAT_SECTOR));
	put32(b + 84, (uint32_t)(p->fat_size / EXFAT_SECTOR));
	put32(b + 88, (uint32_t)(p->heap / EXFAT_SECTOR));
	put32(b + 92, p->count);
	put32(b + 96, p->root->first);
	put32(b + 100, p->f->serial);
	put16(b + 104, 0x0100);
	b[108] = 9;
	while (EXFAT_SECTOR << shift < p->cluster)
		shift++;
	b[109] = (uint8_t)shift;
	b[110] = 1;
	b[111] = 0x80;
	b[112] = (uint8_t)((uint64_t)p->used * 100 / p->count);
	memset(b + 120, 0xf4, 390); /* halt: nothing boots from here */
	put16(b + 510, 0xaa55);
}

/* Section 3: boot sector, eight more, two empty ones, a sector full of their checksum; twice. */
static int put_boot(struct plan *p, struct err *err)
{
	uint8_t *b = p->buf;
	uint32_t sum;
	int r = put_zeros(p, 24 * EXFAT_SECTOR, p->fat, err);

	if (r < 0)
		return r;
	memset(b, 0, 12 * EXFAT_SECTOR);
	boot_sector(p, b);
	for (unsigned i = 1; i <= 8; i++)
		put32(b + (i + 1) * EXFAT_SECTOR - 4, 0xaa550000);
	sum = exfat_boot_sum(b, 11 * EXFAT_SECTOR);
	for (unsigned i = 0; i < EXFAT_SECTOR / 4; i++)
		put32(b + 11 * EXFAT_SECTOR + 4 * i, sum);
	r = put(p, 12 * EXFAT_SECTOR, b, 12 * EXFAT_SECTOR, err);
	return r < 0 ? r : put(p, 0, b, 12 * EXFAT_SECTOR, err);
}

/* Section 4.1: only bitmap, up-case table and root are chained; all others lie in one piece. */
static int put_fat(struct plan *p, struct err *err)
{
	const struct node *chained[] = { &p->bitmap, &p->upcase, p->root };
	uint32_t words = p->root->first + p->root->clusters;
	uint64_t size = round_up((uint64_t)words * 4, EXFAT_SECTOR);
	CLEANUP(cleanup_free) uint8_t *fat = xcalloc(1, (size_t)size);
	int r;

	put32(fat, 0xfffffff8);
	put32(fat + 4, 0xffffffff);
	for (size_t i = 0; i < LEN(chained); i++)
		for (uint32_t k = 0; k < chained[i]->clusters; k++) {
			uint32_t c = chained[i]->first + k;

			put32(fat + 4 * (size_t)c,
			      k + 1 < chained[i]->clusters ? c + 1 : 0xffffffff);
		}
	r = put(p, p->fat, fat, (size_t)size, err);
	return r < 0 ? r : put_zeros(p, p->fat + size, p->heap, err);
}

static int put_bitmap(struct plan *p, struct err *err)
{
	size_t size = (size_t)p->bitmap.clusters * p->cluster;
	CLEANUP(cleanup_free) uint8_t *bits = xcalloc(1, size);

	for (uint32_t c = 0; c < p->used; c++)
		bits[c / 8] = (uint8_t)(bits[c / 8] | 1u << c % 8);
	return put(p, place(p, &p->bitmap), bits, size, err);
}

static int put_upcase(struct plan *p, struct err *err)
{
	size_t size = (size_t)p->upcase.clusters * p->cluster, n;
	CLEANUP(cleanup_free) uint8_t *data = xcalloc(1, size);
	const uint8_t *table = exfat_upcase_bytes(&n);

	memcpy(data, table, n);
	return put(p, place(p, &p->upcase), data, size, err);
}

/* A file that grew or shrank while it was read is not what was planned. */
static int put_file(struct plan *p, const struct node *n, struct err *err)
{
	CLEANUP(cleanup_close)
	int fd = openat(p->folder, n->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	uint64_t at = 0, off;
	struct stat st;

	if (fd < 0)
		return err_sys(err, -errno, "%s", n->path);
	if (fstat(fd, &st) < 0 || (uint64_t)st.st_size != n->size)
		return err_set(err, ERR_IO, -EAGAIN, "%s changed meanwhile", n->path);
	if (!n->clusters)
		return 0;
	off = place(p, n);
	while (at < n->size) {
		size_t want = (size_t)MIN(n->size - at, CHUNK);
		size_t whole = (size_t)round_up(want, p->cluster);
		ssize_t got = io_pread_full(fd, p->buf, want, at);
		int r;

		if (got < 0)
			return err_sys(err, (int)got, "%s", n->path);
		if ((size_t)got != want)
			return err_set(err, ERR_IO, -EAGAIN, "%s changed meanwhile", n->path);
		memset(p->buf + want, 0, whole - want);
		r = put(p, off + at, p->buf, whole, err);
		if (r < 0)
			return r;
		at += want;
	}
	return 0;
}

static int put_node(struct plan *p, const struct node *n, struct err *err)
{
	int r = 0;

	if (n->folder) {
		CLEANUP(cleanup_free) uint8_t *dir = xcalloc(1, (size_t)n->size);
		uint8_t *at = dir;

		if (n == p->root)
			at = dirents_of_root(at, p->f->label, &p->bitmap, &p->upcase);
		for (const struct node *c = n->child; c; c = c->next)
			at = dirents_of_child(at, c, p->f->now);
		r = put(p, place(p, n), dir, (size_t)n->size, err);
	} else {
		r = put_file(p, n, err);
	}
	for (const struct node *c = n->child; c && r == 0; c = c->next)
		r = put_node(p, c, err);
	return r;
}

int exfat_put_fd(void *arg, uint64_t off, const void *data, size_t n, struct err *err)
{
	const int *fd = arg;
	const char *p = data;

	while (n) {
		ssize_t r = pwrite(*fd, p, n, (off_t)off);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return err_sys(err, r < 0 ? -errno : -EIO, "could not write");
		p += r;
		off += (uint64_t)r;
		n -= (size_t)r;
	}
	return 0;
}

int exfat_fill(const struct exfat_fill *f, int folder, const struct exfat_sink *sink,
	       struct err *err)
{
	struct arena arena = { 0 };
	CLEANUP(cleanup_free) uint8_t *buf = xmalloc(CHUNK);
	struct plan p = { .f = f, .sink = sink, .folder = folder, .buf = buf };
	uint16_t label[EXFAT_NAME_UNITS];
	uint8_t units;
	int r;

	if (exfat_name_units(f->label, label, &units) < 0 || units > EXFAT_LABEL_UNITS)
		return err_set(err, ERR_UNSUPPORTED, -EINVAL, "%s: no label for exFAT", f->label);
	r = geometry(&p, err);
	if (r == 0)
		r = tree_read(&arena, folder, &p.root, err);
	if (r == 0)
		r = place_all(&p, err);
	/* The boot sector comes last: what is half written is no file system. */
	if (r == 0 && !sink->compares)
		r = put_zeros(&p, 0, p.fat, err);
	if (r == 0)
		r = put_fat(&p, err);
	if (r == 0)
		r = put_bitmap(&p, err);
	if (r == 0)
		r = put_upcase(&p, err);
	if (r == 0)
		r = put_node(&p, p.root, err);
	if (r == 0)
		r = put_boot(&p, err);
	arena_done(&arena);
	return r;
}
