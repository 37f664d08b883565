/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sorted list of paths. */
#include "cli/backup_signs.h"

#include <errno.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/saved.h"

static int order(const struct backup_sign *a, unsigned volume, const char *path)
{
	if (a->volume != volume)
		return a->volume < volume ? -1 : 1;
	return strcmp(a->path, path);
}

static int by_path(const void *a, const void *b)
{
	const struct backup_sign *of = b;

	return order(a, of->volume, of->path);
}

static void add(void *arg, unsigned volume, const char *path, const char *name)
{
	struct backup_signs *s = arg;

	s->too_many |= s->n >= BACKUP_SIGNS_MAX;
	if (s->too_many)
		return;
	s->sign = xgrow(s->sign, s->n, &s->cap, sizeof(*s->sign), BACKUP_SIGNS_MAX);
	s->sign[s->n++] = (struct backup_sign){ volume, arena_strdup(&s->arena, path),
						arena_strdup(&s->arena, name) };
}

int backup_signs_open(struct backup_signs *s, const struct options *o, struct err *err)
{
	if (!o->hits)
		return 0;
	s->saved = saved_open(o->hits, err);
	return s->saved ? 0 : err->code;
}

/* Paths tell files apart on one disk alone. A directory has nothing but its name. */
static bool same_source(const struct checkup *a, const struct checkup *b)
{
	const struct disk *x = &a->disk, *y = &b->disk;

	if (x->size != y->size || strcmp(x->serial, y->serial) != 0 || x->n_volumes != y->n_volumes)
		return false;
	for (size_t i = 0; i < x->n_volumes; i++)
		if (x->volume[i].offset != y->volume[i].offset ||
		    x->volume[i].size != y->volume[i].size ||
		    strcmp(x->volume[i].uuid, y->volume[i].uuid) != 0)
			return false;
	return strcmp(b->source_kind, "directory") != 0 ||
	       (!strcmp(a->source_kind, b->source_kind) && !strcmp(a->source_name, b->source_name));
}

static bool wanted(const struct hit *h, const struct run_folder *folder, size_t n)
{
	for (size_t i = 0; i < n && !h->stream; i++) /* alternate streams are in no backup */
		if (h->volume == folder[i].volume && plan_below(h->path, folder[i].path))
			return true;
	return false;
}

static int take(struct backup_signs *s, const struct checkup *then, const struct checkup *now,
		const char *path, const struct run_folder *folder, size_t n, struct err *err)
{
	const struct malware *m = &then->malware;

	if (!same_source(then, now))
		return err_set(err, ERR_UNSUPPORTED, -EINVAL, "%s is about another disk", path);
	if (m->state == MALWARE_NOT_RUN || m->state == MALWARE_FAILED)
		return err_set(err, ERR_UNSUPPORTED, -ENODATA,
			       "%s: that check-up did not look for viruses", path);
	s->too_many = m->hits_total > m->n_hits;
	for (size_t i = 0; i < m->n_hits; i++)
		if (wanted(&m->hit[i], folder, n))
			add(s, m->hit[i].volume, m->hit[i].path, m->hit[i].signature);
	return 0;
}

static int read_saved(struct backup_signs *s, const struct options *o, const struct checkup *c,
		      const struct run_folder *folder, size_t n, struct malware *ret,
		      struct err *err)
{
	struct checkup *then = xcalloc(1, sizeof(*then));
	FILE *in = s->saved;
	int r;

	s->saved = NULL;
	checkup_init(then);
	r = saved_load(then, in, o->hits, err);
	if (r == 0)
		r = take(s, then, c, o->hits, folder, n, err);
	ret->state = then->malware.state;
	ret->not_looked = then->malware.not_looked;
	ret->database_time = then->malware.database_time;
	checkup_done(then);
	free(then);
	return r;
}

int backup_signs_look(struct backup_signs *s, const struct options *o, struct run_files *f,
		      struct checkup *c, const struct run_folder *folder, size_t n,
		      struct manifest_head *ret, struct err *err)
{
	int r;

	ret->viruses = MANIFEST_NOT_LOOKED;
	if (!o->signatures && !s->saved)
		return 0;
	r = s->saved ? read_saved(s, o, c, folder, n, &c->malware, err)
		     : run_files_scan(f, folder, n, add, s, err);
	if (r == 0 && s->too_many)
		r = err_set(err, ERR_LIMIT, -E2BIG,
			    "so many files have a sign of a virus that not all can be told apart");
	if (r < 0)
		return r;
	qsort(s->sign, s->n, sizeof(*s->sign), by_path);
	ret->viruses =
	    c->malware.state == MALWARE_COMPLETE ? MANIFEST_LOOKED : MANIFEST_PARTLY_LOOKED;
	ret->not_looked = c->malware.not_looked;
	ret->samples = c->malware.database_time;
	ret->signs_copied = o->signs && !strcmp(o->signs, "copy");
	return 0;
}

const char *backup_signs_of(const struct backup_signs *s, unsigned volume, const char *path)
{
	const struct backup_sign key = { volume, path, NULL };
	const struct backup_sign *found =
	    s->n ? bsearch(&key, s->sign, s->n, sizeof(key), by_path) : NULL;

	return found ? found->name : NULL;
}

void backup_signs_done(struct backup_signs *s)
{
	if (s->saved)
		fclose(s->saved);
	free(s->sign);
	arena_done(&s->arena);
	*s = (struct backup_signs){ 0 };
}
