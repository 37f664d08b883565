/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup run --sealed --resume: the source is gone through once without copying, and only when it is still
 * the one that the finished parts were made of is anything on the medium changed. */
#include <errno.h>
#include <string.h>

#include "cli/backing_up.h"

struct comparing {
	struct backing_up *b;
	struct walk walk;
};

static int passed(struct comparing *c, struct err *err)
{
	return session_sealed_compare(c->b->seal.cut, &c->walk, err);
}

static int on_item(void *arg, const struct run_folder *in, const struct reader_item *item,
		   bool bytes, struct err *err)
{
	struct comparing *c = arg;

	(void)in, (void)bytes;
	backup_walk_item(&c->walk, item);
	return passed(c, err);
}

static int on_lost(void *arg, const struct run_folder *folder, const struct err *why,
		   struct err *err)
{
	struct comparing *c = arg;

	(void)why;
	backup_walk_lost(&c->walk, run_folder_name(folder));
	return passed(c, err);
}

static int compare(struct backing_up *b, struct run_files *f, struct err *err)
{
	struct comparing c = { .b = b };
	const struct run_files_sink sink = { .arg = &c, .item = on_item, .lost = on_lost };
	int r = 0;

	walk_begin(&c.walk, session_sealed_head(b->seal.cut)->id, b->head.source);
	if (b->choice.users_unseen) {
		backup_walk_lost(&c.walk, BACKUP_USERS);
		r = passed(&c, err);
	}
	for (size_t i = 0; r == 0 && i < b->choice.n_leave; i++) {
		if (!b->choice.leave[i].used)
			continue;
		backup_walk_lost(&c.walk, b->choice.leave[i].path);
		r = passed(&c, err);
	}
	if (r == 0)
		r = run_files_names(f, b->choice.folder, b->choice.n, &sink, err);
	return r < 0 ? r : session_sealed_compared(b->seal.cut, err);
}

int backup_seal_resume(struct backing_up *b, struct run_files *f, struct err *err)
{
	struct backup_seal *s = &b->seal;
	struct session_watch watch;
	struct manifest_head outer;
	int r;

	backup_seal_outer(&b->head, &outer);
	backup_live_looking(&b->live, &watch);
	r = at_target(b,
		      session_sealed_look(b->target.session, &outer, &s->to, &watch, &s->cut, err));
	backup_live_looked(&b->live);
	if (r == 0)
		r = compare(b, f, err);
	b->other_source = r == -ESRCH;
	if (r < 0)
		return r;
	memcpy(s->id, session_sealed_head(s->cut)->id, HASH_SIZE);
	b->head.viruses = session_sealed_head(s->cut)->viruses;
	b->head.not_looked = session_sealed_head(s->cut)->not_looked;
	b->head.id = s->id;
	walk_begin(&b->walk, s->id, b->head.source);
	return at_target(b, session_sealed_go_on(s->cut, &b->manifest, &b->resume, err));
}
