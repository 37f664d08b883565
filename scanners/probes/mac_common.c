/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See mac_common.h. */
#include "scanners/probes/mac_common.h"

static void note(struct facts *out, enum fact_kind kind, const struct phrase *reason)
{
	facts_note(out, kind, facts_count(out, kind) ? FACT_STATE_PARTIAL : FACT_STATE_FAILED,
		   reason);
}

void mac_unseen(struct facts *out, enum fact_kind kind, const char *because)
{
	struct phrase reason = PHRASE(because);

	note(out, kind, &reason);
}

void mac_unread(struct facts *out, enum fact_kind kind, const char *path)
{
	struct phrase reason = phrase_of(N_("because the file {0} could not be read"), 1,
					 PHRASE_TEXT(arena_printf(out->arena, "/%s", path)));

	note(out, kind, &reason);
}

const struct plist *mac_plist(struct facts *out, enum fact_kind kind, const struct probe_blob *blob)
{
	const struct plist *p = NULL;
	struct err err = { 0 };

	if (blob->state == PROBE_BLOB_PRESENT)
		p = plist_read(blob->data, out->arena, &err);
	if (blob->state == PROBE_BLOB_UNREADABLE && blob->reason.id)
		note(out, kind, &blob->reason);
	else if (blob->state != PROBE_BLOB_ABSENT && !p)
		mac_unread(out, kind, blob->path);
	return p;
}

void mac_settle(struct facts *out, enum fact_kind kind)
{
	if (facts_count(out, kind) && facts_state(out, kind) == FACT_STATE_FAILED)
		facts_note(out, kind, FACT_STATE_PARTIAL, NULL);
}

enum flag mac_flag(const struct plist *p, const char *key)
{
	int v = plist_flag(p, key);

	return v < 0 ? FLAG_ABSENT : v ? FLAG_YES : FLAG_NO;
}
