/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When this Linux was last updated, by the logs of apt and dnf, and whether it does so by itself
 * (unattended-upgrades, dnf-automatic). Logs that were packed are unpacked. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/linux_text.h"
#include "scanners/probes/linux_time.h"

#define LOG_MAX ((size_t)16 << 20)
#define U       FACT_KIND_LINUX_UPDATE
#define P       FACT_KIND_LINUX_UPDATE_POLICY

extern const struct probe probe_linux_updates;

enum { APT_LOG, DNF_LOG, APT_CONF, PROGRAM, UNITS, DNF_CONF, TIMERS, LOCALTIME, RPM, RPM_OLD };

struct reading {
	struct facts *out;
	int zone;
	int64_t newest;
	bool apt;
	char *upgrade, *enable; /* of apt.conf.d: the last value */
};

/* "Start-Date:", what was done, "End-Date:" of one run of apt; a run without its end is not done. */
static void apt_line(struct reading *r, char *line, bool *upgrade)
{
	const char *end;
	int64_t at;

	if (!strncmp(line, "Start-Date:", 11))
		*upgrade = false;
	else if (!strncmp(line, "Upgrade:", 8))
		*upgrade = true;
	else if (*upgrade && !strncmp(line, "End-Date:", 9)) {
		at = linux_date(linux_trim(line + 9), r->zone, TIME_ABSENT, &end);
		r->newest = MAX(r->newest, at);
	}
}

static void dnf_line(struct reading *r, const char *line)
{
	const char *end;
	int64_t at;

	if (!strstr(line, " Upgrade: ") && !strstr(line, " Upgraded: "))
		return;
	at = linux_date(line, r->zone, TIME_ABSENT, &end);
	r->newest = MAX(r->newest, at);
}

static void read_log(void *arg, const struct probe_packed *file)
{
	struct linux_text *t;
	struct reading *r = arg;
	struct arena own = { 0 };
	bool upgrade = false, cut = false;

	t = arena_alloc(&own, sizeof(*t));
	t->text = file->data;
	if (linux_is_gzip(file->data))
		linux_gunzip(file->data, LOG_MAX, &own, &t->text, &cut);
	if (cut)
		linux_unseen(r->out, U, N_("because a packed log could not be read to its end"));
	while (linux_line(t))
		if (r->apt)
			apt_line(r, t->line, &upgrade);
		else
			dnf_line(r, t->line);
	arena_done(&own);
}

static void add_update(struct reading *r, const struct probe_input *in, size_t log)
{
	struct fact_linux_update *f;

	r->apt = log == APT_LOG;
	r->newest = TIME_ABSENT;
	linux_pack(r->out, U, &in->blob[log], read_log, r);
	if (in->blob[log].state != PROBE_BLOB_PRESENT || r->newest == TIME_ABSENT)
		return;
	f = FACTS_ADD(r->out, linux_update, LINUX_UPDATE,
		      r->apt ? "/var/log/apt/history.log" : "/var/log/dnf.rpm.log");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = r->apt ? "apt" : "dnf";
	f->at = r->newest;
}

/* The value in quotes behind a word; flat ("A::B "1";") and nested forms alike. */
static void take(struct reading *r, const char *line, const char *word, char **to)
{
	const char *p = strstr(line, word), *end;

	if (!p)
		return;
	p += strlen(word);
	p += strspn(p, " \t");
	end = *p == '"' ? strchr(p + 1, '"') : NULL;
	if (end)
		*to = arena_strndup(r->out->arena, p + 1, (size_t)(end - p - 1));
}

static void read_conf(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));

	t->text = file->data;
	while (linux_line(t)) {
		char *line = linux_trim(t->line);

		if (*line == '#' || !strncmp(line, "//", 2))
			continue;
		take(r, line, "Unattended-Upgrade", &r->upgrade);
		take(r, line, "APT::Periodic::Enable", &r->enable);
	}
}

static struct fact_linux_update_policy *add_policy(struct facts *out, const char *source,
						   const char *method)
{
	struct fact_linux_update_policy *f =
	    FACTS_ADD(out, linux_update_policy, LINUX_UPDATE_POLICY, source);

	if (f) {
		f->fact.replayed = FLAG_NO;
		f->method = method;
	}
	return f;
}

