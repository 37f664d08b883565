/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines in. Whatever is not exactly what manifest_write.c writes is a changed list. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <nettle/base16.h>
#include <string.h>

#include "backup/entry_name.h"
#include "backup/manifest.h"
#include "backup/plan.h"
#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/times.h"

struct reading {
	const struct manifest_reader *to;
	struct sha256_ctx hash;
	struct manifest_end open, *total; /* open: since the last line of a shard */
	bool begun, ended;
	bool sealed, listed; /* a list without names; the line of the sealed one was there */
	uint64_t line_end;
	char *path; /* of the line at hand */
};

static bool get_text(const json_t *o, const char *key, size_t max, const char **ret)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v) || json_string_length(v) >= max)
		return false;
	*ret = json_string_value(v);
	return strlen(*ret) == json_string_length(v);
}

/* A number, 0 when it is not there. */
static bool get_number(const json_t *o, const char *key, uint64_t *ret)
{
	const json_t *v = json_object_get(o, key);

	*ret = v ? (uint64_t)json_integer_value(v) : 0;
	return !v || (json_is_integer(v) && json_integer_value(v) >= 0);
}

static bool get_hash(const json_t *o, const char *key, uint8_t hash[HASH_SIZE])
{
	struct base16_decode_ctx ctx;
	uint8_t out[HASH_SIZE + 8];
	const char *text;
	size_t n = HASH_SIZE;

	base16_decode_init(&ctx);
	if (!get_text(o, key, 2 * HASH_SIZE + 1, &text) || strlen(text) != 2 * HASH_SIZE ||
	    strspn(text, "0123456789abcdef") != 2 * HASH_SIZE ||
	    !base16_decode_update(&ctx, &n, out, 2 * HASH_SIZE, text) || n != HASH_SIZE ||
	    !base16_decode_final(&ctx))
		return false;
	memcpy(hash, out, HASH_SIZE);
	return true;
}

/* The name as it was on the disk, from its bytes; NULL when the line has none. */
static bool get_path(struct reading *g, const json_t *o, const char **ret)
{
	struct base16_decode_ctx ctx;
	const char *text;
	size_t n, m;

	*ret = NULL;
	if (!json_object_get(o, "path"))
		return true;
	if (!get_text(o, "path", 2 * ENTRY_NAME_MAX, &text))
		return false;
	m = n = strlen(text) / 2;
	free(g->path);
	g->path = xmalloc(n + 8);
	base16_decode_init(&ctx);
	if (!base16_decode_update(&ctx, &m, (uint8_t *)g->path, strlen(text), text) || m != n ||
	    !base16_decode_final(&ctx))
		return false;
	g->path[n] = '\0';
	*ret = g->path;
	return strlen(g->path) == n;
}

static bool get_time(const json_t *o, const char *key, int64_t *ret)
{
	const char *text;

	*ret = TIME_ABSENT;
	return !json_object_get(o, key) ||
	       (get_text(o, key, 24, &text) && time_parse_iso(text, ret));
}

/* NULL when the line has none. */
static bool get_sign(const json_t *o, const char **ret)
{
	*ret = NULL;
	return !json_object_get(o, "sign") ||
	       (get_text(o, "sign", MANIFEST_SIGN_MAX, ret) && **ret);
}

/* A list without a word about it is of files that nobody looked at. */
static bool get_viruses(const json_t *o, struct manifest_head *head)
{
	const char *looked, *signs;

	head->samples = TIME_ABSENT;
	if (!json_object_get(o, "viruses"))
		return !json_object_get(o, "signs") && !json_object_get(o, "samples") &&
		       !json_object_get(o, "not_looked");
	if (!get_text(o, "viruses", 20, &looked) || !get_text(o, "signs", 20, &signs) ||
	    !get_time(o, "samples", &head->samples) ||
	    !get_number(o, "not_looked", &head->not_looked) ||
	    (strcmp(looked, "looked") != 0 && strcmp(looked, "partly") != 0) ||
	    (strcmp(signs, "copy") != 0 && strcmp(signs, "leave-out") != 0))
		return false;
	head->viruses = *looked == 'l' ? MANIFEST_LOOKED : MANIFEST_PARTLY_LOOKED;
	head->signs_copied = *signs == 'c';
	return true;
}

