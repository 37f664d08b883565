/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of files as they stand in a backup: valid UTF-8 that Windows takes, whatever the client's
 * disk had. What is not valid is spelled out ("%uD800" for a lone surrogate or a character that
 * Windows forbids, "%xFF" for a byte that is no UTF-8); the manifest has the name as it was. One
 * bad name would otherwise make readers refuse a whole zip. Must not open anything.
 * Facts: [MS-FSCC] 2.1.5 (what a name may hold), Microsoft's "Naming Files, Paths, and Namespaces"
 * (reserved names, ends in dot and blank). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backup/key_set.h"
#include "core/base/str.h"

#define ENTRY_NAME_MAX   16384 /* bytes of a spelled-out path */
#define ENTRY_PART_UNITS 240   /* UTF-16 units of one part; a longer one is cut and numbered */

/* path: parts joined by '/', WTF-8 or plain bytes, no '/' at its ends. out is emptied first. True
 * when anything had to be spelled out. */
bool entry_name(const char *path, struct str *out);

/* The way back, as far as nothing was cut: false for an escape that is none of ours, and for what was cut. */
bool entry_name_undo(const char *name, struct str *out);

/* True when it is one that entry_name() and name_set_add() may have given: relative, no part of it "." or
 * "..", nothing in it that Windows does not take. Ends in no '/'. */
bool entry_name_valid(const char *name);

/* All names of one backup, told apart without regard to case: Windows has one place for "a" and
 * "A". Keeps 8 bytes each. */
struct name_set {
	struct key_set keys;
};

/* No further name can be told from the others. */
bool name_set_full(const struct name_set *set);
/* Adds "%~2" (3, 4 ...) to a name that is there already. True when it did. Not when it is full. */
bool name_set_add(struct name_set *set, struct str *name);
void name_set_done(struct name_set *set);
