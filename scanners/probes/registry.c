/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See registry.h. */
#include "scanners/probes/registry.h"

/* What a hive of this name must hold, so that another file under its name is not read as a
 * Windows on which nothing is set. */
static const struct {
	const char *name, *key;
} signs[] = {
	{ "SOFTWARE", "Microsoft" }, { "SYSTEM", "CurrentControlSet" },
	{ "HKCU", "Software" },      { "HKCU\\Software\\Classes", "Local Settings" },
	{ "Amcache", "Root" },       { "SAM", "SAM" },
	{ "SECURITY", "Policy" },
};

void probe_unseen(const struct probe *probe, struct facts *out, const struct phrase *reason)
{
	for (size_t i = 0; i < PROBE_GIVES && probe->gives[i] != FACT_KIND_NONE; i++) {
		enum fact_kind kind = probe->gives[i];

		facts_note(out, kind,
			   facts_count(out, kind) ? FACT_STATE_PARTIAL : FACT_STATE_FAILED, reason);
	}
}

static void note_file(const struct probe *probe, struct facts *out, const char *id,
		      const char *name)
{
	struct phrase reason = phrase_of(id, 1, PHRASE_TEXT(name));

	probe_unseen(probe, out, &reason);
}

void probe_missing(const struct probe *probe, struct facts *out, const char *path)
{
	note_file(probe, out, N_("because {0} is missing, which Windows always has"), path);
}

/* The file's own name, for people: "NTUSER.DAT" rather than "HKCU". */
static const char *file_name(const char *name)
{
	if (!strcmp(name, "HKCU\\Software\\Classes"))
		return "UsrClass.dat";
	return strcmp(name, "HKCU") ? name : "NTUSER.DAT";
}

static bool blob_usable(const struct probe *probe, const struct probe_input *in, size_t i,
			const char *name, struct facts *out)
{
	const struct probe_blob *blob = i < in->n_blobs ? &in->blob[i] : NULL;

	if (blob && blob->state == PROBE_BLOB_PRESENT)
		return true;
	if (blob && blob->state == PROBE_BLOB_UNREADABLE && blob->reason.id)
		probe_unseen(probe, out, &blob->reason);
	else if (blob && blob->state == PROBE_BLOB_UNREADABLE)
		note_file(probe, out, N_("because the registry file {0} could not be read"), name);
	else
		note_file(probe, out, N_("because the registry file {0} is not there"), name);
	return false;
}

static bool is_what_it_says(struct registry *r)
{
	for (size_t i = 0; i < LEN(signs); i++)
		if (!strcmp(signs[i].name, r->name))
			return registry_find(r, signs[i].key) != 0;
	return true;
}

bool registry_open(struct registry *r, const struct probe *probe, const struct probe_input *in,
		   size_t i, const char *name, struct facts *out)
{
	const struct probe_blob *blob;
	struct err err = { 0 };

	*r = (struct registry){ .name = name, .probe = probe, .facts = out, .arena = out->arena };
	if (!blob_usable(probe, in, i, file_name(name), out))
		return false;
	blob = &in->blob[i];
	if (hive_open_file(file_name(name), blob->data, blob->has_file ? blob->file : -1,
			   blob->log1, blob->log2, &r->hive, &err)) {
		r->hive = NULL;
		note_file(probe, out, N_("because the registry file {0} is damaged"),
			  file_name(name));
		return false;
	}
	r->replayed = hive_replayed(r->hive)->applied ? FLAG_YES : FLAG_NO;
	if (!is_what_it_says(r)) {
		hive_close(r->hive);
		r->hive = NULL;
		note_file(probe, out,
			  N_("because the file {0} does not hold what Windows keeps there"),
			  file_name(name));
		return false;
	}
	return true;
}

