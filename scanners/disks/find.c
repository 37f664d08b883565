/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See find.h. */
#include "scanners/disks/find.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

/* No error, but an answer: there is nothing of ours. */
static bool is_absence(int e)
{
	return e == -ENOENT || e == -ENOTDIR || e == -ELOOP || e == -EOPNOTSUPP;
}

static bool exists(const struct find_volume *v, const char *path, enum find_type *ret_type)
{
	int e = v->lookup(v->arg, path, ret_type);

	if (e < 0 && !is_absence(e) && *v->doubt == 0)
		*v->doubt = e;
	return e == 0;
}

static bool one_of(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(name, list[i]) == 0)
			return true;
	return false;
}

/* Profiles that belong to nobody. */
static bool is_made_by_windows(const char *name)
{
	static const char *const names[] = {
		"Public",       "Default",        "Default User",      "All Users",
		"defaultuser0", "defaultuser1",   "defaultuser100000", "WDAGUtilityAccount",
		"LocalService", "NetworkService", "systemprofile",     "desktop.ini",
	};
	return one_of(name, names, LEN(names));
}

/* A profile has a registry hive of its own; a hive that can't be asked about counts as there,
 * because leaving a person out would look like "nobody". */
static bool is_profile(const struct find_volume *v, const char *path, struct arena *a)
{
	enum find_type type;
	int e = v->lookup(v->arg, arena_printf(a, "%s/NTUSER.DAT", path), &type);
	return e == 0 ? type == FIND_FILE : e != -ENOENT && e != -ENOTDIR;
}

static void add_user(struct client_system *s, const char *folder, const char *name, struct arena *a)
{
	s->user[s->n_users++] = (struct client_user){
		.name = arena_strdup(a, name),
		.profile = arena_printf(a, "%s/%s", folder, name),
	};
}

static void find_users(const struct find_volume *v, const char *folder, bool windows,
		       struct arena *a, struct client_system *s)
{
	static const char *const of_nobody[] = { "lost+found", "Shared", "Guest", "Deleted Users" };
	struct find_entry *entry = NULL;
	size_t n = 0;
	int e = v->list(v->arg, folder, FIND_ENTRIES_MAX, a, &entry, &n, NULL);
	if (e) {
		s->users_unseen |= !is_absence(e);
		return;
	}
	s->users_unseen |= n == FIND_ENTRIES_MAX;
	for (size_t i = 0; i < n; i++) {
		const char *name = entry[i].name;
		if (entry[i].type != FIND_DIRECTORY)
			continue;
		if (windows ? is_made_by_windows(name) ||
				  !is_profile(v, arena_printf(a, "%s/%s", folder, name), a)
			    : one_of(name, of_nobody, LEN(of_nobody)))
			continue;
		if (s->n_users == FIND_USERS_MAX) {
			s->users_unseen = true;
			return;
		}
		add_user(s, folder, name, a);
	}
}

static struct client_system *add_system(struct client_system *ret, size_t max, size_t *n,
					enum system_kind kind, unsigned volume, const char *root,
					struct arena *a)
{
	if (*n == max)
		return NULL;
	struct client_system *s = &ret[(*n)++];
	s->kind = kind;
	s->volume = volume;
	s->name = "";
	s->root = arena_strdup(a, root);
	s->user = arena_array(a, FIND_USERS_MAX, sizeof(*s->user));
	s->n_users = 0;
	s->users_unseen = false;
	return s;
}

/* The folder's name as it is spelled on the disk, or NULL. */
static const char *spelled(const struct find_entry *entry, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (entry[i].type == FIND_DIRECTORY && strcasecmp(entry[i].name, name) == 0)
			return entry[i].name;
	return NULL;
}

