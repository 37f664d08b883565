/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The settings that make a Windows hard or easy to get into, one function per kind of fact: a hive
 * is opened once for all of them, because opening a large one costs more than reading it. Each
 * notes its own kind where it could not look. Must not judge. */
#pragma once

#include "scanners/probes/registry.h"

#define HARDENING_VALUES_MAX ((size_t)2000)

/* Out of SYSTEM, SOFTWARE and a user's NTUSER.DAT. */
void hardening_shares(struct registry *r);
void hardening_backups(struct registry *r);
void hardening_user_sessions(struct registry *r, const char *user);

/* Of a share's texts, that which begins with "name=", without the name; NULL when there is none. */
const char *hardening_share_part(struct registry *r, struct bytes texts, const char *name);
#define HARDENING_SHARES "CurrentControlSet\\Services\\LanmanServer\\Shares"

/* One kind could not be looked at, or only in part when facts of it are there. */
void hardening_unseen(struct facts *out, enum fact_kind kind, const char *because);
/* A key that every Windows has: notes the kind when it is missing. */
hive_key hardening_must(struct registry *r, enum fact_kind kind, const char *path);
/* A fact of a pack that could not be read, or was left out: notes the kind as seen in part. True
 * when there are bytes to look at. */
bool hardening_whole(struct facts *out, enum fact_kind kind, const struct probe_packed *file);
/* A blob that is there; unreadable ones are noted. */
bool hardening_blob(struct facts *out, enum fact_kind kind, const struct probe_blob *blob);
