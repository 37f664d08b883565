/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One probe's work behind all walls: takes the files as sealed memory, runs the probe, says its
 * facts as records. The bytes are a client's; the messages come from our own caller. */
#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/record/record.h"
#include "scanners/engine/because.h"
#include "scanners/engine/crew.h"
#include "scanners/engine/wire.h"
#include "scanners/probes/probe.h"

struct probe_server {
	int sock;
	const struct probe *probe;
	struct arena arena;
	struct probe_blob blob[PROBE_FILES];
	size_t n_blobs;
	unsigned lines;
	bool lost;          /* a fact that fits into no message */
	struct bytes piece; /* the one at hand */
};

static struct phrase parse_phrase(struct probe_server *s, const char *text)
{
	struct phrase p = PHRASE_NONE;
	json_t *j = text[0] ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;

	if (!j || record_parse_phrase(&s->arena, j, &p) < 0)
		p = PHRASE_NONE;
	json_decref(j);
	return p;
}

/* The descriptors stay the caller's, but for that of a blob with has_file. */
static int take_blob(struct probe_server *s, struct wire_blob *w, const int *fds, size_t n_fds,
		     struct err *err)
{
	struct probe_blob *b = &s->blob[s->n_blobs];
	struct bytes *part[3] = { &b->data, &b->log1, &b->log2 };
	size_t used = 0;

	w->path[sizeof(w->path) - 1] = w->reason[sizeof(w->reason) - 1] = '\0';
	if (s->n_blobs == PROBE_FILES || w->state > PROBE_BLOB_UNREADABLE)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "a strange file came");
	b->path = arena_strdup(&s->arena, w->path);
	b->state = (enum probe_blob_state)w->state;
	b->size = w->size;
	b->modified = w->modified;
	b->reason = parse_phrase(s, w->reason);
	for (size_t i = 0; i < 3; i++) {
		int r;

		if (!w->has[i])
			continue;
		if (used == n_fds)
			return err_set(err, ERR_INTERNAL, -EBADMSG, "a file came without bytes");
		r = io_map_sealed(fds[used], (uint64_t)1 << 30, &part[i]->p, &part[i]->n, err);
		if (r < 0)
			return r;
		if (i == 0) {
			b->file = fds[used];
			b->has_file = true;
		}
		used++;
	}
	s->n_blobs++;
	return 0;
}

/* --- pieces of large files ----------------------------------------------------------------- */
static enum probe_piece_state ask(struct probe_server *s, struct wire_piece w, const char *path,
				  struct bytes *ret)
{
	char message[1 + sizeof(w) + PROBE_PROGRAM_PATH] = { PROBE_PIECE };
	size_t n_path = path ? strlen(path) + 1 : 0;
	struct err err;
	size_t n_got;
	int got;

	if (s->piece.p)
		io_unmap(s->piece.p, s->piece.n);
	s->piece = *ret = bytes_of(NULL, 0);
	if (n_path > PROBE_PROGRAM_PATH)
		_exit(2);
	memcpy(message + 1, &w, sizeof(w));
	if (n_path)
		memcpy(message + 1 + sizeof(w), path, n_path);
	if (io_send(s->sock, message, 1 + sizeof(w) + n_path, NULL, 0) < 0)
		_exit(0);
	if (io_recv(s->sock, &w, sizeof(w), &got, 1, &n_got) != (ssize_t)sizeof(w) ||
	    w.op != PROBE_PIECE_SENT || w.state > PROBE_PIECE_NO_TIME)
		_exit(2);
	if (n_got) {
		if (io_map_sealed(got, PROBE_PIECE_MAX, &s->piece.p, &s->piece.n, &err) < 0)
			_exit(2);
		close(got);
		*ret = s->piece;
	}
	return (enum probe_piece_state)w.state;
}

static enum probe_piece_state ask_piece(void *arg, size_t blob, size_t file, uint64_t offset,
					size_t n, struct bytes *ret)
{
	struct wire_piece w = {
		.blob = (uint32_t)blob, .file = (uint32_t)file, .offset = offset, .length = n
	};

	return ask(arg, w, NULL, ret);
}

static enum probe_piece_state ask_program(void *arg, size_t blob, const char *path,
					  struct bytes *ret)
{
	struct wire_piece w = { .blob = (uint32_t)blob, .length = PROBE_PROGRAM_HEAD };

	return ask(arg, w, path, ret);
}

/* --- facts out ----------------------------------------------------------------------------- */
static void send_line(void *arg, const char *json, size_t n)
{
	static char message[IO_MESSAGE_MAX];
	struct probe_server *s = arg;

	if (n + 1 > sizeof(message) || s->lines == PROBE_LINES_MAX) {
		s->lost = true;
		return;
	}
	s->lines++;
	message[0] = PROBE_LINE;
	memcpy(message + 1, json, n);
	if (io_send(s->sock, message, n + 1, NULL, 0) < 0)
		_exit(0);
}

