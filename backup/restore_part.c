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

/* The zip's name of a whole file that lies there in parts: without ".001" */
static const char *whole_name(struct restoring *r, const struct manifest_file *f)
{
	size_t n = strlen(f->name);

	while (n && f->name[n - 1] >= '0' && f->name[n - 1] <= '9')
		n--;
	if (f->parts > 1 && n > 1 && f->name[n] && f->name[n - 1] == '.')
		return arena_strndup(&r->a, f->name, n - 1);
	return NULL;
}

static const char *without_slash(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	return arena_strndup(a, path, n && path[n - 1] == '/' ? n - 1 : n);
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
	e->path = without_slash(&r->a, f->path ? f->path : f->name);
	memcpy(e->sha256, f->sha256, HASH_SIZE);
	return 0;
}

/* --- told ------------------------------------------------------------------------------------------ */
static void lost(struct restoring *r, const struct restore_entry *e, const char *words)
{
	r->sum->lost++;
	r->o->told(r->o->arg, RESTORE_LOST, e->path, words);
}

/* --- one entry ------------------------------------------------------------------------------------- */
static bool cancelled(const struct restoring *r)
{
	return r->o->cancel && *r->o->cancel;
}

static int take(void *arg, const void *p, size_t n, struct err *err)
{
	struct restoring *r = arg;

	if (cancelled(r))
		return err_set(err, ERR_LIMIT, -ECANCELED, "stopped");
	sha256_update(&r->hash, n, p);
	r->got += n;
	return r->put ? put_back_bytes(r->put, p, n, err) : 0;
}

/* Its bytes, compared. 0: they are those of the list. -EBADMSG and why: they are not, or did not come;
 * anything else of put_back_over() ends it all. */
static int fetch(struct restoring *r, struct restore_entry *e, struct err *why)
{
	uint8_t hash[HASH_SIZE];
	bool whole = false;
	int x;

	sha256_init(&r->hash);
	r->got = 0;
	x = r->source->get(r->source->arg, e->name, e->offset, e->size, take, r, &whole, &e->data,
			   why);
	if (x < 0)
		return x;
	sha256_digest(&r->hash, HASH_SIZE, hash);
	/* A zip may be damaged behind the very last byte: the hash says that it was the last one. But
	 * what has more than the list says is not what the list means. */
	if (r->got == e->size && !memcmp(hash, e->sha256, HASH_SIZE) &&
	    (whole || why->code != -EFBIG)) {
		err_clear(why);
		return 0;
	}
	if (!whole)
		return why->code < 0 ? why->code : -EBADMSG;
	return err_set(why, ERR_FORMAT, -EBADMSG,
		       r->got != e->size ? "it has another size than the list says"
					 : "it is not what was backed up: its SHA-256 is another");
}

static int nothing(void *arg, const void *p, size_t n, struct err *err)
{
	(void)arg, (void)p, (void)n, (void)err;
	return 0;
}

/* Only where it is: for a folder, and what need not be fetched. */
static void locate(struct restoring *r, struct restore_entry *e)
{
	struct err ignored = { 0 };
	bool whole;

	(void)!r->source->get(r->source->arg, e->name, e->offset, 0, nothing, NULL, &whole,
			      &e->data, &ignored);
}

static int bring_folder(struct restoring *r, struct restore_entry *e)
{
	const char *name = without_slash(&r->a, e->name);
	const struct put_file f = { e->path, name, 0, e->modified };
	struct err why = { 0 };
	int x;

	locate(r, e);
	x = put_back_folder(r->put, &f, &why);
	if (x < 0)
		lost(r, e, why.message);
	return x < 0 && put_back_over(x) ? x : 0;
}

/* Its bytes have come, or not: 0 to go on. */
static int settle(struct restoring *r, const struct restore_entry *e, int x, struct err *why,
		  struct err *err)
{
	if (x == 0)
		return 0;
	put_back_drop(r->put);
	if (put_back_over(x)) {
		if (err)
			*err = *why;
		return x;
	}
	lost(r, e, why->message);
	return 0;
}

static int bring_whole(struct restoring *r, struct restore_entry *e, struct err *err)
{
	const struct put_file f = { e->path, e->name, e->size, e->modified };
	struct err why = { 0 };
	int x;

	if (put_back_has(r->put, &f, e->sha256)) {
		locate(r, e);
		r->sum->there++;
		return 0;
	}
	x = put_back_begin(r->put, &f, &why);
	if (x == 0)
		x = fetch(r, e, &why);
	else
		locate(r, e);
	if (x == 0)
		x = put_back_end(r->put, &why);
	return settle(r, e, x, &why, err);
}

