/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Single questions to a reader worker. The walk is in reader_batches.c. */
#include "scanners/engine/reader_client.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "core/base/bytes.h"
#include "core/base/io.h"
#include "scanners/engine/reader_exchange.h"

int reader_open(struct crew *crew, const char *type, int fd, uint64_t offset, uint64_t size,
		struct reader *ret, struct err *err)
{
	return reader_open_until(crew, type, fd, offset, size, 0, ret, err);
}

int reader_open_until(struct crew *crew, const char *type, int fd, uint64_t offset, uint64_t size,
		      int64_t deadline, struct reader *ret, struct err *err)
{
	int r;

	*ret = (struct reader){
		.crew = crew, .worker = { .sock = -1 }, .fd = -1, .deadline = deadline
	};
	if (!strcmp(type, "ntfs"))
		snprintf(ret->arg, sizeof(ret->arg), "ntfs %llu %llu", (unsigned long long)offset,
			 (unsigned long long)size);
	else
		snprintf(ret->arg, sizeof(ret->arg), "%s", type);
	ret->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	if (ret->fd < 0)
		return err_sys(err, -errno, "could not keep the disk open");
	r = reader_revive(ret, err);
	if (r < 0)
		reader_close(ret);
	return r;
}

void reader_close(struct reader *r)
{
	if (r->crew && r->worker.sock >= 0)
		(void)crew_end(r->crew, &r->worker, false, NULL);
	if (r->crew && r->fd >= 0)
		close(r->fd);
	*r = (struct reader){ .worker = { .sock = -1 }, .fd = -1 };
}

static int ask_path(struct reader_ask *ask, const char *path, struct err *err)
{
	if (strlen(path) >= sizeof(ask->path))
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "the path is too long");
	snprintf(ask->path, sizeof(ask->path), "%s", path);
	return 0;
}

int reader_lookup(struct reader *r, const char *path, char *ret_found, size_t found_size,
		  struct volume_stat *ret, struct err *err)
{
	struct reader_ask ask = { .op = READER_LOOKUP, .flags = ret_found ? READER_SPELLED : 0 };
	struct reader_message *m = xmalloc(sizeof(*m));
	int e = ask_path(&ask, path, err);

	if (e == 0)
		e = reader_exchange(r, &ask, m, NULL, err);
	if (e == 0 && !reader_stat_from(&m->answer.st, ret))
		e = reader_give_up(r, "gave a strange answer", err);
	if (e == 0 && ret_found) {
		m->answer.u.text[sizeof(m->answer.u.text) - 1] = '\0';
		snprintf(ret_found, found_size, "%s",
			 m->answer.u.text[0] ? m->answer.u.text : path);
	}
	free(m);
	return e;
}

/* --- listing ------------------------------------------------------------------------------- */
static bool good_name(const char *name, size_t n)
{
	return n > 0 && n < VOLUME_NAME_MAX && !memchr(name, '/', n) && !memchr(name, 0, n) &&
	       !(name[0] == '.' && (n == 1 || (n == 2 && name[1] == '.')));
}

static bool parse_list(struct bytes b, size_t n, struct arena *a, struct reader_entry *ret)
{
	uint64_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct wire_stat st;
		uint32_t len;
		struct bytes name;

		if (!bytes_has(b, at, sizeof(st)))
			return false;
		memcpy(&st, b.p + at, sizeof(st));
		at += sizeof(st);
		if (!bytes_u32le(b, at, &len) || !bytes_sub(b, at + sizeof(len), len, &name) ||
		    !good_name((const char *)name.p, name.n) || !reader_stat_from(&st, &ret[i].st))
			return false;
		at += sizeof(len) + len;
		ret[i].name = arena_strndup(a, (const char *)name.p, name.n);
	}
	return at == b.n;
}

static int take_list(struct reader *r, int fd, size_t n, size_t max, struct arena *a,
		     struct reader_entry **ret, struct err *err)
{
	struct err why = { 0 };
	const uint8_t *p = NULL;
	size_t size = 0;
	bool good = false;

	if (fd >= 0 && n <= max && io_map_sealed(fd, READER_LIST_BYTES, &p, &size, &why) == 0) {
		/* Each entry takes more bytes than its number says: no room for a lie. */
		good = n <= size / sizeof(struct wire_stat);
		if (good)
			*ret = arena_array(a, n, sizeof(**ret));
		good = good && parse_list(bytes_of(p, size), n, a, *ret);
		io_unmap(p, size);
	}
	return good ? 0 : reader_give_up(r, "gave a strange listing", err);
}

int reader_list(struct reader *r, const char *path, size_t max, struct arena *a,
		struct reader_entry **ret, size_t *ret_n, struct err *err)
{
	struct reader_ask ask = { .op = READER_LIST, .max = max };
	struct reader_message *m = xmalloc(sizeof(*m));
	CLEANUP(cleanup_close) int fd = -1;
	int e = ask_path(&ask, path, err);

	*ret = NULL;
	*ret_n = 0;
	if (e == 0)
		e = reader_exchange(r, &ask, m, &fd, err);
	if (e == 0)
		e = take_list(r, fd, m->answer.n, max, a, ret, err);
	if (e == 0)
		*ret_n = m->answer.n;
	free(m);
	return e;
}

static int fetch(struct reader *r, const char *path, struct reader_ask *ask, int *ret_fd,
		 struct volume_stat *ret, uint64_t *ret_bad, struct err *err)
{
	struct reader_message *m = xmalloc(sizeof(*m));
	struct volume_stat st;
	CLEANUP(cleanup_close) int fd = -1;
	int e = ask_path(ask, path, err);

	*ret_fd = -1;
	if (e == 0)
		e = reader_exchange(r, ask, m, &fd, err);
	if (e == 0 && (!reader_stat_from(&m->answer.st, &st) || fd < 0 ||
		       reader_sealed_size(fd, ask->max) < 0))
		e = reader_give_up(r, "gave a strange file", err);
	if (e == 0) {
		*ret_fd = TAKE_FD(fd);
		if (ret)
			*ret = st;
		if (ret_bad)
			*ret_bad = m->answer.position;
	}
	free(m);
	return e;
}

int reader_fetch(struct reader *r, const char *path, uint64_t max, bool head, int *ret_fd,
		 struct volume_stat *ret, struct err *err)
{
	struct reader_ask ask = { .op = READER_FETCH, .flags = head ? READER_HEAD : 0, .max = max };

	return fetch(r, path, &ask, ret_fd, ret, NULL, err);
}

int reader_fetch_piece(struct reader *r, const char *path, uint64_t offset, uint64_t n, int *ret_fd,
		       uint64_t *ret_bad, struct err *err)
{
	struct reader_ask ask = {
		.op = READER_FETCH, .flags = READER_PIECE, .max = n, .from = offset
	};

	return fetch(r, path, &ask, ret_fd, NULL, ret_bad, err);
}

int reader_rights(struct reader *r, const char *path, int *ret_fd, struct err *err)
{
	struct reader_ask ask = { .op = READER_RIGHTS, .max = VOLUME_RIGHTS_MAX };

	return fetch(r, path, &ask, ret_fd, NULL, NULL, err);
}
