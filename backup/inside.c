/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of a sealed backup, itself sealed. age is fed with it for as long as the backup goes on. */
#include "backup/session.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/io.h"

/* Two million files. It lies in memory, and age gives whatever somebody sealed. */
#define LIST_MAX ((uint64_t)1 << 30)

static int put(void *arg, const void *p, size_t n, struct err *err)
{
	return sealed_write(arg, p, n, err);
}

int session_inside_begin(struct session_inside *in, int dirfd, const struct manifest_head *head,
			 const struct sealed_to *to, struct err *err)
{
	struct manifest_head own = *head;
	int r;

	own.profile = MANIFEST_LIST;
	in->list = (struct manifest){ .fd = -1 };
	r = sealed_begin(&in->file, dirfd, MANIFEST_INSIDE, to, err);
	return r < 0 ? r : manifest_begin_into(&in->list, put, &in->file, &own, err);
}

int session_inside_end(struct session_inside *in, struct manifest *m, struct err *err)
{
	struct manifest_shard line = { .name = MANIFEST_INSIDE, .list = true };
	int r = manifest_finish(&in->list, err);

	if (r == 0)
		r = sealed_commit(&in->file, line.sha256, err);
	line.size = in->file.file.size;
	return r < 0 ? r : manifest_add_shard(m, &line, err);
}

void session_inside_abort(struct session_inside *in)
{
	manifest_close(&in->list);
	sealed_abort(&in->file);
}

struct kept {
	int fd;
	uint64_t n;
};

static int keep(void *arg, const void *p, size_t n, struct err *err)
{
	struct kept *k = arg;
	int r;

	k->n += n;
	if (k->n > LIST_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG,
			       "its list is longer than that of any backup");
	r = io_write_full(k->fd, p, n);
	return r < 0 ? err_sys(err, r, "the list") : 0;
}

int session_inside_open(int dirfd, int key_fd, struct err *err)
{
	struct kept k = { .fd = memfd_create("list", MFD_CLOEXEC) };
	int fd CLEANUP(cleanup_close) = openat(
	    dirfd, MANIFEST_INSIDE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	int r = k.fd < 0 ? err_sys(err, -errno, "memory for the list")
		: fd < 0 ? err_sys(err, -errno, MANIFEST_INSIDE)
			 : sealed_open(fd, key_fd, keep, &k, err);

	if (r == 0)
		return k.fd;
	cleanup_close(&k.fd);
	return r;
}
