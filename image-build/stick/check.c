/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compares a stick with a manifest. */
#include "image-build/stick/check.h"

#include <errno.h>

#include "core/base/io.h"
#include "image-build/stick/apart.h"

static void tell(struct check *c, enum difference what, const char *name)
{
	if (what == UNREAD)
		c->unread++;
	else
		c->differences++;
	c->each(c->arg, what, name);
}

static uint64_t data_last(const struct manifest *m)
{
	return m->part[GPT_PARTS - 1].start + m->part[GPT_PARTS - 1].sectors - 1;
}

/* The table of the image is found again by undoing what growing does. */
int check_shape(const struct manifest *m, const uint8_t head[GPT_HEAD_BYTES], uint64_t size)
{
	uint8_t copy[GPT_HEAD_BYTES];
	char hex[SHA256_HEX];
	struct sha256 s;

	memcpy(copy, head, sizeof(copy));
	gpt_fit(copy, m->sectors, data_last(m));
	sha256_begin(&s);
	sha256_add(&s, copy, sizeof(copy));
	sha256_end(&s, hex);
	if (strcmp(hex, m->head) != 0)
		return -1;
	if (!memcmp(copy, head, sizeof(copy)))
		return 0;
	gpt_fit(copy, size / GPT_SECTOR, gpt_grown_last(size / GPT_SECTOR));
	return memcmp(copy, head, sizeof(copy)) ? -1 : 1;
}

static int read_head(int fd, uint8_t head[GPT_HEAD_BYTES], struct err *err)
{
	ssize_t n = io_pread_full(fd, head, GPT_HEAD_BYTES, 0);

	if (n < 0)
		return err_sys(err, (int)n, "could not read");
	return n == GPT_HEAD_BYTES ? 0 : err_set(err, ERR_IO, -EIO, "ends too soon");
}

int check_tables(struct check *c, struct err *err)
{
	uint8_t head[GPT_HEAD_BYTES], want[GPT_TAIL_BYTES], found[GPT_TAIL_BYTES];
	uint64_t sectors = c->size / GPT_SECTOR;
	int shape, r = read_head(c->fd, head, err);

	if (r < 0)
		return r;
	shape = check_shape(c->m, head, c->size);
	if (shape < 0) {
		tell(c, DIFFERENT, "boot sector and partition table");
		return 0;
	}
	if (shape == 0)
		sectors = c->m->sectors;
	gpt_tail(head, want);
	if (sectors * GPT_SECTOR > c->size) {
		tell(c, MISSING, "second partition table");
		return 0;
	}
	r = (int)io_pread_full(c->fd, found, sizeof(found), sectors * GPT_SECTOR - sizeof(found));
	if (r < 0)
		return err_sys(err, r, "could not read");
	if (r != (int)sizeof(found) || memcmp(want, found, sizeof(want)) != 0)
		tell(c, DIFFERENT, "second partition table");
	return 0;
}

/* --- the EFI partition by its files --- */

struct efi {
	struct check *c;
	const struct manifest_file *now; /* its content is coming; NULL: none */
	struct sha256 sum;
	bool *seen;
	unsigned found; /* differences that have a name */
};

static int add_bytes(void *arg, const void *p, size_t n, struct err *err)
{
	struct efi *e = arg;

	(void)err;
	if (e->now)
		sha256_add(&e->sum, p, n);
	return 0;
}

static void efi_differs(struct efi *e, enum difference what, const char *name)
{
	e->found++;
	tell(e->c, what, name);
}

static void end_file(struct efi *e)
{
	char hex[SHA256_HEX];

	if (!e->now)
		return;
	sha256_end(&e->sum, hex);
	if (strcmp(hex, e->now->sha256) != 0)
		efi_differs(e, DIFFERENT, e->now->path);
	e->now = NULL;
}

static int compare_file(void *arg, const struct fs_file *f, struct err *err)
{
	struct efi *e = arg;
	const struct manifest *m = e->c->m;
	unsigned i = 0;

	(void)err;
	end_file(e);
	while (i < m->n_files &&
	       (m->file[i].folder != f->folder || strcmp(m->file[i].path, f->path) != 0))
		i++;
	if (i == m->n_files || e->seen[i]) {
		efi_differs(e, ADDED, f->path);
		return 0;
	}
	e->seen[i] = true;
	if (f->folder)
		return 0;
	e->now = &m->file[i];
	sha256_begin(&e->sum);
	return 0;
}

