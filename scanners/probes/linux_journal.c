/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See linux_journal.h. */
#include "scanners/probes/linux_journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/linux_text.h"

#define PIECE     ((size_t)8 << 20)
#define FILES_MAX ((size_t)2000)
#define BYTES_MAX ((uint64_t)4 << 30) /* journald itself keeps no more */

struct kept {
	struct probe_packed file;
	size_t place;
};

struct reading {
	const struct linux_journal *l;
	size_t blob;
	uint64_t bytes;
	bool no_time;
};

/* "system.journal" is being written; of those put away the name tells which came last. */
static int newest_first(const void *a, const void *b)
{
	const char *x = ((const struct kept *)a)->file.name,
		   *y = ((const struct kept *)b)->file.name;
	bool old_x = strchr(x, '@'), old_y = strchr(y, '@');

	return old_x != old_y ? old_x - old_y : strcmp(y, x);
}

static void could_not(const struct linux_journal *l, const char *because, const char *name)
{
	struct phrase reason = phrase_of(because, 1, PHRASE_TEXT(name));

	facts_note(l->facts, l->kind, FACT_STATE_PARTIAL, &reason);
}

static void add_log(const struct linux_journal *l, const char *name, const struct journal_head *h,
		    bool cut)
{
	struct fact_device_log *f = FACTS_ADD(l->facts, device_log, DEVICE_LOG, "/var/log/journal");

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = arena_strdup(l->facts->arena, name);
	f->begins = h->begins;
	f->cut = cut ? FLAG_YES : FLAG_NO;
}

/* 1: the whole file was walked over. */
static int walk(struct reading *r, size_t place, struct journal *j)
{
	enum probe_piece_state state;
	struct bytes b;
	int e = 0;

	while (e == 0) {
		state = probe_piece_of(r->l->in, r->blob, place, journal_next(j), PIECE, &b);
		r->no_time |= state == PROBE_PIECE_NO_TIME;
		if (state != PROBE_PIECE_WHOLE)
			return -EIO;
		r->bytes += b.n;
		e = journal_feed(j, b);
	}
	return e;
}

static void read_file(struct reading *r, const struct kept *k)
{
	const char *slash = strrchr(k->file.name, '/');
	const char *name = slash ? slash + 1 : k->file.name;
	struct journal_head head = { 0 };
	enum journal_kind kind;
	struct journal *j;
	struct bytes b;
	bool whole;

	if (probe_piece_of(r->l->in, r->blob, k->place, 0, JOURNAL_HEADER, &b) !=
	    PROBE_PIECE_WHOLE) {
		could_not(r->l, N_("because the log {0} could not be read"), name);
		return;
	}
	kind = journal_head(b, &head);
	if (kind != JOURNAL_GOOD) {
		could_not(
		    r->l,
		    kind == JOURNAL_UNKNOWN
			? N_("because the log {0} is of a kind that this tool cannot read yet")
			: N_("because the log {0} is damaged"),
		    name);
		return;
	}
	if (r->l->file)
		r->l->file(r->l->arg);
	j = journal_new(&head, r->l->each, r->l->arg);
	whole = walk(r, k->place, j) > 0 && journal_next(j) < k->file.size + 8;
	if (!whole)
		could_not(r->l, N_("because the log {0} could not be read to its end"), name);
	else if (journal_unclear(j))
		could_not(r->l, N_("because parts of the log {0} are packed"), name);
	add_log(r->l, name, &head, !whole || journal_unclear(j));
	journal_free(j);
}

static size_t list(const struct linux_journal *l, size_t blob, struct kept *kept)
{
	struct bytes names = l->in->blob[blob].data;
	size_t pos = 0, n = 0, place = 0;

	while (n < FILES_MAX && probe_pack_next(names, &pos, l->facts->arena, &kept[n].file)) {
		kept[n].place = place++;
		if (kept[n].file.state == PROBE_PACK_WHOLE)
			n++;
		else
			linux_unseen(l->facts, l->kind,
				     N_("because a file or folder could not be read"));
	}
	if (pos < names.n)
		linux_unseen(l->facts, l->kind, N_("because a file or folder could not be read"));
	return n;
}

void linux_journal_read(const struct linux_journal *l, size_t blob)
{
	struct reading r = { .l = l, .blob = blob };
	struct kept *kept;
	size_t n;

	if (!linux_blob(l->facts, l->kind, &l->in->blob[blob]))
		return;
	kept = arena_array(l->facts->arena, FILES_MAX, sizeof(*kept));
	n = list(l, blob, kept);
	if (n)
		qsort(kept, n, sizeof(*kept), newest_first);
	for (size_t i = 0; i < n; i++) {
		if (r.no_time || r.bytes > BYTES_MAX) {
			linux_unseen(l->facts, l->kind,
				     N_("because the logs hold more than could be looked at"));
			return;
		}
		read_file(&r, &kept[i]);
	}
}
