/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows' own list of programs that it met (Amcache.hve): programs as they were installed, and names
 * of program files, also of those that were only copied. Of the files only known programs become a
 * fact. What the values mean: B. Blanchon, "AmCache analysis" (ANSSI, 2019); AmcacheParser. */
#include "scanners/probes/known_programs.h"
#include "scanners/probes/registry.h"

#define FILES         "Root\\InventoryApplicationFile"
#define PROGRAMS      "Root\\InventoryApplication"
#define PROGRAMS_MAX  ((size_t)2000) /* told; a PC has some hundred */
#define PROGRAMS_READ ((size_t)10000)

extern const struct probe probe_amcache;

/* "winny2.exe" as the table spells it. */
static bool is_file(const char *name, const struct known_program *p)
{
	return p->file && !strncasecmp(name, p->file, strlen(p->file));
}

static void add(struct registry *r, hive_key key, const struct known_program *p, bool *told)
{
	struct fact_program_trace *f;

	if (*told)
		return;
	f = REGISTRY_FACT(r, program_trace, PROGRAM_TRACE, FILES, key);
	if (!f)
		return;
	*told = true;
	f->purpose = p->kind;
	f->product = p->product;
	f->method = "met";
}

static void add_files(struct registry *r)
{
	bool told[64] = { false };
	hive_key top = registry_find(r, FILES), *child;
	size_t n = top ? hive_children(r->hive, top, REGISTRY_CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = registry_text(r, child[i], "Name");

		for (size_t k = 0; name && k < known_programs_count && k < LEN(told); k++)
			if (is_file(name, &known_programs[k]))
				add(r, child[i], &known_programs[k], &told[k]);
	}
	if (n == REGISTRY_CHILDREN_MAX) {
		struct phrase reason = PHRASE(N_("because the list of programs that Windows met is "
						 "longer than what is read"));

		facts_note(r->facts, FACT_KIND_PROGRAM_TRACE, FACT_STATE_PARTIAL, &reason);
	}
}

/* "01/12/2024 00:00:00", month first; the day alone counts. */
static int64_t day_of(const char *text)
{
	char iso[16];
	int64_t t;

	if (!text || strlen(text) < 10 || text[2] != '/' || text[5] != '/')
		return TIME_ABSENT;
	snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", text + 6, text, text + 3);
	return time_parse_iso(iso, &t) ? t : TIME_ABSENT;
}

/* A program as people know it: no part of Windows, no app of the store (these have a list of their
 * own), no entry that the list of programs hides, no repair of another one. */
static bool is_program(struct registry *r, hive_key key, const char *name)
{
	const char *source = registry_text(r, key, "Source");

	if (!name || strstr(name, "(KB") || registry_text(r, key, "PackageFullName"))
		return false;
	if (source && !strncasecmp(source, "Appx", 4))
		return false;
	return registry_flag(r, key, "HiddenArp") != FLAG_YES &&
	       registry_flag(r, key, "InboxModernApp") != FLAG_YES;
}

static void too_many(struct facts *out)
{
	struct phrase reason =
	    PHRASE(N_("because Windows' own notes of programs are longer than what is read"));

	facts_note(out, FACT_KIND_NOTED_PROGRAM, FACT_STATE_PARTIAL, &reason);
}

static void add_programs(struct registry *r)
{
	hive_key top = registry_find(r, PROGRAMS), *child;
	size_t n = top ? hive_children(r->hive, top, PROGRAMS_READ, r->arena, &child) : 0, told = 0;

	if (!top) {
		struct phrase reason =
		    PHRASE(N_("because Windows' own notes of programs have another form here"));

		facts_note(r->facts, FACT_KIND_NOTED_PROGRAM, FACT_STATE_FAILED, &reason);
	}
	for (size_t i = 0; i < n && told < PROGRAMS_MAX; i++) {
		const char *name = registry_text(r, child[i], "Name");
		struct fact_noted_program *f;

		if (!is_program(r, child[i], name))
			continue;
		f = REGISTRY_FACT(r, noted_program, NOTED_PROGRAM, PROGRAMS, child[i]);
		if (!f)
			break;
		told++;
		f->name = name;
		f->version = registry_text(r, child[i], "Version");
		f->publisher = registry_text(r, child[i], "Publisher");
		f->installed = day_of(registry_text(r, child[i], "InstallDate"));
		f->noted = f->fact.written;
	}
	if (n == PROGRAMS_READ || told == PROGRAMS_MAX)
		too_many(r->facts);
}

/* Windows 7 without later updates has none; a newer one without it was cleaned. */
static void none_there(struct facts *out)
{
	struct phrase reason =
	    PHRASE(N_("because Windows' own notes of programs (Amcache) are not there"));

	facts_note(out, FACT_KIND_NOTED_PROGRAM, FACT_STATE_FAILED, &reason);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (in->n_blobs && in->blob[0].state == PROBE_BLOB_ABSENT) {
		none_there(out);
		return 0;
	}
	if (!registry_open(&r, &probe_amcache, in, 0, "Amcache", out))
		return 0;
	add_programs(&r);
	add_files(&r);
	registry_close(&r);
	return 0;
}

const struct probe probe_amcache = {
	.id = "amcache",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_HIVE, "{windows}/AppCompat/Programs/Amcache.hve", 0, true } },
	.gives = { FACT_KIND_PROGRAM_TRACE, FACT_KIND_NOTED_PROGRAM, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
