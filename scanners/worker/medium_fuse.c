/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's requests for files, and their answers: what taking a backup asks for, in the kernel's own
 * structs (linux/fuse.h). libfuse would be 150 lines less of these, and more calls than this role is to
 * have. What is not known is refused in the way the kernel knows. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "scanners/worker/medium.h"

#define VALID_SECONDS 60 /* nobody else changes anything */
#define LIST_BYTES    ((size_t)64 << 20)

struct request {
	const struct fuse_in_header *head;
	const uint8_t *p; /* behind the head */
	size_t n;
};

/* --- answers ------------------------------------------------------------------------------------ */
static void answer(const struct medium_server *s, const struct request *q, int code, const void *p,
		   size_t n)
{
	struct fuse_out_header head = { .unique = q->head->unique, .error = code };
	struct iovec part[] = { { &head, sizeof(head) }, { (void *)(uintptr_t)p, n } };

	head.len = (uint32_t)(sizeof(head) + n);
	/* One that nobody waits for any more is no error. */
	(void)!writev(s->fuse, part, n ? 2 : 1);
}

static uint64_t volume_node(uint64_t node)
{
	return node == FUSE_ROOT_ID ? NTFS_MEDIUM_ROOT : node;
}

/* Without an owner: who comes in is settled by the mount. */
static void attributes(const struct medium_stat *st, struct fuse_attr *ret)
{
	*ret = (struct fuse_attr){
		.ino = st->node & 0xffffffffffffu,
		.size = st->folder ? 0 : st->size,
		.blocks = st->allocated / 512,
		.atime = (uint64_t)st->modified.tv_sec,
		.mtime = (uint64_t)st->modified.tv_sec,
		.ctime = (uint64_t)st->changed.tv_sec,
		.mtimensec = (uint32_t)st->modified.tv_nsec,
		.ctimensec = (uint32_t)st->changed.tv_nsec,
		.mode = st->folder ? S_IFDIR | 0755 : S_IFREG | 0644,
		.nlink = MAX(st->links, 1u),
		.blksize = 4096,
	};
}

static void entry_of(const struct medium_stat *st, struct fuse_entry_out *ret)
{
	*ret = (struct fuse_entry_out){ .nodeid =
					    st->node == NTFS_MEDIUM_ROOT ? FUSE_ROOT_ID : st->node,
					.entry_valid = VALID_SECONDS,
					.attr_valid = VALID_SECONDS };
	attributes(st, &ret->attr);
}

static void answer_entry(struct medium_server *s, const struct request *q, int r,
			 const struct medium_stat *st)
{
	struct fuse_entry_out out;

	if (r == 0)
		entry_of(st, &out);
	answer(s, q, r, &out, r == 0 ? sizeof(out) : 0);
}

/* --- what a request holds ----------------------------------------------------------------------- */
/* A struct of n bytes at its beginning; NULL when it is too short. */
static const void *front(const struct request *q, size_t n)
{
	return q->n >= n ? q->p : NULL;
}

/* The name that begins at `at`; the next one begins at *ret_next. NULL: there is none. */
static const char *name_at(const struct request *q, size_t at, size_t *ret_next)
{
	const char *p = (const char *)q->p + at;
	size_t n = at < q->n ? strnlen(p, q->n - at) : 0;

	if (at >= q->n || n == q->n - at)
		return NULL;
	if (ret_next)
		*ret_next = at + n + 1;
	return p;
}

/* --- files and folders -------------------------------------------------------------------------- */
static void do_init(struct medium_server *s, const struct request *q)
{
	const struct fuse_init_in *in = front(q, 16);
	struct fuse_init_out out = { .major = FUSE_KERNEL_VERSION,
				     .max_background = 12,
				     .congestion_threshold = 9,
				     .max_write = (uint32_t)MEDIUM_PIECE,
				     .max_pages = (uint16_t)(MEDIUM_PIECE / 4096),
				     .time_gran = 100 };

	if (!in || in->major != FUSE_KERNEL_VERSION || in->minor < 28) {
		answer(s, q, -EPROTO, NULL, 0);
		return;
	}
	out.minor = MIN(in->minor, (uint32_t)FUSE_KERNEL_MINOR_VERSION);
	out.max_readahead = in->max_readahead;
	out.flags = in->flags & (FUSE_BIG_WRITES | FUSE_MAX_PAGES | FUSE_ASYNC_READ);
	s->agreed = true;
	answer(s, q, 0, &out, sizeof(out));
}

static void do_lookup(struct medium_server *s, const struct request *q)
{
	const char *name = name_at(q, 0, NULL);
	struct medium_stat st;
	int r =
	    name ? ntfs_medium_find(s->volume, volume_node(q->head->nodeid), name, &st) : -EINVAL;

	answer_entry(s, q, r, &st);
}

