/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which folders of this very source: the table's, as far as they are there. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"

#define CHOICES_MAX (BACKUP_TOLD_FOLDERS - BACKUP_SHOWN_MAX)

bool backup_chosen(const struct backup_choice *ch, unsigned volume, const char *path)
{
	if (backup_left(ch, volume, path, false))
		return false;
	for (size_t i = 0; i < ch->n; i++)
		if (ch->folder[i].volume == volume && !ch->folder[i].flat &&
		    plan_below(path, ch->folder[i].path))
			return true;
	return false;
}

bool backup_top_chosen(const struct backup_choice *ch, unsigned volume)
{
	for (size_t i = 0; i < ch->n; i++)
		if (ch->folder[i].volume == volume && !*ch->folder[i].path)
			return true;
	return false;
}

/* Something between a folder and one below it says "not this". */
static bool parted(const struct backup_choice *ch, unsigned volume, const char *path,
		   const char *below)
{
	for (size_t i = 0; i < ch->n_leave; i++)
		if (ch->leave[i].volume == volume && plan_below(ch->leave[i].path, path) &&
		    plan_below(below, ch->leave[i].path))
			return true;
	return false;
}

/* What lies below the new one is taken with it. */
static void drop_below(struct backup_choice *ch, unsigned volume, const char *path)
{
	size_t kept = 0;

	for (size_t i = 0; i < ch->n; i++) {
		if (ch->folder[i].volume == volume && plan_below(ch->folder[i].path, path) &&
		    !parted(ch, volume, path, ch->folder[i].path)) {
			ch->files -= ch->about[i].totals.files;
			ch->bytes -= ch->about[i].totals.bytes;
			continue;
		}
		ch->folder[kept] = ch->folder[i];
		ch->about[kept++] = ch->about[i];
	}
	ch->n = kept;
}

/* Its numbers are to follow. */
static struct backup_folder *append(struct backup_choice *ch, const struct run_folder *folder,
				    const struct backup_folder *as)
{
	size_t cap = ch->cap;

	ch->folder = xgrow(ch->folder, ch->n, &cap, sizeof(*ch->folder), CHOICES_MAX);
	ch->about = xgrow(ch->about, ch->n, &ch->cap, sizeof(*ch->about), CHOICES_MAX);
	ch->folder[ch->n] = *folder;
	ch->about[ch->n] = *as;
	return &ch->about[ch->n++];
}

static void add(struct run_files *f, struct checkup *c, struct backup_choice *ch, unsigned volume,
		const char *path, const struct backup_folder *as)
{
	struct run_folder folder = { .volume = volume, .path = path };
	struct backup_folder *about;

	if (backup_chosen(ch, volume, path))
		return;
	drop_below(ch, volume, path);
	backup_leaves_below(ch, &folder, &c->arena);
	about = append(ch, &folder, as);
	about->uncounted = run_files_count(f, &folder, &about->totals, NULL) < 0;
	ch->files += about->totals.files;
	ch->bytes += about->totals.bytes;
}

/* False: there is nothing at the top of this part. */
static bool add_top(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		    unsigned volume)
{
	static const struct backup_folder as = { .user = "", .words = BACKUP_TOP_WORDS };
	const struct run_folder folder = { .volume = volume, .path = "", .flat = true };
	struct reader_totals t;
	struct backup_folder *about;
	uint64_t memory;

	if (backup_top_chosen(ch, volume))
		return true;
	if (backup_count_top(f, volume, &c->arena, &t, &memory) < 0 ||
	    !(t.files || t.hold[VOLUME_HOLD_CLOUD]))
		return false;
	about = append(ch, &folder, &as);
	about->totals = t;
	ch->files += t.files;
	ch->bytes += t.bytes;
	return true;
}

/* One row of the table for one person, or for a part of the disk. */
struct looking_for {
	struct run_files *f;
	struct checkup *c;
	struct backup_choice *ch;
	unsigned volume;
	const struct plan_row *row;
	struct backup_folder as;
};

