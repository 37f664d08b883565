/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs of a Linux: dpkg's list of packages, snaps and flatpaks. Packages that came along with
 * others, or with the system itself, are only counted: thousands of them say nothing to anybody.
 * rpm's list is the work of linux_rpm.c; its older forms are not read. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/linux_text.h"

#define STATUS_MAX ((size_t)64 << 20)
#define AUTO_MAX   ((size_t)40000)
#define NAME_MAX_  200

extern const struct probe probe_linux_programs;

enum { STATUS, EXTENDED, SNAPS, FLATPAKS, RPM, RPM_OLD };

struct programs {
	struct facts *out;
	const char **along; /* names of packages that came along with others, sorted */
	size_t n_along, cap;
	int64_t packages;
};

struct stanza {
	char package[NAME_MAX_], version[NAME_MAX_], priority[32];
	bool installed, along;
};

static void keep(char *to, size_t size, const char *value)
{
	if (value)
		snprintf(to, size, "%s", value);
}

/* Next stanza ("Key: value" lines up to an empty one); false at the end. */
static bool stanza_next(struct linux_text *t, struct stanza *s)
{
	bool any = false;

	*s = (struct stanza){ 0 };
	while (linux_line(t)) {
		const char *value;

		if (!*t->line && any)
			return true;
		if (!*t->line || *t->line == ' ' || *t->line == '\t')
			continue; /* the rest of a long value */
		any = true;
		keep(s->package, sizeof(s->package), linux_value(t->line, "Package", ':'));
		keep(s->version, sizeof(s->version), linux_value(t->line, "Version", ':'));
		keep(s->priority, sizeof(s->priority), linux_value(t->line, "Priority", ':'));
		value = linux_value(t->line, "Status", ':');
		s->installed |= value && strstr(value, " installed");
		value = linux_value(t->line, "Auto-Installed", ':');
		s->along |= value && linux_yes(value);
	}
	return any;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_along(struct programs *p, struct bytes text)
{
	struct linux_text *t = arena_alloc(p->out->arena, sizeof(*t));
	struct stanza s;

	t->text = text;
	while (p->n_along < AUTO_MAX && stanza_next(t, &s)) {
		if (!s.along || !*s.package)
			continue;
		p->along = xgrow(p->along, p->n_along, &p->cap, sizeof(*p->along), AUTO_MAX);
		p->along[p->n_along++] = arena_strdup(p->out->arena, s.package);
	}
	if (p->n_along)
		qsort(p->along, p->n_along, sizeof(*p->along), by_name);
}

static bool of_the_system(const struct programs *p, const struct stanza *s)
{
	const char *name = s->package;

	return !strcmp(s->priority, "required") || !strcmp(s->priority, "important") ||
	       !strcmp(s->priority, "standard") ||
	       (p->n_along && bsearch(&name, p->along, p->n_along, sizeof(*p->along), by_name));
}

static void add(struct programs *p, const char *name, size_t n, const char *version,
		const char *origin, const char *source)
{
	struct fact_software *f = FACTS_ADD(p->out, software, SOFTWARE, source);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = arena_strndup(p->out->arena, name, n);
	f->version = version && *version ? arena_strdup(p->out->arena, version) : NULL;
	f->scope = "machine";
	f->origin = origin;
}

static void read_status(struct programs *p, struct bytes text)
{
	struct linux_text *t = arena_alloc(p->out->arena, sizeof(*t));
	struct stanza s;

	t->text = text;
	while (stanza_next(t, &s)) {
		if (!s.installed || !*s.package)
			continue;
		p->packages++;
		if (!of_the_system(p, &s))
			add(p, s.package, strlen(s.package), s.version, "dpkg",
			    "/var/lib/dpkg/status");
	}
	if (!p->packages)
		linux_unseen(p->out, FACT_KIND_SOFTWARE,
			     N_("because the list of programs is empty"));
}

/* "firefox_4173.snap": the number counts releases of the snap, it is no version. Those that hold
 * up others are none of people's programs; several releases of one are one. */
static void read_snaps(struct programs *p, const struct probe_blob *blob)
{
	static const char *const bases[] = { "bare", "core", "snapd" };
	const char *before = "";
	struct probe_entry e;
	size_t pos = 0;

	while (probe_list_next(blob->data, &pos, p->out->arena, &e)) {
		size_t n = strcspn(e.name, "_"), i = 0;

		if (e.type != 'f' || !e.name[n] || !n ||
		    (!strncmp(before, e.name, n) && before[n] == '_'))
			continue;
		while (i < LEN(bases) && strncmp(e.name, bases[i], strlen(bases[i])) != 0)
			i++;
		if (i == LEN(bases))
			add(p, e.name, n, NULL, "snap", "/var/lib/snapd/snaps");
		before = e.name;
	}
}

static void read_flatpaks(struct programs *p, const struct probe_blob *blob)
{
	struct probe_entry e;
	size_t pos = 0;

	while (probe_list_next(blob->data, &pos, p->out->arena, &e))
		if (e.type == 'd' && strchr(e.name, '.'))
			add(p, e.name, strlen(e.name), NULL, "flatpak", "/var/lib/flatpak/app");
}

static bool has_old_rpm(const struct probe_blob *list, struct arena *a)
{
	return linux_listed(list, "Packages.db", a) || linux_listed(list, "Packages", a);
}

/* Why there is nothing out of dpkg's list. */
static void no_status(struct facts *out, const struct probe_blob *blob)
{
	if (linux_listed(&blob[RPM], "rpmdb.sqlite", out->arena) ||
	    linux_listed(&blob[RPM_OLD], "rpmdb.sqlite", out->arena))
		return; /* linux_rpm.c tells of it */
	if (has_old_rpm(&blob[RPM], out->arena) || has_old_rpm(&blob[RPM_OLD], out->arena))
		linux_unseen(out, FACT_KIND_SOFTWARE,
			     N_("because this Linux keeps its list of programs in a form that this "
				"tool cannot read yet"));
	else
		linux_unseen(out, FACT_KIND_SOFTWARE,
			     N_("because no list of this Linux's programs was found"));
}

static void add_count(struct programs *p)
{
	struct fact_linux_packages *f =
	    FACTS_ADD(p->out, linux_packages, LINUX_PACKAGES, "/var/lib/dpkg/status");

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = "dpkg";
	f->count = p->packages;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *blob = in->blob;
	struct programs p = { .out = out };

	if (in->n_blobs <= RPM_OLD)
		return 0;
	if (linux_blob(out, FACT_KIND_SOFTWARE, &blob[EXTENDED]))
		read_along(&p, blob[EXTENDED].data);
	if (linux_blob(out, FACT_KIND_SOFTWARE, &blob[STATUS]))
		read_status(&p, blob[STATUS].data);
	else if (blob[STATUS].state == PROBE_BLOB_ABSENT)
		no_status(out, blob);
	if (linux_blob(out, FACT_KIND_SOFTWARE, &blob[SNAPS]))
		read_snaps(&p, &blob[SNAPS]);
	if (linux_blob(out, FACT_KIND_SOFTWARE, &blob[FLATPAKS]))
		read_flatpaks(&p, &blob[FLATPAKS]);
	if (p.packages)
		add_count(&p);
	linux_settle(out, FACT_KIND_SOFTWARE);
	free(p.along);
	return 0;
}

const struct probe probe_linux_programs = {
	.id = "linux-programs",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "var/lib/dpkg/status", STATUS_MAX, true },
		   { PROBE_WANT_FILE, "var/lib/apt/extended_states", STATUS_MAX, true },
		   { PROBE_WANT_LIST, "var/lib/snapd/snaps", 0, true },
		   { PROBE_WANT_LIST, "var/lib/flatpak/app", 0, true },
		   { PROBE_WANT_LIST, "usr/lib/sysimage/rpm", 0, true },
		   { PROBE_WANT_LIST, "var/lib/rpm", 0, true } },
	.gives = { FACT_KIND_SOFTWARE, FACT_KIND_LINUX_PACKAGES, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
