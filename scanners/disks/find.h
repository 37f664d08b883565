/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds installed systems on one volume, and the people who use them: any folder with
 * System32\config\SOFTWARE is a Windows, whatever its name or drive letter; an os-release is a
 * Linux, a SystemVersion.plist a macOS. Pure but for the two questions that the caller answers (in the run: a reader worker).
 * Must not read a file's contents. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/client.h"

#define FIND_ENTRIES_MAX 4096 /* entries looked at per folder */
#define FIND_USERS_MAX   256

enum find_type { FIND_FILE, FIND_DIRECTORY, FIND_LINK, FIND_OTHER };

struct find_entry {
	const char *name;
	enum find_type type;
};

struct find_volume {
	void *arg;
	/* 0 and *ret_type, -ENOENT, or another negative errno. Paths as in volume.h: "" is the
	 * root, parts joined by '/', case of Windows paths does not matter. */
	int (*lookup)(void *arg, const char *path, enum find_type *ret_type);
	/* At most max entries; names live in the arena. 0, -ENOENT, or another negative errno. */
	int (*list)(void *arg, const char *path, size_t max, struct arena *a,
		    struct find_entry **ret, size_t *ret_n, struct err *err);
	int *doubt; /* find_systems() sets it: NULL */
};

/* Fills at most max systems with kind, volume, root, users (name "" until facts tell it; facts
 * untouched). A Windows.old is not a system: it can't be started. Users are the folders below
 * Users (or Documents and Settings) that hold a profile, without those that Windows makes for
 * itself. An unreadable root is an error, and so is a place where a system
 * would be that cannot be asked about, when none is found elsewhere. An unreadable folder of users sets
 * users_unseen: nobody may take that for "there are none". */
NODISCARD int find_systems(const struct find_volume *v, unsigned volume, struct arena *a,
			   struct client_system *ret, size_t max, size_t *ret_n, struct err *err);
