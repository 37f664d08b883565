/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places below one folder, for what comes back from a backup: part by part, each opened from the one
 * above it, never through a link, never onto another disk, never out of the folder. A part gets the
 * name that it had where the file system takes it, else the one that Windows takes, else a shorter
 * one. Must not write a file, must not replace anything. Private to put_back*.c. */
#pragma once

#include <stdbool.h>

#include "core/base/err.h"
#include "core/base/str.h"

struct put_where {
	int root; /* the folder */
	bool
	    names_of_windows; /* a file system that Windows reads: the name as it stands in the zip */
};

/* Looks at what the folder lies on. */
NODISCARD int put_where_init(struct put_where *w, int dirfd, struct err *err);

/* path: as it was; name: as in the zip; as many parts. -EINVAL: it is none that may be used. */
NODISCARD int put_where_valid(const char *path, const char *name, struct err *err);

/* Opens the folder that the first n parts lead to; make: those that are not there are made.
 * Returns the descriptor. *ret_spelled is set when a part did not get the name it had. */
NODISCARD int put_where_folder(const struct put_where *w, const char *path, const char *name,
			       unsigned n, bool make, bool *ret_spelled, struct err *err);
unsigned put_where_parts(const char *path);

/* The names for the last part, best first (0, 1, 2): false when there is none of that number. */
bool put_where_last(const struct put_where *w, const char *path, const char *name, unsigned number,
		    struct str *ret);
/* "a.txt" becomes "a (2).txt". */
void put_where_second(const char *last, unsigned number, struct str *ret);
/* True for what another name may cure. */
bool put_where_name_refused(int code);

/* Opens what is there for reading: a plain file, else negative errno. */
NODISCARD int put_where_open(int folder, const char *last);
/* Gives a file its name, without replacing. -EEXIST: there is something of that name. */
NODISCARD int put_where_name(int from, const char *temporary, int folder, const char *last);
