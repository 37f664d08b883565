/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One poll loop feeds age and takes what it gives; and the proof that it gave all. */
#include "backup/sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "core/base/arena.h"

#define PATIENCE   300000 /* ms without a byte */
#define TAKE       ((size_t)256 << 10)
#define AGE_HEAD   "age-encryption.org/v1\n"
#define AGE_STANZA "-> X25519 "
#define AGE_CHUNK  65536u
#define AGE_TAG    16u
#define AGE_NONCE  16u

/* --- what age has to give ------------------------------------------------------------------------- */
static bool starts(const char *line, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

/* Header, nonce, chunks: exactly what so many bytes for so many recipients have to become. */
static bool as_age_does(const struct sealed *s)
{
	const char *p = s->head, *end = p + s->head_n;
	uint64_t chunks = s->given ? (s->given + AGE_CHUNK - 1) / AGE_CHUNK : 1;
	size_t stanzas = 0;

	if (!starts(p, s->head_n, AGE_HEAD))
		return false;
	for (const char *newline; (newline = memchr(p, '\n', (size_t)(end - p))); p = newline + 1) {
		size_t length = (size_t)(newline - p) + 1;

		stanzas += starts(p, length, AGE_STANZA);
		if (starts(p, length, "--- "))
			return stanzas == s->recipients &&
			       s->file.size == (uint64_t)(newline + 1 - s->head) + AGE_NONCE +
						   s->given + AGE_TAG * chunks;
	}
	return false;
}

/* --- there ----------------------------------------------------------------------------------------- */
int sealed_begin(struct sealed *s, int dirfd, const char *name, const struct sealed_to *to,
		 struct err *err)
{
	const char *argv[2 * SEALED_RECIPIENTS_MAX + 2] = { "age" };
	const struct age_call call = { .program = "age", .argv = argv, .in = -1, .key_fd = -1 };
	size_t at = 1;
	int r;

	s->age = (struct age_child){ .in = -1, .out = -1, .words = -1 };
	s->given = s->head_n = 0;
	s->recipients = to->n;
	r = shard_begin(&s->file, dirfd, name, err);
	if (r < 0 || !to->n)
		return r;
	for (size_t i = 0; i < to->n && i < SEALED_RECIPIENTS_MAX; i++) {
		argv[at++] = "-r";
		argv[at++] = to->recipient[i];
	}
	r = age_start(&s->age, &call, err);
	if (r == 0 && fcntl(s->age.in, F_SETFL, O_NONBLOCK) < 0)
		r = err_sys(err, -errno, "a pipe");
	if (r < 0)
		sealed_abort(s);
	return r;
}

/* What age has ready goes to the medium. Returns how many bytes; 0: its output came to its end. */
static ssize_t take(struct sealed *s, uint8_t *buf, struct err *err)
{
	ssize_t n;
	size_t some;
	int r;

	do
		n = read(s->age.out, buf, TAKE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(err, -errno, "reading from age");
	some = MIN((size_t)n, SEALED_HEAD_MAX - s->head_n);
	memcpy(s->head + s->head_n, buf, some);
	s->head_n += some;
	r = n ? shard_write(&s->file, buf, (size_t)n, err) : 0;
	return r < 0 ? r : n;
}

/* Its own words say why it went. */
static int gone(struct sealed *s, struct err *err)
{
	int r = age_wait(&s->age, err);

	return r < 0 ? r : err_set(err, ERR_INTERNAL, -EPROTO, "age ended before its input did");
}

static int feed(struct sealed *s, const uint8_t **p, size_t *n, struct err *err)
{
	ssize_t put = write(s->age.in, *p, *n);

	if (put < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (put < 0)
		return errno == EPIPE ? gone(s, err) : err_sys(err, -errno, "feeding age");
	*p += put;
	*n -= (size_t)put;
	return 0;
}

/* A pipe whose reader is gone answers with a signal; the caller's threads have it blocked. */
static int through_age(struct sealed *s, const uint8_t *p, size_t n, uint8_t *buf, struct err *err)
{
	int r = 0;

	while (r == 0 && n) {
		struct pollfd fd[2] = { { .fd = s->age.in, .events = POLLOUT },
					{ .fd = s->age.out, .events = POLLIN } };
		int ready = poll(fd, LEN(fd), PATIENCE);

		if (ready < 0 && errno != EINTR)
			return err_sys(err, -errno, "waiting for age");
		if (ready == 0)
			return err_set(err, ERR_LIMIT, -ETIMEDOUT, "age takes nothing");
		if (ready > 0 && fd[1].revents) {
			ssize_t got = take(s, buf, err);

			if (got <= 0)
				return got < 0 ? (int)got : gone(s, err);
		}
		if (ready > 0 && fd[0].revents)
			r = feed(s, &p, &n, err);
	}
	return r;
}

int sealed_write(struct sealed *s, const void *p, size_t n, struct err *err)
{
	uint8_t *buf;
	int r;

	s->given += n;
	if (!s->recipients)
		return shard_write(&s->file, p, n, err);
	if (s->age.pid <= 0)
		return err_set(err, ERR_INTERNAL, -EPROTO, "age has ended");
	buf = xmalloc(TAKE);
	r = through_age(s, p, n, buf, err);
	free(buf);
	return r;
}

static int end_age(struct sealed *s, struct err *err)
{
	uint8_t *buf = xmalloc(TAKE);
	ssize_t n;
	int r;

	close(s->age.in);
	s->age.in = -1;
	while ((n = take(s, buf, err)) > 0)
		;
	free(buf);
	r = n < 0 ? (int)n : age_wait(&s->age, err);
	if (r == 0 && !as_age_does(s))
		r = err_set(err, ERR_INTERNAL, -EPROTO, "what age gave is not whole");
	return r;
}

int sealed_commit(struct sealed *s, uint8_t sha256[SHA256_DIGEST_SIZE], struct err *err)
{
	int r = 0;

	if (s->recipients)
		r = s->age.pid > 0 ? end_age(s, err)
				   : err_set(err, ERR_INTERNAL, -EPROTO, "age has ended");
	if (r == 0)
		return shard_commit(&s->file, sha256, err);
	sealed_abort(s);
	return r;
}

void sealed_abort(struct sealed *s)
{
	age_kill(&s->age);
	shard_abort(&s->file);
}

/* --- and back ----------------------------------------------------------------------------------------- */
int sealed_stream(int fd, int key_fd, struct age_child *ret, struct err *err)
{
	static const char *const argv[] = { "age", "-d", "-i", "/dev/fd/3", NULL };
	const struct age_call call = { .program = "age", .argv = argv, .in = fd, .key_fd = key_fd };

	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_sys(err, -errno, "a part of the backup");
	return age_start(ret, &call, err);
}

int sealed_open(int fd, int key_fd, int (*to)(void *arg, const void *p, size_t n, struct err *err),
		void *arg, struct err *err)
{
	struct age_child c;
	uint8_t *buf;
	ssize_t n;
	int r = sealed_stream(fd, key_fd, &c, err);

	if (r < 0)
		return r;
	buf = xmalloc(TAKE);
	while (r == 0 && ((n = read(c.out, buf, TAKE)) > 0 || (n < 0 && errno == EINTR)))
		if (n > 0)
			r = to(arg, buf, (size_t)n, err);
	explicit_bzero(buf, TAKE);
	free(buf);
	if (r == 0)
		return age_wait(&c, err);
	age_kill(&c);
	return r;
}
