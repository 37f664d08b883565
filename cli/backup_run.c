/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup plan and run: from a source's folders to shards on the owner's medium, read back at
 * the end. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "cli/backing_up.h"
#include "cli/cancel.h"
#include "cli/output.h"
#include "cli/restore_source.h"
#include "cli/rootless.h"
#include "core/base/utf.h"
#include "core/text/text.h"

#define SHARD_MIB_DEFAULT 1024u

static int print(struct str *out, struct err *err)
{
	int r = output_print(str_c(out), out->len, err);

	str_clear(out);
	return r;
}

/* --- the folder of the backup ------------------------------------------------------------------ */
static int begin_packing(struct backing_up *b)
{
	const struct pack_options p = { .dirfd = b->target.session,
					.manifest = &b->manifest,
					.shard_bytes = b->head.shard_bytes,
					.file_max = b->head.file_max,
					.zone = b->head.zone,
					.first_shard = b->resume.next_shard,
					.names = &b->resume.names,
					.sealed = b->seal.wanted ? &b->seal.to : NULL,
					.inside = &b->head,
					.walk = &b->walk,
					.progress = backup_live_written,
					.arg = &b->live };

	b->begun = true;
	b->pack = pack_new(&p);
	return 0;
}

static int begin_new(struct backing_up *b, struct err *err)
{
	int r;

	if (!b->seal.wanted)
		return at_target(b,
				 manifest_create(&b->manifest, b->target.session, &b->head, err));
	r = backup_seal_begin(&b->seal, b->target.session, &b->manifest, &b->head, err);
	walk_begin(&b->walk, b->seal.id, b->head.source);
	return at_target(b, r);
}

static int resume(struct backing_up *b, struct run_files *f, struct err *err)
{
	struct session_watch watch;
	int r;

	if (b->seal.wanted)
		return backup_seal_resume(b, f, err);
	backup_live_looking(&b->live, &watch);
	r = session_resume(b->target.session, &b->head, &watch, &b->manifest, &b->resume, err);
	backup_live_looked(&b->live);
	return at_target(b, r);
}

static int begin(struct backing_up *b, struct run_files *f, struct err *err)
{
	int r = b->o->resume ? resume(b, f, err) : begin_new(b, err);

	/* The owner's disk came out while it was read back: only that is still to do. */
	if (r == -EALREADY && b->o->medium) {
		b->at_target = false;
		return 0;
	}
	return r < 0 ? r : begin_packing(b);
}

/* What tells one source from another, and says to its owner what this is a backup of. */
static void name_source(struct backing_up *b, const struct checkup *c)
{
	const struct disk *d = &c->disk;

	snprintf(b->source, sizeof(b->source), "%s %s %s %s", c->source_kind,
		 d->model ? d->model : "", d->serial ? d->serial : "",
		 d->serial && *d->serial ? ""
		 : c->source_name        ? c->source_name
					 : "");
	if (!utf8_valid(b->source, strlen(b->source)))
		snprintf(b->source, sizeof(b->source), "%s", c->source_kind);
	b->head.source = b->source;
}

static int tell_choice(struct backing_up *b, struct err *err)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	int r = 0;

	backup_live_choice(&b->live, &b->choice);
	if (!b->o->records) {
		if (b->target.dirfd < 0)
			backup_tell_plan(&b->choice, &out);
		else
			backup_tell_choice(&b->choice, &out);
		r = print(&out, err);
	}
	str_done(&out);
	return r;
}

static int look_for_signs(struct backing_up *b, struct run_files *f, struct checkup *c,
			  struct err *err)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	int r =
	    backup_signs_look(&b->signs, b->o, f, c, b->choice.folder, b->choice.n, &b->head, err);

	if (r == 0 && !b->o->records) {
		backup_tell_looked(&b->head, b->signs.n, c, &out);
		r = print(&out, err);
	}
	str_done(&out);
	return r;
}

/* What is not in it because its owner said so stands in the list, too. */
static int leave_folders(struct backing_up *b, struct err *err)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < b->choice.n_leave; i++)
		if (b->choice.leave[i].used)
			r = backup_leave_folder(b, &b->choice.leave[i], err);
	return r;
}

