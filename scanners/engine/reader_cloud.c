/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The question of how many files of a place have their data on this disk; its answer is checked. */
#include <errno.h>
#include <string.h>

#include "core/base/bytes.h"
#include "core/base/io.h"
#include "scanners/engine/reader_exchange.h"

#define BYTES_MAX (READER_CLOUD_MAX * (sizeof(struct wire_cloud) + VOLUME_NAME_MAX))

static bool parse(struct bytes b, size_t n, struct arena *a, struct reader_cloud *ret)
{
	uint64_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct wire_cloud w;
		struct bytes name;

		if (!bytes_has(b, at, sizeof(w)))
			return false;
		memcpy(&w, b.p + at, sizeof(w));
		if (w.name_n >= VOLUME_NAME_MAX || !bytes_sub(b, at + sizeof(w), w.name_n, &name) ||
		    (name.n && (memchr(name.p, '/', name.n) || memchr(name.p, 0, name.n))))
			return false;
		at += sizeof(w) + w.name_n;
		ret[i] = (struct reader_cloud){
			.name = name.n ? arena_strndup(a, (const char *)name.p, name.n) : "",
			.here = w.here,
			.here_bytes = w.here_bytes,
			.away = w.away,
			.away_bytes = w.away_bytes,
			.folders_away = w.folders_away,
			.unknown = w.unknown,
			.unread = w.unread != 0,
			.cut = w.cut != 0,
		};
	}
	return at == b.n;
}

static int take(struct reader *r, int fd, size_t n, struct arena *a, struct reader_cloud *ret,
		struct err *err)
{
	struct err why = { 0 };
	const uint8_t *p = NULL;
	size_t size = 0;
	bool good = false;

	if (fd >= 0 && n <= READER_CLOUD_MAX &&
	    io_map_sealed(fd, BYTES_MAX, &p, &size, &why) == 0) {
		good = parse(bytes_of(p, size), n, a, ret);
		io_unmap(p, size);
	}
	return good ? 0 : reader_give_up(r, "gave a strange count", err);
}

int reader_cloud(struct reader *r, const char *path, struct arena *a, struct reader_cloud *ret,
		 size_t *ret_n, struct err *err)
{
	struct reader_ask ask = { .op = READER_CLOUD };
	struct reader_message *m;
	CLEANUP(cleanup_close) int fd = -1;
	size_t n = strlen(path);
	int e;

	*ret_n = 0;
	if (n >= sizeof(ask.path))
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "the path is too long");
	memcpy(ask.path, path, n + 1);
	m = xmalloc(sizeof(*m));
	e = reader_exchange(r, &ask, m, &fd, err);
	if (e == 0)
		e = take(r, fd, m->answer.n, a, ret, err);
	if (e == 0)
		*ret_n = m->answer.n;
	free(m);
	return e;
}
