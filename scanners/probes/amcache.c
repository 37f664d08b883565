/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows' own list of programs that it met (Amcache.hve): names of program files, also of those
 * that were only copied. Used for known programs alone; nothing else of it becomes a fact. */
#include "scanners/probes/known_programs.h"
#include "scanners/probes/registry.h"

#define FILES "Root\\InventoryApplicationFile"

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

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	/* Older versions of Windows have none. */
	if (in->n_blobs && in->blob[0].state == PROBE_BLOB_ABSENT)
		return 0;
	if (!registry_open(&r, &probe_amcache, in, 0, "Amcache", out))
		return 0;
	add_files(&r);
	registry_close(&r);
	return 0;
}

const struct probe probe_amcache = {
	.id = "amcache",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_HIVE, "{windows}/AppCompat/Programs/Amcache.hve", 0, true } },
	.gives = { FACT_KIND_PROGRAM_TRACE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
