/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs of a Linux whose list rpm keeps (rpmdb.sqlite), and when its system was last updated.
 * rpm does not know who asked for a package: those with a place in the desktop's menu and those of
 * other makers than the system's are told, the others only counted. A package put in lately may be
 * new instead of updated; so only parts that every system has from its first day tell of updates. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/linux_text.h"
#include "scanners/readers/rpm_db.h"

#define PACKAGES_MAX ((size_t)60000)

extern const struct probe probe_linux_rpm;

enum { DB, DB_AHEAD, OLD, OLD_AHEAD, DPKG };

struct package {
	const char *name, *version, *vendor;
	int64_t installed;
	bool in_menu;
};

struct list {
	struct arena *arena;
	struct package *package;
	size_t n, cap;
	const char *maker; /* of the system */
};

/* They come with the first day of every system of this family, and get updates often. */
static const char *const parts[] = {
	"bash",
	"ca-certificates",
	"coreutils",
	"curl",
	"dnf",
	"expat",
	"filesystem",
	"glibc",
	"gnutls",
	"kernel-core",
	"krb5-libs",
	"libcurl",
	"libxml2",
	"openldap",
	"openssl-libs",
	"p11-kit",
	"pam",
	"python3-libs",
	"rpm",
	"rpm-libs",
	"setup",
	"sqlite-libs",
	"sudo",
	"systemd",
	"systemd-libs",
	"tzdata",
	"util-linux",
	"xz-libs",
	"zlib",
	"libdnf",
	"selinux-policy",
	"glibc-common",
	"libgcc",
	"libstdc++",
	"linux-firmware",
};

static bool is_part(const char *name)
{
	for (size_t i = 0; i < LEN(parts); i++)
		if (!strcmp(parts[i], name))
			return true;
	return false;
}

static void keep(void *arg, const struct rpm_package *p)
{
	struct list *l = arg;
	struct package *to;

	/* The keys of makers stand in the list as if they were packages. */
	if (l->n >= PACKAGES_MAX || !strcmp(p->name, "gpg-pubkey"))
		return;
	l->package = xgrow(l->package, l->n, &l->cap, sizeof(*l->package), PACKAGES_MAX);
	to = &l->package[l->n++];
	to->name = arena_strdup(l->arena, p->name);
	to->version = p->release && *p->release
			  ? arena_printf(l->arena, "%s-%s", p->version, p->release)
			  : arena_strdup(l->arena, p->version);
	to->vendor = p->vendor && *p->vendor ? arena_strdup(l->arena, p->vendor) : NULL;
	to->installed = p->installed;
	to->in_menu = p->in_menu;
	if (!strcmp(p->name, "filesystem") || (!l->maker && !strcmp(p->name, "glibc")))
		l->maker = to->vendor;
}

static void add_programs(const struct list *l, struct facts *out, const char *source)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct package *p = &l->package[i];
		bool others = l->maker && (!p->vendor || strcmp(l->maker, p->vendor) != 0);
		struct fact_software *f;

		if (!others && !p->in_menu)
			continue;
		f = FACTS_ADD(out, software, SOFTWARE, source);
		if (!f)
			return;
		f->fact.replayed = FLAG_NO;
		f->name = p->name;
		f->version = p->version;
		f->publisher = p->vendor;
		f->scope = "machine";
		f->origin = "rpm";
		f->installed = p->installed;
	}
}

static void add_count(const struct list *l, struct facts *out, const char *source)
{
	struct fact_linux_packages *f = FACTS_ADD(out, linux_packages, LINUX_PACKAGES, source);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = "rpm";
	f->count = (int64_t)l->n;
}

/* A system comes within a day; what is newer among its parts is an update. */
static void add_update(const struct list *l, struct facts *out, const char *source)
{
	int64_t first = TIME_ABSENT, newest = TIME_ABSENT;
	struct fact_linux_update *f;

	for (size_t i = 0; i < l->n; i++) {
		int64_t at = l->package[i].installed;

		if (at == TIME_ABSENT || at <= 0)
			continue;
		first = first == TIME_ABSENT ? at : MIN(first, at);
		if (is_part(l->package[i].name))
			newest = MAX(newest, at);
	}
	if (newest == TIME_ABSENT)
		return;
	f = FACTS_ADD(out, linux_update, LINUX_UPDATE, source);
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = newest - first > TIME_DAY ? "rpm" : "rpm-first";
	f->at = newest;
}

static void unseen(struct facts *out, const char *because)
{
	linux_unseen(out, FACT_KIND_SOFTWARE, because);
	linux_unseen(out, FACT_KIND_LINUX_UPDATE, because);
}

static void read_list(const struct probe_blob *db, const struct probe_blob *ahead,
		      struct facts *out, const char *source)
{
	struct list l = { .arena = out->arena };
	struct err err = { 0 };
	bool whole = rpm_db_read(db->data, keep, &l, &err) == 0;

	add_programs(&l, out, source);
	if (l.n)
		add_count(&l, out, source);
	if (!whole)
		unseen(out, N_("because this Linux's list of programs is damaged or too large"));
	else if (!l.n)
		unseen(out, N_("because the list of programs is empty"));
	else if (ahead->state == PROBE_BLOB_UNREADABLE || ahead->size > 0)
		unseen(out, N_("because the newest part of this Linux's list of programs was not "
			       "yet put in its place"));
	else
		add_update(&l, out, source);
	free(l.package);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *blob = in->blob;
	bool now;

	/* A rpm beside dpkg is a tool that looks into foreign packages: its list is not the system's. */
	if (in->n_blobs <= DPKG || blob[DPKG].state == PROBE_BLOB_UNREADABLE || blob[DPKG].size > 0)
		return 0;
	now = blob[DB].state != PROBE_BLOB_ABSENT;
	if (!now && blob[OLD].state == PROBE_BLOB_ABSENT)
		return 0; /* linux_programs.c says what is not there */
	blob = &in->blob[now ? DB : OLD];
	if (blob->state == PROBE_BLOB_PRESENT) {
		read_list(blob, blob + 1, out,
			  now ? "/usr/lib/sysimage/rpm/rpmdb.sqlite" : "/var/lib/rpm/rpmdb.sqlite");
		return 0;
	}
	linux_blob(out, FACT_KIND_SOFTWARE, blob);
	linux_blob(out, FACT_KIND_LINUX_UPDATE, blob);
	return 0;
}

const struct probe probe_linux_rpm = {
	.id = "linux-rpm",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "usr/lib/sysimage/rpm/rpmdb.sqlite", RPM_DB_MAX, true },
		   { PROBE_WANT_HEAD, "usr/lib/sysimage/rpm/rpmdb.sqlite-wal", 512, true },
		   { PROBE_WANT_FILE, "var/lib/rpm/rpmdb.sqlite", RPM_DB_MAX, true },
		   { PROBE_WANT_HEAD, "var/lib/rpm/rpmdb.sqlite-wal", 512, true },
		   { PROBE_WANT_HEAD, "var/lib/dpkg/status", 512, true } },
	.gives = { FACT_KIND_SOFTWARE, FACT_KIND_LINUX_PACKAGES, FACT_KIND_LINUX_UPDATE,
		   FACT_KIND_NONE },
	.seconds = 60,
	.run = PROBE_RUN(run),
};