/* --- a file in several entries -------------------------------------------------------------------- */
void restore_join_end(struct restoring *r)
{
	struct restore_join *j = &r->join;

	if (j->path && !j->lost) {
		const struct restore_entry e = { .path = j->path };

		if (r->put)
			put_back_drop(r->put);
		lost(r, &e, "the rest of it is not in this backup");
	}
	free(j->path);
	*j = (struct restore_join){ 0 };
}

static int begin_join(struct restoring *r, const struct restore_entry *e, const char *name,
		      struct err *why)
{
	const struct put_file f = { e->path, name, 0, e->modified };

	restore_join_end(r);
	r->join = (struct restore_join){ xstrdup(e->path), 1, e->parts, false };
	if (e->part != 1)
		return err_set(why, ERR_FORMAT, -EBADMSG,
			       "the beginning of it is not in this backup");
	return put_back_begin(r->put, &f, why);
}

static int bring_piece(struct restoring *r, struct restore_entry *e, struct err *err)
{
	const struct manifest_file f = { .name = e->name, .parts = e->parts };
	const char *name = whole_name(r, &f);
	struct restore_join *j = &r->join;
	struct err why = { 0 };
	int x = 0;

	if (!j->path || strcmp(j->path, e->path) != 0 || e->part != j->next ||
	    e->parts != j->parts) {
		/* The rest of one that is lost already is told once. */
		if (j->path && j->lost && !strcmp(j->path, e->path) && e->part > 1) {
			locate(r, e);
			return 0;
		}
		x = begin_join(r, e, name ? name : e->name, &why);
	}
	if (x == 0 && !j->lost)
		x = fetch(r, e, &why);
	else
		locate(r, e);
	if (x == 0 && !j->lost && e->part == e->parts)
		x = put_back_end(r->put, &why);
	j->next++;
	j->lost |= x != 0;
	if (j->next > j->parts && x == 0) {
		free(j->path);
		*j = (struct restore_join){ 0 };
	}
	return settle(r, e, x, &why, err);
}

static int bring(struct restoring *r, struct restore_entry *e, struct err *err)
{
	struct err why = { 0 };
	int x;

	if (cancelled(r))
		return err_set(err, ERR_LIMIT, -ECANCELED, "stopped");
	if (r->proof) {
		x = fetch(r, e, &why);
		r->proof->tried++;
		r->proof->same += x == 0;
		if (x == -ECANCELED)
			return err_set(err, ERR_LIMIT, x, "stopped");
		if (x < 0)
			lost(r, e, why.message);
		return 0;
	}
	if (e->folder)
		return bring_folder(r, e);
	return e->parts > 1 ? bring_piece(r, e, err) : bring_whole(r, e, err);
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
	r->o->told(r->o->arg, RESTORE_NO_INDEX, part, why.message);
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
		return err_sys(err, -errno, "it cannot be opened");
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(err, ERR_FORMAT, -EBADMSG, "it is no file");
	}
	return fd;
}

/* Of a file that is lost one piece is told, the first that is. */
static void lose_piece(struct restoring *r, const struct restore_entry *e)
{
	struct restore_join *j = &r->join;
	bool goes_on = j->path && !strcmp(j->path, e->path) && e->part > 1;

	if (!goes_on) {
		restore_join_end(r);
		*j = (struct restore_join){ xstrdup(e->path), e->part, e->parts, false };
	}
	r->sum->lost += !j->lost;
	j->lost = true;
	if (r->put)
		put_back_drop(r->put);
}

/* All files of a part that cannot be read. */
static void lose_part(struct restoring *r, const char *part, const struct err *why)
{
	r->sum->bad_parts++;
	r->o->told(r->o->arg, RESTORE_LOST_PART, part, why->message);
	for (size_t i = 0; i < r->n; i++) {
		const struct restore_entry *e = &r->entry[i];

		if (r->proof)
			r->proof->tried++;
		if (e->parts > 1)
			lose_piece(r, e);
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
		x = bring(r, &r->entry[i], err);
	if (fd >= 0 && x == 0 && !r->proof && restore_all(r->o))
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
