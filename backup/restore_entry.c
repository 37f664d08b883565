/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of the list: fetched, compared, put in its place; files that lie in several. */
#include <errno.h>
#include <string.h>

#include "backup/restore_private.h"

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

const char *restore_without_slash(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	return arena_strndup(a, path, n && path[n - 1] == '/' ? n - 1 : n);
}

/* --- told ------------------------------------------------------------------------------------------ */
static void lost(struct restoring *r, const struct restore_entry *e, const char *words)
{
	r->sum->lost++;
	r->o->told(r->o->arg, RESTORE_LOST, e->path, words);
}

/* --- one entry ------------------------------------------------------------------------------------- */
/* In words that have a translation; what the target's file system says is one of a few. */
const char *restore_words(const struct err *why)
{
	if (why->kind == ERR_FORMAT || why->kind == ERR_LIMIT || why->kind == ERR_INTERNAL)
		return why->message;
	switch (-why->code) {
	case EACCES:
	case EPERM: return N_("it may not be written there");
	case ENAMETOOLONG: return N_("its name is too long for that place");
	case EFBIG: return N_("it is too large for that medium");
	default: return N_("it could not be written there");
	}
}

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
	return err_set(why, ERR_FORMAT, -EBADMSG, "%s",
		       r->got != e->size
			   ? N_("it has another size than the list says")
			   : N_("it is not what was backed up: its SHA-256 is another"));
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

/* What the samples said of it before it was copied. */
static void tell_sign(struct restoring *r, const struct restore_entry *e)
{
	if (!e->sign)
		return;
	r->sum->signs++;
	r->o->told(r->o->arg, RESTORE_SIGN, e->path, e->sign);
}

/* Its bytes have come, or not: 0 to go on. */
static int settle(struct restoring *r, const struct restore_entry *e, int x, struct err *why,
		  struct err *err)
{
	if (x == 0) {
		if (e->part == e->parts)
			tell_sign(r, e);
		return 0;
	}
	put_back_drop(r->put);
	if (put_back_over(x)) {
		if (err)
			*err = *why;
		return x;
	}
	lost(r, e, restore_words(why));
	return 0;
}

static int bring_folder(struct restoring *r, struct restore_entry *e, struct err *err)
{
	const char *name = restore_without_slash(&r->a, e->name);
	const struct put_file f = { e->path, name, 0, e->modified };
	struct err why = { 0 };

	locate(r, e);
	return settle(r, e, put_back_folder(r->put, &f, &why), &why, err);
}

static int bring_whole(struct restoring *r, struct restore_entry *e, struct err *err)
{
	const struct put_file f = { e->path, e->name, e->size, e->modified };
	struct err why = { 0 };
	int x;

	if (put_back_has(r->put, &f, e->sha256)) {
		locate(r, e);
		r->sum->there++;
		tell_sign(r, e);
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
		lost(r, &e, N_("the rest of it is not in this backup"));
	}
	free(j->path);
	*j = (struct restore_join){ 0 };
}

void restore_lose_piece(struct restoring *r, const struct restore_entry *e)
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

static int begin_join(struct restoring *r, const struct restore_entry *e, const char *name,
		      struct err *why)
{
	const struct put_file f = { e->path, name, 0, e->modified };

	restore_join_end(r);
	r->join = (struct restore_join){ xstrdup(e->path), 1, e->parts, false };
	if (e->part != 1)
		return err_set(why, ERR_FORMAT, -EBADMSG,
			       N_("the beginning of it is not in this backup"));
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

/* Of a file in pieces each line has the sign. */
static int leave(struct restoring *r, struct restore_entry *e)
{
	locate(r, e);
	if (e->part == e->parts) {
		r->sum->signs_left++;
		r->o->told(r->o->arg, RESTORE_SIGN_LEFT, e->path, e->sign);
	}
	return 0;
}

int restore_bring(struct restoring *r, struct restore_entry *e, struct err *err)
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
			lost(r, e, restore_words(&why));
		return 0;
	}
	if (r->o->leave_signs && e->sign && !e->folder)
		return leave(r, e);
	if (e->folder)
		return bring_folder(r, e, err);
	return e->parts > 1 ? bring_piece(r, e, err) : bring_whole(r, e, err);
}
