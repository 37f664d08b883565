/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One part of a backup: what its lines in the list promise, fetched and compared. */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "backup/restore_private.h"
#include "core/base/io.h"

/* More no backup has for one part; the list is hostile. */
#define ENTRIES_MAX    200000u
#define TEXTS_MAX      ((size_t)128 << 20)
#define STRANGERS_MORE 100000u /* entries of a part beyond those of the list */

/* --- lines --------------------------------------------------------------------------------------- */

/* The sample: so many of all, at even distances. */
static bool in_sample(struct restoring *r)
{
	uint64_t i = r->index++, k = i * r->chosen / r->count;

	return i < r->count && (i == 0 || (i - 1) * r->chosen / r->count != k);
}

int restore_keep(struct restoring *r, const struct manifest_file *f, struct err *err)
{
	bool wanted = r->proof ? !f->folder && in_sample(r) : restore_wants(r->o, f);
	struct restore_entry *e;

	if (!wanted)
		return 0;
	if (r->n >= ENTRIES_MAX || r->a.used > TEXTS_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG,
			       "its list has more for one part than any backup");
	r->entry = xgrow(r->entry, r->n, &r->cap, sizeof(*r->entry), ENTRIES_MAX);
	e = &r->entry[r->n++];
	*e = (struct restore_entry){ .name = arena_strdup(&r->a, f->name),
				     .size = f->size,
				     .offset = f->offset,
				     .modified = f->modified,
				     .part = f->part,
				     .parts = f->parts,
				     .folder = f->folder };
	e->sign = arena_strdup(&r->a, f->sign);
	e->path = restore_without_slash(&r->a, f->path ? f->path : f->name);
	memcpy(e->sha256, f->sha256, HASH_SIZE);
	return 0;
}

/* --- what the list does not have --------------------------------------------------------------------- */
static int by_data(const void *a, const void *b)
{
	const struct restore_entry *x = a, *y = b;

	return (x->data > y->data) - (x->data < y->data);
}

static int on_entry(void *arg, uint64_t data, const char *name, size_t n)
{
	struct restoring *r = arg;
	const struct restore_entry key = { .data = data };
	struct restore_entry *e =
	    r->n && data ? bsearch(&key, r->entry, r->n, sizeof(*e), by_data) : NULL;
	char *text;

	if (e && !e->seen) {
		e->seen = true;
		return 0;
	}
	r->sum->strangers++;
	text = arena_strndup(&r->a, name, MIN(n, (size_t)1000));
	r->o->told(r->o->arg, RESTORE_STRANGER, text, "");
	return r->a.used > 2 * TEXTS_MAX ? -E2BIG : 0;
}

static void look_for_strangers(struct restoring *r, const char *part)
{
	struct err why = { 0 };

	qsort(r->entry, r->n, sizeof(*r->entry), by_data);
	if (r->source->list(r->source->arg, r->n + STRANGERS_MORE, on_entry, r, &why) == 0)
		return;
	r->sum->bad_parts++;
	r->o->told(r->o->arg, RESTORE_NO_INDEX, part, restore_words(&why));
}

/* --- the part ---------------------------------------------------------------------------------------- */
static int open_part(int session, const char *name, struct err *err)
{
	const struct open_how how = { .flags =
					  O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY,
				      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
						 RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV };
	int fd = (int)syscall(SYS_openat2, session, name, &how, sizeof(how));
	struct stat st;

	if (fd < 0)
		return err_set(err, ERR_FORMAT, -errno, "%s",
			       errno == ENOENT ? N_("it is not there") : N_("it cannot be opened"));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(err, ERR_FORMAT, -EBADMSG, N_("it is no file"));
	}
	return fd;
}

/* All files of a part that cannot be read. */
static void lose_part(struct restoring *r, const char *part, const struct err *why)
{
	r->sum->bad_parts++;
	r->o->told(r->o->arg, RESTORE_LOST_PART, part, restore_words(why));
	for (size_t i = 0; i < r->n; i++) {
		const struct restore_entry *e = &r->entry[i];

		if (r->proof)
			r->proof->tried++;
		if (e->parts > 1)
			restore_lose_piece(r, e);
		else
			r->sum->lost += !e->folder;
	}
}

/* A list that says more the second time than the first is none. */
static int promised(struct restoring *r, struct err *err)
{
	for (size_t i = 0; !r->proof && i < r->n; i++)
		if (__builtin_add_overflow(r->bytes, r->entry[i].size, &r->bytes) ||
		    r->bytes > r->sum->bytes)
			return err_set(err, ERR_FORMAT, -EBADMSG,
				       "its list changed while it was read");
	return 0;
}

int restore_part(struct restoring *r, const char *part, struct err *err)
{
	struct err why = { 0 };
	int fd = -1, x = promised(r, err);

	if (x == 0 && r->n) {
		fd = open_part(r->o->session, part, &why);
		if (fd >= 0 && r->source->open(r->source->arg, fd, &why) < 0) {
			close(fd);
			fd = -1;
		}
		if (fd < 0)
			lose_part(r, part, &why);
	}
	for (size_t i = 0; fd >= 0 && x == 0 && i < r->n; i++)
		x = restore_bring(r, &r->entry[i], err);
	if (fd >= 0 && x == 0 && !r->proof && restore_all(r->o) && r->source->list)
		look_for_strangers(r, part);
	if (fd >= 0) {
		r->source->close(r->source->arg);
		close(fd);
	}
	arena_done(&r->a);
	r->n = 0;
	return x;
}

void restore_done(struct restoring *r)
{
	restore_join_end(r);
	arena_done(&r->a);
	free(r->entry);
}