static void find_windows(const struct find_volume *v, const struct find_entry *entry, size_t n,
			 unsigned volume, struct arena *a, struct client_system *ret, size_t max,
			 size_t *ret_n)
{
	/* Both on a disk where an old Windows was kept; since Vista the second is but a link. */
	const char *users[] = { spelled(entry, n, "Users"),
				spelled(entry, n, "Documents and Settings") };
	for (size_t i = 0; i < n; i++) {
		enum find_type type;
		if (entry[i].type != FIND_DIRECTORY ||
		    strcasecmp(entry[i].name, "Windows.old") == 0)
			continue;
		const char *hive = arena_printf(a, "%s/System32/config/SOFTWARE", entry[i].name);
		if (!exists(v, hive, &type) || type != FIND_FILE)
			continue;
		struct client_system *s =
		    add_system(ret, max, ret_n, SYSTEM_WINDOWS, volume, entry[i].name, a);
		for (size_t k = 0; s && k < LEN(users); k++)
			if (users[k])
				find_users(v, users[k], true, a, s);
	}
}

static bool is_linux(const struct find_volume *v, const char *root, struct arena *a)
{
	static const char *const files[] = { "etc/os-release", "usr/lib/os-release" };
	enum find_type type;

	/* etc/os-release is mostly a link; where it leads does not matter here. */
	for (size_t i = 0; i < LEN(files); i++)
		if (exists(v, arena_printf(a, "%s%s%s", root, *root ? "/" : "", files[i]), &type) &&
		    type != FIND_DIRECTORY)
			return true;
	return false;
}

/* What installers call the subvolume of Btrfs that becomes "/": Ubuntu and Arch "@", Debian
 * "@rootfs", Fedora "root"; its people are in one beside it. */
static void find_linux(const struct find_volume *v, unsigned volume, struct arena *a,
		       struct client_system *ret, size_t max, size_t *ret_n)
{
	static const char *const roots[] = { "", "@", "@rootfs", "@root", "root" };
	static const char *const homes[] = { "@home", "home" };

	for (size_t i = 0; i < LEN(roots); i++) {
		struct client_system *s;

		if (!is_linux(v, roots[i], a))
			continue;
		s = add_system(ret, max, ret_n, SYSTEM_LINUX, volume, roots[i], a);
		if (!s)
			return;
		find_users(v, arena_printf(a, "%s%shome", roots[i], *roots[i] ? "/" : ""), false, a,
			   s);
		for (size_t k = 0; *roots[i] && k < LEN(homes); k++)
			find_users(v, homes[k], false, a, s);
		if (!*roots[i])
			return;
	}
}

/* The system's own part, or, on newer Macs beside it, the part with people and settings. */
static void find_macos(const struct find_volume *v, unsigned volume, struct arena *a,
		       struct client_system *ret, size_t max, size_t *ret_n)
{
	enum find_type type;
	struct client_system *s = NULL;

	if ((exists(v, "System/Library/CoreServices/SystemVersion.plist", &type) &&
	     type == FIND_FILE) ||
	    (exists(v, "private/var/db/dslocal/nodes", &type) && type == FIND_DIRECTORY))
		s = add_system(ret, max, ret_n, SYSTEM_MACOS, volume, "", a);
	if (s)
		find_users(v, "Users", false, a, s);
}

int find_systems(const struct find_volume *v, unsigned volume, struct arena *a,
		 struct client_system *ret, size_t max, size_t *ret_n, struct err *err)
{
	struct find_entry *entry = NULL;
	struct find_volume own = *v;
	int doubt = 0;
	size_t n = 0;
	*ret_n = 0;
	own.doubt = &doubt;
	int e = v->list(v->arg, "", FIND_ENTRIES_MAX, a, &entry, &n, err);
	if (e)
		return err_while(err, "looking for installed systems");
	find_windows(&own, entry, n, volume, a, ret, max, ret_n);
	find_linux(&own, volume, a, ret, max, ret_n);
	find_macos(&own, volume, a, ret, max, ret_n);
	if (*ret_n == 0 && doubt < 0) {
		err_sys(err, doubt, "a folder");
		return err_while(err, "looking for installed systems");
	}
	return 0;
}