static int on_choose(void *arg, struct run_files *f, struct checkup *c, struct run_folder **ret,
		     size_t *ret_n, struct err *err)
{
	struct backing_up *b = arg;
	int r = backup_choose(&b->wishes, f, c, &b->choice, err);

	if (r == 0 && b->choice.by_hand && !b->seal.wanted)
		b->head.choice = b->choice.hash;
	if (r == 0 && b->target.dirfd < 0 && b->wishes.usual)
		backup_offer(f, c, &b->choice);
	if (r == 0)
		r = tell_choice(b, err);
	if (r < 0 || b->target.dirfd < 0)
		return r;
	name_source(b, c);
	if (!b->o->resume)
		r = at_target(
		    b, backup_target_enough(&b->target, b->choice.files, b->choice.bytes, err));
	if (r == 0)
		r = look_for_signs(b, f, c, err);
	b->no_signs = r < 0 && r != -ECANCELED && !b->at_target;
	if (r == 0)
		r = at_target(b, backup_target_session(&b->target, b->o, err));
	if (r == 0)
		r = begin(b, f, err);
	/* What is not in it because nobody could find it is in the list of what is left out. */
	if (r == 0 && b->begun && b->choice.users_unseen &&
	    !session_has(b->resume.done, BACKUP_USERS))
		r = backup_lose_folder(b, BACKUP_USERS, err);
	if (r == 0 && b->begun)
		r = leave_folders(b, err);
	*ret = b->choice.folder;
	*ret_n = r == 0 && b->begun ? b->choice.n : 0;
	return r;
}

/* --- the end ------------------------------------------------------------------------------------ */
static int finish(struct backing_up *b, struct err *err)
{
	int r = b->seal.cut ? session_sealed_compared(b->seal.cut, err) : 0;

	b->other_source |= r == -ESRCH;
	if (r < 0)
		return r;
	r = pack_finish(b->pack, err);
	if (r == 0)
		r = backup_seal_end(&b->seal, b->target.session, &b->manifest, err);
	if (r == 0)
		r = session_readme(b->target.session, b->seal.wanted, err);
	return at_target(b, r < 0 ? r : manifest_finish(&b->manifest, err));
}

/* Stopped: what is packed by now gets its name, unless a file is open; the list stays without its
 * last line. */
static void stop(struct backing_up *b)
{
	struct err ignored = { 0 };

	if (b->pack && b->left == 0)
		(void)!pack_finish(b->pack, &ignored);
}

static void end_packing(struct backing_up *b)
{
	pack_free(b->pack);
	b->pack = NULL;
	backup_seal_done(&b->seal);
	if (b->begun)
		manifest_close(&b->manifest);
	b->begun = false;
}

static int tell_verdict(struct backing_up *b, const struct session_verdict *v, struct err *err)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	int r;

	backup_tell_verdict(b->target.name, v, &out);
	backup_tell_resumed(&b->resume, &out);
	backup_seal_tell(&b->seal, &out);
	r = print(&out, err);
	str_done(&out);
	return r;
}

/* Some files, the whole way back. */
static int bring_back_some(struct backing_up *b, struct err *err)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct err why = { 0 };
	int r = restore_sample(b->o, b->target.session, -1, &b->told.restored, &out, &why);

	if (!b->o->records && print(&out, err) < 0 && r == 0)
		r = -EIO;
	else if (r < 0 && err)
		*err = why;
	str_done(&out);
	return at_target(b, r);
}

static int read_back(struct backing_up *b, struct err *err)
{
	struct session_watch watch;
	struct session_verdict v;
	int r = backup_target_settle(&b->target, err);

	b->read_back = true;
	if (r < 0)
		return at_target(b, r);
	backup_live_reading(&b->live, backup_stored(b->target.session), &watch);
	r = at_target(b, session_verify(b->target.session, &watch, &v, err));
	if (r == 0)
		backup_told_verdict(&b->told, &v);
	if (r == 0 && !b->o->records)
		r = tell_verdict(b, &v, err);
	if (r == 0 && !v.complete)
		r = at_target(b, err_set(err, ERR_IO, -EBADMSG,
					 "the backup did not come back as it was written"));
	return r < 0 ? r : bring_back_some(b, err);
}

/* What came before may have said "the same" of a part of the proof already. */
static void tell_stopped(const struct backing_up *b)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct err ignored = { 0 };

	str_add(&out, b->read_back
			  ? _("It was stopped before all of it was proven. What is written "
			      "stays; verify proves it at any time.")
			  : _("It was stopped here. What is finished stays on the disk."));
	str_addc(&out, '\n');
	(void)!print(&out, &ignored);
	str_done(&out);
}

