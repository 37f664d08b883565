/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines out. What was only added is no promise; a shard's line and the last one are synced. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <nettle/base16.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup/manifest.h"
#include "backup/plan.h"
#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/times.h"
#include "core/base/utf.h"

#define BUFFER ((size_t)64 << 10)

static void set(json_t *o, const char *key, json_t *value)
{
	if (json_object_set_new(o, key, value) < 0)
		abort();
}

static void set_text(json_t *o, const char *key, const char *text)
{
	set(o, key, json_string(text));
}

/* json_int_t is signed; no file is larger than that. */
static void set_number(json_t *o, const char *key, uint64_t n)
{
	set(o, key, json_integer((json_int_t)MIN(n, (uint64_t)INT64_MAX)));
}

static void set_hash(json_t *o, const char *key, const uint8_t hash[HASH_SIZE])
{
	char text[2 * HASH_SIZE + 1];

	base16_encode_update(text, HASH_SIZE, hash);
	text[2 * HASH_SIZE] = '\0';
	set_text(o, key, text);
}

/* A path that is no valid text goes as its bytes. */
static void set_path(json_t *o, const char *path)
{
	size_t n = path ? strlen(path) : 0;
	char *text;

	if (!path)
		return;
	text = xmalloc(2 * n + 1);
	base16_encode_update(text, n, (const uint8_t *)path);
	text[2 * n] = '\0';
	set_text(o, "path", text);
	free(text);
}

/* The hash of all lines before this one. */
static void set_lines(const struct manifest *m, json_t *o)
{
	struct sha256_ctx copy = m->hash;
	uint8_t hash[HASH_SIZE];

	sha256_digest(&copy, HASH_SIZE, hash);
	set_hash(o, "lines", hash);
}

/* The name of a sign is a worker's word: one that is no text is still a sign. */
static void set_sign(json_t *o, const char *sign)
{
	size_t n = sign ? strlen(sign) : 0;

	if (n && n < MANIFEST_SIGN_MAX && utf8_valid(sign, n))
		set_text(o, "sign", sign);
	else if (sign)
		set_text(o, "sign", "?");
}

static void set_viruses(json_t *o, const struct manifest_head *head)
{
	char day[24];

	if (head->viruses == MANIFEST_NOT_LOOKED)
		return;
	set_text(o, "viruses", head->viruses == MANIFEST_LOOKED ? "looked" : "partly");
	set_text(o, "signs", head->signs_copied ? "copy" : "leave-out");
	set_number(o, "not_looked", head->not_looked);
	if (head->samples != TIME_ABSENT)
		set_text(o, "samples", time_iso(head->samples, day, sizeof(day)));
}

static json_t *begin(const char *record)
{
	json_t *o = json_object();

	if (!o)
		abort();
	set_text(o, "record", record);
	return o;
}

int manifest_flush(struct manifest *m, struct err *err)
{
	int r;

	if (m->put) {
		r = m->out.len ? m->put(m->put_arg, m->out.p, m->out.len, err) : 0;
		str_clear(&m->out);
		return r;
	}
	r = reserve_upto(&m->room, m->fd, m->written + m->out.len);
	if (r == 0 && m->out.len)
		r = io_write_full(m->fd, m->out.p, m->out.len);
	m->written += m->out.len;
	str_clear(&m->out);
	return r < 0 ? err_sys(err, r, MANIFEST_NAME) : 0;
}

/* Takes o. */
static int add(struct manifest *m, json_t *o, struct err *err)
{
	size_t begin_at = m->out.len;
	char *line = json_dumps(o, JSON_COMPACT | JSON_ENSURE_ASCII);

	json_decref(o);
	if (!line)
		return err_set(err, ERR_INTERNAL, -EINVAL, "a line of the list could not be made");
	str_add(&m->out, line);
	str_addc(&m->out, '\n');
	free(line);
	if (m->out.full)
		return err_set(err, ERR_INTERNAL, -EINVAL, "a line of the list is too long");
	sha256_update(&m->hash, m->out.len - begin_at, (const uint8_t *)m->out.p + begin_at);
	return m->out.len >= BUFFER ? manifest_flush(m, err) : 0;
}

