/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The crew behind the words of backup/restore.h, and the sample. */
#include "cli/restore_source.h"

#include <errno.h>

#include "backup/inside.h"
#include "backup/sealed.h"
#include "backup/session.h"
#include "cli/backup.h"
#include "cli/cancel.h"
#include "core/base/io.h"
#include "core/text/text.h"

#define SAMPLE 20u

/* So often a part that comes as a stream is begun: once, and again when what reads it stopped. */
#define BEGUN_MAX 8u

static void end_part(struct restore_workers *w)
{
	if (w->open)
		shard_reader_close(&w->reader);
	w->open = false;
	age_kill(&w->age);
}

static int begin_sealed(struct restore_workers *w, struct err *err)
{
	int r;

	end_part(w);
	if (w->begun++ >= BEGUN_MAX)
		return err_set(err, ERR_INTERNAL, -ECHILD,
			       N_("what reads this part stopped too often"));
	r = sealed_stream(w->part, w->key, &w->age, err);
	if (r == 0)
		r = shard_reader_open_tar(w->crew, w->age.out, &w->reader, err);
	w->open = r == 0;
	return r;
}

static int on_open(void *arg, int fd, struct err *err)
{
	struct restore_workers *w = arg;
	int r;

	if (w->key >= 0) {
		w->begun = 0;
		w->part = fd;
		return begin_sealed(w, err);
	}
	r = shard_reader_open(w->crew, fd, &w->reader, err);
	w->open = r == 0;
	return r;
}

static int on_get(void *arg, const char *name, uint64_t offset, uint64_t size,
		  int (*bytes)(void *to, const void *p, size_t n, struct err *err), void *to,
		  bool *ret_whole, uint64_t *ret_data, struct err *err)
{
	struct restore_workers *w = arg;
	const struct shard_wanted wanted = { name, offset, size };

	if (w->key >= 0 && (!w->open || w->reader.lost)) {
		int r = begin_sealed(w, err);

		if (r < 0)
			return r;
	}
	return shard_reader_get(&w->reader, &wanted, bytes, to, ret_whole, ret_data, err);
}

static int on_list(void *arg, uint64_t max,
		   int (*entry)(void *to, uint64_t data, const char *name, size_t n), void *to,
		   struct err *err)
{
	struct restore_workers *w = arg;

	return shard_reader_list(&w->reader, max, entry, to, err);
}

static void on_close(void *arg)
{
	struct restore_workers *w = arg;

	end_part(w);
	w->part = -1;
}

int restore_workers_start(struct restore_workers *w, const struct options *o, int key,
			  struct restore_source *ret_source, struct err *err)
{
	const struct crew_options how = { .broker = o->broker_fd,
					  .no_sandbox = o->no_sandbox,
					  .weak_ok = o->weak_sandbox };

	*w = (struct restore_workers){ .key = key,
				       .part = -1,
				       .age = { .in = -1, .out = -1, .words = -1 } };
	*ret_source =
	    (struct restore_source){ w, on_open, on_get, key < 0 ? on_list : NULL, on_close };
	return crew_start(&how, &w->crew, err);
}

void restore_workers_stop(struct restore_workers *w)
{
	on_close(w);
	crew_stop(w->crew);
	w->crew = NULL;
}

/* --- the sample -------------------------------------------------------------------------------- */
static void told(void *arg, enum restore_told how, const char *what, const char *words)
{
	struct str *out = arg;

	if (how != RESTORE_LOST && how != RESTORE_LOST_PART)
		return;
	str_add(out, "  ");
	text_escape(out, what);
	str_addf(out, ": %s\n", _(words));
}

int restore_sample(const struct options *o, int session, int key, uint64_t *ret_same,
		   struct str *out, struct err *err)
{
	int list CLEANUP(cleanup_close) = key < 0 ? -1 : inside_open(session, key, err);
	const struct restore_options how = { .session = session,
					     .list = key < 0 ? NULL : &list,
					     .target = -1,
					     .cancel = &cancel_asked,
					     .arg = out,
					     .told = told };
	struct restore_workers w;
	struct restore_source source;
	struct restore_proof proof = { 0 };
	struct phrase p;
	int r = key >= 0 && list < 0 ? list : restore_workers_start(&w, o, key, &source, err);

	*ret_same = UINT64_MAX;
	if (r < 0)
		return r;
	r = restore_prove(&how, &source, SAMPLE, &proof, err);
	restore_workers_stop(&w);
	*ret_same = r == 0 && proof.tried ? proof.same : UINT64_MAX;
	if (r < 0 || !proof.tried)
		return r;
	p = phrase_of(proof.same == proof.tried
			  ? N_("{0} files were brought back as a test and were the same")
			  : N_("Of {0} files that were brought back as a test, {1} were the same"),
		      2, PHRASE_NUMBER((int64_t)proof.tried), PHRASE_NUMBER((int64_t)proof.same));
	text_phrase(out, &p, 0);
	str_addc(out, '\n');
	return proof.same == proof.tried
		   ? 0
		   : err_set(err, ERR_FORMAT, -EBADMSG,
			     "files that were brought back as a test are not as they were written");
}