static void answer_attributes(struct medium_server *s, const struct request *q)
{
	struct fuse_attr_out out = { .attr_valid = VALID_SECONDS };
	struct medium_stat st;
	int r = ntfs_medium_stat(s->volume, volume_node(q->head->nodeid), &st);

	if (r == 0)
		attributes(&st, &out.attr);
	answer(s, q, r, &out, r == 0 ? sizeof(out) : 0);
}

/* Who may read it NTFS says in another way: asked for, it stays as it is, as on FAT. */
static void do_setattr(struct medium_server *s, const struct request *q)
{
	const uint32_t known = FATTR_SIZE | FATTR_FH | FATTR_LOCKOWNER | FATTR_MODE |
			       FATTR_KILL_SUIDGID | FATTR_CTIME | FATTR_MTIME | FATTR_MTIME_NOW;
	const struct fuse_setattr_in *in = front(q, sizeof(*in));
	int r = !in || in->valid & ~known ? -EOPNOTSUPP : 0;

	if (r == 0 && in->valid & FATTR_SIZE)
		r = ntfs_medium_cut(s->volume, volume_node(q->head->nodeid), in->size);
	/* One that comes along when a file is cut is that of now. */
	else if (r == 0 && in->valid & FATTR_MTIME && !(in->valid & FATTR_MTIME_NOW))
		r = ntfs_medium_modified(s->volume, volume_node(q->head->nodeid),
					 (int64_t)in->mtime, in->mtimensec);
	if (r < 0)
		answer(s, q, r, NULL, 0);
	else
		answer_attributes(s, q);
}

static int make(struct medium_server *s, const struct request *q, size_t at, bool folder,
		struct medium_stat *ret)
{
	const char *name = name_at(q, at, NULL);

	s->list.folder = 0;
	return name ? ntfs_medium_make(s->volume, volume_node(q->head->nodeid), name, folder, ret)
		    : -EINVAL;
}

static void do_mkdir(struct medium_server *s, const struct request *q)
{
	struct medium_stat st;
	int r = make(s, q, sizeof(struct fuse_mkdir_in), true, &st);

	answer_entry(s, q, r, &st);
}

static void do_create(struct medium_server *s, const struct request *q)
{
	struct {
		struct fuse_entry_out entry;
		struct fuse_open_out open;
	} out = { .open = { .open_flags = 0 } };
	struct medium_stat st;
	int r = make(s, q, sizeof(struct fuse_create_in), false, &st);

	if (r == 0)
		entry_of(&st, &out.entry);
	answer(s, q, r, &out, r == 0 ? sizeof(out) : 0);
}

static void do_remove(struct medium_server *s, const struct request *q, bool folder)
{
	const char *name = name_at(q, 0, NULL);

	s->list.folder = 0;
	answer(s, q,
	       name ? ntfs_medium_remove(s->volume, volume_node(q->head->nodeid), name, folder)
		    : -EINVAL,
	       NULL, 0);
}

static void do_rename(struct medium_server *s, const struct request *q, size_t head)
{
	const struct fuse_rename2_in *in = front(q, head);
	uint32_t flags = in && head == sizeof(*in) ? in->flags : 0;
	size_t next = 0;
	const char *name = in ? name_at(q, head, &next) : NULL;
	const char *new_name = name ? name_at(q, next, NULL) : NULL;
	int r = -EINVAL;

	s->list.folder = 0;
	if (new_name && !(flags & ~(uint32_t)1)) /* RENAME_NOREPLACE */
		r = ntfs_medium_rename(s->volume, volume_node(q->head->nodeid), name,
				       volume_node(in->newdir), new_name, !flags);
	answer(s, q, r, NULL, 0);
}

/* --- contents ----------------------------------------------------------------------------------- */
static void do_open(struct medium_server *s, const struct request *q)
{
	const struct fuse_open_out out = { .open_flags = 0 };

	s->list.folder = 0; /* a folder that is opened is listed anew */
	answer(s, q, 0, &out, sizeof(out));
}

static void do_read(struct medium_server *s, const struct request *q)
{
	const struct fuse_read_in *in = front(q, sizeof(*in));
	ssize_t n = -EINVAL;

	if (in)
		n = ntfs_medium_read(s->volume, volume_node(q->head->nodeid), s->out,
				     MIN(in->size, MEDIUM_PIECE), in->offset);
	answer(s, q, (int)MIN(n, 0), s->out, (size_t)MAX(n, 0));
}

static void do_write(struct medium_server *s, const struct request *q)
{
	const struct fuse_write_in *in = front(q, sizeof(*in));
	struct fuse_write_out out = { 0 };
	ssize_t n = -EINVAL;

	if (in && in->size == q->n - sizeof(*in))
		n = ntfs_medium_write(s->volume, volume_node(q->head->nodeid), in + 1, in->size,
				      in->offset);
	out.size = (uint32_t)MAX(n, 0);
	answer(s, q, (int)MIN(n, 0), &out, n < 0 ? 0 : sizeof(out));
}

