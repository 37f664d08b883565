/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Both sides of the pipe to the reader: the one without power, and the one that checks it. */
#include "image-build/stick/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/io.h"
#include "image-build/exfat/fat.h"
#include "image-build/exfat/read.h"
#include "image-build/stick/fence.h"

#define PIECE ((size_t)65536)

enum tag { TAG_OPENED = 1, TAG_FILE, TAG_DATA, TAG_END };

struct head {
	uint32_t tag, n; /* n: bytes that follow */
	uint64_t size;
	int64_t mtime;
	uint8_t folder, good_name;
};

/* --- there --- */

struct telling {
	const struct apart *a;
	int out;
	struct exfat_volume exfat;
	struct fat_volume fat;
};

static int tell(const struct telling *t, const struct head *h, const void *p, struct err *err)
{
	if (io_write_full(t->out, h, sizeof(*h)) < 0 || io_write_full(t->out, p, h->n) < 0)
		return err_set(err, ERR_INTERNAL, -EPIPE, "nobody listens");
	return 0;
}

static int tell_data(void *arg, const void *p, size_t n, struct err *err)
{
	const char *at = p;
	int r = 0;

	while (r == 0 && n) {
		struct head h = { .tag = TAG_DATA, .n = (uint32_t)MIN(n, PIECE) };

		r = tell(arg, &h, at, err);
		at += h.n;
		n -= h.n;
	}
	return r;
}

static int tell_file(void *arg, const struct fs_file *f, struct err *err)
{
	struct telling *t = arg;
	struct head h = { .tag = TAG_FILE,
			  .n = (uint32_t)strlen(f->path),
			  .size = f->size,
			  .mtime = f->mtime,
			  .folder = f->folder,
			  .good_name = f->good_name };
	int r = tell(t, &h, f->path, err);

	if (r < 0 || f->folder || (t->a->wanted && !t->a->wanted(f)))
		return r;
	return t->a->kind == APART_FAT ? fat_content(&t->fat, f, tell_data, t, err)
				       : exfat_content(&t->exfat, f, tell_data, t, err);
}

static int walk(struct telling *t, struct err *err)
{
	struct fs_fd place = { t->a->fd, t->a->at };
	struct fs_source from = { fs_get_fd, &place, t->a->size };
	struct head opened = { .tag = TAG_OPENED };
	int r = t->a->kind == APART_FAT ? fat_open(&t->fat, &from, err)
					: exfat_open(&t->exfat, &from, err);

	opened.size = t->exfat.serial;
	if (r == 0)
		r = tell(t, &opened, NULL, err);
	if (r < 0)
		return r;
	return t->a->kind == APART_FAT ? fat_walk(&t->fat, tell_file, t, err)
				       : exfat_walk(&t->exfat, tell_file, t, err);
}

static _Noreturn void read_there(const struct apart *a, int out)
{
	struct apart own = *a;
	struct telling t = { .a = &own };
	struct err err = { 0 };
	struct head end = { .tag = TAG_END, .n = sizeof(err) };

	if (fence_close(a->fd, out, &own.fd, &t.out) < 0)
		_exit(1);
	walk(&t, &err);
	_exit(tell(&t, &end, &err, NULL) < 0);
}

/* --- here --- */

struct hearing {
	struct apart *a;
	int in;
	bool opened, ended;
	unsigned files;
	uint64_t left, total; /* of the file's content; of all content so far */
	char path[FS_PATH_MAX];
	uint8_t piece[PIECE];
};

static int odd(struct err *err)
{
	return err_set(err, ERR_INTERNAL, -EPROTO, "the reader of the stick came to no end");
}

static int hear_bytes(const struct hearing *h, void *p, size_t n)
{
	char *to = p;

	while (n) {
		ssize_t r = read(h->in, to, n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return -EPROTO;
		to += r;
		n -= (size_t)r;
	}
	return 0;
}

/* No name that leads elsewhere, whatever the reader says of it. */
static bool plain_path(const char *path)
{
	if (!*path || *path == '/')
		return false;
	for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL) {
		size_t n = strcspn(at, "/");

		if (!n || (n == 1 && *at == '.') || (n == 2 && !strncmp(at, "..", 2)))
			return false;
	}
	return true;
}

static int hear_file(struct hearing *h, const struct head *head, struct err *err)
{
	struct fs_file f = { .path = h->path,
			     .good_name = head->good_name != 0,
			     .folder = head->folder != 0,
			     .size = head->folder ? 0 : head->size,
			     .mtime = head->mtime };

	if (!h->opened || h->left || !head->n || head->n >= sizeof(h->path) ||
	    ++h->files > FS_NODES_MAX || hear_bytes(h, h->path, head->n) < 0)
		return odd(err);
	h->path[head->n] = '\0';
	if (strlen(h->path) != head->n || head->mtime > INT64_C(1) << 40)
		return odd(err);
	f.good_name = f.good_name && plain_path(h->path);
	if (!f.folder && (!h->a->wanted || h->a->wanted(&f)))
		h->left = f.size;
	if (h->left > h->a->size || (h->total += h->left) > h->a->size)
		return odd(err);
	return h->a->each(h->a->arg, &f, err);
}

static int hear_data(struct hearing *h, const struct head *head, struct err *err)
{
	if (!head->n || head->n > PIECE || head->n > h->left ||
	    hear_bytes(h, h->piece, head->n) < 0)
		return odd(err);
	h->left -= head->n;
	return h->a->take(h->a->arg, h->piece, head->n, err);
}

static int hear_end(struct hearing *h, const struct head *head, struct err *err)
{
	struct err said;

	if (head->n != sizeof(said) || hear_bytes(h, &said, sizeof(said)) < 0)
		return odd(err);
	h->ended = true;
	if (said.kind == ERR_NONE)
		return h->left || !h->opened ? odd(err) : 0;
	said.message[sizeof(said.message) - 1] = '\0';
	if (said.kind != ERR_FORMAT && said.kind != ERR_LIMIT && said.kind != ERR_IO)
		return odd(err);
	return err_set(err, said.kind, said.kind == ERR_IO ? -EIO : -EUCLEAN, "%s", said.message);
}

static int hear(struct hearing *h, struct err *err)
{
	int r = 0;

	while (r == 0 && !h->ended) {
		struct head head;

		if (hear_bytes(h, &head, sizeof(head)) < 0)
			return odd(err);
		switch (head.tag) {
		case TAG_OPENED:
			h->opened = true;
			h->a->serial = (uint32_t)head.size;
			break;
		case TAG_FILE: r = hear_file(h, &head, err); break;
		case TAG_DATA: r = hear_data(h, &head, err); break;
		case TAG_END: r = hear_end(h, &head, err); break;
		default: r = odd(err);
		}
	}
	return r;
}

int apart_walk(struct apart *a, struct err *err)
{
	CLEANUP(cleanup_free) struct hearing *h = xcalloc(1, sizeof(*h));
	int ends[2], r;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_sys(err, -errno, "no pipe");
	pid = fork();
	if (pid == 0)
		read_there(a, ends[1]);
	close(ends[1]);
	h->a = a;
	h->in = ends[0];
	r = pid < 0 ? err_sys(err, -errno, "no process") : hear(h, err);
	close(ends[0]); /* a reader that still writes gets to know */
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return r;
}
