/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dates that backup programs of makers leave, where such a place is described:
 *   Veeam Agent     event 190 of its own event log, "Backup Job Finished", level information,
 *                   warning or error (its user guide, "Appendix A. Veeam Agent Events")
 *   AOMEI           ProgramData\AomeiBR\brlog.xml: one Log per task that ran, Time in seconds since
 *                   1970 UTC, ResultCode 0 when it ended well (edvler/check_mk-aomei-backup)
 *   Macrium Reflect ProgramData\Macrium\Reflect: one HTML file per run, of which no more than the
 *                   day is taken (its default folder of logs)
 * Of Acronis, BUFFALO, EaseUS and the others no such place is described: their dates stay unread. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/events.h"
#include "scanners/probes/hardening.h"
#include "scanners/readers/xml.h"

#define VEEAM        "Veeam Agent"
#define AOMEI        "AOMEI Backupper"
#define MACRIUM      "Macrium Reflect"
#define AOMEI_LOG    "ProgramData/AomeiBR/brlog.xml"
#define MACRIUM_LOGS "ProgramData/Macrium/Reflect"

enum { VEEAM_FINISHED = 190 };
enum { LEVEL_CRITICAL = 1, LEVEL_ERROR = 2, LEVEL_INFORMATION = 4 };
#define YEAR_2000  ((int64_t)946684800)
#define YEAR_10000 ((int64_t)253402300800)

extern const struct probe probe_backup_makers;

/* Of one maker: the newest run that ended well, of which that is not known, that did not work. */
struct dates {
	int64_t well, other, failed;
};
#define NO_DATES                                                                                   \
	{                                                                                          \
		TIME_ABSENT, TIME_ABSENT, TIME_ABSENT                                              \
	}

static void add_one(struct facts *out, const char *maker, const char *source, const char *out_of,
		    const char *date_is, int64_t at)
{
	struct fact_backup_trace *f =
	    at == TIME_ABSENT ? NULL : FACTS_ADD(out, backup_trace, BACKUP_TRACE, source);

	if (!f)
		return;
	f->method = maker;
	f->at = at;
	f->date_is = date_is;
	f->out_of = out_of;
}

/* A run that is older than one that ended well says nothing more. */
static void add(struct facts *out, const char *maker, const char *source, const char *out_of,
		const struct dates *d)
{
	add_one(out, maker, source, out_of, "success", d->well);
	if (d->other > d->well)
		add_one(out, maker, source, out_of, "run", d->other);
	if (d->failed > MAX(d->well, d->other))
		add_one(out, maker, source, out_of, "failure", d->failed);
}

/* --- Veeam ------------------------------------------------------------------------------------ */
struct veeam {
	struct events e;
	struct dates dates;
};

static void each(void *arg, const struct evtx_event *event)
{
	struct veeam *v = arg;
	const char *text;
	int64_t level, *to = &v->dates.other;

	if (!events_from(event, VEEAM))
		return;
	text = evtx_element(v->e.arena, event->xml, "Level");
	level = text ? events_number(text) : NUMBER_ABSENT;
	if (level == LEVEL_INFORMATION)
		to = &v->dates.well;
	else if (level == LEVEL_ERROR || level == LEVEL_CRITICAL)
		to = &v->dates.failed;
	*to = MAX(*to, event->written);
}

static void look_at_veeam(const struct probe_input *in, struct facts *out)
{
	struct evtx_want wants[] = { { VEEAM_FINISHED, EVENTS_MAX, 0, 0 }, { 0 } };
	struct veeam v = { .e = { .in = in, .facts = out, .arena = out->arena },
			   .dates = NO_DATES };

	if (in->blob[0].state == PROBE_BLOB_ABSENT)
		return;
	events_read(&v.e, 0, VEEAM ".evtx", wants, each, &v);
	events_note(&v.e, FACT_KIND_BACKUP_TRACE);
	add(out, VEEAM, VEEAM ".evtx", "event-log", &v.dates);
}

/* --- AOMEI ------------------------------------------------------------------------------------ */
struct aomei {
	struct dates dates;
	int64_t time, code; /* of the Log that is open */
};

/* Digits only; else NUMBER_ABSENT. */
static int64_t number(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n && n <= 12 && !text[n] ? strtoll(text, NULL, 10) : NUMBER_ABSENT;
}

static void take(struct aomei *a, const char *name, const char *value)
{
	if (!strcmp(name, "Time"))
		a->time = number(value);
	else if (!strcmp(name, "ResultCode"))
		a->code = number(value);
}

static void on_open(void *arg, const char *path, const char *const *attribute)
{
	struct aomei *a = arg;

	if (strcmp(path, "BRLog/Log") != 0)
		return;
	a->time = a->code = NUMBER_ABSENT;
	for (; attribute && attribute[0] && attribute[1]; attribute += 2)
		take(a, attribute[0], attribute[1]);
}

static void on_close(void *arg, const char *path, const char *text)
{
	static const char inside[] = "BRLog/Log/";
	struct aomei *a = arg;
	int64_t *to;

	if (!strncmp(path, inside, sizeof(inside) - 1))
		take(a, path + sizeof(inside) - 1, text);
	if (strcmp(path, "BRLog/Log") != 0 || a->time < YEAR_2000 || a->time >= YEAR_10000)
		return;
	to = a->code == 0               ? &a->dates.well
	     : a->code == NUMBER_ABSENT ? &a->dates.other
					: &a->dates.failed;
	*to = MAX(*to, a->time);
}

static void look_at_aomei(const struct probe_blob *blob, struct facts *out)
{
	struct aomei a = { .dates = NO_DATES, .time = NUMBER_ABSENT, .code = NUMBER_ABSENT };
	struct xml_handler handler = { &a, on_open, on_close };
	struct err err = { 0 };
	int r;

	if (!hardening_blob(out, FACT_KIND_BACKUP_TRACE, blob))
		return;
	r = xml_walk(blob->data, &handler, &err);
	add(out, AOMEI, AOMEI_LOG, "file", &a.dates);
	if (r < 0)
		hardening_unseen(out, FACT_KIND_BACKUP_TRACE,
				 N_("because a file or folder could not be read"));
}

/* --- Macrium ---------------------------------------------------------------------------------- */
static void look_at_macrium(const struct probe_blob *blob, struct facts *out)
{
	static const char html[] = ".html";
	struct dates d = NO_DATES;
	struct probe_entry entry;
	struct arena names = { 0 };
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_BACKUP_TRACE, blob))
		return;
	while (probe_list_next(blob->data, &pos, &names, &entry)) {
		size_t n = strlen(entry.name);

		if (entry.type == 'f' && n > sizeof(html) &&
		    !strcasecmp(entry.name + n - (sizeof(html) - 1), html))
			d.other = MAX(d.other, entry.modified);
	}
	arena_done(&names);
	add(out, MACRIUM, MACRIUM_LOGS, "file", &d);
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_BACKUP_TRACE,
				 N_("because a file or folder could not be read"));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	if (in->n_blobs < 3)
		return 0;
	look_at_veeam(in, out);
	look_at_aomei(&in->blob[1], out);
	look_at_macrium(&in->blob[2], out);
	return 0;
}

const struct probe probe_backup_makers = {
	.id = "backup-makers",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG(VEEAM),
		   { PROBE_WANT_FILE, AOMEI_LOG, 0, true },
		   { PROBE_WANT_LIST, MACRIUM_LOGS, 0, true } },
	.gives = { FACT_KIND_BACKUP_TRACE, FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
