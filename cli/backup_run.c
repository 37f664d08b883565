/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup plan and run: from a source's folders to shards on the owner's medium, read back at
 * the end. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

#include "cli/backup.h"
#include "cli/backup_signs.h"
#include "cli/backup_target.h"
#include "cli/cancel.h"
#include "cli/faces.h"
#include "cli/output.h"
#include "cli/rootless.h"
#include "core/base/io.h"
#include "core/base/utf.h"
#include "core/text/text.h"

#define SHARD_MIB_DEFAULT 1024u

struct backing_up {
	const struct options *o;
	struct backup_target target;
	struct backup_choice choice;
	struct manifest_head head;
	char source[400];
	struct manifest manifest;
	struct session_resume resume;
	struct pack *pack;
	bool begun;    /* the folder of this backup is open, its list begun */
	bool skip;     /* the file at hand is in it already */
	uint64_t left; /* bytes of the file at hand that are still to come */
	struct backup_signs signs;
};

static int print(struct str *out, struct err *err)
{
	int r = output_print(str_c(out), out->len, err);

	str_clear(out);
	return r;
}

/* --- what the source gives ----------------------------------------------------------------------- */
static const char *hold_word(enum volume_hold hold)
{
	switch (hold) {
	case VOLUME_HOLD_CLOUD: return "cloud";
	case VOLUME_HOLD_EFS: return "encrypted";
	case VOLUME_HOLD_DEDUP:
	case VOLUME_HOLD_WOF:
	case VOLUME_HOLD_UNKNOWN_TAG: return "compressed";
	case VOLUME_HOLD_NONE:
	case VOLUME_HOLD_KINDS: break;
	}
	return "unreadable";
}

static int left_out(struct backing_up *b, const struct reader_item *item, const char *sign,
		    struct err *err)
{
	const char *word = sign                               ? "sign"
			   : item->state == READER_ITEM_HOLD  ? hold_word(item->hold)
			   : item->state == READER_ITEM_LINK  ? "link"
			   : item->state == READER_ITEM_OTHER ? "other"
							      : "unreadable";

	return pack_left_out(b->pack, item->path, word, item->size, sign, err);
}

static int on_item(void *arg, const struct run_folder *in, const struct reader_item *item,
		   bool bytes, struct err *err)
{
	struct backing_up *b = arg;
	struct pack_file f = { .path = item->path,
			       .size = item->size,
			       .modified = item->modified,
			       .attributes = item->attributes,
			       .streams = item->streams,
			       .folder = item->state == READER_ITEM_FOLDER,
			       .sign = bytes ? backup_signs_of(&b->signs, in->volume, item->path)
					     : NULL };
	bool out = f.sign && !b->head.signs_copied;
	int r = 0;

	b->skip = session_has(b->resume.done, item->path);
	b->left = bytes && !b->skip && !out ? item->size : 0;
	if (b->skip)
		return 0;
	if (out)
		r = left_out(b, item, f.sign, err);
	else if (bytes || f.folder)
		r = pack_begin(b->pack, &f, err);
	else
		r = left_out(b, item, NULL, err);
	b->skip = out; /* its bytes come all the same */
	return r;
}

static void *on_memory(void *arg, const uint8_t *p, size_t n)
{
	(void)arg;
	return pack_blob_new(p, n, io_unmap);
}

static void on_forget(void *arg, void *memory)
{
	(void)arg;
	pack_blob_drop(memory);
}

static int on_piece(void *arg, void *memory, const uint8_t *at, size_t n, uint64_t bad,
		    struct err *err)
{
	struct backing_up *b = arg;

	if (b->skip)
		return 0;
	b->left -= MIN(b->left, (uint64_t)n);
	return pack_piece(b->pack, memory, at, n, bad, err);
}

static int on_lost(void *arg, const struct run_folder *folder, const struct err *why,
		   struct err *err)
{
	struct backing_up *b = arg;

	(void)why;
	return pack_left_out(b->pack, folder->path, "folder", UINT64_MAX, NULL, err);
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
					.names = &b->resume.names };

	b->begun = true;
	b->pack = pack_new(&p);
	return 0;
}

