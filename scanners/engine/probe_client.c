/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One probe, one worker, facts back. */
#include "scanners/engine/probe_client.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "core/record/record.h"
#include "scanners/engine/because.h"
#include "scanners/engine/crew_private.h"
#include "scanners/engine/probe_files.h"
#include "scanners/engine/probe_pieces.h"

#define SECONDS_DEFAULT 20u

static void note_all(const struct probe *probe, struct facts *facts, enum fact_state state,
		     const struct phrase *reason)
{
	for (size_t k = 0; k < PROBE_GIVES && probe->gives[k] != FACT_KIND_NONE; k++)
		facts_note(facts, probe->gives[k], state, reason);
}

static void phrase_into(const struct phrase *p, char *ret, size_t size)
{
	json_t *j;
	char *text;

	ret[0] = '\0';
	if (!p->id)
		return;
	j = record_phrase(p);
	text = json_dumps(j, JSON_COMPACT | JSON_ENCODE_ANY);
	if (text && strlen(text) < size)
		snprintf(ret, size, "%s", text);
	free(text);
	json_decref(j);
}

static void fill(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

static void describe(const struct probe_target *t, const struct client_user *user,
		     struct wire_run *w)
{
	const struct volume_info *v = t->volume;

	*w = (struct wire_run){ .op = PROBE_RUN,
				.has_user = user != NULL,
				.offset = v->offset,
				.size = v->size,
				.free_bytes = v->free_bytes,
				.partition = v->partition,
				.state = v->state,
				.hibernated = v->hibernated,
				.dirty = v->dirty,
				.encrypted = v->encrypted };
	fill(w->windows, sizeof(w->windows), t->windows);
	fill(w->user_name, sizeof(w->user_name), user ? user->name : "");
	fill(w->user_profile, sizeof(w->user_profile), user ? user->profile : "");
	fill(w->type, sizeof(w->type), v->type);
	fill(w->label, sizeof(w->label), v->label);
	fill(w->uuid, sizeof(w->uuid), v->uuid);
	fill(w->partition_label, sizeof(w->partition_label), v->partition_label);
	fill(w->partition_type, sizeof(w->partition_type), v->partition_type);
	phrase_into(&v->reason, w->reason, sizeof(w->reason));
	phrase_into(&v->remark, w->remark, sizeof(w->remark));
}

static int send_all(const struct worker *w, const struct probe_files *f, const struct wire_run *run,
		    struct err *err)
{
	for (size_t i = 0; i < f->n; i++) {
		int fds[3];
		size_t n = 0;

		for (size_t k = 0; k < 3; k++)
			if (f->part[i].fd[k] >= 0)
				fds[n++] = f->part[i].fd[k];
		if (io_send(w->sock, &f->part[i].wire, sizeof(f->part[i].wire), fds, n) < 0)
			return err_set(err, ERR_INTERNAL, -EPIPE,
				       "the probe did not take its files");
	}
	if (io_send(w->sock, run, sizeof(*run), NULL, 0) < 0)
		return err_set(err, ERR_INTERNAL, -EPIPE, "the probe did not take its files");
	return 0;
}

/* All lines until the end, at most `seconds` in all. Pieces are given for three quarters of that:
 * the rest is for what follows from them. */
static int receive_facts(const struct probe *probe, const struct probe_files *files,
			 const struct probe_target *t, const struct worker *w,
			 struct facts *scratch, struct err *err)
{
	int64_t all = (int64_t)(probe->seconds ? probe->seconds : SECONDS_DEFAULT) * 1000;
	int64_t deadline = crew_clock() + all;
	CLEANUP(cleanup_free) char *m = xmalloc(IO_MESSAGE_MAX);

	for (unsigned lines = 0; lines <= PROBE_LINES_MAX; lines++) {
		int64_t left = deadline - crew_clock();
		size_t n_fds;
		ssize_t n =
		    crew_receive(w, left > 0 ? (int)left : 0, m, IO_MESSAGE_MAX, NULL, 0, &n_fds);

		if (n == -ETIMEDOUT)
			return err_set(err, ERR_LIMIT, -ETIMEDOUT, "the probe took too long");
		if (n <= 0)
			return err_set(err, ERR_INTERNAL, -ECHILD, "the probe stopped");
		if (n == 1 && m[0] == PROBE_DONE)
			return 0;
		if (m[0] == PROBE_PIECE) {
			if (probe_pieces_serve(probe, files, t, w, m + 1, (size_t)n - 1,
					       deadline - crew_clock() > all / 4, err) < 0)
				return -EBADMSG;
			continue;
		}
		if (m[0] != PROBE_LINE)
			break;
		if (record_apply_fact(scratch, m + 1, (size_t)n - 1, err) < 0)
			return err_while(err, "while taking a probe's facts");
	}
	return err_set(err, ERR_INTERNAL, -EBADMSG, "the probe gave a strange answer");
}

/* Only the kinds that this probe gives; both share the arena, so texts stay where they are. */
static void merge(const struct probe *probe, const struct facts *scratch, struct facts *facts)
{
	for (size_t k = 0; k < PROBE_GIVES && probe->gives[k] != FACT_KIND_NONE; k++) {
		enum fact_kind kind = probe->gives[k];
		const struct fact_list *l = &scratch->by_kind[kind];

		for (size_t i = 0; i < l->n; i++) {
			struct fact *f = facts_add(facts, kind, l->item[i]->source);

			if (!f)
				break;
			memcpy(f, l->item[i], fact_kind_info(kind)->size);
		}
		facts_note(facts, kind,
			   l->state == FACT_STATE_NOT_COLLECTED ? FACT_STATE_FAILED : l->state,
			   &l->reason);
	}
}

static int work(struct crew *crew, const struct probe *probe, const struct probe_files *files,
		const struct probe_target *t, const struct wire_run *run, struct facts *scratch,
		struct err *err)
{
	struct err end = { 0 };
	struct worker w;
	int r = crew_spawn(crew, ROLE_PROBE, probe->id, NULL, 0, &w, err);

	if (r < 0)
		return r;
	r = send_all(&w, files, run, err);
	if (r == 0)
		r = receive_facts(probe, files, t, &w, scratch, err);
	if (crew_end(crew, &w, r < 0, &end) < 0)
		log_add("engine", "probe %s: %s", probe->id, end.message);
	return r;
}

static int run_once(struct crew *crew, const struct probe *probe, const struct probe_target *t,
		    const struct client_user *user, struct facts *facts, struct err *err)
{
	struct wire_run *run = xcalloc(1, sizeof(*run));
	struct probe_files files;
	struct facts scratch;
	int r = 0;

	probe_files_fetch(probe, t, user, facts->arena, &files);
	facts_init(&scratch, facts->arena);
	if (files.failed.id) {
		note_all(probe, facts, FACT_STATE_FAILED, &files.failed);
	} else {
		describe(t, user, run);
		r = work(crew, probe, &files, t, run, &scratch, err);
		if (r == 0) {
			merge(probe, &scratch, facts);
		} else {
			struct phrase why = PHRASE(because_of(err ? err->kind : ERR_INTERNAL));

			note_all(probe, facts, FACT_STATE_FAILED, &why);
		}
		if (r == 0 && files.partial.id)
			note_all(probe, facts, FACT_STATE_PARTIAL, &files.partial);
	}
	facts_done(&scratch);
	probe_files_done(&files);
	free(run);
	return r;
}

int probe_client_run(struct crew *crew, const struct probe *probe, const struct probe_target *t,
		     struct facts *facts, struct err *err)
{
	struct err own = { 0 };
	int r = 0;

	if (!probe_per_user(probe)) {
		r = run_once(crew, probe, t, NULL, facts, &own);
	} else if (t->n_users == 0 && !t->users_unseen) {
		note_all(probe, facts, FACT_STATE_COLLECTED, NULL);
	} else {
		struct phrase unseen = PHRASE(N_("because a file or folder could not be read"));

		/* Nobody's settings were seen: that is not "nobody has any". */
		if (t->users_unseen)
			note_all(probe, facts, t->n_users ? FACT_STATE_PARTIAL : FACT_STATE_FAILED,
				 &unseen);
		for (size_t i = 0; i < MIN(t->n_users, PROBE_USERS_MAX); i++) {
			int once = run_once(crew, probe, t, &t->user[i], facts, &own);

			r = once < 0 ? once : r;
		}
		if (t->n_users > PROBE_USERS_MAX) {
			struct phrase why = PHRASE(N_("because there are too many users"));

			note_all(probe, facts, FACT_STATE_PARTIAL, &why);
		}
	}
	if (r < 0 && err)
		*err = own;
	return r;
}
