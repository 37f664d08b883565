/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin` tells, line by line, and what the sheet is made from in the end. */
#include <stdio.h>

#include "core/text/text.h"
#include "tui/visit/visit.h"

/* Share of the bar at which a stage begins; malware takes nearly all of the time. */
unsigned visit_percent(const struct progress *p)
{
	unsigned from = 0, to = 0;
	uint64_t part;

	if (!p->stage)
		return 0;
	if (strcmp(p->stage, "disks") == 0) {
		to = 2;
	} else if (strcmp(p->stage, "facts") == 0) {
		from = 2;
		to = 10;
	} else if (strcmp(p->stage, "samples") == 0) {
		from = to = 10;
	} else if (strcmp(p->stage, "malware") == 0) {
		from = 10;
		to = 99;
	}
	part = p->total > 0 ? MIN(p->done, p->total) * 100 / p->total : 0;
	return from + (unsigned)((to - from) * part / 100);
}

static void took_progress(struct visit *v, const struct progress *p)
{
	unsigned percent = visit_percent(p);

	v->progress = *p;
	v->percent = MAX(v->percent, percent);
	v->minutes_left = -1;
	if (p->seconds_left >= 0 && v->percent >= 10)
		v->minutes_left = (int)MIN((p->seconds_left + 59) / 60, (int64_t)10000);
}

int visit_record(struct visit *v, const char *line, size_t n, struct err *err)
{
	struct answer keep[QUESTIONS + 1];
	struct progress p = { 0 };
	int r;

	/* The stream is about the disk: what was answered here is not its business. */
	memcpy(keep, v->checkup.answer, sizeof(keep));
	r = record_apply(&v->checkup, line, n, &p, err);
	memcpy(v->checkup.answer, keep, sizeof(keep));
	if (r == 1)
		took_progress(v, &p);
	if (v->checkup.finished)
		v->percent = 100;
	return r < 0 ? r : 0;
}

void visit_add_gaps(struct visit *v)
{
	static const char *const line[CONSENT_LINES] = {
		N_("settings, software list, file names and counts"),
		N_("contents (viruses, counts of personal data, common passwords)"),
		N_("names of documents"),
		NULL,
		NULL,
		NULL,
		NULL,
		NULL,
	};
	struct phrase why = PHRASE(N_("Not looked at, because consent was \"no\""));

	for (unsigned i = 0; i < CONSENT_LINES; i++) {
		struct phrase what = PHRASE(line[i]);

		if (line[i] && v->consent[i] == TICK_NO)
			checkup_add_gap(&v->checkup, "consent", &what, &why, 0);
	}
}

void visit_make_sheet(struct visit *v)
{
	char number[16];
	struct sheet_options o = { .short_interview = true, .contacts = v->contacts };

	usb_look_take(v);
	if (v->backing.step == BACKING_OVER && v->backing.told.state == BACKUP_STATE_PROVEN)
		v->checkup.backup = v->backing.told;
	arena_done(&v->sheet_arena);
	o.case_number = arena_strdup(&v->sheet_arena, visit_number(v, number, sizeof(number)));
	if (!*o.case_number)
		o.case_number = v->checkup.case_number;
	o.pc_label = v->lend.lent && v->lend.sticker >= 0
			 ? sticker_name((enum sticker)v->lend.sticker)
			 : v->checkup.pc_label;
	if (v->checkup.now == 0 || v->checkup.now == TIME_ABSENT)
		v->checkup.now = v->today;
	sheet_make(&v->checkup, &o, &v->sheet_arena, &v->sheet);
	v->sheet_made = true;
}
