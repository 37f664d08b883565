/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See scan_pool.h: the loop. */
#include "scanners/engine/scan_pool.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

#include "core/base/log.h"
#include "scanners/engine/scan_pool_private.h"

#define STEP_MS     100
#define DEATHS_MAX  16                /* in a row, without one verdict in between */
#define FILE_WEIGHT ((uint64_t)20000) /* a small file costs about as much as so many bytes */

int64_t scan_pool_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* True when it is time to end, p->stop says why. */
static bool stopped(struct pool *p)
{
	if (p->stop.id)
		return true;
	if (p->o->cancel && *p->o->cancel)
		p->stop = PHRASE(N_("because the scan was stopped before it was reached"));
	else if (p->o->deadline && scan_pool_clock() >= p->o->deadline)
		p->stop = PHRASE(N_("because the time was up before it was reached"));
	else if (p->deaths >= DEATHS_MAX)
		p->stop = PHRASE(N_("because the scanner could not be kept running"));
	return p->stop.id != NULL;
}

static void fill_slow(const struct pool *p, int64_t now, struct scan_pool_progress *g)
{
	for (size_t i = 0; i < p->n_scanners; i++) {
		const struct pool_scanner *s = &p->scanner[i];
		if (s->state != POOL_READY || s->n_pieces == 0)
			continue;
		unsigned seconds = (unsigned)((now - s->since) / 1000);
		if (seconds < g->slow_seconds || (g->slow_seconds == 0 && seconds == 0))
			continue;
		const struct pool_piece *piece = s->piece[0];
		g->slow_seconds = seconds;
		g->slow_size = piece->batch->read.item[piece->index[piece->at]].size;
	}
}

static void tell_progress(struct pool *p, bool loading, bool end)
{
	const struct scan_pool_options *o = p->o;
	int64_t now = scan_pool_clock();
	if (!o->on.progress || (!end && now - p->told < SCAN_POOL_PROGRESS_MS))
		return;
	p->told = now;
	struct scan_pool_progress g = {
		.loading = loading,
		.files = MIN(o->files_before + p->done_files, o->totals.files),
		.files_total = o->totals.files,
		.bytes = MIN(o->bytes_before + p->done_bytes, o->totals.bytes),
		.bytes_total = o->totals.bytes,
		.hits = p->result->hits,
		.seconds_left = -1,
		.folder = p->folder,
	};
	double done = (double)g.bytes + (double)g.files * (double)FILE_WEIGHT;
	double all = (double)g.bytes_total + (double)g.files_total * (double)FILE_WEIGHT;
	double part = all > 0 ? done / all : 0;
	p->percent = MAX(p->percent, (unsigned)MIN(part * 100, 99));
	g.percent = p->percent;
	if (!loading && part >= 0.1)
		g.seconds_left = (int)MIN((double)(now - p->begun) / 1000 * (1 - part) / part, 1e6);
	fill_slow(p, now, &g);
	o->on.progress(o->on.arg, &g);
}

/* Until the samples are loaded. */
static int wait_for_samples(struct pool *p, struct err *err)
{
	for (;;) {
		int e = crew_samples(p->o->crew, SCAN_POOL_PROGRESS_MS, &p->result->database, err);
		if (e != -EAGAIN)
			return e;
		if (stopped(p))
			return 0;
		tell_progress(p, true, false);
	}
}

/* One batch more from the reader, which may take a while. */
static void read_batch(struct pool *p)
{
	struct err err = { 0 };
	char why[200];
	struct pool_batch *batch = xcalloc(1, sizeof(*batch));
	batch->read.fd = -1;
	int e = reader_next(p->o->reader, &batch->arena, &batch->read, &err);
	if (e || batch->read.n == 0) {
		p->walked = true;
		arena_done(&batch->arena);
		free(batch);
	} else {
		pool_take(p, batch);
	}
	if (e) {
		log_add("malware", "the reader ended: %s", err_text(&err, why, sizeof(why)));
		p->stop = PHRASE(N_("because the part that reads the disk stopped"));
	}
}

static struct pool_scanner *hungry(struct pool *p)
{
	struct pool_scanner *best = NULL;
	for (size_t i = 0; i < p->n_scanners; i++) {
		struct pool_scanner *s = &p->scanner[i];
		/* One that may end now would give the files back. */
		if (s->state == POOL_READY && s->n_pieces < (s->may_end ? 1 : POOL_AHEAD) &&
		    (!best || s->n_pieces < best->n_pieces))
			best = s;
	}
	return best;
}