static int begin(struct backing_up *b, struct err *err)
{
	int r;

	if (b->o->resume)
		r = session_resume(b->target.session, &b->head, &b->manifest, &b->resume, err);
	else
		r = manifest_create(&b->manifest, b->target.session, &b->head, err);
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

/* Nothing is made smaller in this reckoning: what is packed already does not get smaller. */
static int enough_room(struct backing_up *b, struct err *err)
{
	uint64_t need = b->choice.bytes + b->choice.files * 600 + ((uint64_t)16 << 20), room;

	if (b->o->resume || !backup_target_room(&b->target, &room) || room >= need)
		return 0;
	return err_set(err, ERR_IO, -ENOSPC,
		       "there is room for %llu MB there, and up to %llu MB are needed",
		       (unsigned long long)(room / 1000000), (unsigned long long)(need / 1000000));
}

static int on_choose(void *arg, struct run_files *f, struct checkup *c, struct run_folder **ret,
		     size_t *ret_n, struct err *err)
{
	struct backing_up *b = arg;
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	int r = backup_choose(b->o, f, c, &b->choice, err);

	if (r < 0)
		return r;
	backup_tell_choice(&b->choice, &out);
	r = print(&out, err);
	*ret = b->choice.folder;
	*ret_n = b->target.dirfd < 0 ? 0 : b->choice.n;
	if (r < 0 || b->target.dirfd < 0) {
		str_done(&out);
		return r;
	}
	name_source(b, c);
	r = enough_room(b, err);
	if (r == 0)
		r = backup_signs_look(&b->signs, b->o, f, c, b->choice.folder, b->choice.n,
				      &b->head, err);
	if (r == 0) {
		backup_tell_looked(&b->head, b->signs.n, c, &out);
		r = print(&out, err);
	}
	if (r == 0)
		r = backup_target_session(&b->target, b->o, err);
	str_done(&out);
	return r < 0 ? r : begin(b, err);
}

/* --- the end ------------------------------------------------------------------------------------ */
static int finish(struct backing_up *b, struct err *err)
{
	int r = pack_finish(b->pack, err);

	if (r == 0)
		r = session_readme(b->target.session, err);
	return r < 0 ? r : manifest_finish(&b->manifest, err);
}

/* Stopped: what is packed by now gets its name, unless a file is open; the list stays without its
 * last line. */
static void stop(struct backing_up *b)
{
	struct err ignored = { 0 };

	if (b->pack && b->left == 0)
		(void)!pack_finish(b->pack, &ignored);
}

static int read_back(struct backing_up *b, struct err *err)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct session_verdict v;
	int r = session_verify(b->target.session, NULL, &v, err);

	if (r == 0) {
		backup_tell_verdict(b->target.name, &v, &out);
		r = print(&out, err);
	}
	str_done(&out);
	if (r == 0 && !v.complete)
		r = err_set(err, ERR_IO, -EIO, "the backup did not come back as it was written");
	return r;
}

static void done(struct backing_up *b)
{
	pack_free(b->pack);
	if (b->begun)
		manifest_close(&b->manifest);
	session_done_free(b->resume.done);
	name_set_done(&b->resume.names);
	backup_signs_done(&b->signs);
	backup_choice_done(&b->choice);
	backup_target_done(&b->target);
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
	const struct run_files_sink sink = { b,         on_choose, on_item, on_memory,
					     on_forget, on_piece,  on_lost };
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
	return r;
}

int backup_run(const struct options *given, struct err *err)
{
	struct options o = *given;
	struct backing_up b = { .o = &o, .head = { .tool = "kenshin " KENSHIN_VERSION } };
	int source_fd = -1, r;

	b.head.started = faces_now(&o);
	b.head.profile = "plain";
	b.head.shard_bytes = (uint64_t)(o.shard_mib ? o.shard_mib : SHARD_MIB_DEFAULT) << 20;
	r = backup_target_open(&b.target, &o, b.head.started, &b.head.zone, &b.head.file_max, err);
	cancel_install();
	if (r == 0)
		r = backup_signs_open(&b.signs, &o, err);
	if (r == 0)
		r = rootless_begin(&o, NULL, &source_fd, err);
	if (r == 0)
		r = run(&b, source_fd, err);
	if (r == 0 && b.begun)
		r = read_back(&b, err);
	done(&b);
	return r;
}
