/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* An event log of any bytes, as a probe reads it. libevtx may die of them: in the product that is
 * the end of one worker and an answer ("could not look"). So libevtx sees each input in a child,
 * and only a child that does not come to an end is a fault; our own walk over the records, which
 * sees everything first, must not die at all. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/util.h"
#include "scanners/readers/evtx_private.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

#define SECONDS 20
#define MEMORY  ((rlim_t)512 << 20)

static void each(void *arg, const struct evtx_event *event)
{
	struct arena *a = arg;

	(void)evtx_data(a, event->xml, "TargetUserName");
	(void)evtx_data_at(a, event->xml, 3);
	(void)evtx_element(a, event->xml, "Channel");
	if (strlen(event->provider) > 1000)
		abort();
}

/* Our own part alone: every record of every chunk, in and out of step with the chunks. */
static void walk(struct bytes log)
{
	struct evtx_want wants[] = { { 4625, 9, 0, 0 }, { 0 } };
	struct evtx *e = evtx_new(wants, each, NULL);
	struct evtx_head head;
	struct bytes chunk;

	(void)evtx_head(log, &head);
	for (size_t at = 0; at < log.n; at += EVTX_HEADER) {
		uint32_t end = 0;

		if (!bytes_sub(log, at, MIN(EVTX_CHUNK, log.n - at), &chunk))
			abort();
		(void)evtx_walk(e, chunk, &end);
		if (end > EVTX_CHUNK)
			abort();
		for (size_t i = 0; i < e->n; i++)
			(void)evtx_look_at(e, chunk, &e->record[i]);
	}
	evtx_free(e);
}

static void read_all(struct bytes log)
{
	struct evtx_want wants[] = {
		{ 4625, 300, 0, 0 }, { 1102, 300, 0, 0 }, { 4624, 20, 0, 0 }, { 0 }
	};
	struct arena a = { 0 };
	struct evtx *e = evtx_new(wants, each, &a);
	struct evtx_seen seen = EVTX_SEEN;

	for (size_t at = EVTX_HEADER; at < log.n; at += EVTX_CHUNK)
		evtx_chunk(e, bytes_of(log.p + at, MIN(EVTX_CHUNK, log.n - at)), &seen);
	evtx_free(e);
	arena_done(&a);
}

/* As its worker has it (scanners/worker/roles.c); ASan needs more than there is. */
static void limit_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
	struct rlimit limit = { MEMORY, MEMORY };

	(void)!setrlimit(RLIMIT_AS, &limit);
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes log = bytes_of(data, n);
	int status = 0;
	pid_t pid;

	walk(log);
	pid = fork();
	if (pid == 0) {
		alarm(SECONDS);
		limit_memory();
		(void)!freopen("/dev/null", "w", stderr);
		read_all(log);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort();
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		abort(); /* it hangs */
	if (WIFSIGNALED(status) && getenv("KENSHIN_FUZZ_TELL"))
		fprintf(stderr, "libevtx died of signal %d\n", WTERMSIG(status));
	return 0;
}

/* A log with every form of record, made by mkevtx.py: with templates, without, left open. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const scripts[] = {
#define LOG                                                                                        \
	"printf '%s\\n'"                                                                           \
	" '*30+60 2026-11-01T01:02:03Z 4625 P Security TargetUserName=a LogonType=3'"              \
	" '*60+60 2026-11-02T01:02:03Z 4624 Q Security A=b C=d E=f'"                               \
	" '*9+60 2026-11-05T00:00:00Z 1102 E Security @LogFileCleared Channel=Security X=y' >s; "  \
	"python3 \"${KENSHIN_SRC:-$OLDPWD}/tests/fixtures/tools/mkevtx.py\" s l"
		LOG, LOG " --plain", LOG " --dirty"
	};

	if (i >= sizeof(scripts) / sizeof(scripts[0]))
		return -1;
	*ret = seed_make(scripts[i], "l", ret_n);
	return *ret ? 0 : -1;
}
