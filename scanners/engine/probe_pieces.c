/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See probe_pieces.h. What the probe asks was made up by a worker that hostile bytes may have
 * taken over: only files of its own table, only so many bytes. */
#include "scanners/engine/probe_pieces.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/log.h"

/* Of many files the names that we found ourselves, never one of the worker's. */
static const char *one_of(const struct probe_part *part, size_t place, struct arena *a)
{
	struct probe_packed file = { 0 };
	struct err err = { 0 };
	const uint8_t *p = NULL;
	bool found = false;
	size_t n = 0;

	if (io_map_sealed(part->fd[0], (uint64_t)1 << 30, &p, &n, &err) == 0) {
		found = probe_pack_at(bytes_of(p, n), place, a, &file);
		io_unmap(p, n);
	}
	return found && file.state == PROBE_PACK_WHOLE ? file.name : NULL;
}

/* The path that is asked for, or NULL. */
static const char *path_of(const struct probe *probe, const struct probe_files *files,
			   const struct wire_piece *ask, struct arena *a)
{
	if (ask->blob >= files->n || ask->blob >= PROBE_FILES || !ask->length ||
	    ask->length > PROBE_PIECE_MAX ||
	    files->part[ask->blob].wire.state != PROBE_BLOB_PRESENT)
		return NULL;
	if (probe->files[ask->blob].want == PROBE_WANT_MANY)
		return one_of(&files->part[ask->blob], ask->file, a);
	return probe->files[ask->blob].want == PROBE_WANT_PIECES ? files->part[ask->blob].wire.path
								 : NULL;
}

static void fetch(struct reader *r, const char *path, const struct wire_piece *ask, int *ret_fd,
		  struct wire_piece *answer)
{
	struct err why = { 0 };
	uint64_t bad = 0;
	int e = reader_fetch_piece(r, path, ask->offset, ask->length, ret_fd, &bad, &why);

	if (e < 0)
		log_add("engine", "a piece of a file could not be read: %s",
			err_kind_name(why.kind));
	answer->state = e < 0 ? PROBE_PIECE_UNREADABLE
			: bad ? PROBE_PIECE_DAMAGED
			      : PROBE_PIECE_WHOLE;
}

int probe_pieces_serve(const struct probe *probe, const struct probe_files *files, struct reader *r,
		       const struct worker *w, const char *m, size_t n, bool time_left,
		       struct err *err)
{
	struct wire_piece ask, answer = { .op = PROBE_PIECE_SENT, .state = PROBE_PIECE_NO_TIME };
	CLEANUP(cleanup_close) int fd = -1;
	struct arena a = { 0 };
	const char *path;

	if (n != sizeof(ask))
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe gave a strange answer");
	memcpy(&ask, m, sizeof(ask));
	path = path_of(probe, files, &ask, &a);
	if (path && time_left)
		fetch(r, path, &ask, &fd, &answer);
	arena_done(&a);
	if (!path)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe asked for a strange piece");
	if (io_send(w->sock, &answer, sizeof(answer), &fd, fd >= 0 ? 1 : 0) < 0)
		return err_set(err, ERR_INTERNAL, -EPIPE, "the probe did not take its piece");
	return 0;
}
