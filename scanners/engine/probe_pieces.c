/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See probe_pieces.h. What the probe asks was made up by a worker that hostile bytes may have
 * taken over: only files of its own table, only so many bytes. */
#include "scanners/engine/probe_pieces.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "scanners/probes/probe.h"

/* An entry of the pack of names that we made ourselves: the worker may ask for no other. Many files:
 * by its place; rights: by where its line begins. */
static const char *one_of(const struct probe_part *part, const struct wire_piece *ask, bool rights,
			  struct arena *a)
{
	struct probe_packed file = { 0 };
	struct err err = { 0 };
	const uint8_t *p = NULL;
	bool found = false;
	size_t n = 0, pos = (size_t)ask->offset;

	if (io_map_sealed(part->fd[0], (uint64_t)1 << 30, &p, &n, &err) < 0)
		return NULL;
	if (!rights)
		found = probe_pack_at(bytes_of(p, n), ask->file, a, &file);
	else if (pos < n && (pos == 0 || p[pos - 1] == '\n'))
		found = probe_pack_next(bytes_of(p, n), &pos, a, &file);
	io_unmap(p, n);
	return found && file.state == PROBE_PACK_WHOLE ? file.name : NULL;
}

/* The head of a file that is named as a program: of no other file, and no more of it. */
static const char *program_of(const struct wire_piece *ask, const char *path, size_t n)
{
	if (!n || n > PROBE_PROGRAM_PATH || path[n - 1] || strlen(path) != n - 1 || ask->offset ||
	    ask->length != PROBE_PROGRAM_HEAD)
		return NULL;
	return probe_is_program(path) ? path : NULL;
}

/* The path that is asked for, or NULL. named: what follows the question. */
static const char *path_of(const struct probe *probe, const struct probe_files *files,
			   const struct wire_piece *ask, const char *named, size_t n_named,
			   struct arena *a)
{
	enum probe_want want;

	if (ask->blob >= files->n || ask->blob >= PROBE_FILES || !ask->length ||
	    ask->length > PROBE_PIECE_MAX ||
	    files->part[ask->blob].wire.state != PROBE_BLOB_PRESENT)
		return NULL;
	want = probe->files[ask->blob].want;
	if (want == PROBE_WANT_PROGRAM)
		return program_of(ask, named, n_named);
	if (n_named)
		return NULL;
	if (want == PROBE_WANT_MANY || want == PROBE_WANT_RIGHTS)
		return one_of(&files->part[ask->blob], ask, want == PROBE_WANT_RIGHTS, a);
	return want == PROBE_WANT_PIECES ? files->part[ask->blob].wire.path : NULL;
}

/* name: as in the pack, of a folder with '/' at its end, of another drive with its number before. */
static int fetch_rights(const struct probe_file *want, const struct probe_target *t,
			const char *name, struct arena *a, int *ret_fd, struct err *err)
{
	struct reader *r = t->reader;
	char *path, *end = NULL;
	size_t n;

	if (!strncmp(want->path, PROBE_DATA, strlen(PROBE_DATA))) {
		unsigned long number = strtoul(name + 1, &end, 10);

		r = number < t->n_data ? t->data[number] : NULL;
		name = *end == '/' ? end + 1 : end;
	}
	path = arena_strdup(a, name);
	n = strlen(path);
	if (n && path[n - 1] == '/')
		path[n - 1] = '\0';
	return r ? reader_rights(r, path, ret_fd, err)
		 : err_set(err, ERR_IO, -EIO, "this drive could not be opened");
}

static void fetch(const struct probe *probe, const struct probe_target *t, const char *path,
		  const struct wire_piece *ask, struct arena *a, int *ret_fd,
		  struct wire_piece *answer)
{
	const struct probe_file *want = &probe->files[ask->blob];
	struct err why = { 0 };
	uint64_t bad = 0;
	int e =
	    want->want == PROBE_WANT_RIGHTS
		? fetch_rights(want, t, path, a, ret_fd, &why)
		: reader_fetch_piece(t->reader, path, ask->offset, ask->length, ret_fd, &bad, &why);

	if (e < 0 && want->want != PROBE_WANT_RIGHTS)
		log_add("engine", "a piece of a file could not be read: %s",
			err_kind_name(why.kind));
	answer->state = e < 0 ? PROBE_PIECE_UNREADABLE
			: bad ? PROBE_PIECE_DAMAGED
			      : PROBE_PIECE_WHOLE;
}

int probe_pieces_serve(const struct probe *probe, const struct probe_files *files,
		       const struct probe_target *t, const struct worker *w, const char *m,
		       size_t n, bool time_left, struct err *err)
{
	struct wire_piece ask, answer = { .op = PROBE_PIECE_SENT, .state = PROBE_PIECE_NO_TIME };
	CLEANUP(cleanup_close) int fd = -1;
	struct arena a = { 0 };
	const char *path;

	if (n < sizeof(ask))
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe gave a strange answer");
	memcpy(&ask, m, sizeof(ask));
	path = path_of(probe, files, &ask, m + sizeof(ask), n - sizeof(ask), &a);
	if (path && time_left)
		fetch(probe, t, path, &ask, &a, &fd, &answer);
	arena_done(&a);
	if (!path)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe asked for a strange piece");
	if (io_send(w->sock, &answer, sizeof(answer), &fd, fd >= 0 ? 1 : 0) < 0)
		return err_set(err, ERR_INTERNAL, -EPIPE, "the probe did not take its piece");
	return 0;
}