/* The owner's word keeps a usual folder out: that is told in the list. */
static void use_leaves(struct backup_choice *ch, unsigned volume, const char *path)
{
	for (size_t i = 0; i < ch->n_leave; i++)
		if (ch->leave[i].owners && ch->leave[i].volume == volume &&
		    plan_below(path, ch->leave[i].path))
			ch->leave[i].used = true;
}

static void found_one(struct looking_for *l, const char *path)
{
	bool inside = backup_chosen(l->ch, l->volume, path);

	if (backup_left(l->ch, l->volume, path, true)) {
		if (l->row->note != PLAN_OFFERED)
			use_leaves(l->ch, l->volume, path);
		return;
	}
	if (l->row->note == PLAN_OFFERED || (inside && l->row->note != PLAN_PLAIN)) {
		l->as.inside = inside;
		backup_show(l->f, l->ch, l->volume, path, &l->as);
	} else {
		add(l->f, l->c, l->ch, l->volume, path, &l->as);
	}
}

/* rest, below base; each part with a '*' may stand for several. Not there is no error. */
static int add_parts(struct looking_for *l, const char *base, const char *rest, struct err *err)
{
	struct arena *a = &l->c->arena;
	size_t star = strcspn(rest, "*"), begin = star, end = star + strcspn(rest + star, "/");
	const char *parent, *found, *wanted;
	struct reader_entry *e;
	size_t n;
	int r;

	while (rest[star] && begin && rest[begin - 1] != '/')
		begin--;
	parent = arena_printf(a, "%s%s%.*s", base, *base && begin ? "/" : "",
			      (int)(rest[star] && begin ? begin - 1 : begin), rest);
	r = run_files_list(l->f, l->volume, parent, rest[star] ? BACKUP_ENTRIES_MAX : 1, a, &found,
			   &e, &n, err);
	if (r < 0)
		return r == -ENOENT || r == -ENOTDIR ? 0 : r;
	if (!rest[star]) {
		found_one(l, found);
		return 0;
	}
	wanted = arena_strndup(a, rest + begin, end - begin);
	for (size_t i = 0; r == 0 && i < n; i++)
		if (e[i].st.type == VOLUME_FILE_DIRECTORY && plan_matches(wanted, e[i].name))
			r = add_parts(
			    l, arena_printf(a, "%s%s%s", found, *found ? "/" : "", e[i].name),
			    rest + end + (rest[end] == '/'), err);
	return r;
}

/* One row, for each person of the system where it is in a person's own folder. */
static int add_row(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		   const struct client_system *sys, const struct plan_row *row, struct err *err)
{
	bool own = row->place == PLAN_USER;
	size_t users = own ? sys->n_users : 1;
	int r = 0;

	for (size_t u = 0; r == 0 && u < users; u++) {
		struct looking_for l = {
			.f = f, .c = c, .ch = ch, .volume = sys->volume, .row = row
		};

		l.as.words = row->words;
		l.as.user = own ? sys->user[u].name : "";
		l.as.database = row->note == PLAN_DATABASE;
		r = add_parts(&l, own ? sys->user[u].profile : "", row->path, err);
	}
	return r;
}

static int by_table(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		    struct err *err)
{
	size_t n_rows;
	const struct plan_row *row = plan_rows(&n_rows);
	struct err why = { 0 };

	for (size_t s = 0; s < c->n_systems; s++) {
		ch->users_unseen |= c->system[s].users_unseen;
		for (size_t i = 0; i < n_rows; i++)
			if (row[i].targets & system_target(c->system[s].kind) &&
			    add_row(f, c, ch, &c->system[s], &row[i], &why) < 0) {
				if (err)
					*err = why;
				return why.code;
			}
	}
	return 0;
}

/* One that the owner named, on this part of the disk. 1: it is there. */
static int add_named(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		     unsigned volume, const char *name, struct err *err)
{
	static const struct backup_folder as = { .user = "" };
	struct reader_entry *e;
	const char *found;
	size_t n;

	if (!strcmp(name, "."))
		return add_top(f, c, ch, volume);
	if (run_files_list(f, volume, name, 1, &c->arena, &found, &e, &n, NULL) < 0)
		return 0;
	for (size_t i = 0; i < ch->n_leave; i++)
		if (ch->leave[i].owners && ch->leave[i].volume == volume &&
		    plan_below(found, ch->leave[i].path) && plan_below(ch->leave[i].path, found))
			return err_set(err, ERR_UNSUPPORTED, -EINVAL,
				       "the folder %s is to be taken and to be left out", name);
	add(f, c, ch, volume, found, &as);
	return 1;
}

