/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See probe_kept.h. */
#include "scanners/engine/probe_kept.h"

#include <fcntl.h>
#include <string.h>

static void close_all(struct probe_part *p)
{
	for (size_t i = 0; i < LEN(p->fd); i++) {
		if (p->fd[i] >= 0)
			close(p->fd[i]);
		p->fd[i] = -1;
	}
}

/* All or nothing: with a log left out the worker would see an older hive than the others. */
static bool duplicate(const struct probe_part *from, struct probe_part *to)
{
	for (size_t i = 0; i < LEN(from->fd); i++) {
		to->fd[i] = from->fd[i] < 0 ? -1 : fcntl(from->fd[i], F_DUPFD_CLOEXEC, 3);
		if (from->fd[i] >= 0 && to->fd[i] < 0) {
			close_all(to);
			return false;
		}
	}
	to->wire.size = from->wire.size;
	to->wire.modified = from->wire.modified;
	return true;
}

bool probe_kept_find(const struct probe_kept *k, struct probe_part *p)
{
	for (size_t i = 0; k && i < k->n; i++)
		if (!strcmp(k->part[i].wire.path, p->wire.path))
			return duplicate(&k->part[i], p);
	return false;
}

void probe_kept_add(struct probe_kept *k, const struct probe_part *p)
{
	struct probe_part *mine;

	if (!k || k->n == PROBE_KEPT_MAX || p->wire.size > PROBE_KEPT_BYTES - k->bytes)
		return;
	mine = &k->part[k->n];
	*mine = (struct probe_part){ .fd = { -1, -1, -1 } };
	if (!duplicate(p, mine))
		return;
	memcpy(mine->wire.path, p->wire.path, sizeof(mine->wire.path));
	k->bytes += p->wire.size;
	k->n++;
}

void probe_kept_done(struct probe_kept *k)
{
	for (size_t i = 0; i < k->n; i++)
		close_all(&k->part[i]);
	*k = (struct probe_kept){ 0 };
}
