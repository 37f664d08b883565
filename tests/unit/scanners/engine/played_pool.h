/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pool of scanners with a reader, a crew and scanners that are played. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "scanners/engine/scan_pool.h"
#include "scanners/malware/scan_wire.h"
#include "tests/unit/suite.h"

/* --- a scanner that does what the file's name says ------------------------------------------ */
static void answer(int sock, const struct scan_item *item)
{
	struct scan_wire_verdict v = { .magic = SCAN_WIRE_VERDICT, .serial = item->serial };
	const char *name = item->name;
	if (strcmp(name, "crash") == 0)
		raise(SIGKILL);
	if (strcmp(name, "hang") == 0)
		pause();
	if (strcmp(name, "leave") == 0)
		_exit(0);
	if (strcmp(name, "liar") == 0)
		v.serial += 7;
	if (strcmp(name, "nonsense") == 0)
		v.magic = 0;
	if (strcmp(name, "hit") == 0) {
		v.outcome = SCAN_HIT;
		snprintf(v.signature, sizeof(v.signature), "Test-Sign");
	}
	if (strcmp(name, "locked") == 0) {
		v.outcome = SCAN_INCOMPLETE;
		v.reason = SCAN_REASON_ENCRYPTED;
	}
	if (strcmp(name, "space") == 0) {
		v.outcome = SCAN_INCOMPLETE;
		v.reason = SCAN_REASON_SPACE;
	}
	if (strcmp(name, "slow") == 0)
		usleep(20000);
	if (io_send(sock, &v, sizeof(v), NULL, 0) || strcmp(name, "space") == 0)
		_exit(0);
}

static void serve(int sock)
{
	static struct scan_wire_batch b;
	struct scan_wire_hello hello = { .magic = SCAN_WIRE_HELLO, .signatures = 5, .newest = 77 };
	if (io_send(sock, &hello, sizeof(hello), NULL, 0))
		_exit(1);
	for (;;) {
		int fd;
		size_t n;
		ssize_t got = io_recv(sock, &b, sizeof(b), &fd, 1, &n);
		if (got <= 0 || n != 1)
			_exit(0);
		close(fd);
		for (uint32_t i = 0; i < b.n; i++)
			answer(sock, &b.item[i]);
	}
}

/* --- a crew ----------------------------------------------------------------------------------- */
static int spawned, spawn_fails, loading_steps;

int crew_spawn(struct crew *c, enum role role, const char *arg, const int *fds, size_t n_fds,
	       struct worker *ret, struct err *err)
{
	int pair[2];
	(void)c, (void)arg, (void)fds, (void)n_fds;
	ck_assert_int_eq(role, ROLE_SCANNER);
	spawned++;
	if (spawn_fails)
		return err_set(err, ERR_INTERNAL, -EAGAIN, "none to be had");
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	pid_t pid = fork();
	if (pid == 0) {
		close(pair[0]);
		serve(pair[1]);
	}
	close(pair[1]);
	*ret = (struct worker){ .role = role, .sock = pair[0], .pid = pid };
	return 0;
}

int crew_end(struct crew *c, struct worker *w, bool kill_it, struct err *err)
{
	int status;
	(void)c, (void)err;
	if (kill_it)
		kill(w->pid, SIGKILL);
	close(w->sock);
	w->sock = -1;
	waitpid(w->pid, &status, 0);
	return 0;
}

int crew_samples(struct crew *c, int ms, struct scan_database *ret, struct err *err)
{
	(void)c, (void)ms;
	if (loading_steps < 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "no set");
	if (loading_steps-- > 0)
		return -EAGAIN;
	*ret = (struct scan_database){ .signatures = 5 };
	return 0;
}

/* --- a reader --------------------------------------------------------------------------------- */
static const char *const *names; /* file names, NULL-terminated, handed out again and again */
static size_t n_files, at, per_batch, reader_dies_at;
static uint64_t file_bytes;

