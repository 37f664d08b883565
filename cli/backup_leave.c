/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders that are left out of what is taken. Of all that is said about a path the nearest word counts: a folder
 * can be left out of one that is taken, and one in it be taken all the same. */
#include <errno.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"

static bool covers(const struct backup_leave *l, unsigned volume, const char *path)
{
	return l->volume == volume && plan_below(path, l->path);
}

bool backup_left(const struct backup_choice *ch, unsigned volume, const char *path, bool owners)
{
	size_t nearest = 0;
	bool left = false;

	for (size_t i = 0; i < ch->n_leave; i++)
		if (covers(&ch->leave[i], volume, path) && (ch->leave[i].owners || !owners)) {
			nearest = MAX(nearest, strlen(ch->leave[i].path));
			left = true;
		}
	for (size_t i = 0; left && i < ch->n; i++)
		if (ch->folder[i].volume == volume && !ch->folder[i].flat &&
		    plan_below(path, ch->folder[i].path) && strlen(ch->folder[i].path) > nearest)
			return false;
	return left;
}

static bool is_there(const struct backup_choice *ch, unsigned volume, const char *path)
{
	for (size_t i = 0; i < ch->n_leave; i++)
		if (covers(&ch->leave[i], volume, path) && plan_below(ch->leave[i].path, path))
			return true;
	return false;
}

static int add(struct backup_choice *ch, unsigned volume, const char *path, bool owners,
	       struct err *err)
{
	if (is_there(ch, volume, path))
		return 0;
	if (ch->n_leave >= BACKUP_WISHES_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "more than %u folders are to be left out",
			       BACKUP_WISHES_MAX);
	ch->leave =
	    xgrow(ch->leave, ch->n_leave, &ch->cap_leave, sizeof(*ch->leave), BACKUP_WISHES_MAX);
	ch->leave[ch->n_leave++] =
	    (struct backup_leave){ .volume = volume, .path = path, .owners = owners };
	return 0;
}

/* 1: it is there. */
static int find_on(const char *path, unsigned volume, struct run_files *f, struct checkup *c,
		   struct backup_choice *ch, struct err *err)
{
	struct reader_entry *e;
	const char *found;
	size_t n;
	int r;

	if (run_files_list(f, volume, path, 1, &c->arena, &found, &e, &n, NULL) < 0)
		return 0;
	if (!*found)
		return err_set(err, ERR_UNSUPPORTED, -EINVAL,
			       "all of a part of the disk cannot be left out");
	r = add(ch, volume, found, true, err);
	return r < 0 ? r : 1;
}

int backup_leaves_find(const struct backup_wishes *w, struct run_files *f, struct checkup *c,
		       struct backup_choice *ch, struct err *err)
{
	for (size_t i = 0; i < w->n_leave; i++) {
		bool there = false;

		for (unsigned v = 0; v < c->disk.n_volumes; v++) {
			int r = w->leave[i].part >= 0 && w->leave[i].part != (int)v
				    ? 0
				    : find_on(w->leave[i].path, v, f, c, ch, err);

			if (r < 0)
				return r;
			there |= r > 0;
		}
		if (!there)
			return err_set(err, ERR_UNSUPPORTED, -ENOENT,
				       "there is no folder %s on this source", w->leave[i].path);
	}
	return 0;
}

static int leave_settings_of(struct run_files *f, struct checkup *c, struct backup_choice *ch,
			     unsigned volume, const char *profile, struct err *err)
{
	struct reader_entry *e;
	const char *found;
	size_t n;

	if (run_files_list(f, volume, arena_printf(&c->arena, "%s/AppData", profile), 1, &c->arena,
			   &found, &e, &n, NULL) < 0)
		return 0;
	return add(ch, volume, found, false, err);
}

/* Of everybody who has a folder there, also of those whom Windows does not know any more. */
static int leave_settings_on(struct run_files *f, struct checkup *c, struct backup_choice *ch,
			     unsigned volume, struct err *err)
{
	struct reader_entry *e;
	const char *found;
	size_t n;
	int r = 0;

	if (run_files_list(f, volume, "Users", BACKUP_ENTRIES_MAX, &c->arena, &found, &e, &n,
			   NULL) < 0)
		return 0;
	for (size_t i = 0; r == 0 && i < n; i++)
		if (e[i].st.type == VOLUME_FILE_DIRECTORY)
			r = leave_settings_of(f, c, ch, volume,
					      arena_printf(&c->arena, "%s/%s", found, e[i].name),
					      err);
	return r;
}

int backup_leave_settings(struct run_files *f, struct checkup *c, struct backup_choice *ch,
			  struct err *err)
{
	int r = 0;

	for (unsigned v = 0; r == 0 && v < c->disk.n_volumes; v++)
		r = leave_settings_on(f, c, ch, v, err);
	for (size_t s = 0; r == 0 && s < c->n_systems; s++)
		for (size_t u = 0; r == 0 && u < c->system[s].n_users; u++)
			r = leave_settings_of(f, c, ch, c->system[s].volume,
					      c->system[s].user[u].profile, err);
	return r;
}

void backup_leaves_below(const struct backup_choice *ch, struct run_folder *folder, struct arena *a)
{
	const char **leave = arena_array(a, ch->n_leave + 1, sizeof(*leave));
	size_t n = 0;

	for (size_t i = 0; i < ch->n_leave && !folder->flat; i++)
		if (ch->leave[i].volume == folder->volume &&
		    plan_below(ch->leave[i].path, folder->path))
			leave[n++] = ch->leave[i].path;
	folder->leave = leave;
	folder->n_leave = n;
}

/* A folder with more of it than itself, whose own word is "take". */
static bool in_taken(const struct backup_choice *ch, const struct backup_leave *l)
{
	size_t taken = 0, left = 0;
	bool any = false;

	for (size_t i = 0; i < ch->n; i++)
		if (ch->folder[i].volume == l->volume && !ch->folder[i].flat &&
		    plan_below(l->path, ch->folder[i].path)) {
			taken = MAX(taken, strlen(ch->folder[i].path));
			any = true;
		}
	for (size_t i = 0; i < ch->n_leave; i++)
		if (&ch->leave[i] != l && covers(&ch->leave[i], l->volume, l->path))
			left = MAX(left, strlen(ch->leave[i].path));
	return any && taken >= left;
}

/* Without what is taken from inside of it. */
static void count(struct run_files *f, struct backup_leave *l, const struct backup_choice *ch,
		  struct arena *a)
{
	const char **taken = arena_array(a, ch->n + 1, sizeof(*taken));
	struct run_folder all = { .volume = l->volume, .path = l->path, .leave = taken };
	struct reader_totals t = { 0 };

	for (size_t i = 0; i < ch->n; i++)
		if (ch->folder[i].volume == l->volume && !ch->folder[i].flat &&
		    plan_below(ch->folder[i].path, l->path))
			taken[all.n_leave++] = ch->folder[i].path;
	l->uncounted = run_files_count(f, &all, &t, NULL) < 0;
	l->files = t.files;
	l->bytes = t.bytes;
}

void backup_leaves_settle(struct run_files *f, struct backup_choice *ch, struct arena *a)
{
	for (size_t i = 0; i < ch->n_leave; i++) {
		struct backup_leave *l = &ch->leave[i];

		l->used = l->used || in_taken(ch, l);
		if (l->used)
			count(f, l, ch, a);
	}
}