/* Of a sealed backup, and only there. */
static bool get_ids(const json_t *o, const struct manifest_head *head, uint8_t id[HASH_SIZE],
		    uint8_t keys[HASH_SIZE])
{
	bool outer = !strcmp(head->profile, MANIFEST_SEALED);
	bool inner = !strcmp(head->profile, MANIFEST_LIST);

	return (outer || inner ? get_hash(o, "id", id) : !json_object_get(o, "id")) &&
	       (outer ? get_hash(o, "keys", keys) : !json_object_get(o, "keys"));
}

static bool get_choice(const json_t *o, const struct manifest_head *head, uint8_t hash[HASH_SIZE])
{
	return !json_object_get(o, "choice") ||
	       (!strcmp(head->profile, MANIFEST_PLAIN) && get_hash(o, "choice", hash));
}

/* What a line says is the hash of all lines before it. */
static bool lines_hold(const struct reading *g, const json_t *o)
{
	struct sha256_ctx copy = g->hash;
	uint8_t said[HASH_SIZE], is[HASH_SIZE];

	sha256_digest(&copy, HASH_SIZE, is);
	return get_hash(o, "lines", said) && memcmp(said, is, HASH_SIZE) == 0;
}

/* Each returns -EBADMSG for a line that is none of ours, else what was answered to it. */
static int read_head(struct reading *g, const json_t *o)
{
	struct manifest_head head = { 0 };
	const json_t *zone = json_object_get(o, "zone");
	uint8_t id[HASH_SIZE], keys[HASH_SIZE], choice[HASH_SIZE];
	uint64_t schema;

	if (g->begun || !get_number(o, "schema", &schema) || schema != MANIFEST_SCHEMA ||
	    !get_text(o, "tool", 200, &head.tool) || !get_time(o, "started", &head.started) ||
	    !get_text(o, "profile", 20, &head.profile) ||
	    !get_text(o, "source", 1000, &head.source) ||
	    !get_number(o, "shard_bytes", &head.shard_bytes) ||
	    !get_number(o, "file_max", &head.file_max) || !get_viruses(o, &head) ||
	    !get_ids(o, &head, id, keys) || !get_choice(o, &head, choice) ||
	    !json_is_integer(zone) || json_integer_value(zone) < -86400 ||
	    json_integer_value(zone) > 86400)
		return -EBADMSG;
	g->begun = true;
	g->sealed = !strcmp(head.profile, MANIFEST_SEALED);
	head.zone = (int)json_integer_value(zone);
	head.id = json_object_get(o, "id") ? id : NULL;
	head.keys = json_object_get(o, "keys") ? keys : NULL;
	head.choice = json_object_get(o, "choice") ? choice : NULL;
	return g->to->head ? g->to->head(g->to->arg, &head) : 0;
}

static int read_file(struct reading *g, const json_t *o, bool folder)
{
	struct manifest_file f = { .folder = folder };
	uint64_t attributes, streams, part, parts;

	if (g->sealed || !get_text(o, "name", ENTRY_NAME_MAX + 64, &f.name) ||
	    !get_path(g, o, &f.path) || !get_time(o, "modified", &f.modified) ||
	    !get_number(o, "attributes", &attributes) || !get_number(o, "offset", &f.offset) ||
	    attributes > UINT32_MAX)
		return -EBADMSG;
	f.attributes = (uint32_t)attributes;
	f.part = f.parts = 1;
	if (!folder) {
		if (!get_number(o, "size", &f.size) || !get_hash(o, "sha256", f.sha256) ||
		    !get_number(o, "damaged", &f.damaged) || !get_number(o, "streams", &streams) ||
		    !get_sign(o, &f.sign) || !get_number(o, "part", &part) ||
		    !get_number(o, "parts", &parts) || f.damaged > f.size || streams > UINT32_MAX ||
		    parts > UINT32_MAX || part > parts || (parts && !part))
			return -EBADMSG;
		f.streams = (uint32_t)streams;
		if (parts) {
			f.part = (unsigned)part;
			f.parts = (unsigned)parts;
		}
		g->open.files += f.part == f.parts;
		g->open.bytes += f.size;
		g->open.damaged += f.damaged > 0;
	}
	g->open.folders += folder;
	return g->to->file ? g->to->file(g->to->arg, &f) : 0;
}

