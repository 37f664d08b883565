/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The malware scan of one volume, seen from the controller: takes batches from a reader whose
 * walk was started, hands them to one scanner per core, and tells hits, gaps and progress. A
 * scanner that dies, hangs or talks nonsense costs the file it was at, is replaced, and the next
 * file goes on. Must not parse what it carries. One thread, one loop. */
#pragma once

#include <signal.h>

#include "scanners/engine/reader_client.h"
#include "scanners/malware/scan.h"

#define SCAN_POOL_SCANNERS_MAX 16
#define SCAN_POOL_IN_FLIGHT    ((uint64_t)64 << 20)
#define SCAN_POOL_ITEM_SECONDS 180 /* half as much again as libclamav's own clock */
#define SCAN_POOL_PROGRESS_MS  200

struct scan_pool_progress {
	bool loading; /* the samples are not there yet; nothing else is set but the totals */
	uint64_t files, files_total, bytes, bytes_total, hits;
	unsigned percent;      /* of the weighted whole; never moves back; 100 only at the end */
	int seconds_left;      /* -1: not known before a tenth is done */
	const char *folder;    /* "Downloads", "Windows", "" */
	unsigned slow_seconds; /* how long the slowest scanner has been at its file */
	uint64_t slow_size;    /* ... and the size of that file */
};

/* All called from within scan_pool_run(); each may be NULL. */
struct scan_pool_events {
	void *arg;
	void (*hit)(void *arg, const struct reader_item *item, const char *signature);
	/* count files were not (wholly) looked at, why: "because ...". item: NULL for many at once.
	 */
	void (*gap)(void *arg, const struct phrase *why, uint64_t count,
		    const struct reader_item *item);
	void (*progress)(void *arg, const struct scan_pool_progress *p);
};

struct scan_pool_options {
	struct crew *crew;
	struct reader *reader;       /* reader_walk() or reader_walk_folders() was called */
	struct reader_totals totals; /* of all volumes to be scanned in this run */
	/* With several volumes: what earlier calls did, and the first call's start (monotonic ms;
	 * 0: now), so that progress runs through. */
	uint64_t files_before, bytes_before;
	int64_t begun;
	/* What this volume alone counts, for "not reached" in case of a stop. */
	uint64_t volume_files;
	unsigned scanners;     /* 0: one per core */
	unsigned item_seconds; /* 0: SCAN_POOL_ITEM_SECONDS */
	uint64_t in_flight; /* bytes held at once; 0: SCAN_POOL_IN_FLIGHT. One file may be larger */
	int64_t deadline;   /* monotonic ms (scan_pool_clock); 0: none */
	const volatile sig_atomic_t *cancel; /* may be NULL */
	struct scan_pool_events on;
};

struct scan_pool_result {
	enum malware_state state; /* FAILED: nothing was looked at */
	struct phrase reason;     /* for all but COMPLETE: a whole sentence */
	/* files: wholly looked at, hits included; each once, however many names it has. bytes: gone
	 * through, those of gaps included. not_looked: files, and alternate streams as well. */
	uint64_t files, bytes, not_looked, hits;
	unsigned replaced; /* scanners that had to be replaced because they died or hung */
	struct scan_database database;
};

/* 0 unless the scan could not start at all (then state is FAILED, too). Every file of the volume
 * ends in files (a hit as well) or in not_looked. */
NODISCARD int scan_pool_run(const struct scan_pool_options *o, struct scan_pool_result *ret,
			    struct err *err);

int64_t scan_pool_clock(void); /* milliseconds that only go forward */

/* The folder that tells a person most: "Downloads" of Users/yamada/Downloads/x.zip, else the
 * first one of the path. Returns buf. */
const char *scan_pool_folder(const char *path, char *buf, size_t size);
