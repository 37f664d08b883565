/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of a sealed backup, itself sealed. age is fed with it for as long as the backup goes on. */
#include "backup/session.h"

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