static int sync_all(struct manifest *m, struct err *err)
{
	int r = manifest_flush(m, err);

	if (r == 0 && !m->put && fdatasync(m->fd) < 0)
		r = err_sys(err, -errno, MANIFEST_NAME);
	return r;
}

int manifest_create(struct manifest *m, int dirfd, const struct manifest_head *head,
		    struct err *err)
{
	return manifest_create_as(m, dirfd, MANIFEST_NAME, head, err);
}

static int add_head(struct manifest *m, const struct manifest_head *head, struct err *err)
{
	json_t *o = begin("backup");
	char started[24];

	set_number(o, "schema", MANIFEST_SCHEMA);
	set_text(o, "tool", head->tool);
	set_text(o, "started", time_iso(head->started, started, sizeof(started)));
	set_text(o, "profile", head->profile);
	set_text(o, "source", head->source);
	set_number(o, "shard_bytes", head->shard_bytes);
	set_number(o, "file_max", head->file_max);
	set(o, "zone", json_integer(head->zone));
	set_viruses(o, head);
	if (head->id)
		set_hash(o, "id", head->id);
	if (head->keys)
		set_hash(o, "keys", head->keys);
	if (head->choice)
		set_hash(o, "choice", head->choice);
	return add(m, o, err);
}

int manifest_begin_into(struct manifest *m, manifest_put *put, void *arg,
			const struct manifest_head *head, struct err *err)
{
	*m = (struct manifest){ .fd = -1,
				.dirfd = -1,
				.put = put,
				.put_arg = arg,
				.out = STR_INIT(BUFFER + MANIFEST_LINE_MAX) };
	sha256_init(&m->hash);
	return add_head(m, head, err);
}

