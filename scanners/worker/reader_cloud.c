/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts the files below each folder of a place by whether their data are on this disk. Numbers and
 * the folders' names leave the worker, no other name does. */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "core/base/io.h"
#include "core/base/str.h"
#include "scanners/worker/reader.h"

struct counting {
	struct reader_server *s;
	struct wire_cloud n;
	uint64_t entries; /* of all folders */
	time_t end;
	struct str out;
	uint32_t folders;
	bool cut; /* of all folders: nothing more is looked at */
};

static uint64_t sum(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* 1: too much, the walk ends. */
static int count(void *arg, const char *path, const struct volume_stat *st)
{
	struct counting *c = arg;
	bool folder = st->type == VOLUME_FILE_DIRECTORY;

	(void)path;
	reader_busy(c->s);
	if (++c->entries > READER_CLOUD_ENTRIES || (c->entries % 256 == 0 && now() >= c->end)) {
		c->n.cut = c->cut = true;
		return 1;
	}
	switch (st->cloud) {
	case VOLUME_CLOUD_NONE:
	case VOLUME_CLOUD_KINDS: break;
	case VOLUME_CLOUD_HERE:
		c->n.here += !folder;
		c->n.here_bytes = sum(c->n.here_bytes, folder ? 0 : st->size);
		break;
	case VOLUME_CLOUD_AWAY:
		c->n.away += !folder;
		c->n.away_bytes = sum(c->n.away_bytes, folder ? 0 : st->size);
		c->n.folders_away += folder;
		break;
	case VOLUME_CLOUD_UNKNOWN: c->n.unknown++; break;
	}
	return 0;
}

static void unread(void *arg, const char *path, const struct err *why)
{
	struct counting *c = arg;

	(void)path;
	(void)why;
	c->n.unread = true;
}

/* What was counted, unless there is nothing to tell. Folders beyond the ceiling add to the last. */
static void put(struct counting *c, const char *name)
{
	struct wire_cloud *n = &c->n;

	if (!n->here && !n->away && !n->folders_away && !n->unknown && !n->unread && !n->cut)
		return;
	if (c->folders + 1 == READER_CLOUD_MAX)
		n->cut = c->cut = true;
	if (c->folders < READER_CLOUD_MAX) {
		n->name_n = (uint32_t)strlen(name);
		str_addn(&c->out, (const char *)n, sizeof(*n));
		str_addn(&c->out, name, n->name_n);
		c->folders++;
	}
	*n = (struct wire_cloud){ 0 };
}

struct top {
	struct counting *c;
	char **folder;
	size_t n, cap;
};

/* The files of the place itself are counted at once, its folders one after the other. */
static int note_top(void *arg, const char *name, const struct volume_stat *st)
{
	struct top *t = arg;

	if (st->type != VOLUME_FILE_DIRECTORY)
		return count(t->c, name, st);
	if (!strcasecmp(name, "AppData"))
		return 0;
	if (t->n >= READER_CLOUD_ENTRIES) {
		t->c->n.cut = t->c->cut = true;
		return 1;
	}
	t->folder = xgrow(t->folder, t->n, &t->cap, sizeof(*t->folder), READER_CLOUD_ENTRIES);
	t->folder[t->n++] = xstrdup(name);
	return 0;
}

static void count_folder(struct counting *c, const char *name)
{
	struct volume_walk walk = { .each = count, .unread = unread, .arg = c };
	char path[VOLUME_PATH_MAX];
	struct volume_stat st;
	struct err err = { 0 };
	int n = snprintf(path, sizeof(path), "%s%s%s", c->s->ask.path, *c->s->ask.path ? "/" : "",
			 name);

	if (n < 0 || (size_t)n >= sizeof(path) ||
	    volume_lookup(c->s->volume, path, &st, &err) < 0) {
		c->n.unread = true;
	} else if (count(c, path, &st) == 0) {
		if (volume_walk(c->s->volume, path, &walk, &err) < 0)
			c->n.unread = true;
	}
	put(c, name);
}

int reader_do_cloud(struct reader_server *s, struct err *err)
{
	struct counting c = { .s = s,
			      .end = now() + READER_CLOUD_SECONDS,
			      .out = STR_INIT(READER_LIST_BYTES) };
	struct top t = { .c = &c };
	int fd = -1, r = volume_list(s->volume, s->ask.path, note_top, &t, err);

	put(&c, "");
	for (size_t i = 0; i < t.n; i++) {
		if (r >= 0 && !c.cut)
			count_folder(&c, t.folder[i]);
		free(t.folder[i]);
	}
	free(t.folder);
	if (r >= 0) {
		fd = io_sealed_memfd("cloud", str_c(&c.out), c.out.len, err);
		r = fd < 0 ? fd : 1;
		s->answer.n = c.folders;
	}
	if (fd >= 0) {
		reader_reply(s, NULL, 0, fd);
		close(fd);
	}
	str_done(&c.out);
	return r;
}
