/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check for viruses before a backup: the same walk that the copying makes, so that each name that
 * is copied is a name that was looked at. */
#include <errno.h>

#include "scanners/engine/run_files.h"
#include "scanners/engine/run_private.h"
#include "scanners/engine/scan_pool.h"

struct looking {
	struct run *run;
	unsigned volume;
	void (*hit)(void *arg, unsigned volume, const char *path, const char *signature);
	void *arg;
};

static void on_hit(void *arg, const struct reader_item *item, const char *signature)
{
	struct looking *l = arg;

	l->run->c->malware.hits_total++;
	l->hit(l->arg, l->volume, item->path, signature);
}

static void on_gap(void *arg, const struct phrase *why, uint64_t count,
		   const struct reader_item *item)
{
	struct looking *l = arg;

	(void)item;
	run_gap(l->run, "malware", PHRASE(N_("Files in the check for viruses")), *why, count);
}

static void look_in(struct looking *l, const struct run_folder *folder)
{
	struct run *r = l->run;
	struct reader *reader = run_reader(r, folder->volume);
	struct scan_pool_options options = {
		.crew = r->crew,
		.reader = reader,
		.cancel = r->o->cancel,
		.on = { l, on_hit, on_gap, NULL },
	};
	struct scan_pool_result result = { .state = MALWARE_FAILED };
	struct err err = { 0 };

	result.database.newest = TIME_ABSENT;
	if (reader)
		reader_leave(reader, folder->leave, folder->n_leave);
	if (reader &&
	    reader_count_folders(reader, folder->path, folder->flat, &options.totals, &err) < 0)
		options.totals = (struct reader_totals){ 0 }; /* the walk meets it again */
	options.volume_files = options.totals.files;
	if (!reader ||
	    reader_walk_folders(reader, folder->path, folder->flat, SCAN_FILE_MAX, &err) < 0) {
		result.reason = PHRASE(because_of(err.kind));
		run_gap(r, "malware", PHRASE(N_("Folders in the check for viruses")), result.reason,
			1);
	} else if (scan_pool_run(&options, &result, &err) < 0 && !result.reason.id) {
		result.reason = PHRASE(because_of(err.kind));
	}
	run_take_malware(r, &result);
}

int run_files_scan(struct run_files *f, const struct run_folder *folder, size_t n,
		   void (*hit)(void *arg, unsigned volume, const char *path, const char *signature),
		   void *arg, struct err *err)
{
	struct looking l = { .run = run_files_run(f), .hit = hit, .arg = arg };
	struct malware *m = &l.run->c->malware;
	int64_t samples = TIME_ABSENT;
	bool any = false, all = true;

	for (size_t i = 0; i < n && !run_cancelled(l.run); i++) {
		uint64_t before = m->files;

		l.volume = folder[i].volume;
		m->state = MALWARE_NOT_RUN;
		look_in(&l, &folder[i]);
		any |= m->state != MALWARE_FAILED || m->files > before;
		all &= m->state == MALWARE_COMPLETE;
		samples = m->database_time != TIME_ABSENT ? m->database_time : samples;
	}
	if (run_cancelled(l.run))
		return err_set(err, ERR_LIMIT, -ECANCELED, "stopped");
	m->database_time = samples;
	m->state = all ? MALWARE_COMPLETE : MALWARE_PARTIAL;
	if (any)
		return 0;
	m->state = MALWARE_FAILED;
	return err_set(err, ERR_UNSUPPORTED, -EIO,
		       "the check for viruses could not begin; nothing was copied");
}