static void add_apt(struct reading *r, const struct probe_input *in)
{
	struct fact_linux_update_policy *f;
	bool on;

	if (in->blob[APT_CONF].state == PROBE_BLOB_ABSENT)
		return;
	linux_pack(r->out, P, &in->blob[APT_CONF], read_conf, r);
	if (in->blob[APT_CONF].state != PROBE_BLOB_PRESENT)
		return;
	linux_blob(r->out, P, &in->blob[UNITS]);
	f = add_policy(r->out, "/etc/apt/apt.conf.d", "apt");
	on = r->upgrade && strcmp(r->upgrade, "0") && *r->upgrade &&
	     !(r->enable && !strcmp(r->enable, "0")) &&
	     in->blob[PROGRAM].state == PROBE_BLOB_PRESENT;
	if (!f)
		return;
	f->on = on ? FLAG_YES : FLAG_NO;
	f->blocked = linux_listed(&in->blob[UNITS], "apt-daily-upgrade.timer", r->out->arena)
			 ? FLAG_YES
			 : FLAG_NO;
}

static bool dnf_applies(const struct probe_blob *conf, struct arena *a)
{
	struct linux_text *t = arena_alloc(a, sizeof(*t));
	bool on = false;

	t->text = conf->data;
	while (conf->state == PROBE_BLOB_PRESENT && linux_line(t)) {
		const char *value = linux_value(t->line, "apply_updates", '=');

		on = value ? linux_yes(value) : on;
	}
	return on;
}

static void add_dnf(const struct probe_input *in, struct facts *out)
{
	const struct probe_blob *timers = &in->blob[TIMERS];
	struct fact_linux_update_policy *f;
	bool timer, whole;

	if (in->blob[DNF_CONF].state == PROBE_BLOB_ABSENT &&
	    in->blob[DNF_LOG].state == PROBE_BLOB_ABSENT)
		return;
	linux_blob(out, P, timers);
	if (in->blob[DNF_CONF].state == PROBE_BLOB_UNREADABLE) {
		linux_blob(out, P, &in->blob[DNF_CONF]);
		return;
	}
	timer = linux_listed(timers, "dnf-automatic.timer", out->arena) ||
		linux_listed(timers, "dnf5-automatic.timer", out->arena);
	whole = linux_listed(timers, "dnf-automatic-install.timer", out->arena);
	f = add_policy(out, "/etc/dnf/automatic.conf", "dnf");
	if (f)
		f->on = whole || (timer && dnf_applies(&in->blob[DNF_CONF], out->arena)) ? FLAG_YES
											 : FLAG_NO;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading r = { .out = out };

	if (in->n_blobs <= RPM_OLD)
		return 0;
	r.zone = linux_zone(in->blob[LOCALTIME].data);
	add_update(&r, in, APT_LOG);
	add_update(&r, in, DNF_LOG);
	if (in->blob[APT_LOG].state == PROBE_BLOB_ABSENT &&
	    in->blob[DNF_LOG].state == PROBE_BLOB_ABSENT &&
	    !linux_listed(&in->blob[RPM], "rpmdb.sqlite", out->arena) && /* linux_rpm.c tells */
	    !linux_listed(&in->blob[RPM_OLD], "rpmdb.sqlite", out->arena))
		linux_unseen(out, U, N_("because no log of updates was found"));
	add_apt(&r, in);
	add_dnf(in, out);
	if (!facts_count(out, P))
		linux_unseen(out, P,
			     N_("because how this Linux fetches updates is not known here"));
	linux_settle(out, U);
	linux_settle(out, P);
	return 0;
}

const struct probe probe_linux_updates = {
	.id = "linux-updates",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "var/log/apt/history.log*", LOG_MAX, true },
		   { PROBE_WANT_TREE, "var/log/dnf.rpm.log*", LOG_MAX, true },
		   { PROBE_WANT_TREE, "etc/apt/apt.conf.d/*", 1 << 20, true },
		   { PROBE_WANT_NAMES, "usr/bin/unattended-upgrade", 0, true },
		   { PROBE_WANT_LIST, "etc/systemd/system", 0, true },
		   { PROBE_WANT_FILE, "etc/dnf/automatic.conf", 1 << 20, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/timers.target.wants", 0, true },
		   { PROBE_WANT_FILE, "etc/localtime", 1 << 16, true },
		   { PROBE_WANT_LIST, "usr/lib/sysimage/rpm", 0, true },
		   { PROBE_WANT_LIST, "var/lib/rpm", 0, true } },
	.gives = { FACT_KIND_LINUX_UPDATE, FACT_KIND_LINUX_UPDATE_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
