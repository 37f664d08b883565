/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Talking to a reader worker. Whatever it says is checked here or by the question's own code. */
#include "scanners/engine/reader_exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "scanners/engine/crew_private.h"

#define SECONDS_DEFAULT 30u
/* A walk that says "busy" for longer than this is taken for hung. */
#define BUSY_MAX (2 * 3600u)

#define ALL_SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL)

int64_t reader_sealed_size(int fd, uint64_t ceiling)
{
	int seals = fcntl(fd, F_GET_SEALS);
	struct stat st;

	if (seals < 0 || (seals & ALL_SEALS) != ALL_SEALS || fstat(fd, &st) < 0 ||
	    !S_ISREG(st.st_mode) || st.st_size < 0 || (uint64_t)st.st_size > ceiling)
		return -1;
	return st.st_size;
}

bool reader_stat_from(const struct wire_stat *w, struct volume_stat *ret)
{
	if (w->type > VOLUME_FILE_OTHER || w->hold >= VOLUME_HOLD_KINDS ||
	    w->cloud >= VOLUME_CLOUD_KINDS)
		return false;
	*ret = (struct volume_stat){ .id = w->id,
				     .type = (enum volume_file_type)w->type,
				     .hold = (enum volume_hold)w->hold,
				     .cloud = (enum volume_cloud)w->cloud,
				     .size = w->size,
				     .modified = w->modified,
				     .created = w->created,
				     .attributes = w->attributes,
				     .reparse_tag = w->reparse_tag,
				     .links = w->links,
				     .streams = w->streams,
				     .first_lcn = w->first_lcn };
	return true;
}

int reader_give_up(struct reader *r, const char *why, struct err *err)
{
	struct err end = { 0 };
	char text[200] = "";

	r->deaths++;
	if (crew_end(r->crew, &r->worker, true, &end) < 0)
		err_text(&end, text, sizeof(text));
	log_add("engine", "a reader was given up: %s %s", why, text);
	return err_set(err, ERR_INTERNAL, -ECHILD, "the reader %s%s%s", why, text[0] ? ": " : "",
		       text);
}

static bool late(const struct reader *r)
{
	return r->deadline && crew_clock() >= r->deadline;
}

/* How long the next message is waited for. */
static int patience(const struct reader *r)
{
	int64_t ms = (int64_t)(r->seconds ? r->seconds : SECONDS_DEFAULT) * 1000;

	if (r->deadline)
		ms = MIN(ms, MAX(r->deadline - crew_clock(), 0));
	return (int)ms;
}

/* One answer of this kind; BUSY starts the time anew. */
static int receive(struct reader *r, uint32_t op, struct reader_message *ret, int *ret_fd,
		   struct err *err)
{
	unsigned busy = 0;

	for (;;) {
		size_t n_fds;
		int fd = -1;
		ssize_t n = crew_receive(&r->worker, patience(r), ret, sizeof(*ret), &fd,
					 ret_fd ? 1 : 0, &n_fds);

		if (n >= (ssize_t)sizeof(ret->answer) && ret->answer.op == READER_BUSY && !n_fds &&
		    busy++ < BUSY_MAX)
			continue;
		if (n >= (ssize_t)sizeof(ret->answer) && ret->answer.op == op &&
		    ret->answer.table_n == (size_t)n - sizeof(ret->answer) &&
		    ret->answer.err.kind <= ERR_INTERNAL && ret->answer.err.code <= 0) {
			if (ret_fd)
				*ret_fd = fd;
			return 0;
		}
		if (n_fds)
			close(fd);
		if (n == -ETIMEDOUT)
			return reader_give_up(r, "gave no answer", err);
		return reader_give_up(r, n == 0 ? "stopped" : "gave a strange answer", err);
	}
}

static int said(struct reader_message *m, struct err *err)
{
	struct wire_err *w = &m->answer.err;

	w->words[sizeof(w->words) - 1] = '\0';
	if (w->code == 0)
		return 0;
	return err_set(err, w->kind == ERR_NONE ? ERR_IO : (enum err_kind)w->kind, w->code, "%s",
		       w->words);
}

static int take_about(struct reader *r, struct reader_message *m, struct err *err)
{
	struct wire_about *w = &m->answer.u.about;
	int e = said(m, err);

	if (e < 0) {
		(void)crew_end(r->crew, &r->worker, false, NULL);
		return e;
	}
	w->label[sizeof(w->label) - 1] = w->overlay[sizeof(w->overlay) - 1] = '\0';
	r->about = (struct volume_about){ .type = r->arg[0] == 'n' ? "ntfs" : "directory",
					  .size = w->size,
					  .free_bytes = w->free_bytes,
					  .cluster = w->cluster,
					  .dirty = w->dirty };
	snprintf(r->about.label, sizeof(r->about.label), "%s", w->label);
	snprintf(r->about.overlay, sizeof(r->about.overlay), "%s", w->overlay);
	return 0;
}

int reader_revive(struct reader *r, struct err *err)
{
	struct reader_message *m;
	int e;

	if (r->worker.sock >= 0)
		return 0;
	if (late(r))
		return err_set(err, ERR_LIMIT, -ETIMEDOUT, "there is no time left for this disk");
	if (r->deaths > READER_REVIVALS)
		return err_set(err, ERR_INTERNAL, -ECHILD, "the reader stopped again and again");
	r->leave_told = false;
	e = crew_spawn(r->crew, ROLE_READER, r->arg, &r->fd, 1, &r->worker, err);
	if (e < 0)
		return e;
	m = xmalloc(sizeof(*m));
	e = receive(r, READER_ABOUT, m, NULL, err);
	if (e == 0)
		e = take_about(r, m, err);
	free(m);
	return e;
}

int reader_exchange(struct reader *r, const struct reader_ask *ask, struct reader_message *ret,
		    int *ret_fd, struct err *err)
{
	int e = reader_revive(r, err);

	if (ret_fd)
		*ret_fd = -1;
	if (e < 0)
		return e;
	if (io_send(r->worker.sock, ask, sizeof(*ask), NULL, 0) < 0)
		return reader_give_up(r, "stopped", err);
	e = receive(r, ask->op, ret, ret_fd, err);
	return e < 0 ? e : said(ret, err);
}