static void name_efi(struct check *c)
{
	const struct gpt_part *p = &c->m->part[1];
	CLEANUP(cleanup_free) bool *seen = xcalloc(c->m->n_files + 1, sizeof(*seen));
	struct efi e = { .c = c, .seen = seen };
	struct apart a = { .kind = APART_FAT,
			   .fd = c->fd,
			   .at = p->start * GPT_SECTOR,
			   .size = p->sectors * GPT_SECTOR,
			   .each = compare_file,
			   .take = add_bytes,
			   .arg = &e };
	struct err err = { 0 };
	int r = apart_walk(&a, &err);

	if (r == 0)
		end_file(&e);
	for (unsigned i = 0; r == 0 && i < c->m->n_files; i++)
		if (!e.seen[i])
			efi_differs(&e, MISSING, c->m->file[i].path);
	/* Its files are as they were, or can't be listed: then it is the partition. */
	if (r < 0 || !e.found)
		tell(c, DIFFERENT, p->name);
}

int check_areas(struct check *c, struct err *err)
{
	for (unsigned i = 0; i < c->m->n_areas; i++) {
		const struct manifest_area *a = &c->m->area[i];
		char hex[SHA256_HEX];
		int r;

		if ((a->start + a->sectors) * GPT_SECTOR > c->size) {
			tell(c, MISSING, a->name);
			continue;
		}
		r = manifest_hash(c->fd, a->start * GPT_SECTOR, a->sectors * GPT_SECTOR, hex, err);
		if (r < 0)
			return err_while(err, "reading %s", a->name);
		if (!strcmp(hex, a->sha256))
			continue;
		if (a->start == c->m->part[1].start)
			name_efi(c);
		else
			tell(c, DIFFERENT, a->name);
	}
	return 0;
}

int check_system(struct check *c, struct err *err)
{
	int r = check_tables(c, err);

	return r < 0 ? r : check_areas(c, err);
}

/* --- the data partition --- */

int check_data_place(const struct manifest *m, int fd, uint64_t size, uint64_t *ret_at,
		     uint64_t *ret_size, struct err *err)
{
	const struct gpt_part *p = &m->part[GPT_PARTS - 1];
	uint8_t head[GPT_HEAD_BYTES];
	uint64_t last = data_last(m);
	int r = read_head(fd, head, err);

	if (r < 0)
		return r;
	switch (check_shape(m, head, size)) {
	case 0: break;
	case 1: last = gpt_grown_last(size / GPT_SECTOR); break;
	default: last = size / GPT_SECTOR - 1; /* the file system knows its own end */
	}
	if ((last + 1) * GPT_SECTOR > size || last <= p->start)
		return err_set(err, ERR_FORMAT, -EUCLEAN, "smaller than its data partition");
	*ret_at = p->start * GPT_SECTOR;
	*ret_size = (last + 1 - p->start) * GPT_SECTOR;
	return 0;
}

static int belongs(void *arg, const struct fs_file *f, struct err *err)
{
	struct check *c = arg;
	char name[FS_PATH_MAX + 8];

	(void)err;
	if (f->good_name && manifest_allows(c->m, f->path, f->folder))
		return 0;
	snprintf(name, sizeof(name), "%s%s", f->path, f->folder ? "/" : "");
	tell(c, ADDED, name);
	return 0;
}

static bool no_content(const struct fs_file *f)
{
	(void)f;
	return false;
}

int check_data(struct check *c, struct err *err)
{
	struct apart a = {
		.kind = APART_EXFAT, .fd = c->fd, .wanted = no_content, .each = belongs, .arg = c
	};
	int r = check_data_place(c->m, c->fd, c->size, &a.at, &a.size, err);

	if (r == 0)
		r = apart_walk(&a, err);
	if (r < 0 && (err->kind == ERR_FORMAT || err->kind == ERR_LIMIT)) {
		/* Made anew as something else, or broken: it is not what was issued. */
		tell(c, DIFFERENT, c->m->part[GPT_PARTS - 1].name);
		return 0;
	}
	return r;
}
