/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which folders of this very source: the table's, as far as they are there. */
#include <errno.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"

#define ENTRIES_MAX 20000u
#define CHOICES_MAX 2000u

static bool taken(const struct backup_choice *ch, unsigned volume, const char *path)
{
	for (size_t i = 0; i < ch->n; i++)
		if (ch->folder[i].volume == volume && plan_below(path, ch->folder[i].path))
			return true;
	return false;
}

static void add(struct run_files *f, struct backup_choice *ch, unsigned volume, const char *path,
		const char *words, const char *user)
{
	struct backup_folder *about;
	size_t cap = ch->cap;

	if (taken(ch, volume, path))
		return;
	ch->folder = xgrow(ch->folder, ch->n, &cap, sizeof(*ch->folder), CHOICES_MAX);
	ch->about = xgrow(ch->about, ch->n, &ch->cap, sizeof(*ch->about), CHOICES_MAX);
	ch->folder[ch->n] = (struct run_folder){ volume, path };
	about = &ch->about[ch->n];
	*about = (struct backup_folder){ .words = words, .user = user };
	about->uncounted = run_files_count(f, &ch->folder[ch->n], &about->totals, NULL) < 0;
	ch->files += about->totals.files;
	ch->bytes += about->totals.bytes;
	ch->n++;
}

/* path below base; its last part may stand for several. Not there is no error. */
static int add_row(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		   unsigned volume, const char *base, const struct plan_row *row, const char *user,
		   struct err *err)
{
	const char *slash = strrchr(row->path, '/'), *last = slash ? slash + 1 : row->path, *found;
	char *parent = arena_printf(&c->arena, "%s%s%.*s", base, *base && slash ? "/" : "",
				    slash ? (int)(slash - row->path) : 0, row->path);
	struct reader_entry *e;
	size_t n;
	int r = run_files_list(f, volume, parent, ENTRIES_MAX, &c->arena, &found, &e, &n, err);

	if (r < 0)
		return r == -ENOENT || r == -ENOTDIR ? 0 : r;
	if (!*last) {
		add(f, ch, volume, found, row->words, user);
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		if (e[i].st.type == VOLUME_FILE_DIRECTORY && plan_matches(last, e[i].name))
			add(f, ch, volume,
			    arena_printf(&c->arena, "%s%s%s", found, *found ? "/" : "", e[i].name),
			    row->words, user);
	return 0;
}

static int by_table(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		    struct err *err)
{
	size_t n_rows;
	const struct plan_row *row = plan_rows(&n_rows);

	for (size_t s = 0; s < c->n_systems; s++) {
		const struct client_system *sys = &c->system[s];

		for (size_t i = 0; i < n_rows; i++) {
			size_t users = row[i].place == PLAN_USER ? sys->n_users : 1;

			if (!(row[i].targets & system_target(sys->kind)))
				continue;
			for (size_t u = 0; u < users; u++) {
				bool own = row[i].place == PLAN_USER;
				struct err why = { 0 };

				if (add_row(f, c, ch, sys->volume, own ? sys->user[u].profile : "",
					    &row[i], own ? sys->user[u].name : "", &why) < 0) {
					if (err)
						*err = why;
					return why.code;
				}
			}
		}
	}
	return 0;
}

/* Those that the owner named, on whichever part of the disk they are. */
static int by_name(const struct options *o, struct run_files *f, struct checkup *c,
		   struct backup_choice *ch, struct err *err)
{
	for (size_t i = 0; i < o->n_folders; i++) {
		size_t before = ch->n;

		for (unsigned v = 0; v < c->disk.n_volumes; v++) {
			struct reader_entry *e;
			const char *found;
			size_t n;

			if (run_files_list(f, v, o->folder[i], ENTRIES_MAX, &c->arena, &found, &e,
					   &n, NULL) == 0)
				add(f, ch, v, found, NULL, "");
		}
		if (ch->n == before)
			return err_set(err, ERR_UNSUPPORTED, -ENOENT,
				       "there is no folder %s on this source", o->folder[i]);
	}
	return 0;
}

int backup_choose(const struct options *o, struct run_files *f, struct checkup *c,
		  struct backup_choice *ret, struct err *err)
{
	int r = o->n_folders ? by_name(o, f, c, ret, err) : by_table(f, c, ret, err);

	/* A disk of data without a system: all of it. */
	for (unsigned v = 0; r == 0 && !o->n_folders && !c->n_systems && v < c->disk.n_volumes; v++)
		if (c->disk.volume[v].state == VOLUME_STATE_READABLE)
			add(f, ret, v, "", NULL, "");
	if (r == 0 && !ret->n)
		r = err_set(err, ERR_UNSUPPORTED, -ENOENT,
			    "nothing to back up was found on this source");
	return r;
}

void backup_choice_done(struct backup_choice *choice)
{
	free(choice->folder);
	free(choice->about);
	*choice = (struct backup_choice){ 0 };
}