/* Those that the owner named, on whichever part of the disk they are. */
static int by_name(const struct backup_wishes *w, struct run_files *f, struct checkup *c,
		   struct backup_choice *ch, struct err *err)
{
	for (size_t i = 0; i < w->n_take; i++) {
		const struct backup_named *one = &w->take[i];
		bool there = false;

		for (unsigned v = 0; v < c->disk.n_volumes; v++) {
			int r = one->part >= 0 && one->part != (int)v
				    ? 0
				    : add_named(f, c, ch, v, one->path, err);

			if (r < 0)
				return r;
			there |= r > 0;
		}
		if (!there)
			return err_set(err, ERR_UNSUPPORTED, -ENOENT,
				       "there is no folder %s on this source", one->path);
	}
	return 0;
}

static int in_order(const void *a, const void *b)
{
	const struct backup_named *x = a, *y = b;

	return x->part != y->part ? (x->part < y->part ? -1 : 1) : strcmp(x->path, y->path);
}

static void hash_list(struct sha256_ctx *h, const struct backup_named *list, size_t n, char what)
{
	struct backup_named *sorted = xcalloc(n + 1, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = list[i];
	qsort(sorted, n, sizeof(*sorted), in_order);
	for (size_t i = 0; i < n; i++) {
		char line[32];
		int used = snprintf(line, sizeof(line), "%c %d ", what, sorted[i].part);

		sha256_update(h, (size_t)used, (const uint8_t *)line);
		sha256_update(h, strlen(sorted[i].path) + 1, (const uint8_t *)sorted[i].path);
	}
	free(sorted);
}

/* A backup that was cut goes on with the same choice only. */
static void note_choice(const struct backup_wishes *w, struct backup_choice *ch)
{
	struct sha256_ctx h;

	ch->by_hand = !w->usual || w->n_take || w->n_leave;
	sha256_init(&h);
	sha256_update(&h, 1, (const uint8_t *)(w->usual ? "u" : "-"));
	hash_list(&h, w->take, w->n_take, 't');
	hash_list(&h, w->leave, w->n_leave, 'l');
	sha256_digest(&h, sizeof(ch->hash), ch->hash);
}

/* A disk of data without a system: all of it. */
static void all_of_it(struct run_files *f, struct checkup *c, struct backup_choice *ch)
{
	static const struct backup_folder all = { .user = "" };

	for (unsigned v = 0; !c->n_systems && v < c->disk.n_volumes; v++)
		if (c->disk.volume[v].state == VOLUME_STATE_READABLE)
			add(f, c, ch, v, "", &all);
}

int backup_choose(const struct backup_wishes *w, struct run_files *f, struct checkup *c,
		  struct backup_choice *ret, struct err *err)
{
	int r = backup_leaves_find(w, f, c, ret, err);

	note_choice(w, ret);
	if (r == 0 && !w->settings && c->n_systems)
		r = backup_leave_settings(f, c, ret, err);
	if (r == 0 && w->usual)
		r = by_table(f, c, ret, err);
	if (r == 0 && w->usual)
		all_of_it(f, c, ret);
	if (r == 0)
		r = by_name(w, f, c, ret, err);
	if (r == 0 && !ret->n)
		r = err_set(err, ERR_UNSUPPORTED, -ENOENT,
			    "nothing to back up was found on this source");
	if (r == 0)
		backup_leaves_settle(f, ret, &c->arena);
	for (size_t i = 0; i < ret->n; i++)
		ret->hibernated |= c->disk.volume[ret->folder[i].volume].hibernated == FLAG_YES;
	return r;
}

void backup_choice_done(struct backup_choice *choice)
{
	free(choice->folder);
	free(choice->about);
	free(choice->leave);
	free(choice->shown);
	free(choice->shown_about);
	*choice = (struct backup_choice){ 0 };
}