void probe_settle(const struct probe *probe, struct facts *out)
{
	for (size_t i = 0; i < PROBE_GIVES && probe->gives[i] != FACT_KIND_NONE; i++)
		if (facts_state(out, probe->gives[i]) == FACT_STATE_FAILED &&
		    facts_count(out, probe->gives[i]))
			facts_note(out, probe->gives[i], FACT_STATE_PARTIAL, NULL);
}

void registry_close(struct registry *r)
{
	if (!r->hive)
		return;
	if (hive_damaged(r->hive))
		note_file(r->probe, r->facts,
			  N_("because the registry file {0} is damaged in places"),
			  file_name(r->name));
	else if (hive_replayed(r->hive)->incomplete)
		note_file(
		    r->probe, r->facts,
		    N_("because the newest changes of the registry file {0} lie in a log that "
		       "could not be used"),
		    file_name(r->name));
	probe_settle(r->probe, r->facts);
	hive_close(r->hive);
	r->hive = NULL;
}

hive_key registry_find(struct registry *r, const char *path)
{
	return hive_find(r->hive, hive_root(r->hive), path);
}

hive_key registry_must(struct registry *r, const char *path)
{
	hive_key key = registry_find(r, path);

	if (!key)
		probe_missing(r->probe, r->facts, arena_printf(r->arena, "%s\\%s", r->name, path));
	return key;
}

struct fact *registry_fact(struct registry *r, enum fact_kind kind, const char *path, hive_key key)
{
	struct fact *f = facts_add(r->facts, kind, arena_printf(r->arena, "%s\\%s", r->name, path));

	if (!f)
		return NULL;
	f->written = key ? hive_key_written(r->hive, key) : TIME_ABSENT;
	f->replayed = r->replayed;
	return f;
}

void registry_also(const struct registry *r, struct fact *f)
{
	if (r->replayed == FLAG_YES)
		f->replayed = FLAG_YES;
}

int64_t registry_number(struct registry *r, hive_key key, const char *value)
{
	int64_t n;

	return key && hive_number(r->hive, key, value, &n) ? n : NUMBER_ABSENT;
}

enum flag registry_flag(struct registry *r, hive_key key, const char *value)
{
	int64_t n = registry_number(r, key, value);

	if (n == NUMBER_ABSENT)
		return FLAG_ABSENT;
	return n ? FLAG_YES : FLAG_NO;
}

const char *registry_text(struct registry *r, hive_key key, const char *value)
{
	const char *text;

	if (!key || !hive_text(r->hive, key, value, r->arena, &text) || !*text)
		return NULL;
	return text;
}

int64_t registry_time(struct registry *r, hive_key key, const char *value)
{
	int64_t t;

	return key && hive_time(r->hive, key, value, &t) ? t : TIME_ABSENT;
}

int64_t registry_time_halves(struct registry *r, hive_key key, const char *high, const char *low)
{
	int64_t h = registry_number(r, key, high), l = registry_number(r, key, low);

	if (h == NUMBER_ABSENT || l == NUMBER_ABSENT)
		return TIME_ABSENT;
	return time_from_filetime((uint64_t)(uint32_t)h << 32 | (uint32_t)l);
}

/* Minutes west of UTC, signed, written as an unsigned number. */
int64_t registry_zone(struct registry *r)
{
	hive_key key = registry_find(r, "CurrentControlSet\\Control\\TimeZoneInformation");
	int64_t bias = registry_number(r, key, "ActiveTimeBias");
	int32_t minutes;

	if (bias == NUMBER_ABSENT)
		bias = registry_number(r, key, "Bias");
	if (bias == NUMBER_ABSENT)
		return NUMBER_ABSENT;
	minutes = (int32_t)(uint32_t)bias;
	if (minutes < -15 * 60 || minutes > 15 * 60)
		return NUMBER_ABSENT;
	return -(int64_t)minutes * 60;
}

enum flag flag_over(enum flag policy, enum flag setting)
{
	return policy == FLAG_ABSENT ? setting : policy;
}
