/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much, when, what is not in it, how to open it. */
#include "core/checklist/backup_lines.h"

#include "core/base/util.h"

static struct phrase_arg number(uint64_t n)
{
	return PHRASE_NUMBER((int64_t)MIN(n, (uint64_t)INT64_MAX));
}

static struct phrase missing(const struct backup_told *b)
{
	if (!b->left_out)
		return PHRASE(N_("Nothing was left out."));
	if (b->unreadable)
		return phrase_of(N_("Left out: {0} (not readable: {1}); the list is on the disk."),
				 2, number(b->left_out), number(b->unreadable));
	return phrase_of(N_("Left out: {0}; the list is on the disk."), 1, number(b->left_out));
}

static void add(struct sheet *s, struct phrase line)
{
	if (s->n_taken < SHEET_BACKUP_LINES)
		s->taken[s->n_taken++] = line;
}

void backup_lines_make(struct sheet *s)
{
	const struct backup_told *b = &s->checkup->backup;

	s->n_taken = 0;
	if (b->state != BACKUP_STATE_PROVEN)
		return;
	add(s, phrase_of(N_("Taken on {0}, read back, the same: {1} files, {2}."), 3,
			 PHRASE_DATE(b->started), number(b->files),
			 PHRASE_BYTES((int64_t)MIN(b->bytes, (uint64_t)INT64_MAX))));
	if (b->restored && b->restored != UINT64_MAX)
		add(s, phrase_of(N_("{0} were brought back as a test, the same."), 1,
				 number(b->restored)));
	add(s, missing(b));
	if (b->damaged)
		add(s, phrase_of(N_("Partly unreadable: {0}."), 1, number(b->damaged)));
	add(s, phrase_of(N_("To open: double-click 0001.zip in {0}."), 1, PHRASE_TEXT(b->folder)));
}