static enum reader_item_state state_of(const char *name)
{
	return strcmp(name, "cloud") == 0    ? READER_ITEM_HOLD
	       : strcmp(name, "large") == 0  ? READER_ITEM_TOO_LARGE
	       : strcmp(name, "part") == 0   ? READER_ITEM_PART
	       : strcmp(name, "unread") == 0 ? READER_ITEM_UNREADABLE
	       : strcmp(name, "linked") == 0 ? READER_ITEM_LINKED
					     : READER_ITEM_WHOLE;
}

int reader_next(struct reader *r, struct arena *a, struct reader_batch *ret, struct err *err)
{
	static uint8_t zeros[1 << 16];
	size_t n_names = 0;
	(void)r;
	while (names[n_names])
		n_names++;
	ret->n = 0;
	ret->fd = -1;
	if (reader_dies_at && at >= reader_dies_at)
		return err_set(err, ERR_INTERNAL, -EPIPE, "the reader stopped");
	for (; ret->n < per_batch && at < n_files; at++) {
		const char *name = names[at % n_names];
		struct reader_item *item = &ret->item[ret->n++];
		*item = (struct reader_item){
			.state = state_of(name),
			.hold = VOLUME_HOLD_CLOUD,
			.size = file_bytes,
			.length = strcmp(name, "empty") == 0 ? 0 : file_bytes,
			.path = arena_printf(a, "Users/yamada/Downloads/%s", name),
		};
		if (item->length == 0)
			item->size = 0;
	}
	if (ret->n)
		ret->fd = io_sealed_memfd("test", zeros, sizeof(zeros), err);
	return 0;
}

/* --- what the pool tells ------------------------------------------------------------------------
 */
static uint64_t hits, gaps, not_reached, progresses, loads;
static char whys[4096];
static unsigned last_percent;

static void on_hit(void *arg, const struct reader_item *item, const char *signature)
{
	(void)arg;
	hits++;
	ck_assert_str_eq(signature, "Test-Sign");
	ck_assert_str_eq(item->path, "Users/yamada/Downloads/hit");
}

static void on_gap(void *arg, const struct phrase *why, uint64_t count,
		   const struct reader_item *item)
{
	(void)arg;
	*(item ? &gaps : &not_reached) += count;
	size_t n = strlen(whys);
	if (!strstr(whys, why->id))
		snprintf(whys + n, sizeof(whys) - n, "%s; ", why->id);
}

static volatile sig_atomic_t cancel;
static uint64_t cancel_at;

static void on_progress(void *arg, const struct scan_pool_progress *g)
{
	(void)arg;
	progresses++;
	loads += g->loading;
	ck_assert_uint_ge(g->percent, last_percent);
	last_percent = g->percent;
	if (g->percent < 10)
		ck_assert_int_eq(g->seconds_left, -1);
	ck_assert_uint_le(g->files, g->files_total);
	if (cancel_at && g->files >= cancel_at)
		cancel = 1;
}

static struct scan_pool_options options(size_t files)
{
	n_files = files;
	at = spawned = spawn_fails = loading_steps = 0;
	hits = gaps = not_reached = progresses = loads = last_percent = 0;
	cancel = 0;
	cancel_at = reader_dies_at = 0;
	per_batch = 7;
	file_bytes = 100;
	whys[0] = '\0';
	static struct reader reader;
	return (struct scan_pool_options){
		.reader = &reader,
		.totals = { .files = files, .bytes = files * file_bytes },
		.volume_files = files,
		.scanners = 2,
		.item_seconds = 1,
		.cancel = &cancel,
		.on = { NULL, on_hit, on_gap, on_progress },
	};
}

static struct scan_pool_result run(const struct scan_pool_options *o)
{
	struct scan_pool_result r;
	struct err err = { 0 };
	ck_assert_msg(scan_pool_run(o, &r, &err) == 0, "%s", err.message);
	ck_assert_uint_eq(r.not_looked, gaps + not_reached);
	ck_assert_uint_eq(r.hits, hits);
	ck_assert_uint_eq(r.files + r.not_looked, o->volume_files); /* each exactly once */
	return r;
}
