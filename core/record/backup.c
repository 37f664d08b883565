/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin backup` tells, into lines and out of them. */
#include "core/record/backup.h"

#include "core/base/utf.h"
#include "core/model/carry.h"
#include "core/record/line.h"

/* --- writing --------------------------------------------------------------------------------- */
static void encode_folder(json_t *o, const struct backup_told_folder *f)
{
	json_put_text(o, "path", f->path);
	json_put_text(o, "words", f->words);
	json_put_text(o, "user", f->user);
	json_put_size(o, "files", f->files);
	json_put_size(o, "bytes", f->bytes);
	json_put_size(o, "cloud", f->cloud);
	json_put_bool(o, "ticked", f->ticked);
	json_put_bool(o, "unread", f->unread);
	json_put_number(o, "part", f->part < 0 ? NUMBER_ABSENT : f->part);
}

static void encode_below(json_t *o, const struct backup_told_below *b)
{
	json_put_size(o, "row", b->row);
	json_put_number(o, "part", b->part < 0 ? NUMBER_ABSENT : b->part);
	json_put_text(o, "name", b->name);
	json_put_bool(o, "counted", b->counted);
	json_put_size(o, "files", b->files);
	json_put_size(o, "bytes", b->bytes);
	json_put_size(o, "cloud", b->cloud);
	json_put_bool(o, "unread", b->unread);
	json_put_bool(o, "settings", b->settings);
}

static void encode_listed(json_t *o, const struct backup_told_listed *l)
{
	json_put_bool(o, "unread", l->unread);
	json_put_size(o, "more", l->more);
}

static void encode_wish(json_t *o, const struct backup_told_wish *w)
{
	json_put_text(o, "what", backup_wish_name(w->what));
	json_put_number(o, "part", w->part < 0 ? NUMBER_ABSENT : w->part);
	json_put_text(o, "path", w->path);
}

static void encode_medium(json_t *o, const struct backup_told_medium *m)
{
	json_put_text(o, "name", m->name);
	json_put_text(o, "target", m->target);
	json_put_text(o, "model", m->model);
	json_put_text(o, "serial", m->serial);
	json_put_text(o, "label", m->label);
	json_put_text(o, "uuid", m->uuid);
	json_put_text(o, "type", m->type);
	json_put_size(o, "size", m->size);
	json_put_size(o, "room", m->room);
	json_put_text(o, "reason", backup_end_name(m->reason));
}

static void encode_progress(json_t *o, const struct backup_told_progress *p)
{
	json_put_text(o, "stage", p->reading ? "reading" : "copying");
	json_put_text(o, "folder", p->folder);
	json_put_size(o, "files", p->files);
	json_put_size(o, "files_total", p->files_total);
	json_put_size(o, "bytes", p->bytes);
	json_put_size(o, "bytes_total", p->bytes_total);
	json_put_size(o, "same_files", p->same_files);
	json_put_size(o, "same_bytes", p->same_bytes);
	json_put_size(o, "same_total", p->same_total);
	json_put_size(o, "unreadable", p->unreadable);
	json_put_size(o, "left_out", p->left_out);
}

void record_backup_encode(json_t *o, const struct backup_told *b)
{
	json_t *why = json_array();

	json_put_text(o, "state", backup_state_name(b->state));
	json_put_text(o, "reason", backup_end_name(b->reason));
	json_put_time(o, "started", b->started);
	json_put_text(o, "folder", b->folder);
	json_put_size(o, "files", b->files);
	json_put_size(o, "bytes", b->bytes);
	json_put_size(o, "stored", b->stored);
	json_put_size(o, "damaged", b->damaged);
	json_put_size(o, "unreadable", b->unreadable);
	json_put_size(o, "left_out", b->left_out);
	json_put_size(o, "changed", b->changed);
	json_put_size(o, "restored", b->restored);
	for (unsigned i = 0; i < b->n_why; i++) {
		json_t *one = json_object();

		json_put_text(one, "words", b->why[i].words);
		json_put_size(one, "count", b->why[i].count);
		json_array_append_new(why, one);
	}
	json_object_set_new(o, "why", why);
}

void record_backup_folder(const struct record_sink *s, const struct backup_told_folder *f)
{
	RECORD_SEND(s, "backup-folder", encode_folder, f);
}

void record_backup_medium(const struct record_sink *s, const struct backup_told_medium *m)
{
	RECORD_SEND(s, "backup-medium", encode_medium, m);
}

void record_backup_progress(const struct record_sink *s, const struct backup_told_progress *p)
{
	RECORD_SEND(s, "backup-progress", encode_progress, p);
}

void record_backup(const struct record_sink *s, const struct backup_told *b)
{
	RECORD_SEND(s, "backup", record_backup_encode, b);
}

void record_backup_below(const struct record_sink *s, const struct backup_told_below *b)
{
	RECORD_SEND(s, "backup-below", encode_below, b);
}

void record_backup_listed(const struct record_sink *s, const struct backup_told_listed *l)
{
	RECORD_SEND(s, "backup-listed", encode_listed, l);
}

void record_backup_wish(const struct record_sink *s, const struct backup_told_wish *w)
{
	RECORD_SEND(s, "backup-wish", encode_wish, w);
}

/* --- reading --------------------------------------------------------------------------------- */

/* A path that does not fit whole names another folder: then it is "". */
static int get_path(const json_t *o, const char *key, char *buf, size_t size, struct err *err)
{
	struct arena a = { 0 };
	const char *text = NULL;
	int r = json_get_text(o, key, &a, &text, err);

	buf[0] = '\0';
	if (r == 0 && text && strlen(text) < size)
		memcpy(buf, text, strlen(text) + 1);
	arena_done(&a);
	return r;
}

static int get_whole(const json_t *o, const char *key, char *buf, size_t size, struct err *err)
{
	char text[BACKUP_TOLD_TEXT + 2];
	int r = json_get_cut(o, key, text, sizeof(text), err);

	utf8_cut(buf, size, strlen(text) < size ? text : "");
	return r;
}

#define PARTS_MAX 1000u

/* -1: not told. */
static int get_part(const json_t *o, int *ret, struct err *err)
{
	unsigned n = UINT32_MAX;
	int r = json_get_unsigned(o, "part", PARTS_MAX, &n, err);

	*ret = n <= PARTS_MAX ? (int)n : -1;
	return r;
}

static int read_below(const json_t *o, void *ret, struct err *err)
{
	struct backup_told_below b = { 0 };

	TRY(json_get_unsigned(o, "row", 100000, &b.row, err));
	TRY(get_part(o, &b.part, err));
	TRY(get_path(o, "name", b.name, sizeof(b.name), err));
	TRY(json_get_bool(o, "counted", &b.counted, err));
	TRY(json_get_size(o, "files", &b.files, err));
	TRY(json_get_size(o, "bytes", &b.bytes, err));
	TRY(json_get_size(o, "cloud", &b.cloud, err));
	TRY(json_get_bool(o, "unread", &b.unread, err));
	TRY(json_get_bool(o, "settings", &b.settings, err));
	/* One name, and none that leads elsewhere. */
	if (strchr(b.name, '/') || !strcmp(b.name, ".") || !strcmp(b.name, ".."))
		b.name[0] = '\0';
	*(struct backup_told_below *)ret = b;
	return 0;
}

static int read_listed(const json_t *o, void *ret, struct err *err)
{
	struct backup_told_listed l = { 0 };

	TRY(json_get_bool(o, "unread", &l.unread, err));
	TRY(json_get_size(o, "more", &l.more, err));
	*(struct backup_told_listed *)ret = l;
	return 0;
}

/* What is not whole is no wish: half of a choice would be another one. */
static int read_wish(const json_t *o, void *ret, struct err *err)
{
	struct backup_told_wish w = { .what = BACKUP_WISHES, .part = -1 };
	struct arena a = { 0 };
	const char *path = NULL;
	int r;

	TRY(JSON_GET_ENUM(o, "what", backup_wish_from_name, &w.what, err));
	TRY(get_part(o, &w.part, err));
	r = json_get_text(o, "path", &a, &path, err);
	if (r == 0 &&
	    (w.what == BACKUP_WISHES || (w.what != BACKUP_WISH_USUAL &&
					 (w.part < 0 || !path || strlen(path) >= sizeof(w.path)))))
		r = err_set(err, ERR_FORMAT, -EBADMSG, "no choice of a folder");
	if (r == 0 && path && w.what != BACKUP_WISH_USUAL)
		memcpy(w.path, path, strlen(path) + 1);
	arena_done(&a);
	if (r == 0)
		*(struct backup_told_wish *)ret = w;
	return r;
}

static int read_folder(const json_t *o, void *ret, struct err *err)
{
	struct backup_told_folder f = { .ticked = true, .part = -1 };

	TRY(get_path(o, "path", f.path, sizeof(f.path), err));
	TRY(json_get_cut(o, "words", f.words, sizeof(f.words), err));
	TRY(json_get_cut(o, "user", f.user, sizeof(f.user), err));
	TRY(json_get_size(o, "files", &f.files, err));
	TRY(json_get_size(o, "bytes", &f.bytes, err));
	TRY(json_get_size(o, "cloud", &f.cloud, err));
	TRY(json_get_bool(o, "ticked", &f.ticked, err));
	TRY(json_get_bool(o, "unread", &f.unread, err));
	TRY(get_part(o, &f.part, err));
	*(struct backup_told_folder *)ret = f;
	return 0;
}

static int read_medium(const json_t *o, void *ret, struct err *err)
{
	struct backup_told_medium m = { .reason = BACKUP_OTHER, .room = UINT64_MAX };
	struct carry_target t;

	TRY(get_whole(o, "name", m.name, sizeof(m.name), err));
	TRY(get_whole(o, "target", m.target, sizeof(m.target), err));
	TRY(json_get_cut(o, "model", m.model, sizeof(m.model), err));
	TRY(json_get_cut(o, "serial", m.serial, sizeof(m.serial), err));
	TRY(json_get_cut(o, "label", m.label, sizeof(m.label), err));
	TRY(get_whole(o, "uuid", m.uuid, sizeof(m.uuid), err));
	TRY(get_whole(o, "type", m.type, sizeof(m.type), err));
	TRY(json_get_size(o, "size", &m.size, err));
	TRY(json_get_size(o, "room", &m.room, err));
	TRY(JSON_GET_ENUM(o, "reason", backup_end_from_name, &m.reason, err));
	/* What is offered has a whole address, on the disk that is shown. */
	if (!carry_target_parse(m.target, &t) || strcmp(t.disk, m.name) != 0) {
		m.target[0] = '\0';
		if (m.reason == BACKUP_NONE)
			m.reason = BACKUP_OTHER;
	}
	*(struct backup_told_medium *)ret = m;
	return 0;
}

static int read_progress(const json_t *o, void *ret, struct err *err)
{
	struct backup_told_progress p = { 0 };
	const char *stage = NULL;

	TRY(json_get_name(o, "stage", &stage, err));
	p.reading = stage && !strcmp(stage, "reading");
	TRY(get_path(o, "folder", p.folder, sizeof(p.folder), err));
	TRY(json_get_size(o, "files", &p.files, err));
	TRY(json_get_size(o, "files_total", &p.files_total, err));
	TRY(json_get_size(o, "bytes", &p.bytes, err));
	TRY(json_get_size(o, "bytes_total", &p.bytes_total, err));
	TRY(json_get_size(o, "same_files", &p.same_files, err));
	TRY(json_get_size(o, "same_bytes", &p.same_bytes, err));
	TRY(json_get_size(o, "same_total", &p.same_total, err));
	TRY(json_get_size(o, "unreadable", &p.unreadable, err));
	TRY(json_get_size(o, "left_out", &p.left_out, err));
	*(struct backup_told_progress *)ret = p;
	return 0;
}

static int read_why(const json_t *o, struct backup_told *b, struct err *err)
{
	const json_t *why = NULL;

	TRY(json_get_array(o, "why", BACKUP_TOLD_WHY, &why, err));
	for (size_t i = 0; why && i < json_array_size(why); i++) {
		const json_t *one = json_array_get(why, i);

		TRY(json_get_cut(one, "words", b->why[i].words, sizeof(b->why[i].words), err));
		TRY(json_get_size(one, "count", &b->why[i].count, err));
		b->n_why++;
	}
	return 0;
}

int record_backup_decode(const json_t *o, struct backup_told *ret, struct err *err)
{
	struct backup_told b = { .state = BACKUP_STATE_INCOMPLETE,
				 .reason = BACKUP_OTHER,
				 .started = TIME_ABSENT,
				 .restored = UINT64_MAX };

	TRY(JSON_GET_ENUM(o, "state", backup_state_from_name, &b.state, err));
	TRY(JSON_GET_ENUM(o, "reason", backup_end_from_name, &b.reason, err));
	TRY(json_get_time(o, "started", &b.started, err));
	TRY(get_whole(o, "folder", b.folder, sizeof(b.folder), err));
	TRY(json_get_size(o, "files", &b.files, err));
	TRY(json_get_size(o, "bytes", &b.bytes, err));
	TRY(json_get_size(o, "stored", &b.stored, err));
	TRY(json_get_size(o, "damaged", &b.damaged, err));
	TRY(json_get_size(o, "unreadable", &b.unreadable, err));
	TRY(json_get_size(o, "left_out", &b.left_out, err));
	TRY(json_get_size(o, "changed", &b.changed, err));
	TRY(json_get_size(o, "restored", &b.restored, err));
	TRY(read_why(o, &b, err));
	if (b.state == BACKUP_STATE_PROVEN && (b.reason != BACKUP_NONE || b.changed))
		b.state = BACKUP_STATE_NOT_PROVEN;
	*ret = b;
	return 0;
}

static int read_end(const json_t *o, void *ret, struct err *err)
{
	return record_backup_decode(o, ret, err);
}

int record_parse_backup(const char *line, size_t n, struct backup_record *ret, struct err *err)
{
	const struct record_reader readers[] = {
		{ "backup-folder", read_folder, &ret->folder }, /* BACKUP_RECORD_FOLDER */
		{ "backup-medium", read_medium, &ret->medium },
		{ "backup-progress", read_progress, &ret->progress },
		{ "backup", read_end, &ret->end },
		{ "backup-below", read_below, &ret->below },
		{ "backup-listed", read_listed, &ret->listed },
		{ "backup-wish", read_wish, &ret->wish },
	};
	unsigned which = 0;
	int r = record_read(line, n, readers, LEN(readers), &which, err);

	ret->kind = r < 0 ? BACKUP_RECORD_NONE : (__typeof__(ret->kind))which;
	return r;
}
