/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the probes of macOS share: a property list out of a file that came, with the words for what
 * could not be read. Must not judge. */
#pragma once

#include "scanners/probes/probe.h"
#include "scanners/readers/plist.h"

/* NULL: it is not there, or it could not be read, which is noted for kind. */
const struct plist *mac_plist(struct facts *out, enum fact_kind kind,
			      const struct probe_blob *blob);
/* FAILED, or PARTIAL where there are facts already. */
void mac_unseen(struct facts *out, enum fact_kind kind, const char *because);
/* "/NAME could not be read" */
void mac_unread(struct facts *out, enum fact_kind kind, const char *path);
/* At the end: what was seen stays, though something else could not be. */
void mac_settle(struct facts *out, enum fact_kind kind);
enum flag mac_flag(const struct plist *p, const char *key);
