/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See hardening.h. */
#include "scanners/probes/hardening.h"

static void note(struct facts *out, enum fact_kind kind, const struct phrase *reason)
{
	facts_note(out, kind, facts_count(out, kind) ? FACT_STATE_PARTIAL : FACT_STATE_FAILED,
		   reason);
}

void hardening_unseen(struct facts *out, enum fact_kind kind, const char *because)
{
	struct phrase reason = PHRASE(because);

	note(out, kind, &reason);
}

hive_key hardening_must(struct registry *r, enum fact_kind kind, const char *path)
{
	hive_key key = registry_find(r, path);
	struct phrase reason;

	if (key)
		return key;
	reason = phrase_of(N_("because {0} is missing, which Windows always has"), 1,
			   PHRASE_TEXT(arena_printf(r->arena, "%s\\%s", r->name, path)));
	note(r->facts, kind, &reason);
	return 0;
}

bool hardening_whole(struct facts *out, enum fact_kind kind, const struct probe_packed *file)
{
	struct phrase unread = PHRASE(N_("because a file or folder could not be read")),
		      many = PHRASE(N_("because there are too many files, or too large ones"));

	switch (file->state) {
	case PROBE_PACK_WHOLE: return true;
	case PROBE_PACK_UNREADABLE: facts_note(out, kind, FACT_STATE_PARTIAL, &unread); break;
	case PROBE_PACK_CUT:
	case PROBE_PACK_LEFT_OUT: facts_note(out, kind, FACT_STATE_PARTIAL, &many); break;
	}
	return false;
}

bool hardening_blob(struct facts *out, enum fact_kind kind, const struct probe_blob *blob)
{
	struct phrase reason = PHRASE(N_("because a file or folder could not be read"));

	if (blob->state == PROBE_BLOB_UNREADABLE)
		note(out, kind, blob->reason.id ? &blob->reason : &reason);
	return blob->state == PROBE_BLOB_PRESENT;
}
