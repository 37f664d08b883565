/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of files as people read them: full and half width, large and small letters, and marks
 * written apart (as a Mac does) are one. Enough of NFKC for Japanese names; no library. */
#pragma once

#include <stdbool.h>

#include "core/base/arena.h"

/* The folded name: small ASCII letters, whole katakana, marks joined with their letter. */
const char *file_names_fold(struct arena *a, const char *name);

/* Is the part behind its last dot one of these? Does one of these stand in it? */
bool file_names_ends(const char *folded, const char *const *list, size_t n);
bool file_names_holds(const char *folded, const char *const *list, size_t n);

enum file_names_kind {
	FILE_NAMES_OTHER,
	FILE_NAMES_PASSWORDS, /* named like a list of passwords, of a kind that may be locked */
	FILE_NAMES_OPEN,      /* ... of a kind that cannot have a password */
};
enum file_names_kind file_names_passwords(struct arena *a, const char *name);
