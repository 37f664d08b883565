/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of disks with what is on them. A disk that can't be opened stays in the list with the
 * reason: not to see one is how the wrong one gets picked. */
#include <errno.h>

#include "scanners/disks/list.h"
#include "scanners/engine/blkid_ask.h"
#include "scanners/engine/run_private.h"

static void look(struct crew *crew, int broker, struct arena *a, struct disk *d)
{
	struct blkid_answer answer = { 0 };
	struct source source;
	struct err err = { 0 };

	if (source_open_disk(d->name, broker, a, &source, &err) < 0) {
		d->reason = PHRASE(because_of(err.kind));
		return;
	}
	d->guarded = source.disk.guarded;
	if (blkid_ask(crew, source.fd, source.size, a, &answer, &err) < 0) {
		d->reason = PHRASE(because_of(err.kind));
	} else {
		d->table = answer.table;
		d->reason = answer.reason;
		d->volume = answer.volume;
		d->n_volumes = answer.n;
	}
	source_close(&source);
}

int run_disks(const struct run_options *o, struct arena *a, struct disk **ret, size_t *ret_n,
	      struct err *err)
{
	struct list_source from = { .flags = LIST_LOOP };
	struct crew_options options = { .broker = o->broker,
					.no_sandbox = o->no_sandbox,
					.weak_ok = o->weak_ok };
	struct crew *crew = NULL;
	int r = list_disks(&from, a, ret, ret_n, err);

	if (r == 0)
		r = crew_start(&options, &crew, err);
	for (size_t i = 0; r == 0 && i < *ret_n; i++)
		if (!(*ret)[i].own_stick)
			look(crew, o->broker, a, &(*ret)[i]);
	crew_stop(crew);
	return r;
}