static int read_left(struct reading *g, const json_t *o)
{
	struct manifest_left l = { 0 };

	if (g->sealed || !get_text(o, "name", ENTRY_NAME_MAX + 64, &l.name) ||
	    !get_path(g, o, &l.path) || !get_text(o, "reason", 40, &l.reason) ||
	    !get_number(o, "size", &l.size) || !get_sign(o, &l.sign))
		return -EBADMSG;
	if (!json_object_get(o, "size"))
		l.size = UINT64_MAX;
	g->open.left_out++;
	return g->to->left ? g->to->left(g->to->arg, &l) : 0;
}

static void add_up(struct manifest_end *sum, const struct manifest_end *one)
{
	sum->files += one->files;
	sum->folders += one->folders;
	sum->bytes += one->bytes;
	sum->damaged += one->damaged;
	sum->left_out += one->left_out;
	sum->shards += one->shards;
}

/* How much is in a shard whose files have no lines. No sum of theirs gets out of bounds. */
static bool get_counts(const json_t *o, struct manifest_end *c, uint64_t *why, uint64_t *signs)
{
	const uint64_t max = (uint64_t)1 << 44;

	for (size_t i = 0; i < MANIFEST_REASONS_MAX && plan_left_out_word(i); i++)
		if (!get_number(json_object_get(o, "why"), plan_left_out_word(i), &why[i]) ||
		    why[i] > max)
			return false;
	return get_number(o, "signs", signs) && *signs <= max &&
	       get_number(o, "files", &c->files) && get_number(o, "folders", &c->folders) &&
	       get_number(o, "bytes", &c->bytes) && get_number(o, "damaged", &c->damaged) &&
	       get_number(o, "left_out", &c->left_out) && c->files <= max && c->folders <= max &&
	       c->bytes <= max && c->damaged <= max && c->left_out <= max;
}

/* A name in this folder. */
static bool get_name(const json_t *o, const char *key, const char **ret)
{
	return get_text(o, key, 64, ret) && !strchr(*ret, '/') && **ret && **ret != '.';
}

/* Its piece of the sealed list. A part without an entry of its own is the middle of a large file. */
static bool get_piece(const json_t *o, struct manifest_piece *p)
{
	const uint64_t max = (uint64_t)1 << 44;

	p->cut = !json_object_get(o, "proof");
	return get_name(o, "list", &p->name) && get_number(o, "list_size", &p->size) &&
	       get_hash(o, "list_sha256", p->sha256) && json_object_get(o, "from") &&
	       get_number(o, "from", &p->from) && json_object_get(o, "reached") &&
	       get_number(o, "reached", &p->reached) && p->reached <= max &&
	       p->from <= p->reached && (p->cut || get_hash(o, "proof", p->proof));
}

static int read_shard(struct reading *g, const json_t *o, bool list)
{
	struct manifest_shard s = { .list = list };
	struct manifest_piece piece;
	uint64_t why[MANIFEST_REASONS_MAX] = { 0 };
	struct manifest_end counts;

	if (g->listed || (list && !g->sealed) ||
	    (g->sealed && !list &&
	     (!get_counts(o, &g->open, why, &s.signs) || !get_piece(o, &piece))))
		return -EBADMSG;
	g->listed = list;
	if (!get_name(o, "name", &s.name) || !get_number(o, "size", &s.size) ||
	    !get_number(o, "files", &s.files) || !get_hash(o, "sha256", s.sha256) ||
	    !lines_hold(g, o))
		return -EBADMSG;
	counts = g->open;
	s.counts = g->sealed && !list ? &counts : NULL;
	s.why = s.counts ? why : NULL;
	s.piece = s.counts ? &piece : NULL;
	g->open.shards += !list;
	add_up(g->total, &g->open);
	g->open = (struct manifest_end){ 0 };
	return g->to->shard ? g->to->shard(g->to->arg, &s, g->line_end) : 0;
}