int manifest_create_as(struct manifest *m, int dirfd, const char *name,
		       const struct manifest_head *head, struct err *err)
{
	bool anew = strcmp(name, MANIFEST_NAME) != 0; /* what an earlier try left goes */
	int r;

	*m = (struct manifest){ .dirfd = dirfd, .out = STR_INIT(BUFFER + MANIFEST_LINE_MAX) };
	sha256_init(&m->hash);
	if (anew && unlinkat(dirfd, name, 0) < 0 && errno != ENOENT)
		return err_sys(err, -errno, "%s", name);
	m->fd = openat(dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (m->fd < 0)
		return err_sys(err, -errno, "%s", name);
	(void)!fchmod(m->fd, 0644);
	r = add_head(m, head, err);
	if (r == 0)
		r = sync_all(m, err);
	if (r == 0 && fsync(dirfd) < 0)
		r = err_sys(err, -errno, "%s", name);
	return r;
}

int manifest_take_place(struct manifest *m, const char *name, struct err *err)
{
	int r = sync_all(m, err);

	if (r == 0 && renameat(m->dirfd, name, m->dirfd, MANIFEST_NAME) < 0)
		r = err_sys(err, -errno, "%s", name);
	/* the same order as of a shard */
	if (r == 0 && (fsync(m->fd) < 0 || fsync(m->dirfd) < 0))
		r = err_sys(err, -errno, "%s", name);
	return r;
}

int manifest_add_file(struct manifest *m, const struct manifest_file *f, struct err *err)
{
	json_t *o = begin(f->folder ? "folder" : "file");
	char modified[24];

	set_text(o, "name", f->name);
	set_path(o, f->path);
	if (f->modified != TIME_ABSENT)
		set_text(o, "modified", time_iso(f->modified, modified, sizeof(modified)));
	if (f->attributes)
		set_number(o, "attributes", f->attributes);
	set_number(o, "offset", f->offset);
	if (f->folder) {
		m->so_far.folders++;
		return add(m, o, err);
	}
	set_number(o, "size", f->size);
	set_hash(o, "sha256", f->sha256);
	if (f->damaged)
		set_number(o, "damaged", f->damaged);
	if (f->streams)
		set_number(o, "streams", f->streams);
	set_sign(o, f->sign);
	if (f->parts > 1) {
		set_number(o, "part", f->part);
		set_number(o, "parts", f->parts);
	}
	m->so_far.files += f->parts <= 1 || f->part == f->parts;
	m->so_far.bytes += f->size;
	m->so_far.damaged += f->damaged > 0;
	return add(m, o, err);
}

int manifest_add_left(struct manifest *m, const struct manifest_left *l, struct err *err)
{
	json_t *o = begin("left-out");

	set_text(o, "name", l->name);
	set_path(o, l->path);
	set_text(o, "reason", l->reason);
	if (l->size != UINT64_MAX)
		set_number(o, "size", l->size);
	set_sign(o, l->sign);
	m->so_far.left_out++;
	return add(m, o, err);
}

/* Of a shard whose files have no lines here. */
static void add_counts(struct manifest *m, json_t *o, const struct manifest_shard *s)
{
	const struct manifest_end *c = s->counts;
	json_t *why = json_object();

	set_number(o, "folders", c->folders);
	set_number(o, "bytes", c->bytes);
	set_number(o, "damaged", c->damaged);
	set_number(o, "left_out", c->left_out);
	for (size_t i = 0; i < MANIFEST_REASONS_MAX && plan_left_out_word(i); i++)
		if (s->why && s->why[i])
			set_number(why, plan_left_out_word(i), s->why[i]);
	set(o, "why", why);
	if (s->signs)
		set_number(o, "signs", s->signs);
	m->so_far.files += c->files;
	m->so_far.folders += c->folders;
	m->so_far.bytes += c->bytes;
	m->so_far.damaged += c->damaged;
	m->so_far.left_out += c->left_out;
}

static void add_piece(json_t *o, const struct manifest_piece *p)
{
	set_text(o, "list", p->name);
	set_number(o, "list_size", p->size);
	set_hash(o, "list_sha256", p->sha256);
	set_number(o, "from", p->from);
	set_number(o, "reached", p->reached);
	if (!p->cut)
		set_hash(o, "proof", p->proof);
}

int manifest_add_shard(struct manifest *m, const struct manifest_shard *s, struct err *err)
{
	json_t *o = begin(s->list ? "list" : "shard");
	int r;

	set_text(o, "name", s->name);
	set_number(o, "size", s->size);
	if (!s->list)
		set_number(o, "files", s->files);
	if (s->counts)
		add_counts(m, o, s);
	if (s->piece)
		add_piece(o, s->piece);
	set_hash(o, "sha256", s->sha256);
	set_lines(m, o);
	m->so_far.shards += !s->list;
	r = add(m, o, err);
	return r < 0 ? r : sync_all(m, err);
}

int manifest_finish(struct manifest *m, struct err *err)
{
	json_t *o = begin("end");
	int r;

	set_number(o, "files", m->so_far.files);
	set_number(o, "folders", m->so_far.folders);
	set_number(o, "bytes", m->so_far.bytes);
	set_number(o, "damaged", m->so_far.damaged);
	set_number(o, "left_out", m->so_far.left_out);
	set_number(o, "shards", m->so_far.shards);
	set_lines(m, o);
	r = add(m, o, err);
	if (r == 0)
		r = sync_all(m, err);
	if (r == 0 && !m->put) {
		r = reserve_end(&m->room, m->fd, m->written);
		if (r == 0 && (fsync(m->fd) < 0 || fsync(m->dirfd) < 0))
			r = -errno;
		if (r < 0)
			err_sys(err, r, MANIFEST_NAME);
	}
	return r;
}

void manifest_close(struct manifest *m)
{
	if (m->fd >= 0)
		close(m->fd);
	m->fd = -1;
	str_done(&m->out);
}
