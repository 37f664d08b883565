/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See reserve.h. */
#include "backup/reserve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#define FIRST   ((uint64_t)1 << 20)
#define AT_ONCE ((uint64_t)64 << 20)

static int take(int fd, uint64_t from, uint64_t upto)
{
	int r;

	do
		r = fallocate(fd, FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)(upto - from));
	while (r < 0 && errno == EINTR);
	return r < 0 ? -errno : 0;
}

int reserve_upto(struct reserve *r, int fd, uint64_t end)
{
	uint64_t want = r->have + MIN(MAX(r->have, FIRST), AT_ONCE);
	int e;

	if (end <= r->have)
		return 0;
	want = MAX(want, end);
	e = take(fd, r->have, want);
	if (e == -ENOSPC && want > end) {
		want = end;
		e = take(fd, r->have, want);
	}
	if (e == -EOPNOTSUPP || e == -ENOSYS || e == -EINVAL) {
		r->have = UINT64_MAX;
		return 0;
	}
	if (e < 0)
		return e;
	r->have = want;
	return fsync(fd) < 0 ? -errno : 0;
}

int reserve_end(struct reserve *r, int fd, uint64_t end)
{
	bool more = r->have != UINT64_MAX && r->have > end;

	r->have = MIN(r->have, end);
	return more && ftruncate(fd, (off_t)end) < 0 ? -errno : 0;
}
