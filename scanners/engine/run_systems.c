/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Installed systems on the volumes that can be read. */
#include <errno.h>
#include <string.h>

#include "scanners/disks/find.h"
#include "scanners/engine/run_private.h"

static enum find_type find_type_of(enum volume_file_type type)
{
	switch (type) {
	case VOLUME_FILE_REGULAR: return FIND_FILE;
	case VOLUME_FILE_DIRECTORY: return FIND_DIRECTORY;
	case VOLUME_FILE_LINK: return FIND_LINK;
	case VOLUME_FILE_OTHER: break;
	}
	return FIND_OTHER;
}

static int lookup(void *arg, const char *path, enum find_type *ret)
{
	struct volume_stat st;
	int e = reader_lookup(arg, path, NULL, 0, &st, NULL);

	if (e == 0)
		*ret = find_type_of(st.type);
	return e;
}

static int list(void *arg, const char *path, size_t max, struct arena *a, struct find_entry **ret,
		size_t *ret_n, struct err *err)
{
	struct reader_entry *entry;
	int e = reader_list(arg, path, max, a, &entry, ret_n, err);

	if (e < 0)
		return e;
	*ret = arena_array(a, *ret_n, sizeof(**ret));
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct find_entry){ entry[i].name, find_type_of(entry[i].st.type) };
	return 0;
}

static void find_on(struct run *r, unsigned volume)
{
	struct find_volume v = { .arg = &r->volume[volume].reader, .lookup = lookup, .list = list };
	struct client_system found[CHECKUP_SYSTEMS_MAX];
	struct err err = { 0 };
	size_t n = 0;

	if (find_systems(&v, volume, &r->c->arena, found, LEN(found), &n, &err) < 0) {
		run_gap(r, "volume", run_volume_name(r, &r->c->disk.volume[volume]),
			PHRASE(because_of(err.kind)), 0);
		if (run_reopen_volume(r, volume, &err) < 0)
			return;
	}
	for (size_t i = 0; i < n; i++) {
		struct client_system *s = checkup_add_system(r->c);
		struct facts facts;

		if (!s)
			return;
		facts = s->facts;
		*s = found[i];
		s->facts = facts;
		if (s->users_unseen)
			run_gap(r, "facts", PHRASE(N_("Folders of users")),
				PHRASE(N_("because a file or folder could not be read")), 0);
	}
}

void run_find_systems(struct run *r)
{
	for (unsigned i = 0; i < r->c->disk.n_volumes && !run_cancelled(r); i++)
		if (r->volume[i].open)
			find_on(r, i);
	if (r->c->n_systems == 0)
		run_add_locked(r);
	if (r->c->n_systems == 0 || checkup_is_locked(r->c))
		run_gap(r, "facts", PHRASE(N_("Settings of the PC")),
			PHRASE(N_("because no Windows or Linux that can be read was found here")),
			0);
}
