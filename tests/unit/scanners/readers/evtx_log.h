/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of event logs: a log made by mkevtx.py from a spec, and its chunks one by one. */
#pragma once

#include "core/base/util.h"
#include "scanners/readers/evtx.h"
#include "tests/unit/scanners/readers/fixtures.h"

#define SECURITY "Microsoft-Windows-Security-Auditing Security "

static inline struct bytes log_make(const char *spec, const char *options)
{
	char cwd[2048];
	const char *src = getenv("KENSHIN_SRC");

	ck_assert(getcwd(cwd, sizeof(cwd)));
	fixtures_text("log.spec", spec);
	fixtures_run("python3 \"%s/tests/fixtures/tools/mkevtx.py\" log.spec log.evtx %s",
		     src ? src : cwd, options);
	return fixtures_load("log.evtx");
}

/* Every chunk of a log, as a probe reads it. */
static inline void log_read(struct bytes log, struct evtx_want *wants, evtx_fn each, void *arg,
			    struct evtx_seen *seen)
{
	struct evtx *e = evtx_new(wants, each, arg);

	*seen = EVTX_SEEN;
	for (size_t at = EVTX_HEADER; at < log.n; at += EVTX_CHUNK)
		evtx_chunk(e, bytes_of(log.p + at, MIN(EVTX_CHUNK, log.n - at)), seen);
	evtx_free(e);
}