static void send_facts(struct probe_server *s, const struct facts *facts)
{
	struct record_sink sink = { send_line, s };
	const char done = PROBE_DONE;

	for (size_t k = 0; k < PROBE_GIVES && s->probe->gives[k] != FACT_KIND_NONE; k++) {
		enum fact_kind kind = s->probe->gives[k];
		const struct fact_list *l = &facts->by_kind[kind];
		enum fact_state state = l->state;
		struct phrase reason = l->reason;

		s->lost = false;
		for (size_t i = 0; i < l->n; i++)
			record_fact(&sink, 0, l->item[i]);
		if (s->lost && state == FACT_STATE_COLLECTED) {
			state = FACT_STATE_PARTIAL;
			reason = PHRASE(because_of(ERR_LIMIT));
		}
		record_fact_state(&sink, 0, kind, state, &reason);
	}
	if (io_send(s->sock, &done, 1, NULL, 0) < 0)
		_exit(0);
}

static void note_states(const struct probe *probe, struct facts *facts, int r,
			const struct err *err)
{
	struct phrase why = PHRASE(because_of(err->kind));

	for (size_t k = 0; k < PROBE_GIVES && probe->gives[k] != FACT_KIND_NONE; k++)
		if (facts_state(facts, probe->gives[k]) == FACT_STATE_NOT_COLLECTED)
			facts_note(facts, probe->gives[k],
				   r < 0 ? FACT_STATE_FAILED : FACT_STATE_COLLECTED,
				   r < 0 ? &why : NULL);
}

static char *text_of(struct probe_server *s, char *text, size_t size)
{
	text[size - 1] = '\0';
	return arena_strdup(&s->arena, text);
}

static void run(struct probe_server *s, struct wire_run *w)
{
	struct client_user user = { text_of(s, w->user_name, sizeof(w->user_name)),
				    text_of(s, w->user_profile, sizeof(w->user_profile)) };
	struct volume_info volume = {
		.partition = w->partition,
		.offset = w->offset,
		.size = w->size,
		.free_bytes = w->free_bytes,
		.type = text_of(s, w->type, sizeof(w->type)),
		.label = text_of(s, w->label, sizeof(w->label)),
		.uuid = text_of(s, w->uuid, sizeof(w->uuid)),
		.partition_label = text_of(s, w->partition_label, sizeof(w->partition_label)),
		.partition_type = text_of(s, w->partition_type, sizeof(w->partition_type)),
		.state = (enum volume_state)w->state,
		.hibernated = (enum flag)w->hibernated,
		.dirty = (enum flag)w->dirty,
		.encrypted = (enum flag)w->encrypted,
		.reason = parse_phrase(s, text_of(s, w->reason, sizeof(w->reason))),
		.remark = parse_phrase(s, text_of(s, w->remark, sizeof(w->remark))),
	};
	struct probe_input in = { .blob = s->blob,
				  .n_blobs = s->n_blobs,
				  .user = w->has_user ? &user : NULL,
				  .volume = &volume,
				  .windows = text_of(s, w->windows, sizeof(w->windows)),
				  .piece = ask_piece,
				  .program = ask_program,
				  .piece_arg = s };
	struct facts facts;
	struct err err = { 0 };
	int r;

	facts_init(&facts, &s->arena);
	r = s->probe->run(&in, &facts, &err);
	note_states(s->probe, &facts, r, &err);
	send_facts(s, &facts);
}

int serve_probe(int sock, const char *arg, const int *fds, size_t n_fds)
{
	struct probe_server *s = xcalloc(1, sizeof(*s));
	union {
		uint32_t op;
		struct wire_blob blob;
		struct wire_run run;
	} *m = xmalloc(sizeof(*m));

	(void)fds;
	(void)n_fds;
	s->sock = sock;
	s->arena.ceiling = (size_t)1 << 30;
	s->probe = probe_by_id(arg);
	while (s->probe) {
		int got[3];
		size_t n_got;
		ssize_t n = io_recv(sock, m, sizeof(*m), got, LEN(got), &n_got);
		struct err err;

		if (n == (ssize_t)sizeof(m->blob) && m->op == PROBE_BLOB) {
			const struct probe_blob *b = &s->blob[s->n_blobs];

			if (take_blob(s, &m->blob, got, n_got, &err) < 0)
				return 2;
			for (size_t i = 0; i < n_got; i++)
				if (!b->has_file || got[i] != b->file)
					close(got[i]);
			continue;
		}
		if (n != (ssize_t)sizeof(m->run) || m->op != PROBE_RUN)
			return n == 0 ? 0 : 2;
		run(s, &m->run);
		return 0;
	}
	return 2;
}
