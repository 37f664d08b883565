/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sealed backup looked at with its key: age opens each part to its end, the sealed lists speak of the same parts as
 * the one without names, and that one is the one that was sealed. Nothing is unpacked here. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "backup/inside.h"
#include "backup/session.h"
#include "core/base/io.h"

struct opening {
	int dirfd, key_fd;
	const struct session_watch *watch;
	struct session_verdict *v;
	struct sha256_ctx parts; /* what the list says of them */
	bool any;                /* was opened */
	struct err *err;
};

static int nothing(void *arg, const void *p, size_t n, struct err *err)
{
	(void)arg;
	(void)p;
	(void)n;
	(void)err;
	return 0;
}

static int open_one(struct opening *g, const char *name,
		    int (*take)(void *, const void *, size_t, struct err *), void *arg,
		    struct err *why)
{
	int fd CLEANUP(cleanup_close) =
	    openat(g->dirfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

	return fd < 0 ? err_sys(why, -errno, "%s", name)
		      : sealed_open(fd, g->key_fd, take, arg, why);
}

static int add_part(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct opening *g = arg;

	(void)end_of_line;
	sha256_update(&g->parts, strlen(s->name) + 1, (const uint8_t *)s->name);
	sha256_update(&g->parts, sizeof(s->size), (const uint8_t *)&s->size);
	sha256_update(&g->parts, HASH_SIZE, s->sha256);
	return 0;
}

/* The wrong key ends it: the first part does not open, and no other would. Without age none does. */
static int open_part(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct opening *g = arg;
	struct err why = { 0 };
	char text[300];
	int r;

	if (s->list)
		return 0;
	(void)!add_part(arg, s, end_of_line);
	r = open_one(g, s->name, nothing, NULL, &why);
	if ((r == -EACCES && !g->any) || (r < 0 && why.kind == ERR_UNSUPPORTED)) {
		if (g->err)
			*g->err = why;
		return r;
	}
	g->any |= r == 0;
	g->v->unopened += r < 0;
	if (r < 0 && g->watch && g->watch->shard)
		g->watch->shard(g->watch->arg, s->name, err_text(&why, text, sizeof(text)));
	return 0;
}

static bool same_counts(const struct manifest_end *a, const struct manifest_end *b)
{
	return a->files == b->files && a->folders == b->folders && a->bytes == b->bytes &&
	       a->damaged == b->damaged && a->left_out == b->left_out && a->shards == b->shards;
}

/* True when the sealed lists say the same; complete: to their end. */
static bool lists_agree(struct opening *g, const struct manifest_end *counted, bool complete)
{
	const struct manifest_reader r = { .arg = g, .shard = add_part };
	int fd CLEANUP(cleanup_close) = inside_open(g->dirfd, g->key_fd, NULL);
	uint8_t outer[HASH_SIZE], inner[HASH_SIZE];
	enum manifest_state state = MANIFEST_CHANGED;
	struct manifest_end end;

	sha256_digest(&g->parts, HASH_SIZE, outer); /* and begins anew */
	if (fd < 0 || manifest_read(fd, &r, &state, &end, NULL) < 0)
		return false;
	sha256_digest(&g->parts, HASH_SIZE, inner);
	return state == (complete ? MANIFEST_COMPLETE : MANIFEST_INCOMPLETE) &&
	       !memcmp(outer, inner, HASH_SIZE) && same_counts(&end, counted) &&
	       (!complete || inside_is_list(g->dirfd, g->key_fd));
}

int session_verify_key(int dirfd, int key_fd, const struct session_watch *w,
		       struct session_verdict *v, struct err *err)
{
	struct opening g = { .dirfd = dirfd, .key_fd = key_fd, .watch = w, .v = v, .err = err };
	const struct manifest_reader r = { .arg = &g, .shard = open_part };
	int fd CLEANUP(cleanup_close) =
	    openat(dirfd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	enum manifest_state state;
	struct manifest_end end;
	int result;

	if (fd < 0)
		return err_sys(err, -errno, MANIFEST_NAME);
	sha256_init(&g.parts);
	result = manifest_read(fd, &r, &state, &end, err);
	if (result < 0)
		return result;
	if (!end.sealed)
		return err_set(err, ERR_UNSUPPORTED, -EINVAL, "that backup is not sealed");
	v->opened = true;
	v->list_differs =
	    state != MANIFEST_CHANGED && !lists_agree(&g, &end, state == MANIFEST_COMPLETE);
	v->complete = v->complete && !v->unopened && !v->list_differs;
	return 0;
}