/* Sends one piece, reading it first if need be. False when there was nothing to do. */
static bool feed(struct pool *p)
{
	uint64_t cap = p->o->in_flight ? p->o->in_flight : SCAN_POOL_IN_FLIGHT;
	struct pool_scanner *s = hungry(p);
	if (!s)
		return false;
	if (!p->queue && !p->walked && p->in_flight < cap)
		read_batch(p);
	struct pool_piece *piece = p->queue;
	if (!piece)
		return !p->walked && p->in_flight < cap; /* a batch without bytes: go on */
	p->queue = piece->next;
	piece->next = NULL;
	pool_scanner_send(p, s, piece);
	return true;
}

static bool idle(const struct pool *p)
{
	for (size_t i = 0; i < p->n_scanners; i++)
		if (p->scanner[i].n_pieces > 0)
			return false;
	return p->walked && !p->queue;
}

static void wait_and_hear(struct pool *p, int ms)
{
	struct pollfd fds[SCAN_POOL_SCANNERS_MAX];
	int64_t now = scan_pool_clock();
	for (size_t i = 0; i < p->n_scanners; i++) {
		struct pool_scanner *s = &p->scanner[i];
		if (s->state == POOL_OFF)
			pool_scanner_start(p, s);
		fds[i] = (struct pollfd){ .fd = s->state == POOL_OFF ? -1 : s->worker.sock,
					  .events = POLLIN };
	}
	int n = poll(fds, p->n_scanners, ms);
	for (size_t i = 0; n > 0 && i < p->n_scanners; i++)
		if (fds[i].revents)
			pool_scanner_hear(p, &p->scanner[i]);
	for (size_t i = 0; i < p->n_scanners; i++)
		pool_scanner_watch(p, &p->scanner[i], now);
}

static void loop(struct pool *p)
{
	while (!stopped(p) && !idle(p)) {
		bool fed = feed(p);
		wait_and_hear(p, fed ? 0 : STEP_MS);
		tell_progress(p, false, false);
	}
}

/* Everything that was handed out or not even reached. */
static void clear_up(struct pool *p)
{
	uint64_t open = 0;
	for (size_t i = 0; i < p->n_scanners; i++) {
		struct pool_scanner *s = &p->scanner[i];
		for (size_t k = 0; k < s->n_pieces; k++) {
			open += s->piece[k]->n - s->piece[k]->at;
			pool_free_piece(p, s->piece[k]);
		}
		if (s->state != POOL_OFF)
			crew_end(p->o->crew, &s->worker, true, NULL);
	}
	while (p->queue) {
		struct pool_piece *piece = p->queue;
		p->queue = piece->next;
		open += piece->n - piece->at;
		pool_free_piece(p, piece);
	}
	if (!p->stop.id)
		return;
	open += p->o->volume_files > p->reached ? p->o->volume_files - p->reached : 0;
	p->result->not_looked += open;
	if (open && p->o->on.gap)
		p->o->on.gap(p->o->on.arg, &p->stop, open, NULL);
}

static size_t cores(unsigned wanted)
{
	long n = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);
	return (size_t)MAX(MIN(n, SCAN_POOL_SCANNERS_MAX), 1);
}

int scan_pool_run(const struct scan_pool_options *o, struct scan_pool_result *ret, struct err *err)
{
	struct pool *p = xcalloc(1, sizeof(*p));
	*ret = (struct scan_pool_result){ .state = MALWARE_FAILED };
	ret->database.newest = TIME_ABSENT;
	p->o = o;
	p->result = ret;
	p->begun = o->begun ? o->begun : scan_pool_clock();
	int64_t before = scan_pool_clock();
	int e = wait_for_samples(p, err);
	if (e) {
		p->stop = PHRASE(N_("because the virus samples could not be loaded"));
		clear_up(p);
		ret->reason = p->stop;
		free(p);
		return err_while(err, "starting the malware scan");
	}
	p->begun += scan_pool_clock() - before; /* loading is not the scan's speed */
	p->n_scanners = cores(o->scanners);
	for (size_t i = 0; i < p->n_scanners; i++)
		p->scanner[i].worker.sock = -1;
	loop(p);
	clear_up(p);
	ret->bytes = p->done_bytes;
	ret->state = p->stop.id ? MALWARE_PARTIAL : MALWARE_COMPLETE;
	ret->reason = p->stop;
	if (!p->stop.id && o->files_before + p->done_files >= o->totals.files)
		p->percent = 100;
	tell_progress(p, false, true);
	free(p);
	return 0;
}
