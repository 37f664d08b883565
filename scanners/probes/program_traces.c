/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Traces that known programs leave without standing in the list of programs: their services, their
 * folders, and the notes that Windows keeps about what was started (Prefetch: by the names of the files,
 * and when and how often out of those of known programs). */
#include "scanners/probes/known_programs.h"
#include "scanners/probes/registry.h"
#include "scanners/readers/prefetch.h"

#define SERVICES "CurrentControlSet\\Services"
#define PARAMETERS                                                                                 \
	"CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters"
#define PREFETCH    "Windows\\Prefetch"
#define NOTE_MAX    ((uint64_t)128 << 10) /* its head is all that is looked at */
#define ENTRIES_MAX 20000
#define TOLD_MAX    500 /* notes about known programs */

extern const struct probe probe_program_traces;

enum { NOTES = 5 };

static void add_service(struct registry *r, const struct known_program *p, const char *name,
			hive_key key)
{
	struct fact_program_trace *f = REGISTRY_FACT(
	    r, program_trace, PROGRAM_TRACE, arena_printf(r->arena, SERVICES "\\%s", name), key);

	if (!f)
		return;
	f->purpose = p->kind;
	f->product = p->product;
	f->method = "service";
	f->start = registry_number(r, key, "Start");
}

/* Those that begin so: "GoToResolve_5674438124342114066". */
static void add_numbered(struct registry *r, const struct known_program *p, hive_key *child,
			 size_t n)
{
	size_t begin = strlen(p->service) - 1;

	for (size_t i = 0; i < n; i++) {
		const char *name = hive_key_name(r->hive, child[i], r->arena);

		if (name && !strncasecmp(name, p->service, begin))
			add_service(r, p, p->service, child[i]);
	}
}

static void add_services(struct registry *r, hive_key services)
{
	hive_key *child;
	size_t n = hive_children(r->hive, services, REGISTRY_CHILDREN_MAX, r->arena, &child);

	for (size_t i = 0; i < known_programs_count; i++) {
		const struct known_program *p = &known_programs[i];
		hive_key key;

		if (!p->service)
			continue;
		if (strchr(p->service, '*')) {
			add_numbered(r, p, child, n);
			continue;
		}
		key = registry_find(r, arena_printf(r->arena, SERVICES "\\%s", p->service));
		if (key)
			add_service(r, p, p->service, key);
	}
}

/* When and how often, out of the note itself. One that cannot be read leaves both absent: that the program
 * was started, its name has told. */
static void read_note(const struct probe_blob *notes, const char *name, struct arena *a,
		      struct fact_program_trace *f)
{
	struct probe_packed file;
	struct err err = { 0 };
	struct prefetch p;
	size_t pos = 0;

	if (notes->state != PROBE_BLOB_PRESENT)
		return;
	while (probe_pack_next(notes->data, &pos, a, &file)) {
		if (strcmp(file.name, name))
			continue;
		if ((file.state == PROBE_PACK_WHOLE || file.state == PROBE_PACK_CUT) &&
		    prefetch_read(file.data, a, &p, &err) == 0) {
			f->at = p.last_run;
			f->runs = p.runs;
		}
		return;
	}
}

/* "WINNY.EXE-1A2B3C4D.pf". The file's own time would be the day of copying where a directory is looked
 * at, so no time is taken from it. */
static void add_runs(const struct probe_blob *blob, const struct probe_blob *notes,
		     struct facts *out)
{
	struct arena scratch = { 0 };
	struct probe_entry e;
	unsigned told = 0;
	size_t pos = 0;

	if (blob->state == PROBE_BLOB_UNREADABLE)
		probe_unseen(&probe_program_traces, out, &blob->reason);
	else if (blob->state == PROBE_BLOB_ABSENT)
		probe_missing(&probe_program_traces, out, PREFETCH);
	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	for (size_t i = 0; i < ENTRIES_MAX && probe_list_next(blob->data, &pos, out->arena, &e);
	     i++)
		for (size_t k = 0; k < known_programs_count; k++) {
			const struct known_program *p = &known_programs[k];
			struct fact_program_trace *f;

			if (!p->file || strncasecmp(e.name, p->file, strlen(p->file)))
				continue;
			f = FACTS_ADD(out, program_trace, PROGRAM_TRACE, PREFETCH);
			if (!f)
				return;
			f->purpose = p->kind;
			f->product = p->product;
			f->method = "run";
			if (told++ < TOLD_MAX)
				read_note(notes, e.name, &scratch, f);
			arena_done(&scratch);
		}
}

/* 1 and 3: programs are noted; 0 and 2: none. Not set is Windows' own way, and that is 3. */
static void notes_kept(struct registry *r)
{
	int64_t on = registry_number(r, registry_find(r, PARAMETERS), "EnablePrefetcher");
	struct phrase reason =
	    PHRASE(N_("because Windows was told to keep no notes of what is started"));

	if (on == 0 || on == 2)
		probe_unseen(&probe_program_traces, r->facts, &reason);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const sources[] = { "Program Files", "Program Files (x86)",
					       "ProgramData" };
	struct registry r;

	if (in->n_blobs <= NOTES)
		return 0;
	add_runs(&in->blob[1], &in->blob[NOTES], out);
	for (size_t i = 0; i < LEN(sources); i++)
		known_programs_add_folders(&probe_program_traces, &in->blob[i + 2], sources[i],
					   out);
	if (registry_open(&r, &probe_program_traces, in, 0, "SYSTEM", out)) {
		hive_key services = registry_must(&r, SERVICES);

		if (services)
			add_services(&r, services);
		notes_kept(&r);
		registry_close(&r);
	}
	probe_settle(&probe_program_traces, out);
	return 0;
}

const struct probe probe_program_traces = {
	.id = "program-traces",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM,
		   { PROBE_WANT_LIST, "{windows}/Prefetch", 0, true },
		   { PROBE_WANT_LIST, "Program Files", 0, true },
		   { PROBE_WANT_LIST, "Program Files (x86)", 0, true },
		   { PROBE_WANT_LIST, "ProgramData", 0, true },
		   [NOTES] = { PROBE_WANT_PACK, "{windows}/Prefetch/*.pf", NOTE_MAX, true } },
	.gives = { FACT_KIND_PROGRAM_TRACE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
