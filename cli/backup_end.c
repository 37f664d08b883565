/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a backup ended, in one record. Proven is only what came back from the medium as it was written. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"
#include "cli/backup_live.h"
#include "cli/backup_target.h"

bool backup_unreadable(const char *word)
{
	return !strcmp(word, "unreadable") || !strcmp(word, "folder");
}

static void add_size(uint64_t *sum, uint64_t size)
{
	*sum = size > UINT64_MAX - *sum ? UINT64_MAX : *sum + size;
}

static int add_shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	uint64_t *sum = arg;

	(void)end_of_line;
	add_size(sum, s->size);
	if (s->piece)
		add_size(sum, s->piece->size);
	return 0;
}

static bool counted(int session, uint64_t *ret_stored, struct manifest_end *ret)
{
	uint64_t sum = 0;
	const struct manifest_reader reader = { .arg = &sum, .shard = add_shard };
	enum manifest_state state;
	int fd CLEANUP(cleanup_close) =
	    session < 0
		? -1
		: openat(session, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0 || manifest_read(fd, &reader, &state, ret, NULL) < 0)
		return false;
	*ret_stored = sum;
	return true;
}

uint64_t backup_stored(int session)
{
	struct manifest_end end = { 0 };
	uint64_t stored = 0;

	return counted(session, &stored, &end) ? stored : 0;
}

static void add_why(struct backup_told *b, const uint64_t *left_out)
{
	for (size_t i = 0; plan_left_out_word(i) && i < SESSION_REASONS_MAX; i++) {
		const char *word = plan_left_out_word(i);

		if (!left_out[i])
			continue;
		if (backup_unreadable(word))
			b->unreadable += left_out[i];
		if (b->n_why == BACKUP_TOLD_WHY)
			continue;
		snprintf(b->why[b->n_why].words, sizeof(b->why[0].words), "%s",
			 plan_left_out_words(word));
		b->why[b->n_why++].count = left_out[i];
	}
}

void backup_told_verdict(struct backup_told *ret, const struct session_verdict *v)
{
	ret->state = v->complete                                        ? BACKUP_STATE_PROVEN
		     : v->list == MANIFEST_INCOMPLETE && !v->shards_bad ? BACKUP_STATE_INCOMPLETE
									: BACKUP_STATE_NOT_PROVEN;
	ret->files = v->counted.files;
	ret->bytes = v->counted.bytes;
	ret->damaged = v->counted.damaged;
	ret->left_out = v->counted.left_out;
	ret->changed = v->files_bad;
	add_why(ret, v->by_reason);
}

static enum backup_end of_target(int code, bool read_back)
{
	switch (-code) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG: return BACKUP_NO_ROOM;
	case EROFS: return BACKUP_SWITCH;
	case ESTALE:
	case ENODEV:
	case ENXIO:
	case ENOMEDIUM:
	case ESHUTDOWN: return BACKUP_GONE;
	case EPERM: return BACKUP_OWN;
	case EBUSY: return BACKUP_BUSY;
	case EOPNOTSUPP: return BACKUP_KIND;
	case EUCLEAN: return BACKUP_UNREADABLE;
	case EKEYREJECTED: return BACKUP_WRONG_KEY;
	case ENOKEY: return BACKUP_NO_PASSWORD;
	case EINPROGRESS: return BACKUP_LOCK_CHANGING;
	case EILSEQ: return BACKUP_LOCK_HURT;
	case EPROTONOSUPPORT: return BACKUP_LOCKED;
	case EPIPE:
	case ETIMEDOUT:
	case ECONNREFUSED: return BACKUP_NO_HELPER;
	case EBADMSG: return BACKUP_NOT_SAME;
	case EINVAL:
	case ENOENT:
	case EALREADY: return BACKUP_OTHER_PC;
	case EBADE: return BACKUP_OTHER_KEYS;
	default: return read_back ? BACKUP_NOT_READ_BACK : BACKUP_OTHER;
	}
}

static enum backup_end reason(const struct backup_ended *e)
{
	if (e->code == 0)
		return BACKUP_NONE;
	if (e->code == -ECANCELED)
		return BACKUP_STOPPED;
	if (e->at_target ? backup_target_went(e->target, e->code) : backup_target_gone(e->target))
		return BACKUP_GONE;
	if (e->target->unclean)
		return BACKUP_UNCLEAN;
	if (e->code == -EOPNOTSUPP && !strcmp(e->target->medium.type, "ntfs"))
		return BACKUP_NTFS;
	/* What could be opened for writing has no switch against it. */
	if (e->at_target && e->code == -EROFS && e->target->session >= 0)
		return BACKUP_HURT;
	if (e->at_target)
		return of_target(e->code, e->read_back);
	if (e->other_source)
		return BACKUP_OTHER_PC;
	if (e->no_signs)
		return BACKUP_SIGNS;
	if (e->kind == ERR_UNSUPPORTED && e->code == -ENOENT)
		return BACKUP_NOTHING;
	return e->code == -EPIPE || e->code == -ETIMEDOUT ? BACKUP_NO_HELPER : BACKUP_SOURCE;
}

/* Of one that was cut only whole parts count. Where the medium is out, what was told of it has to do. */
static void count_cut(struct backup_told *b, const struct backup_ended *e)
{
	struct manifest_end end = { 0 };

	if (!backup_target_gone(e->target) && counted(e->target->session, &b->stored, &end)) {
		b->files = end.files;
		b->bytes = end.bytes;
		b->damaged = end.damaged;
		b->left_out = end.left_out;
		return;
	}
	b->files = e->live->kept_files + e->live->whole_files;
	b->bytes = e->live->kept_bytes + e->live->whole_bytes;
	b->left_out = e->live->p.unreadable + e->live->p.left_out;
}

void backup_told_end(struct backup_told *ret, const struct backup_ended *e)
{
	ret->reason = reason(e);
	snprintf(ret->folder, sizeof(ret->folder), "%s", e->target->name);
	if (ret->state == BACKUP_STATE_NOT) {
		ret->state = e->read_back ? BACKUP_STATE_NOT_PROVEN : BACKUP_STATE_INCOMPLETE;
		add_why(ret, e->left_out);
		count_cut(ret, e);
	} else {
		ret->stored = backup_stored(e->target->session);
	}
	if (ret->state == BACKUP_STATE_PROVEN && ret->reason != BACKUP_NONE)
		ret->state = BACKUP_STATE_NOT_PROVEN;
}
