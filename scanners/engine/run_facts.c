/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of each system that was found. */
#include <errno.h>
#include <string.h>

#include "core/base/log.h"
#include "scanners/checks/check.h"
#include "scanners/engine/probe_client.h"
#include "scanners/engine/probe_kept.h"
#include "scanners/engine/run_private.h"

/* What every sheet needs, whichever checks are asked for: the system's name and its last use. */
static const enum fact_kind always[] = { FACT_KIND_WINDOWS_VERSION, FACT_KIND_LINUX_VERSION,
					 FACT_KIND_MAC_VERSION, FACT_KIND_COMPUTER,
					 FACT_KIND_LAST_USE };

static void need(bool *needed, enum fact_kind kind)
{
	if ((size_t)kind < FACT_KIND_COUNT)
		needed[kind] = true;
}

/* The kinds that the wanted checks judge by; all of them when no check was named. */
static void needed_kinds(const struct run_options *o, bool *needed)
{
	for (size_t i = 0; i < LEN(always); i++)
		need(needed, always[i]);
	for (size_t k = 0; o->n_only == 0 && k < FACT_KIND_COUNT; k++)
		needed[k] = true;
	for (size_t i = 0; checks[i]; i++) {
		const enum fact_kind *may = checks[i]->may;

		if (!run_wants(o, checks[i]->id))
			continue;
		for (size_t n = 0; n < CHECK_NEEDS && checks[i]->needs[n] != FACT_KIND_NONE; n++)
			need(needed, checks[i]->needs[n]);
		for (; may && *may != FACT_KIND_NONE; may++)
			need(needed, *may);
	}
}

static bool gives(const struct probe *probe, const bool *needed)
{
	for (size_t i = 0; i < PROBE_GIVES && probe->gives[i] != FACT_KIND_NONE; i++)
		if (needed[probe->gives[i]])
			return true;
	return false;
}

/* "Windows 11 Home 25H2" out of what the probe saw. */
static void name_system(struct client_system *s, struct arena *a)
{
	const struct fact_windows_version *w =
	    FACTS_AT(&s->facts, windows_version, WINDOWS_VERSION, 0);
	const struct fact_linux_version *l = FACTS_AT(&s->facts, linux_version, LINUX_VERSION, 0);
	const struct fact_mac_version *m = FACTS_AT(&s->facts, mac_version, MAC_VERSION, 0);

	if (s->kind == SYSTEM_USB_MEMORY || s->kind == SYSTEM_LOCKED)
		return;
	if (w && w->product_name)
		s->name = w->display_version
			      ? arena_printf(a, "%s %s", w->product_name, w->display_version)
			      : w->product_name;
	else if (l && l->pretty_name)
		s->name = l->pretty_name;
	else if (m && m->name && m->version)
		s->name = arena_printf(a, "%s %s", m->name, m->version);
	else if (s->kind == SYSTEM_MACOS)
		s->name = "macOS";
	else
		s->name = s->kind == SYSTEM_WINDOWS ? "Windows" : "Linux";
}

static bool agreed(const struct run_options *o, const struct probe *probe)
{
	switch (probe->on_consent) {
	case PROBE_CONSENT_NONE: break;
	case PROBE_CONSENT_PASSWORDS: return o->passwords;
	case PROBE_CONSENT_NAMES: return o->names;
	}
	return true;
}

static void unseen(const struct probe *probe, struct facts *facts, const struct phrase *why)
{
	for (size_t k = 0; k < PROBE_GIVES && probe->gives[k] != FACT_KIND_NONE; k++)
		facts_note(facts, probe->gives[k], FACT_STATE_FAILED, why);
}

/* Why this probe is not even started, or nothing: only whoever says so for the owner has a thing
 * looked at, and on a USB memory there may be a part that cannot be opened. */
static struct phrase refusal(const struct run *r, const struct client_system *s,
			     const struct probe *probe)
{
	const struct volume_info *v = &r->c->disk.volume[s->volume];

	if (!agreed(r->o, probe))
		return PHRASE(N_("because the owner was not asked for this"));
	if (r->volume[s->volume].open)
		return PHRASE_NONE;
	return v->reason.id ? v->reason : PHRASE(N_("because no part of it could be read"));
}

/* Arch and others give the logs a subvolume of their own. One that could not be asked about may be there:
 * the logs' own answer is then why they could not be read, not that there are none. */
