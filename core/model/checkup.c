/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check-up: growing its lists within their ceilings. */
#include "core/model/checkup.h"

#include <string.h>

#include "core/base/util.h"

#define FINDINGS_MAX 10000

void checkup_init(struct checkup *c)
{
	*c = (struct checkup){ .started = TIME_ABSENT,
			       .now = TIME_ABSENT,
			       .tool = "",
			       .source_kind = "none",
			       .source_name = "" };
	c->disk = (struct disk){
		.name = "", .path = "", .model = "", .serial = "", .transport = "", .table = ""
	};
	c->malware.database_time = TIME_ABSENT;
	c->malware.database_version = c->malware.engine_version = "";
	c->usb = c->malware;
	for (unsigned q = 0; q <= QUESTIONS; q++)
		c->answer[q].question = q;
}

void checkup_done(struct checkup *c)
{
	for (size_t i = 0; i < c->n_systems; i++)
		facts_done(&c->system[i].facts);
	free(c->finding);
	free(c->malware.hit);
	free(c->usb.hit);
	free(c->gap);
	arena_done(&c->arena);
	*c = (struct checkup){ 0 };
}

struct client_system *checkup_add_system(struct checkup *c)
{
	struct client_system *s;

	if (c->n_systems >= CHECKUP_SYSTEMS_MAX)
		return NULL;
	s = &c->system[c->n_systems++];
	*s = (struct client_system){ .name = "", .root = "" };
	facts_init(&s->facts, &c->arena);
	return s;
}

struct volume_info *checkup_add_volume(struct checkup *c)
{
	struct volume_info *v;

	if (c->disk.n_volumes >= CHECKUP_VOLUMES_MAX)
		return NULL;
	if (!c->disk.volume)
		c->disk.volume = arena_array(&c->arena, CHECKUP_VOLUMES_MAX, sizeof(*v));
	v = &c->disk.volume[c->disk.n_volumes++];
	*v = (struct volume_info){ .type = "",
				   .label = "",
				   .uuid = "",
				   .partition_label = "",
				   .partition_type = "",
				   .free_bytes = UINT64_MAX };
	return v;
}

struct finding *checkup_add_finding(struct checkup *c)
{
	struct finding *f;

	c->finding = xgrow(c->finding, c->n_findings, &c->cap_findings, sizeof(*f), FINDINGS_MAX);
	f = &c->finding[c->n_findings++];
	*f = (struct finding){ .id = "", .row = "", .schemes = "", .evidence_time = TIME_ABSENT };
	return f;
}

struct hit *checkup_add_hit(struct malware *m)
{
	m->hits_total++;
	if (m->n_hits >= CHECKUP_HITS_MAX)
		return NULL;
	m->hit = xgrow(m->hit, m->n_hits, &m->cap_hits, sizeof(*m->hit), CHECKUP_HITS_MAX);
	m->hit[m->n_hits] = (struct hit){ .path = "", .folder = "", .signature = "" };
	return &m->hit[m->n_hits++];
}

void checkup_add_gap(struct checkup *c, const char *group, const struct phrase *what,
		     const struct phrase *why, uint64_t count)
{
	for (size_t i = 0; i < c->n_gaps; i++) {
		struct gap *g = &c->gap[i];

		if (!strcmp(g->group, group) && phrase_equal(&g->what, what) &&
		    phrase_equal(&g->why, why)) {
			g->count += count;
			return;
		}
	}
	if (c->n_gaps >= CHECKUP_GAPS_MAX) {
		c->gap[c->n_gaps - 1].count += count; /* never lost: the last row takes the rest */
		return;
	}
	c->gap = xgrow(c->gap, c->n_gaps, &c->cap_gaps, sizeof(*c->gap), CHECKUP_GAPS_MAX);
	c->gap[c->n_gaps++] = (struct gap){ .group = arena_strdup(&c->arena, group),
					    .what = phrase_copy(&c->arena, what),
					    .why = phrase_copy(&c->arena, why),
					    .count = count };
}

void checkup_clear_findings(struct checkup *c)
{
	c->n_findings = 0;
}

uint64_t checkup_signs(const struct checkup *c)
{
	return c->malware.hits_total > UINT64_MAX - c->usb.hits_total
		   ? UINT64_MAX
		   : c->malware.hits_total + c->usb.hits_total;
}

bool checkup_usb_scanned(const struct checkup *c)
{
	return c->usb.state != MALWARE_NOT_RUN || c->usb.reason.id || c->usb.hits_total;
}

bool checkup_is_usb_alone(const struct checkup *c)
{
	for (size_t i = 0; i < c->n_systems; i++)
		if (c->system[i].kind != SYSTEM_USB_MEMORY)
			return false;
	return c->n_systems > 0;
}

bool checkup_is_locked(const struct checkup *c)
{
	for (size_t i = 0; i < c->n_systems; i++)
		if (c->system[i].kind != SYSTEM_LOCKED)
			return false;
	return c->n_systems > 0;
}
