/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders that this Linux shares with Windows PCs: smb.conf(5) and the shares that users made
 * themselves. What anybody may do without a password is worked out from "guest ok". */
#include <string.h>
#include <strings.h>

#include "scanners/probes/linux_text.h"

#define KIND FACT_KIND_SHARE

extern const struct probe probe_linux_shares;

struct section {
	char name[256];
	const char *path;
	bool guest, writable, printer;
};

struct reading {
	struct facts *out;
	struct section global, now;
	bool other_files;
};

static void add(struct reading *r, const char *source, const struct section *s)
{
	struct fact_share *f;

	if (!*s->name || !strcasecmp(s->name, "global"))
		return;
	f = FACTS_ADD(r->out, share, SHARE, source);
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = arena_strdup(r->out->arena, s->name);
	f->path = s->path;
	f->area = s->printer || !strcasecmp(s->name, "print$") ? "printer"
		  : !strcasecmp(s->name, "homes") || (s->path && !strncmp(s->path, "/home", 5))
		      ? "users"
		      : "folder";
	f->everyone = !s->guest ? "none" : s->writable ? "write" : "read";
}

static void begin(struct reading *r, const char *line)
{
	size_t n = strcspn(line + 1, "]");

	if (!strcasecmp(r->now.name, "global")) {
		r->global = r->now;
		*r->global.name = '\0';
	}
	add(r, "/etc/samba/smb.conf", &r->now);
	r->now = r->global;
	snprintf(r->now.name, sizeof(r->now.name), "%.*s", (int)MIN(n, sizeof(r->now.name) - 1),
		 line + 1);
}

/* Blanks inside of a word do not count for Samba; these are the usual spellings. */
static void option(struct reading *r, char *line)
{
	static const char *const guest[] = { "guest ok", "public", "guest only", "only guest" };
	static const char *const writable[] = { "writable", "writeable", "write ok" };
	char copy[LINUX_LINE_MAX];
	const char *value;

	for (size_t i = 0; i < LEN(guest); i++) {
		snprintf(copy, sizeof(copy), "%s", line);
		value = linux_value(copy, guest[i], '=');
		if (value)
			r->now.guest = linux_yes(value);
	}
	for (size_t i = 0; i < LEN(writable); i++) {
		snprintf(copy, sizeof(copy), "%s", line);
		value = linux_value(copy, writable[i], '=');
		if (value)
			r->now.writable = linux_yes(value);
	}
	snprintf(copy, sizeof(copy), "%s", line);
	if ((value = linux_value(copy, "read only", '=')))
		r->now.writable = !linux_yes(value);
	else if ((value = linux_value(copy, "path", '=')))
		r->now.path = arena_strdup(r->out->arena, value);
	else if ((value = linux_value(copy, "printable", '=')))
		r->now.printer = linux_yes(value);
	else if ((value = linux_value(copy, "include", '=')))
		r->other_files = true;
}

static void read_config(struct reading *r, struct bytes text)
{
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));

	t->text = text;
	while (linux_line(t)) {
		char *line = linux_trim(t->line);

		if (*line == '#' || *line == ';')
			continue;
		if (*line == '[')
			begin(r, line);
		else
			option(r, line);
	}
	add(r, "/etc/samba/smb.conf", &r->now);
}

/* "path=/home/a", "guest_ok=y", "usershare_acl=S-1-1-0:F": everybody may write. */
static void read_own(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));
	const char *name = strrchr(file->name, '/');
	struct section s = { 0 };

	t->text = file->data;
	snprintf(s.name, sizeof(s.name), "%s", name ? name + 1 : file->name);
	while (linux_line(t)) {
		if (!strncmp(t->line, "path=", 5))
			s.path = arena_strdup(r->out->arena, t->line + 5);
		else if (!strncmp(t->line, "guest_ok=", 9))
			s.guest = t->line[9] == 'y' || t->line[9] == 'Y';
		else if (!strncmp(t->line, "usershare_acl=", 14))
			s.writable = strstr(t->line, "S-1-1-0:F") || strstr(t->line, "S-1-1-0:f");
	}
	add(r, "/var/lib/samba/usershares", &s);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading *r = arena_alloc(out->arena, sizeof(*r));

	r->out = out;
	if (in->n_blobs < 2)
		return 0;
	if (linux_blob(out, KIND, &in->blob[0]))
		read_config(r, in->blob[0].data);
	linux_pack(out, KIND, &in->blob[1], read_own, r);
	if (r->other_files)
		linux_unseen(out, KIND,
			     N_("because the rules lead on to a file that was not looked at"));
	linux_settle(out, KIND);
	return 0;
}

const struct probe probe_linux_shares = {
	.id = "linux-shares",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/samba/smb.conf", 1 << 20, true },
		   { PROBE_WANT_TREE, "var/lib/samba/usershares/*", 65536, true } },
	.gives = { FACT_KIND_SHARE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
