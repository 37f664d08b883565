/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes the manifest of an image. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "core/base/io.h"
#include "image-build/exfat/fat.h"
#include "image-build/stick/data_paths.h"
#include "image-build/stick/manifest.h"

#define CHUNK ((size_t)1 << 20)

int manifest_hash(int fd, uint64_t off, uint64_t n, char ret[SHA256_HEX], struct err *err)
{
	CLEANUP(cleanup_free) uint8_t *buf = xmalloc(CHUNK);
	struct sha256 s;

	sha256_begin(&s);
	while (n) {
		size_t want = (size_t)MIN(n, CHUNK);
		ssize_t got = io_pread_full(fd, buf, want, off);

		if (got < 0)
			return err_sys(err, (int)got, "could not read");
		if ((size_t)got != want)
			return err_set(err, ERR_IO, -EIO, "ends too soon");
		sha256_add(&s, buf, want);
		off += want;
		n -= want;
	}
	sha256_end(&s, ret);
	return 0;
}

struct listing {
	struct fat_volume efi;
	struct str *out;
	unsigned lines;
};

static void line(struct listing *l, const char *fmt, ...) PRINTF(2, 3);
static void line(struct listing *l, const char *fmt, ...)
{
	char buf[FS_PATH_MAX + 200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	str_add(l->out, buf);
	str_addc(l->out, '\n');
	l->lines++;
}

static int add_bytes(void *arg, const void *p, size_t n, struct err *err)
{
	(void)err;
	sha256_add(arg, p, n);
	return 0;
}

static int add_file(void *arg, const struct fs_file *f, struct err *err)
{
	struct listing *l = arg;
	char hex[SHA256_HEX];
	struct sha256 s;
	int r;

	if (!f->good_name)
		return err_set(err, ERR_FORMAT, -EINVAL, "%s: no name for the EFI partition",
			       f->path);
	if (f->folder) {
		line(l, "folder %s", f->path);
		return 0;
	}
	sha256_begin(&s);
	r = fat_content(&l->efi, f, add_bytes, &s, err);
	if (r < 0)
		return r;
	sha256_end(&s, hex);
	line(l, "file %llu %s %s", (unsigned long long)f->size, hex, f->path);
	return 0;
}

static int add_area(struct listing *l, int fd, uint64_t start, uint64_t end, const char *name,
		    struct err *err)
{
	char hex[SHA256_HEX];
	int r = 0;

	if (start == end)
		return 0;
	r = manifest_hash(fd, start * GPT_SECTOR, (end - start) * GPT_SECTOR, hex, err);
	if (r == 0)
		line(l, "area %llu %llu %s %s", (unsigned long long)start,
		     (unsigned long long)(end - start), hex, name);
	return r;
}

/* Everything from the table up to the data partition, and what lies between its parts. */
static int add_areas(struct listing *l, int fd, const struct gpt *g, struct err *err)
{
	uint64_t at = GPT_HEAD;
	int r = 0;

	for (unsigned i = 0; r == 0 && i < GPT_PARTS; i++) {
		const struct gpt_part *p = &g->part[i];

		r = add_area(l, fd, at, p->start, "between", err);
		at = p->start + p->sectors;
		if (r == 0 && i + 1 < GPT_PARTS)
			r = add_area(l, fd, p->start, at, p->name, err);
	}
	return r;
}

/* Its table must be the one that a stick of its size gets, or a stick could not be compared. */
static int check_shape(int fd, uint64_t sectors, struct gpt *g, char hex[SHA256_HEX],
		       struct err *err)
{
	uint8_t head[GPT_HEAD_BYTES], copy[GPT_HEAD_BYTES], tail[GPT_TAIL_BYTES],
	    found[GPT_TAIL_BYTES];
	const struct gpt_part *data = &g->part[GPT_PARTS - 1];
	struct sha256 s;
	int r;

	if (io_pread_full(fd, head, sizeof(head), 0) != (ssize_t)sizeof(head))
		return err_set(err, ERR_IO, -EIO, "ends too soon");
	r = gpt_parse(head, g, err);
	if (r < 0)
		return r;
	memcpy(copy, head, sizeof(copy));
	gpt_fit(copy, sectors, data->start + data->sectors - 1);
	gpt_tail(head, tail);
	if (g->total != sectors || memcmp(copy, head, sizeof(head)) != 0 ||
	    io_pread_full(fd, found, sizeof(found), sectors * GPT_SECTOR - GPT_TAIL_BYTES) !=
		(ssize_t)sizeof(found) ||
	    memcmp(tail, found, sizeof(tail)) != 0)
		return err_set(err, ERR_FORMAT, -EUCLEAN,
			       "partition table: not as image-build/disk.sh makes it");
	sha256_begin(&s);
	sha256_add(&s, head, sizeof(head));
	sha256_end(&s, hex);
	return 0;
}

static int list_efi(struct listing *l, int fd, const struct gpt_part *p, struct err *err)
{
	struct fs_fd at = { fd, p->start * GPT_SECTOR };
	struct fs_source from = { fs_get_fd, &at, p->sectors * GPT_SECTOR };
	int r = fat_open(&l->efi, &from, err);

	return r < 0 ? r : fat_walk(&l->efi, add_file, l, err);
}

int manifest_make(int fd, const char *version, const char *built, struct str *out, struct err *err)
{
	struct listing l = { .out = out };
	off_t size = lseek(fd, 0, SEEK_END);
	char head[SHA256_HEX], hex[SHA256_HEX];
	struct gpt g;
	int r;

	if (size <= 0 || size % GPT_SECTOR)
		return err_set(err, ERR_FORMAT, -EINVAL, "not the size of an image");
	r = check_shape(fd, (uint64_t)size / GPT_SECTOR, &g, head, err);
	if (r == 0)
		r = manifest_hash(fd, 0, (uint64_t)size, hex, err);
	if (r < 0)
		return r;
	line(&l, "kenshin-manifest 1");
	line(&l, "version %s", version);
	if (*built)
		line(&l, "built %s", built);
	line(&l, "image %llu %s", (unsigned long long)size, hex);
	line(&l, "head %s", head);
	for (unsigned i = 0; i < GPT_PARTS; i++)
		line(&l, "part %u %llu %llu %s", i + 1, (unsigned long long)g.part[i].start,
		     (unsigned long long)g.part[i].sectors, g.part[i].name);
	r = add_areas(&l, fd, &g, err);
	if (r == 0)
		r = list_efi(&l, fd, &g.part[1], err);
	for (size_t i = 0; i < LEN(data_paths); i++)
		line(&l, "data %s", data_paths[i]);
	line(&l, "end %u", l.lines + 1);
	if (r == 0 && out->full)
		r = err_set(err, ERR_LIMIT, -E2BIG, "too many files");
	return r;
}