/* What the words on standard error say in English only. */
static void tell_other_source(void)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct err ignored = { 0 };

	str_addf(&out, "%s\n",
		 _("The files of this PC are not as they were when that backup was begun, so it "
		   "cannot be gone on with. What is finished of it stays as it is. Please begin a "
		   "new backup, without --resume."));
	(void)!print(&out, &ignored);
	str_done(&out);
}

/* The one line that says how it ended. */
static void tell_end(struct backing_up *b, int r, const struct err *err)
{
	const struct backup_ended e = { .target = &b->target,
					.live = &b->live,
					.at_target = b->at_target,
					.read_back = b->read_back,
					.no_signs = b->no_signs,
					.other_source = b->other_source,
					.left_out = b->left_out,
					.code = r,
					.kind = err ? err->kind : ERR_NONE };

	if (r == -ECANCELED && !b->o->records && b->told.started)
		tell_stopped(b);
	if (b->other_source && !b->o->records)
		tell_other_source();
	if (!b->live.on || !b->told.started)
		return;
	backup_told_end(&b->told, &e);
	backup_live_end(&b->live, &b->told);
}

static void done(struct backing_up *b)
{
	end_packing(b);
	session_done_free(b->resume.done);
	name_set_done(&b->resume.names);
	backup_signs_done(&b->signs);
	backup_choice_done(&b->choice);
	backup_wishes_done(&b->wishes);
	backup_target_done(&b->target);
	backup_live_done(&b->live);
}

static int run(struct backing_up *b, int source_fd, struct err *err)
{
	const struct options *o = b->o;
	const struct run_options run = { .image = o->image,
					 .root = o->root,
					 .disk = o->disk,
					 .tool = "kenshin " KENSHIN_VERSION,
					 .now = faces_now(o),
					 .signatures = o->signatures,
					 .no_malware = !o->signatures,
					 .no_sandbox = o->no_sandbox,
					 .weak_ok = o->weak_sandbox,
					 .broker = o->broker_fd,
					 .source_fd = source_fd,
					 .cancel = &cancel_asked };
	const struct run_files_sink sink = { b,
					     on_choose,
					     backup_on_item,
					     backup_on_memory,
					     backup_on_forget,
					     backup_on_piece,
					     backup_on_lost };
	struct checkup *c = xcalloc(1, sizeof(*c));
	int r;

	checkup_init(c);
	r = run_files(&run, &sink, c, err);
	if (r == 0 && b->begun)
		r = finish(b, err);
	else if (r == -ECANCELED && b->begun)
		stop(b);
	checkup_done(c);
	free(c);
	end_packing(b);
	return r;
}

int backup_run(const struct options *given, struct err *err)
{
	struct options o = *given;
	struct backing_up b = { .o = &o,
				.head = { .tool = "kenshin " KENSHIN_VERSION },
				.told = { .restored = UINT64_MAX } };
	bool writes = o.to || o.medium;
	int source_fd = -1, r;

	backup_live_begin(&b.live, o.records);
	b.head.started = faces_now(&o);
	b.told.started = writes ? b.head.started : 0;
	b.head.profile = MANIFEST_PLAIN;
	b.head.shard_bytes = (uint64_t)(o.shard_mib ? o.shard_mib : SHARD_MIB_DEFAULT) << 20;
	cancel_install();
	r = at_target(&b, backup_target_open(&b.target, &o, b.head.started, &b.head.zone,
					     &b.head.file_max, err));
	if (r == 0)
		r = backup_wishes_read(&o, &b.wishes, err);
	if (r == 0)
		r = backup_signs_open(&b.signs, &o, err);
	if (r == 0)
		r = backup_seal_open(&b.seal, &o, &b.target, err);
	if (r == 0)
		r = rootless_begin(&o, NULL, &source_fd, err);
	if (r == 0 && o.medium)
		r = at_target(&b, backup_target_medium(&b.target, &o, &b.head.file_max, err));
	if (r == 0)
		r = run(&b, source_fd, err);
	if (r == 0 && writes)
		r = read_back(&b, err);
	/* A FAT that was pulled out in the middle, and whose kernel found it at the first file to go. */
	if (r == -EROFS && b.target.session >= 0)
		err_set(
		    err, ERR_IO, -EROFS,
		    "the disk turned itself read only: its file system was hurt when it was "
		    "pulled out; have it put in order (Windows offers it, or fsck), then go on");
	if (r == -ENOTCONN || r == -ECONNABORTED)
		err_set(err, ERR_INTERNAL, r, "what writes onto this disk stopped");
	tell_end(&b, r, err);
	done(&b);
	return r;
}
