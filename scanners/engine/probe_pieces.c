/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See probe_pieces.h. What the probe asks was made up by a worker that hostile bytes may have
 * taken over: only files of its own table, only so many bytes. */
#include "scanners/engine/probe_pieces.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/log.h"

static bool good(const struct probe *probe, const struct probe_files *files,
		 const struct wire_piece *ask)
{
	return ask->blob < files->n && ask->blob < PROBE_FILES &&
	       probe->files[ask->blob].want == PROBE_WANT_PIECES &&
	       files->part[ask->blob].wire.state == PROBE_BLOB_PRESENT && ask->length &&
	       ask->length <= PROBE_PIECE_MAX;
}

int probe_pieces_serve(const struct probe *probe, const struct probe_files *files, struct reader *r,
		       const struct worker *w, const char *m, size_t n, bool time_left,
		       struct err *err)
{
	struct wire_piece ask, answer = { .op = PROBE_PIECE_SENT, .state = PROBE_PIECE_NO_TIME };
	CLEANUP(cleanup_close) int fd = -1;
	struct err why = { 0 };
	uint64_t bad = 0;

	if (n != sizeof(ask))
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe gave a strange answer");
	memcpy(&ask, m, sizeof(ask));
	if (!good(probe, files, &ask))
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe asked for a strange piece");
	if (time_left) {
		int e = reader_fetch_piece(r, files->part[ask.blob].wire.path, ask.offset,
					   ask.length, &fd, &bad, &why);

		if (e < 0)
			log_add("engine", "a piece of a file could not be read: %s",
				err_kind_name(why.kind));
		answer.state = e < 0 ? PROBE_PIECE_UNREADABLE
			       : bad ? PROBE_PIECE_DAMAGED
				     : PROBE_PIECE_WHOLE;
	}
	if (io_send(w->sock, &answer, sizeof(answer), &fd, fd >= 0 ? 1 : 0) < 0)
		return err_set(err, ERR_INTERNAL, -EPIPE, "the probe did not take its piece");
	return 0;
}