static const char *logs_of(struct reader *reader, const struct client_system *s)
{
	static const char *const names[] = { "@log", "@var_log" };

	for (size_t i = 0; s->kind == SYSTEM_LINUX && *s->root && i < LEN(names); i++) {
		struct volume_stat st;
		int r = reader_lookup(reader, names[i], NULL, 0, &st, NULL);

		if ((r < 0 && r != -ENOENT) || (r == 0 && st.type == VOLUME_FILE_DIRECTORY))
			return names[i];
	}
	return NULL;
}

/* Parts of the disk beside the system's own on which people keep files: those that Windows reads. A
 * locked or damaged one is one, too, and so is one whose kind knows no rights. */
static size_t data_readers(struct run *r, unsigned system_volume, struct reader **ret)
{
	static const char efi[] = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
	size_t n = 0;

	for (unsigned i = 0; i < r->c->disk.n_volumes; i++) {
		const struct volume_info *v = &r->c->disk.volume[i];
		bool windows = !strcasecmp(v->type, "ntfs") || !strcasecmp(v->type, "vfat") ||
			       !strcasecmp(v->type, "exfat") || !strcasecmp(v->type, "BitLocker") ||
			       !strcasecmp(v->type, "ReFS");

		if (i == system_volume || !windows || v->state == VOLUME_STATE_EMPTY ||
		    !strcasecmp(v->partition_type, efi))
			continue;
		ret[n++] =
		    r->volume[i].open && !strcasecmp(v->type, "ntfs") ? &r->volume[i].reader : NULL;
	}
	return n;
}

static void collect(struct run *r, unsigned system, const bool *needed)
{
	struct reader *data[CHECKUP_VOLUMES_MAX];
	struct client_system *s = &r->c->system[system];
	struct probe_kept kept = { 0 };
	struct probe_target target = { .reader = &r->volume[s->volume].reader,
				       .data = data,
				       .n_data = data_readers(r, s->volume, data),
				       .volume = &r->c->disk.volume[s->volume],
				       .windows = s->kind == SYSTEM_WINDOWS ? s->root : "",
				       .root = s->kind == SYSTEM_LINUX ? s->root : "",
				       .logs = logs_of(&r->volume[s->volume].reader, s),
				       .user = s->user,
				       .n_users = s->n_users,
				       .users_unseen = s->users_unseen,
				       .tables = r->o->tables,
				       .kept = &kept };
	struct progress progress = { .stage = "facts", .area = "", .seconds_left = -1 };

	for (size_t i = 0; probes[i]; i++)
		progress.total++;
	for (size_t i = 0; probes[i] && !run_cancelled(r); i++, progress.done++) {
		struct err err = { 0 };
		struct probe probe = *probes[i];
		struct phrase why;
		char text[400];

		if (!(probes[i]->targets & system_target(s->kind)) || !gives(probes[i], needed))
			continue;
		why = refusal(r, s, probes[i]);
		if (why.id) {
			unseen(probes[i], &s->facts, &why);
			continue;
		}
		if (r->sink)
			record_progress(r->sink, &progress);
		if (r->deadline)
			probe.seconds = (unsigned)run_ms_left(r) / 1000 + 1;
		if (probe_client_run(r->crew, &probe, &target, &s->facts, &err) < 0)
			log_add("engine", "%s: %s", probes[i]->id,
				err_text(&err, text, sizeof(text)));
	}
	probe_kept_done(&kept);
	name_system(s, &r->c->arena);
	if (!r->sink)
		return;
	record_system(r->sink, r->c, system);
	record_facts(r->sink, system, &s->facts);
}

void run_collect_kinds(struct run *r, const enum fact_kind *kind, size_t n)
{
	bool needed[FACT_KIND_COUNT] = { false };

	for (size_t i = 0; i < n; i++)
		need(needed, kind[i]);
	for (unsigned i = 0; i < r->c->n_systems; i++)
		collect(r, i, needed);
}

void run_collect_facts(struct run *r)
{
	bool needed[FACT_KIND_COUNT] = { false };

	needed_kinds(r->o, needed);
	for (unsigned i = 0; i < r->c->n_systems; i++)
		collect(r, i, needed);
	if (r->cut && !r->unlooked)
		run_gap(r, "facts", PHRASE(N_("Part of the settings")),
			PHRASE(N_("because the check was stopped before its end")), 0);
}
