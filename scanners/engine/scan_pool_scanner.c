/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One scanner of the pool: started, fed, heard, watched, replaced. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/log.h"
#include "scanners/engine/scan_pool_private.h"

_Static_assert(READER_BATCH_FILES <= SCAN_ITEMS_MAX, "a reader's batch fits one of a scanner's");

void pool_scanner_start(struct pool *p, struct pool_scanner *s)
{
	struct err err = { 0 };
	char why[200];
	*s = (struct pool_scanner){ .since = scan_pool_clock() };
	s->worker.sock = -1;
	if (crew_spawn(p->o->crew, ROLE_SCANNER, "", NULL, 0, &s->worker, &err)) {
		log_add("malware", "no scanner: %s", err_text(&err, why, sizeof(why)));
		p->deaths++;
		return;
	}
	s->state = POOL_STARTING;
}

void pool_scanner_end(struct pool *p, struct pool_scanner *s, const char *why)
{
	struct err err = { 0 };
	char text[200];
	bool greeted = s->state == POOL_READY;
	int how = crew_end(p->o->crew, &s->worker, true, &err);
	s->state = POOL_OFF;
	if (!s->may_end || why) {
		log_add("malware", "a scanner ended: %s",
			how ? err_text(&err, text, sizeof(text)) : "by itself");
		p->result->replaced += greeted;
		p->deaths++;
		if (why && s->n_pieces > 0)
			pool_give_up(p, s->piece[0], why);
	}
	for (size_t i = s->n_pieces; i-- > 0;) {
		struct pool_piece *piece = s->piece[i];
		if (piece->at < piece->n)
			pool_queue(p, piece, true);
		else
			pool_free_piece(p, piece);
	}
	s->n_pieces = 0;
	s->may_end = false;
}

/* The file's own name, as far as it fits; the scanner makes it harmless. */
static void last_name(const char *path, char *buf, size_t size)
{
	const char *slash = strrchr(path, '/');
	snprintf(buf, size, "%s", slash ? slash + 1 : path);
}

void pool_scanner_send(struct pool *p, struct pool_scanner *s, struct pool_piece *piece)
{
	static struct scan_item items[READER_BATCH_FILES];
	size_t n = 0;
	piece->serial = p->serial;
	memset(items, 0, sizeof(items));
	for (size_t i = piece->at; i < piece->n; i++, n++) {
		const struct reader_item *from = &piece->batch->read.item[piece->index[i]];
		items[n].serial = p->serial++;
		items[n].offset = from->offset;
		items[n].length = from->length;
		last_name(from->path, items[n].name, sizeof(items[n].name));
	}
	/* Serials run from the first file that is sent now. */
	piece->serial -= (uint32_t)piece->at;
	if (s->n_pieces == 0)
		s->since = scan_pool_clock();
	s->piece[s->n_pieces++] = piece;
	/* It is gone, but may have left verdicts: hearing it comes to its end by itself. */
	if (scan_send(s->worker.sock, piece->batch->read.fd, items, n, NULL))
		s->unsent = s->unsent ? s->unsent : piece;
}

static void take_verdict(struct pool *p, struct pool_scanner *s, const struct scan_verdict *v)
{
	struct pool_piece *piece = s->piece[0];
	pool_verdict(p, piece, v);
	s->since = scan_pool_clock();
	s->may_end = v->outcome == SCAN_INCOMPLETE || v->outcome == SCAN_FAILED;
	if (piece->at < piece->n)
		return;
	pool_free_piece(p, piece);
	s->n_pieces--;
	memmove(&s->piece[0], &s->piece[1], s->n_pieces * sizeof(s->piece[0]));
}

static void hear_hello(struct pool *p, struct pool_scanner *s)
{
	struct scan_database d;
	int e = scan_receive_hello(s->worker.sock, &d, 0, NULL);
	if (e == -ETIMEDOUT)
		return;
	if (e) {
		pool_scanner_end(p, s, NULL);
		return;
	}
	s->state = POOL_READY;
	s->since = scan_pool_clock();
	p->result->database = d;
}

void pool_scanner_hear(struct pool *p, struct pool_scanner *s)
{
	if (s->state == POOL_STARTING) {
		hear_hello(p, s);
		return;
	}
	for (int i = 0; s->state == POOL_READY && i < READER_BATCH_FILES; i++) {
		struct scan_verdict v;
		int e = scan_receive(s->worker.sock, &v, 0, NULL);
		if (e == -ETIMEDOUT)
			return;
		struct pool_piece *piece = s->n_pieces ? s->piece[0] : NULL;
		if (e == 0 && piece && v.serial == piece->serial + (uint32_t)piece->at)
			take_verdict(p, s, &v);
		else if (e == -EPIPE && (s->may_end || piece == s->unsent))
			pool_scanner_end(p, s, NULL);
		else
			pool_scanner_end(p, s, N_("because the scanner stopped at it"));
	}
}

void pool_scanner_watch(struct pool *p, struct pool_scanner *s, int64_t now)
{
	unsigned seconds = p->o->item_seconds ? p->o->item_seconds : SCAN_POOL_ITEM_SECONDS;
	bool busy = s->state == POOL_STARTING || (s->state == POOL_READY && s->n_pieces > 0);
	if (!busy || now - s->since < (int64_t)seconds * 1000)
		return;
	pool_scanner_end(p, s, scan_reason_words(SCAN_REASON_TIME));
}
