/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The role that takes a part of a backup apart: its descriptor in, contents and names out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/io.h"
#include "core/base/utf.h"
#include "scanners/engine/crew.h"
#include "scanners/engine/shard_wire.h"
#include "scanners/readers/tar_shard.h"
#include "scanners/readers/zip_shard.h"

struct serving {
	int sock;
	struct zip_shard z;
	struct tar_shard *tar; /* or NULL: it is a zip */
	union {
		struct wire_shard_say head;
		uint8_t bytes[sizeof(struct wire_shard_say) + SHARD_PIECE_BYTES];
	} out;
};

/* n bytes at p behind the head; whoever listens is gone when it cannot be sent. */
static void say(struct serving *s, const void *p, size_t n)
{
	s->out.head.n = (uint32_t)n;
	if (n)
		memcpy(s->out.bytes + sizeof(s->out.head), p, n);
	if (io_send(s->sock, s->out.bytes, sizeof(s->out.head) + n, NULL, 0) < 0)
		_exit(0);
}

static int on_bytes(void *arg, const void *p, size_t n)
{
	struct serving *s = arg;

	for (size_t at = 0, some; at < n; at += some) {
		some = MIN(n - at, (size_t)SHARD_PIECE_BYTES);
		s->out.head = (struct wire_shard_say){ .op = SHARD_BYTES };
		say(s, (const uint8_t *)p + at, some);
	}
	return 0;
}

static int on_entry(void *arg, uint64_t data, const char *name)
{
	struct serving *s = arg;

	s->out.head = (struct wire_shard_say){ .op = SHARD_ENTRY, .at = data };
	say(s, name, strnlen(name, SHARD_NAME_BYTES));
	return 0;
}

static void say_end(struct serving *s, uint32_t state, uint64_t at, const struct err *err)
{
	char words[SHARD_WORDS] = "";

	utf8_cut(words, sizeof(words), err->message);
	s->out.head = (struct wire_shard_say){ .op = SHARD_END, .state = state, .at = at };
	say(s, words, strlen(words));
}

static void get(struct serving *s, const struct wire_shard_ask *ask, const char *name)
{
	const struct zip_wanted wanted = { name, ask->n, ask->offset, ask->max };
	const struct zip_taker taker = { s, on_bytes };
	enum zip_end end = ZIP_END_BROKEN;
	struct err err = { 0 };
	uint64_t at = 0;

	if ((s->tar ? tar_shard_get(s->tar, ask->offset, ask->max, &taker, &end, &err)
		    : zip_shard_get(&s->z, &wanted, &taker, &end, &at, &err)) < 0)
		end = ZIP_END_BROKEN;
	say_end(s, (uint32_t)end, at, &err);
}

static void list(struct serving *s, uint64_t max)
{
	struct err err = { 0 };
	int r = zip_shard_list(&s->z, max, on_entry, s, &err);

	say_end(s, r < 0, 0, &err);
}

/* On a disk that another worker serves only whoever that is for may ask what a file is; how long it is
 * hears everybody who has it open. */
static bool file_size(int fd, uint64_t *ret)
{
	struct stat st;
	off_t end;

	if (fstat(fd, &st) == 0) {
		*ret = (uint64_t)st.st_size;
		return S_ISREG(st.st_mode);
	}
	end = errno == EACCES ? lseek(fd, 0, SEEK_END) : -1;
	*ret = (uint64_t)MAX(end, 0);
	return end >= 0 && lseek(fd, 0, SEEK_SET) == 0;
}

/* "tar": what age hands over, by a pipe. Otherwise a zip, which is a file. */
static bool take_part(struct serving *s, const char *arg, int fd)
{
	struct stat st;

	if (!strcmp(arg, SHARD_TAR))
		return fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode) && (s->tar = tar_shard_new(fd));
	s->z.fd = fd;
	return file_size(fd, &s->z.size);
}

int serve_shard(int sock, const char *arg, const int *fds, size_t n_fds)
{
	struct serving *s = calloc(1, sizeof(*s));
	struct {
		struct wire_shard_ask head;
		char name[SHARD_NAME_BYTES];
	} *ask = calloc(1, sizeof(*ask));
	size_t none;

	if (!s || !ask || n_fds != 1 || !take_part(s, arg, fds[0]))
		return 2;
	s->sock = sock;
	for (;;) {
		ssize_t n = io_recv(sock, ask, sizeof(*ask), NULL, 0, &none);

		if (n <= 0)
			return n < 0;
		if ((size_t)n < sizeof(ask->head) || (size_t)n != sizeof(ask->head) + ask->head.n)
			return 2;
		if (ask->head.op == SHARD_GET)
			get(s, &ask->head, ask->name);
		else if (ask->head.op == SHARD_LIST && !s->tar)
			list(s, ask->head.max);
		else
			return 2;
	}
}
