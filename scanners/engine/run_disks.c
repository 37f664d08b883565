/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of disks with what is on them. A disk that can't be opened stays in the list with the
 * reason: not to see one is how the wrong one gets picked. */
#include <errno.h>
#include <string.h>

#include "scanners/disks/list.h"
#include "scanners/engine/crew_private.h"
#include "scanners/engine/run_private.h"

/* The name, and whether its last minutes may be missing. */
static const enum fact_kind told[] = { FACT_KIND_WINDOWS_VERSION, FACT_KIND_LINUX_VERSION,
				       FACT_KIND_MAC_VERSION, FACT_KIND_SHUTDOWN_STATE };

/* The flag of a volume is what a list can show without knowing facts. */
void run_note_hibernation(struct checkup *c)
{
	for (size_t i = 0; i < c->n_systems; i++) {
		const struct client_system *s = &c->system[i];
		const struct fact_shutdown_state *f =
		    FACTS_AT(&s->facts, shutdown_state, SHUTDOWN_STATE, 0);
		struct volume_info *v = &c->disk.volume[s->volume];

		if (f)
			v->hibernated = MAX(v->hibernated, f->hibernated);
	}
}

/* A volume on which nobody could look for systems must not read as one without any. */
static void note_unseen(struct checkup *c)
{
	for (size_t i = 0; c->n_systems == 0 && i < c->n_gaps; i++)
		if (!strcmp(c->gap[i].group, "volume"))
			c->disk.reason = c->gap[i].why;
}

static void look_into(struct run *r)
{
	struct err err = { 0 };

	if (run_list_volumes(r, &err) < 0) {
		r->c->disk.reason = PHRASE(because_of(err.kind));
	} else if (!r->o->no_systems) {
		run_open_volumes(r);
		run_find_systems(r);
		note_unseen(r->c);
		run_collect_kinds(r, told, LEN(told));
		run_note_hibernation(r->c);
	}
	if (run_cancelled(r))
		r->c->disk.reason = PHRASE(N_("What is on it could not be told in time."));
}

/* crew NULL: could not be started, because of why. An error is one of opening the source only. */
static int look(const struct run_options *o, struct crew *crew, const struct err *why,
		struct checkup *c, struct err *err)
{
	struct run *r = xcalloc(1, sizeof(*r));
	int e;

	r->o = o;
	r->c = c;
	r->crew = crew;
	r->source.fd = -1;
	r->broker = o->broker;
	r->deadline = crew_clock() + RUN_DISK_SECONDS * 1000;
	e = run_open_source(r, err);
	if (e == 0) {
		c->source_kind = source_kind_name(r->source.kind);
		c->source_name = r->source.disk.path;
		c->disk = r->source.disk;
		if (crew)
			look_into(r);
		else
			c->disk.reason = PHRASE(because_of(why->kind));
	}
	run_close(r);
	free(r);
	return e;
}

static struct checkup *fresh(size_t n)
{
	struct checkup *c = xcalloc(n + 1, sizeof(*c));

	for (size_t i = 0; i < n; i++)
		checkup_init(&c[i]);
	return c;
}

static void tell(const struct run_options *o, const struct checkup *c)
{
	if (o->told)
		o->told(o->told_arg, c);
}

static size_t usb_alone(struct disk *disk, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(disk[i].transport, "usb") == 0 && !disk[i].own_stick)
			disk[kept++] = disk[i];
	return kept;
}

/* Every disk of this machine, or the one that is named; one that can't be opened says why. */
static int look_at_all(const struct run_options *o, struct crew *crew, const struct err *why,
		       struct arena *a, struct checkup **ret, size_t *ret_n, struct err *err)
{
	struct list_source from = { .only = o->disk, .flags = LIST_LOOP };
	struct disk *disk;
	int e = list_disks(&from, a, &disk, ret_n, err);

	if (e < 0)
		return e;
	if (o->usb_only)
		*ret_n = usb_alone(disk, *ret_n);
	*ret = fresh(*ret_n);
	for (size_t i = 0; i < *ret_n; i++) {
		struct checkup *c = &(*ret)[i];
		struct run_options own = *o;
		struct err closed = { 0 };

		own.disk = disk[i].name;
		c->disk = disk[i];
		if (!disk[i].own_stick && look(&own, crew, why, c, &closed) < 0)
			c->disk.reason = PHRASE(because_of(closed.kind));
		tell(o, c);
	}
	return 0;
}

int run_disks(const struct run_options *o, struct arena *a, struct checkup **ret, size_t *ret_n,
	      struct err *err)
{
	struct crew_options options = { .broker = o->broker,
					.no_sandbox = o->no_sandbox,
					.weak_ok = o->weak_ok };
	struct crew *crew = NULL;
	struct err why = { 0 };
	int e = crew_start(&options, &crew, &why);

	*ret = NULL;
	*ret_n = 0;
	/* Workers that stop are no reason to hide the disks; a missing wall is one to stop. */
	if (e < 0 && why.kind != ERR_INTERNAL && why.kind != ERR_LIMIT) {
		if (err)
			*err = why;
		return err_while(err, "while starting the workers");
	}
	if (o->image || o->root) {
		*ret = fresh(1);
		*ret_n = 1;
		e = look(o, crew, &why, *ret, err);
		if (e == 0)
			tell(o, *ret);
	} else {
		e = look_at_all(o, crew, &why, a, ret, ret_n, err);
	}
	crew_stop(crew);
	return e;
}

void run_disks_done(struct checkup *c, size_t n)
{
	for (size_t i = 0; c && i < n; i++)
		checkup_done(&c[i]);
	free(c);
}