static int add_entry(void *arg, const char *name, uint64_t node, bool folder)
{
	struct medium_list *l = arg;
	size_t n = strlen(name), room = FUSE_DIRENT_ALIGN(FUSE_NAME_OFFSET + n);
	struct fuse_dirent *d;

	if (l->n + room > LIST_BYTES)
		return -EFBIG;
	if (l->n + room > l->cap) {
		l->cap = MAX(2 * l->cap, (size_t)65536);
		l->bytes = xrealloc(l->bytes, l->cap);
	}
	d = (struct fuse_dirent *)(void *)(l->bytes + l->n);
	memset(d, 0, room);
	d->ino = node & 0xffffffffffffu;
	d->off = ++l->entries;
	d->namelen = (uint32_t)n;
	d->type = (folder ? (uint32_t)S_IFDIR : (uint32_t)S_IFREG) >> 12;
	memcpy(d->name, name, n);
	l->n += room;
	return 0;
}

static int list(struct medium_server *s, uint64_t folder)
{
	int r;

	if (s->list.folder == folder)
		return 0;
	s->list.n = s->list.entries = 0;
	r = ntfs_medium_list(s->volume, folder, add_entry, &s->list);
	s->list.folder = r < 0 ? 0 : folder;
	return r;
}

/* Whole entries behind the one that the offset names. */
static void do_readdir(struct medium_server *s, const struct request *q)
{
	const struct fuse_read_in *in = front(q, sizeof(*in));
	uint64_t folder = volume_node(q->head->nodeid);
	size_t from = 0, to;
	int r = -EINVAL;

	if (in && !in->offset)
		s->list.folder = 0;
	if (in)
		r = list(s, folder);
	if (r < 0) {
		answer(s, q, r, NULL, 0);
		return;
	}
	for (uint64_t i = 0; i < in->offset && from < s->list.n; i++)
		from += FUSE_DIRENT_SIZE((struct fuse_dirent *)(void *)(s->list.bytes + from));
	for (to = from; to < s->list.n;) {
		size_t n = FUSE_DIRENT_SIZE((struct fuse_dirent *)(void *)(s->list.bytes + to));

		if (to + n - from > in->size)
			break;
		to += n;
	}
	answer(s, q, 0, s->list.bytes + from, to - from);
}

static void do_statfs(struct medium_server *s, const struct request *q)
{
	struct fuse_statfs_out out = { 0 };
	struct medium_room room;

	ntfs_medium_room(s->volume, &room);
	out.st = (struct fuse_kstatfs){ .blocks = room.clusters,
					.bfree = room.free,
					.bavail = room.free,
					.bsize = room.cluster,
					.frsize = room.cluster,
					.namelen = 255 };
	answer(s, q, 0, &out, sizeof(out));
}

/* --- one request -------------------------------------------------------------------------------- */
static void dispatch(struct medium_server *s, const struct request *q)
{
	switch (q->head->opcode) {
	case FUSE_LOOKUP: do_lookup(s, q); return;
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET: return; /* nobody waits; nothing was kept */
	case FUSE_GETATTR: answer_attributes(s, q); return;
	case FUSE_SETATTR: do_setattr(s, q); return;
	case FUSE_MKDIR: do_mkdir(s, q); return;
	case FUSE_CREATE: do_create(s, q); return;
	case FUSE_UNLINK: do_remove(s, q, false); return;
	case FUSE_RMDIR: do_remove(s, q, true); return;
	case FUSE_RENAME: do_rename(s, q, sizeof(struct fuse_rename_in)); return;
	case FUSE_RENAME2: do_rename(s, q, sizeof(struct fuse_rename2_in)); return;
	case FUSE_OPEN:
	case FUSE_OPENDIR: do_open(s, q); return;
	case FUSE_READ: do_read(s, q); return;
	case FUSE_WRITE: do_write(s, q); return;
	case FUSE_READDIR: do_readdir(s, q); return;
	case FUSE_STATFS: do_statfs(s, q); return;
	case FUSE_FSYNC:
	case FUSE_FSYNCDIR: answer(s, q, ntfs_medium_sync(s->volume), NULL, 0); return;
	case FUSE_RELEASE:
	case FUSE_RELEASEDIR:
	case FUSE_DESTROY: answer(s, q, 0, NULL, 0); return;
	default: answer(s, q, -ENOSYS, NULL, 0); return;
	}
}

bool medium_request(struct medium_server *s)
{
	struct request q = { .head = (const struct fuse_in_header *)(void *)s->in };
	ssize_t n = read(s->fuse, s->in, MEDIUM_IN);

	if (n < 0) /* ENOENT: whoever asked was ended meanwhile */
		return errno == EINTR || errno == EAGAIN || errno == ENOENT;
	if ((size_t)n < sizeof(*q.head) || q.head->len != (size_t)n)
		return false;
	q.p = s->in + sizeof(*q.head);
	q.n = (size_t)n - sizeof(*q.head);
	if (q.head->opcode == FUSE_INIT)
		do_init(s, &q);
	else if (!s->agreed)
		answer(s, &q, -EIO, NULL, 0);
	else
		dispatch(s, &q);
	return true;
}
