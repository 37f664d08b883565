/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See medium_client.h. */
#include "scanners/engine/medium_client.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/io.h"
#include "core/base/utf.h"
#include "scanners/broker/broker.h"
#include "scanners/engine/medium_wire.h"

/* The last word comes when a slow disk has taken all. */
#define DEADLINE_MS (MEDIUM_REQUEST_SECONDS * 1000 + 5000)

static int stopped(struct err *err)
{
	return err_set(err, ERR_INTERNAL, -ECHILD, "what writes onto this disk stopped");
}

static bool plain(const char *words)
{
	size_t n = strnlen(words, MEDIUM_WORDS);

	for (size_t i = 0; i < n; i++)
		if ((uint8_t)words[i] < ' ' || words[i] == 0x7f)
			return false;
	return n && n < MEDIUM_WORDS && utf8_valid(words, n);
}

/* Its next word, which must be one of these two. */
static int hear(const struct worker *w, uint32_t good, uint32_t bad, bool *ret_unclean,
		struct err *err)
{
	struct wire_medium_say say;
	size_t none;
	ssize_t n = crew_receive(w, DEADLINE_MS, &say, sizeof(say), NULL, 0, &none);

	if (n == -ETIMEDOUT)
		return err_set(err, ERR_LIMIT, -ETIMEDOUT, "the disk took too long");
	if (n != (ssize_t)sizeof(say) || (say.op != good && say.op != bad) || say.code > 0 ||
	    (say.op != good && say.code == 0))
		return stopped(err);
	if (say.code == 0)
		return 0;
	if (ret_unclean)
		*ret_unclean = say.unclean == 1;
	return plain(say.words) ? err_set(err, ERR_IO, say.code, "%s", say.words)
				: err_sys(err, say.code, "the disk");
}

static int let_go(struct medium *m, int r)
{
	if (m->worker.sock >= 0)
		(void)crew_end(m->crew, &m->worker, true, NULL);
	crew_stop(m->crew);
	*m = (struct medium)MEDIUM_NONE;
	return r;
}

static int serve(struct medium *m, int disk, uint64_t offset, enum medium_use use, int fuse,
		 bool *ret_unclean, struct err *err)
{
	static const char *const how[] = { [MEDIUM_FOR_READING] = MEDIUM_READ,
					   [MEDIUM_FOR_WRITING] = MEDIUM_WRITE,
					   [MEDIUM_FOR_RESTORING] = MEDIUM_INHERIT };
	const int fds[] = { disk, fuse };
	off_t end = lseek(disk, 0, SEEK_END);
	char arg[80];
	int r;

	if (end < 0 || (uint64_t)end <= offset)
		return err_set(err, ERR_IO, -ENODEV, "the disk ends before its part begins");
	snprintf(arg, sizeof(arg), "%s %" PRIu64 " %" PRIu64, how[use], offset,
		 (uint64_t)end - offset);
	r = crew_spawn(m->crew, ROLE_MEDIUM, arg, fds, LEN(fds), &m->worker, err);
	if (r < 0)
		m->worker.sock = -1;
	return r < 0 ? r : hear(&m->worker, MEDIUM_READY, MEDIUM_REFUSED, ret_unclean, err);
}

int medium_open(const struct crew_options *o, int disk, uint64_t offset, enum medium_use use,
		struct medium *ret, bool *ret_unclean, struct err *err)
{
	int mount[2] = { -1, -1 }, dir = -1, r;

	*ret = (struct medium)MEDIUM_NONE;
	*ret_unclean = false;
	r = crew_start(o, &ret->crew, err);
	if (r == 0)
		r = broker_serve(o->broker, use != MEDIUM_FOR_READING, getuid(), getgid(), mount,
				 err);
	if (r == 0)
		r = serve(ret, disk, offset, use, mount[1], ret_unclean, err);
	/* From here on the kernel asks the worker, and nobody else could answer. */
	cleanup_close(&mount[1]);
	if (r == 0) {
		dir = openat(mount[0], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (dir < 0)
			r = err_sys(err, -errno, "could not open what the disk holds");
	}
	cleanup_close(&mount[0]);
	return r < 0 ? let_go(ret, r) : dir;
}

int medium_close(struct medium *m, struct err *err)
{
	const struct wire_medium_ask ask = { .op = MEDIUM_FINISH };
	int r;

	if (m->worker.sock < 0)
		return 0;
	r = io_send(m->worker.sock, &ask, sizeof(ask), NULL, 0);
	r = r < 0 ? stopped(err) : hear(&m->worker, MEDIUM_FINISHED, MEDIUM_FINISHED, NULL, err);
	return let_go(m, r);
}
