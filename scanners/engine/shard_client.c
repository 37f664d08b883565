/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See shard_client.h. */
#include "scanners/engine/shard_client.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/utf.h"
#include "scanners/readers/zip_shard.h"

/* Between two messages: a slow medium, or a stretch of the part in which nothing is. */
#define DEADLINE_MS 120000
/* A tar is read up to what was asked for: 4 GiB of a slow disk. */
#define DEADLINE_TAR_MS 1200000
#define DEATHS_MAX      8u
#define MESSAGE_MAX     (sizeof(struct wire_shard_say) + SHARD_PIECE_BYTES)

static int spawn(struct shard_reader *r, struct err *err)
{
	int e;

	if (r->worker.sock >= 0)
		return 0;
	if (r->deaths >= DEATHS_MAX || r->lost)
		return err_set(err, ERR_INTERNAL, -ECHILD,
			       N_("what reads this part stopped too often"));
	e = crew_spawn(r->crew, ROLE_SHARD, r->tar ? SHARD_TAR : "", &r->fd, 1, &r->worker, err);
	if (e < 0)
		r->worker.sock = -1;
	return e;
}

int shard_reader_open(struct crew *crew, int fd, struct shard_reader *ret, struct err *err)
{
	*ret = (struct shard_reader){ .crew = crew, .worker = { .sock = -1 } };
	ret->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (ret->fd < 0)
		return err_sys(err, -errno, "the part");
	ret->message = xmalloc(MESSAGE_MAX);
	return 0;
}

int shard_reader_open_tar(struct crew *crew, int fd, struct shard_reader *ret, struct err *err)
{
	int e = shard_reader_open(crew, fd, ret, err);

	ret->tar = true;
	return e;
}

void shard_reader_close(struct shard_reader *r)
{
	if (r->worker.sock >= 0)
		(void)crew_end(r->crew, &r->worker, true, NULL);
	cleanup_close(&r->fd);
	free(r->message);
	r->message = NULL;
}

/* It is of no more use. code: why, for the caller. */
static int give_up(struct shard_reader *r, int code)
{
	(void)crew_end(r->crew, &r->worker, true, NULL);
	r->worker.sock = -1;
	r->lost = r->tar;
	r->deaths++;
	return code;
}

static int strange(struct shard_reader *r, struct err *err)
{
	err_set(err, ERR_INTERNAL, -ECHILD, N_("what reads this part gave a strange answer"));
	return give_up(r, -ECHILD);
}

static int ask(struct shard_reader *r, const struct wire_shard_ask *head, const char *name,
	       struct err *err)
{
	uint8_t message[sizeof(*head) + SHARD_NAME_BYTES];
	int e = spawn(r, err);

	if (e < 0)
		return e;
	memcpy(message, head, sizeof(*head));
	if (head->n)
		memcpy(message + sizeof(*head), name, head->n);
	e = io_send(r->worker.sock, message, sizeof(*head) + head->n, NULL, 0);
	if (e < 0) {
		err_set(err, ERR_INTERNAL, -ECHILD, N_("what reads this part stopped"));
		return give_up(r, -ECHILD);
	}
	return 0;
}

/* The next message, its bytes behind ret; anything else than a whole one is an error. */
static int hear(struct shard_reader *r, struct wire_shard_say *ret, struct err *err)
{
	size_t none;
	ssize_t n = crew_receive(&r->worker, r->tar ? DEADLINE_TAR_MS : DEADLINE_MS, r->message,
				 MESSAGE_MAX, NULL, 0, &none);

	if (n == -ETIMEDOUT) {
		err_set(err, ERR_LIMIT, -ETIMEDOUT, N_("it took too long to unpack"));
		return give_up(r, -ETIMEDOUT);
	}
	if (n <= 0) {
		err_set(err, ERR_INTERNAL, -ECHILD, N_("what reads this part stopped"));
		return give_up(r, -ECHILD);
	}
	if ((size_t)n < sizeof(*ret))
		return strange(r, err);
	memcpy(ret, r->message, sizeof(*ret));
	return (size_t)n == sizeof(*ret) + ret->n ? 0 : strange(r, err);
}

static const uint8_t *behind(const struct shard_reader *r)
{
	return r->message + sizeof(struct wire_shard_say);
}

/* Its last word, made into an error. Words that are no plain text are not shown. */
static int take_words(struct shard_reader *r, const struct wire_shard_say *say, int code,
		      struct err *err)
{
	const char *p = (const char *)behind(r);
	bool plain = say->n > 0 && say->n < SHARD_WORDS && utf8_valid(p, say->n);

	for (size_t i = 0; plain && i < say->n; i++)
		plain = (uint8_t)p[i] >= ' ' && p[i] != 0x7f;
	return plain ? err_set(err, ERR_FORMAT, code, "%.*s", (int)say->n, p)
		     : err_set(err, ERR_FORMAT, code, N_("it cannot be unpacked"));
}

int shard_reader_get(struct shard_reader *r, const struct shard_wanted *w,
		     int (*bytes)(void *arg, const void *p, size_t n, struct err *err), void *arg,
		     bool *ret_whole, uint64_t *ret_data, struct err *err)
{
	struct wire_shard_ask head = { .op = SHARD_GET, .offset = w->offset, .max = w->size };
	size_t name_n = strlen(w->name);
	uint64_t given = 0;
	int e;

	*ret_whole = false;
	*ret_data = 0;
	if (name_n > SHARD_NAME_BYTES)
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, N_("its name is too long"));
	head.n = (uint32_t)name_n;
	e = ask(r, &head, w->name, err);
	while (e == 0) {
		struct wire_shard_say say;

		e = hear(r, &say, err);
		if (e < 0)
			break;
		if (say.op == SHARD_END && say.state < ZIP_ENDS) {
			*ret_whole = say.state == ZIP_END_WHOLE;
			*ret_data = say.at > w->offset ? say.at : 0;
			if (!*ret_whole)
				take_words(r, &say, say.state == ZIP_END_LARGER ? -EFBIG : -EBADMSG,
					   err);
			return 0;
		}
		if (say.op != SHARD_BYTES || !say.n || say.n > w->size - given)
			return strange(r, err);
		given += say.n;
		e = bytes(arg, behind(r), say.n, err);
		/* The rest of it is on its way: what is asked for next would be answered by that. */
		if (e) {
			r->deaths--;
			return give_up(r, e);
		}
	}
	return e;
}

int shard_reader_list(struct shard_reader *r, uint64_t max,
		      int (*entry)(void *arg, uint64_t data, const char *name, size_t n), void *arg,
		      struct err *err)
{
	const struct wire_shard_ask head = { .op = SHARD_LIST, .max = max };
	int e = ask(r, &head, NULL, err);

	for (uint64_t n = 0; e == 0; n++) {
		struct wire_shard_say say;

		e = hear(r, &say, err);
		if (e < 0)
			break;
		if (say.op == SHARD_END)
			return say.state ? take_words(r, &say, -EBADMSG, err) : 0;
		if (say.op != SHARD_ENTRY || say.n > SHARD_NAME_BYTES || n >= max)
			return strange(r, err);
		e = entry(arg, say.at, (const char *)behind(r), say.n);
		if (e) {
			r->deaths--;
			return give_up(r, e);
		}
	}
	return e;
}
