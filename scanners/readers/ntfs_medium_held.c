/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A change of names goes to the medium in an order in which it may end at any place. The library writes a
 * folder that grows in the other one: half of an index block is cut off before the place that leads to
 * its copy is on the disk, and a disk that is pulled out then has lost thirty names that were there for
 * hours (Windows finds them again when it looks the volume over). So what it writes is held back, and
 * given in steps with a sync between. A name never leads to nothing: it comes after what it leads to, and
 * goes before it. Index blocks that were there before go one by one, after those that are new. */
#include "scanners/readers/ntfs_medium_private.h"

#include <errno.h>
#include <string.h>

struct piece {
	uint64_t off;
	size_t n;
	uint8_t *bytes;
	bool over; /* a later one is at the same place */
};

struct ntfs_held {
	struct piece *piece;
	size_t n, cap;
};

enum step { STEP_MAP, STEP_NEW_INDEX, STEP_FILE, STEP_FOLDER, STEP_OLD_INDEX, STEPS };

/* What is taken is marked as such before anybody has it, and free only after. */
static const enum step adding[STEPS] = { STEP_MAP, STEP_NEW_INDEX, STEP_FILE, STEP_FOLDER,
					 STEP_OLD_INDEX };
static const enum step taking_away[STEPS] = { STEP_NEW_INDEX, STEP_FOLDER, STEP_OLD_INDEX,
					      STEP_FILE, STEP_MAP };

#define RECORD_FLAGS 0x16 /* of a record of the table of files; 2: of a folder */

void ntfs_held_write(struct ntfs_held *h, const void *buf, size_t n, uint64_t off)
{
	if (!n)
		return;
	for (size_t i = 0; i < h->n; i++)
		if (h->piece[i].off == off && h->piece[i].n == n)
			h->piece[i].over = true;
	if (h->n == h->cap) {
		h->cap = MAX(2 * h->cap, (size_t)32);
		h->piece = xrealloc(h->piece, h->cap * sizeof(*h->piece));
	}
	h->piece[h->n] = (struct piece){ .off = off, .n = n, .bytes = xmalloc(n) };
	memcpy(h->piece[h->n++].bytes, buf, n);
}

void ntfs_held_read(const struct ntfs_held *h, void *buf, size_t n, uint64_t off)
{
	for (size_t i = 0; i < h->n; i++) {
		const struct piece *p = &h->piece[i];
		uint64_t begin = MAX(off, p->off), end = MIN(off + n, p->off + p->n);

		if (begin < end)
			memcpy((uint8_t *)buf + (begin - off), p->bytes + (begin - p->off),
			       (size_t)(end - begin));
	}
}

/* What a piece is says its first word; whether an index block was there before, the disk. */
static enum step step_of(const struct ntfs_source *s, const struct piece *p)
{
	uint8_t there[4] = "";
	struct ntfs_source bare = *s;

	if (p->n > RECORD_FLAGS && !memcmp(p->bytes, "FILE", 4))
		return p->bytes[RECORD_FLAGS] & 2 ? STEP_FOLDER : STEP_FILE;
	if (p->n < 4 || memcmp(p->bytes, "INDX", 4) != 0)
		return STEP_MAP;
	bare.held = NULL;
	return ntfs_source_read(&bare, there, 4, p->off) == 4 && !memcmp(there, "INDX", 4)
		   ? STEP_OLD_INDEX
		   : STEP_NEW_INDEX;
}

/* In the order in which they came: records that are written twice are later than what they lead to. */
static int give(struct ntfs_source *s, const struct ntfs_held *h, const enum step *of,
		enum step step)
{
	bool any = false;
	int r = 0;

	for (size_t i = 0; r == 0 && i < h->n; i++) {
		if (of[i] != step || h->piece[i].over)
			continue;
		r = ntfs_source_write(s, h->piece[i].bytes, h->piece[i].n, h->piece[i].off);
		any = step != STEP_OLD_INDEX;
		if (r == 0 && !any)
			r = ntfs_source_sync(s);
	}
	return r < 0 || !any ? r : ntfs_source_sync(s);
}

static size_t turn_of(const enum step *order, enum step step)
{
	size_t i = 0;

	while (order[i] != step)
		i++;
	return i;
}

/* The library writes the last record of a table up to the end of its cluster: what lies over an earlier piece may not
 * come before it. */
static void settle(const struct ntfs_held *h, const enum step *order, enum step *of)
{
	for (size_t i = 0; i < h->n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct piece *p = &h->piece[i], *q = &h->piece[k];

			if (!q->over && p->off < q->off + q->n && q->off < p->off + p->n &&
			    turn_of(order, of[k]) > turn_of(order, of[i]))
				of[i] = of[k];
		}
}

void medium_hold(struct ntfs_medium *m)
{
	m->source.held = xcalloc(1, sizeof(*m->source.held));
}

int medium_give(struct ntfs_medium *m, bool name_goes)
{
	const enum step *order = name_goes ? taking_away : adding;
	struct ntfs_held *h = m->source.held;
	enum step *of = h->n ? xcalloc(h->n, sizeof(*of)) : NULL;
	int r = 0;

	m->source.held = NULL;
	for (size_t i = 0; i < h->n; i++)
		of[i] = step_of(&m->source, &h->piece[i]);
	settle(h, order, of);
	for (size_t i = 0; r == 0 && h->n && i < STEPS; i++)
		r = give(&m->source, h, of, order[i]);
	for (size_t i = 0; i < h->n; i++)
		free(h->piece[i].bytes);
	free(h->piece);
	free(h);
	free(of);
	return r;
}
