/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A disk on which every system is locked: that it is, and how, is an answer of its own. One part in the
 * place of a system, the largest of those that are locked. */
#include <string.h>

#include "scanners/engine/run_private.h"

static const struct volume_info *largest(const struct disk *d, unsigned *ret)
{
	const struct volume_info *found = NULL;

	for (unsigned i = 0; i < d->n_volumes; i++) {
		const struct volume_info *v = &d->volume[i];

		if (v->state != VOLUME_STATE_LOCKED || !v->lock ||
		    (found && v->size <= found->size))
			continue;
		found = v;
		*ret = i;
	}
	return found;
}

void run_add_locked(struct run *r)
{
	unsigned volume = 0;
	/* A list of disks tells the lock in words of its own. */
	const struct volume_info *v = !r->deadline ? largest(&r->c->disk, &volume) : NULL;
	struct client_system *s = v ? checkup_add_system(r->c) : NULL;
	struct fact_disk_encryption *f;

	if (!s)
		return;
	s->kind = SYSTEM_LOCKED;
	s->volume = volume;
	s->name = "";
	f = FACTS_ADD(&s->facts, disk_encryption, DISK_ENCRYPTION, "disk");
	if (!f)
		return;
	f->method = strcmp(v->type, "BitLocker") == 0 ? "bitlocker" : "luks";
	f->state = v->lock;
	facts_note(&s->facts, FACT_KIND_DISK_ENCRYPTION, FACT_STATE_COLLECTED, NULL);
}
