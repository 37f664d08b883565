/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GVDB files, in which dconf keeps the settings of GNOME and its relatives: the value of a key by its
 * whole path. The file's own tables for quick look-ups are not used: items are few, and walked over
 * one by one; a chain of parents is followed a few steps only.
 * Facts about the format: gvdb-format.h of GLib; GVariant's serialisation of b, u and i.
 * A worker needs nothing beyond the common calls. */
#pragma once

#include "core/base/bytes.h"

enum gvdb_answer { GVDB_FOUND, GVDB_NOT_THERE, GVDB_DAMAGED };

/* False: no such file, or one of the other byte order. */
bool gvdb_is(struct bytes file);

/* A yes or no, and a whole number. Another type than that is damage. */
enum gvdb_answer gvdb_flag(struct bytes file, const char *path, bool *ret);
enum gvdb_answer gvdb_number(struct bytes file, const char *path, int64_t *ret);

/* Who set up the machine does not let users change this key. */
enum gvdb_answer gvdb_locked(struct bytes file, const char *path);
