/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a plan shows beside the folders that are taken: other people's folders, those at the top of each
 * part of the disk, and the files that lie outside of all folders. */
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"

/* NULL: no more are shown. */
static struct backup_folder *append(struct backup_choice *ch, const struct run_folder *folder,
				    const struct backup_folder *as)
{
	size_t cap = ch->cap_shown;

	if (ch->n_shown >= BACKUP_SHOWN_MAX) {
		ch->not_shown++;
		return NULL;
	}
	ch->shown = xgrow(ch->shown, ch->n_shown, &cap, sizeof(*ch->shown), BACKUP_SHOWN_MAX);
	ch->shown_about = xgrow(ch->shown_about, ch->n_shown, &ch->cap_shown,
				sizeof(*ch->shown_about), BACKUP_SHOWN_MAX);
	ch->shown[ch->n_shown] = *folder;
	ch->shown_about[ch->n_shown] = *as;
	return &ch->shown_about[ch->n_shown++];
}

void backup_show(struct run_files *f, struct backup_choice *ch, unsigned volume, const char *path,
		 const struct backup_folder *as)
{
	const struct run_folder folder = { .volume = volume, .path = path };
	struct backup_folder *about = append(ch, &folder, as);

	if (about)
		about->uncounted = run_files_count(f, &folder, &about->totals, NULL) < 0;
}

/* A folder of which anything is taken is still shown: the rest of it is not. */
static void offer(struct run_files *f, struct backup_choice *ch, unsigned volume, const char *path,
		  const char *words, const char *user)
{
	const struct backup_folder as = { .words = words, .user = user };

	if (!backup_chosen(ch, volume, path))
		backup_show(f, ch, volume, path, &as);
}

static char *join(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s%s%s", folder, *folder ? "/" : "", name);
}

static void in_profile(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		       unsigned volume, const struct client_user *user)
{
	struct reader_entry *e;
	const char *found;
	size_t n;

	if (run_files_list(f, volume, user->profile, BACKUP_ENTRIES_MAX, &c->arena, &found, &e, &n,
			   NULL) < 0)
		return;
	for (size_t i = 0; i < n; i++)
		if (e[i].st.type == VOLUME_FILE_DIRECTORY && !plan_made_in_profile(e[i].name))
			offer(f, ch, volume, join(&c->arena, found, e[i].name),
			      strcasecmp(e[i].name, "AppData")
				  ? NULL
				  : N_("Settings and caches of programs"),
			      user->name);
}

int backup_count_top(struct run_files *f, unsigned volume, struct arena *a,
		     struct reader_totals *ret, uint64_t *ret_memory)
{
	const struct run_folder top = { .volume = volume, .path = "", .flat = true };
	struct reader_entry *e;
	const char *found;
	size_t n = 0;
	int r = run_files_count(f, &top, ret, NULL);

	*ret_memory = 0;
	if (r == 0)
		r = run_files_list(f, volume, "", BACKUP_ENTRIES_MAX, a, &found, &e, &n, NULL);
	for (size_t i = 0; r == 0 && i < n; i++)
		if (e[i].st.type == VOLUME_FILE_REGULAR && plan_memory_file(e[i].name)) {
			ret->files -= ret->files > 0;
			ret->bytes -= MIN(ret->bytes, e[i].st.size);
			++*ret_memory;
		}
	return r;
}

/* The files that lie in no folder. */
static void loose(struct run_files *f, struct checkup *c, struct backup_choice *ch, unsigned volume)
{
	static const struct backup_folder as = { .user = "", .words = BACKUP_TOP_WORDS };
	const struct run_folder folder = { .volume = volume, .path = "", .flat = true };
	struct backup_folder *about;
	struct reader_totals t;
	uint64_t memory;

	if (backup_count_top(f, volume, &c->arena, &t, &memory) < 0)
		return;
	ch->memory_files += memory;
	if (backup_top_chosen(ch, volume) || !(t.files || t.hold[VOLUME_HOLD_CLOUD]))
		return;
	about = append(ch, &folder, &as);
	if (about)
		about->totals = t;
}

static void at_top(struct run_files *f, struct checkup *c, struct backup_choice *ch,
		   unsigned volume)
{
	struct reader_entry *e;
	const char *found;
	size_t n;

	if (run_files_list(f, volume, "", BACKUP_ENTRIES_MAX, &c->arena, &found, &e, &n, NULL) < 0)
		return;
	for (size_t i = 0; i < n; i++)
		if (e[i].st.type == VOLUME_FILE_DIRECTORY && !plan_made_by_windows(e[i].name))
			offer(f, ch, volume, e[i].name, NULL, "");
	loose(f, c, ch, volume);
}

void backup_offer(struct run_files *f, struct checkup *c, struct backup_choice *ch)
{
	bool windows = false;

	for (size_t s = 0; s < c->n_systems; s++) {
		if (c->system[s].kind != SYSTEM_WINDOWS)
			continue;
		windows = true;
		for (size_t u = 0; u < c->system[s].n_users; u++)
			in_profile(f, c, ch, c->system[s].volume, &c->system[s].user[u]);
	}
	for (unsigned v = 0; windows && v < c->disk.n_volumes; v++)
		if (c->disk.volume[v].state == VOLUME_STATE_READABLE)
			at_top(f, c, ch, v);
}
