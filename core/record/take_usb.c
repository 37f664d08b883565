/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A USB memory that was looked at becomes part of the visit. It goes the way of all records, written and
 * read again, so that nothing of the one check-up is borrowed by the other. */
#include <errno.h>

#include "core/record/record.h"

struct taking {
	struct checkup *to;
	struct err *err;
	int r;
};

static void take_line(void *arg, const char *json, size_t n)
{
	struct taking *t = arg;

	if (t->r == 0)
		t->r = MIN(record_apply(t->to, json, n, NULL, t->err), 0);
}

/* Under the number that it has in the visit; its volume is none of the visit's disk. */
static void take_system(struct taking *t, const struct checkup *usb, unsigned from, unsigned number)
{
	const struct record_sink sink = { take_line, t };
	struct checkup *one = xcalloc(1, sizeof(*one));

	one->system[number] = usb->system[from];
	one->system[number].volume = CHECKUP_VOLUMES_MAX;
	one->n_systems = number + 1;
	record_system(&sink, one, number);
	record_facts(&sink, number, &one->system[number].facts);
	free(one);
}

static void take_findings(struct taking *t, const struct checkup *usb, unsigned base)
{
	const struct record_sink sink = { take_line, t };

	for (size_t i = 0; i < usb->n_findings; i++) {
		struct finding f = usb->finding[i];

		f.system += base;
		record_finding(&sink, &f);
	}
}

static void add(uint64_t *sum, uint64_t number)
{
	*sum = number > UINT64_MAX - *sum ? UINT64_MAX : *sum + number;
}

/* The first memory's answer; one that came to its end beside one that did not is a part. */
static void take_state(struct checkup *to, const struct malware *m)
{
	struct malware *sum = &to->usb;
	bool first = !checkup_usb_scanned(to);

	if (first || (sum->state == MALWARE_COMPLETE && m->state != sum->state))
		sum->reason = phrase_copy(&to->arena, &m->reason);
	if (first)
		sum->state = m->state;
	else if (sum->state != m->state)
		sum->state = MALWARE_PARTIAL;
}

static void take_malware(struct taking *t, const struct malware *m)
{
	const struct record_sink sink = { take_line, t };
	struct malware *sum = &t->to->usb;
	bool before = checkup_usb_scanned(t->to);
	uint64_t signs = sum->hits_total;

	take_state(t->to, m);
	add(&sum->files, m->files);
	add(&sum->bytes, m->bytes);
	add(&sum->files_total, m->files_total);
	add(&sum->bytes_total, m->bytes_total);
	add(&sum->not_looked, m->not_looked);
	/* The older samples are the ones to be told. */
	if (!before || (m->database_time != TIME_ABSENT && m->database_time < sum->database_time)) {
		sum->database_time = m->database_time;
		sum->signatures = m->signatures;
		sum->database_version = arena_strdup(&t->to->arena, m->database_version);
		sum->engine_version = arena_strdup(&t->to->arena, m->engine_version);
	}
	for (size_t i = 0; i < m->n_hits; i++)
		record_usb_hit(&sink, &m->hit[i]);
	sum->hits_total = signs;
	add(&sum->hits_total, m->hits_total);
}

int record_take_usb(struct checkup *to, const struct checkup *usb, struct err *err)
{
	struct taking t = { .to = to, .err = err };
	unsigned base = (unsigned)to->n_systems;

	if (usb->n_systems > CHECKUP_SYSTEMS_MAX - to->n_systems ||
	    usb->n_findings > RECORD_FINDINGS_MAX - MIN(to->n_findings, RECORD_FINDINGS_MAX))
		return err_set(err, ERR_LIMIT, -ENOSPC, "there is no room for another USB memory");
	for (unsigned i = 0; i < usb->n_systems; i++)
		take_system(&t, usb, i, base + i);
	take_findings(&t, usb, base);
	take_malware(&t, &usb->malware);
	for (size_t i = 0; i < usb->n_gaps; i++)
		checkup_add_gap(to, usb->gap[i].group, &usb->gap[i].what, &usb->gap[i].why,
				usb->gap[i].count);
	return t.r;
}