/* No line comes behind the last one to prove it: it must be spelled as we spell it. */
static bool is_ours(const json_t *o, const char *line, size_t n)
{
	char *again = json_dumps(o, JSON_COMPACT | JSON_ENSURE_ASCII);
	bool same = again && strlen(again) + 1 == n && !memcmp(again, line, n - 1);

	free(again);
	return same;
}

/* What it says must be what was counted, and its hash that of all lines before it. Every number stands
 * there, 0 too: one under another name is not taken for one that is left out. */
static int read_end(const struct reading *g, const json_t *o, const char *line, size_t n)
{
	const struct manifest_end *t = g->total;
	const struct {
		const char *key;
		uint64_t counted;
	} number[] = {
		{ "files", t->files },     { "folders", t->folders },   { "bytes", t->bytes },
		{ "damaged", t->damaged }, { "left_out", t->left_out }, { "shards", t->shards },
	};
	uint64_t said;

	if (g->sealed != g->listed || json_object_size(o) != 2 + LEN(number) || !lines_hold(g, o) ||
	    !is_ours(o, line, n))
		return -EBADMSG;
	for (size_t i = 0; i < LEN(number); i++)
		if (!json_object_get(o, number[i].key) || !get_number(o, number[i].key, &said) ||
		    said != number[i].counted)
			return -EBADMSG;
	return 0;
}

static int read_line(struct reading *g, const char *line, size_t n)
{
	json_t *o = json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL);
	const char *record = "";
	int r = -EBADMSG;

	if (!o || g->ended || !get_text(o, "record", 20, &record))
		record = "";
	if (!strcmp(record, "backup"))
		r = read_head(g, o);
	else if (!g->begun)
		r = -EBADMSG;
	else if (!strcmp(record, "file") || !strcmp(record, "folder"))
		r = read_file(g, o, record[1] == 'o');
	else if (!strcmp(record, "left-out"))
		r = read_left(g, o);
	else if (!strcmp(record, "shard") || !strcmp(record, "list"))
		r = read_shard(g, o, record[0] == 'l');
	else if (!strcmp(record, "end")) {
		add_up(g->total, &g->open); /* what was left out behind the last shard */
		r = read_end(g, o, line, n);
		g->ended = r == 0;
	}
	json_decref(o);
	sha256_update(&g->hash, n, (const uint8_t *)line);
	return r;
}

/* Line by line out of a window of the file. 0 at the end of the file; ret_rest: bytes of a last line
 * without its end. */
static int read_lines(struct reading *g, int fd, char *buf, size_t *ret_rest, struct err *err)
{
	uint64_t at = 0;
	size_t held = 0;

	for (;;) {
		ssize_t n = io_pread_full(fd, buf + held, MANIFEST_LINE_MAX - held, at + held);
		size_t begin = 0;

		if (n < 0)
			return err_sys(err, (int)n, MANIFEST_NAME);
		held += (size_t)n;
		for (const char *end; (end = memchr(buf + begin, '\n', held - begin));) {
			size_t line = (size_t)(end - buf) - begin + 1;
			int r;

			g->line_end = at + begin + line;
			r = read_line(g, buf + begin, line);
			if (r)
				return r;
			begin += line;
		}
		memmove(buf, buf + begin, held - begin);
		held -= begin;
		at += begin;
		*ret_rest = held;
		if (n == 0)
			return 0;
		if (held == MANIFEST_LINE_MAX)
			return -EBADMSG;
	}
}

int manifest_read(int fd, const struct manifest_reader *to, enum manifest_state *ret,
		  struct manifest_end *ret_end, struct err *err)
{
	struct reading g = { .to = to, .total = ret_end };
	char *buf = xmalloc(MANIFEST_LINE_MAX);
	size_t rest = 0;
	int r;

	*ret_end = (struct manifest_end){ 0 };
	sha256_init(&g.hash);
	r = read_lines(&g, fd, buf, &rest, err);
	free(buf);
	free(g.path);
	ret_end->sealed = g.sealed;
	*ret = MANIFEST_CHANGED;
	if (r == -EBADMSG)
		return 0;
	if (r)
		return r;
	*ret = g.ended && !rest ? MANIFEST_COMPLETE : MANIFEST_INCOMPLETE;
	if (g.ended && rest)
		*ret = MANIFEST_CHANGED;
	return 0;
}
