/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may work as administrator without saying a password: sudoers(5) and sudoers.d. Aliases and
 * commands are not taken apart; a rule is read for its tags. */
#include <string.h>

#include "scanners/probes/linux_text.h"

#define RULE_MAX ((size_t)16384)

extern const struct probe probe_linux_sudo;

struct reading {
	struct facts *out;
	const char *source;
	bool includes_folder, includes_other;
	char rule[RULE_MAX];
};

static void add(struct facts *out, const char *source, const char *who, bool everything)
{
	struct fact_linux_sudo *f = FACTS_ADD(out, linux_sudo, LINUX_SUDO, source);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->sort = !strcmp(who, "ALL") ? "everybody" : *who == '%' ? "group" : "user";
	f->name = arena_strdup(out->arena, *who == '%' ? who + 1 : who);
	f->everything = everything ? FLAG_YES : FLAG_NO;
}

/* After the tag, up to the opposite one: is any command among them? */
static bool any_command(const char *after)
{
	const char *end = strstr(after, " PASSWD:");

	for (const char *p = after; (p = strstr(p, "ALL")) && (!end || p < end); p += 3)
		if ((p == after || strchr(" \t,:", p[-1])) && (!p[3] || strchr(" \t,", p[3])))
			return true;
	return false;
}

static void read_rule(struct reading *r)
{
	char *line = linux_trim(r->rule), *tag = strstr(line, "NOPASSWD:"), who[256];
	size_t n = strcspn(line, " \t");

	if (!strncmp(line, "@include", 8) || !strncmp(line, "#include", 8)) {
		if (strstr(line, "sudoers.d"))
			r->includes_folder = true;
		else
			r->includes_other = true;
		return;
	}
	if (*line == '#' && strspn(line + 1, "0123456789") == 0)
		return;
	if (!strncmp(line, "Defaults", 8)) { /* "Defaults:yamada": for one only */
		snprintf(who, sizeof(who), "%.*s", n > 9 ? (int)MIN(n - 9, sizeof(who) - 1) : 3,
			 n > 9 ? line + 9 : "ALL");
		if (strstr(line, "!authenticate"))
			add(r->out, r->source, who, true);
		return;
	}
	if (!tag || strstr(line, "_Alias"))
		return;
	snprintf(who, sizeof(who), "%.*s", (int)MIN(n, sizeof(who) - 1), line);
	add(r->out, r->source, who, any_command(tag + strlen("NOPASSWD:")));
}

/* A rule goes on behind a backslash at the end of its line. */
static void read_rules(struct reading *r, struct bytes text)
{
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));
	size_t n = 0;

	t->text = text;
	while (linux_line(t)) {
		char *line = linux_trim(t->line);
		size_t len = strlen(line);
		bool on = len && line[len - 1] == '\\';

		if (n + len >= RULE_MAX) {
			t->cut++;
			n = 0;
			continue;
		}
		memcpy(r->rule + n, line, len - on);
		n += len - on;
		r->rule[n] = '\0';
		if (on)
			continue;
		read_rule(r);
		n = 0;
	}
	if (n)
		read_rule(r);
	if (t->cut)
		linux_unseen(r->out, FACT_KIND_LINUX_SUDO,
			     N_("because a line of the rules is too long"));
}

/* sudo itself passes over names with a '.' or a '~' at their end. */
static void read_file(void *arg, const struct probe_packed *file)
{
	const char *name = strrchr(file->name, '/');
	struct reading *r = arg;

	name = name ? name + 1 : file->name;
	if (strchr(name, '.') || (*name && name[strlen(name) - 1] == '~'))
		return;
	read_rules(r, file->data);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading *r = arena_alloc(out->arena, sizeof(*r));

	r->out = out;
	r->source = "/etc/sudoers";
	if (in->n_blobs < 2)
		return 0;
	if (linux_blob(out, FACT_KIND_LINUX_SUDO, &in->blob[0]))
		read_rules(r, in->blob[0].data);
	if (r->includes_folder) {
		r->source = "/etc/sudoers.d";
		linux_pack(out, FACT_KIND_LINUX_SUDO, &in->blob[1], read_file, r);
	}
	if (r->includes_other)
		linux_unseen(out, FACT_KIND_LINUX_SUDO,
			     N_("because the rules lead on to a file that was not looked at"));
	linux_settle(out, FACT_KIND_LINUX_SUDO);
	return 0;
}

const struct probe probe_linux_sudo = {
	.id = "linux-sudo",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/sudoers", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/sudoers.d/*", 1 << 20, true } },
	.gives = { FACT_KIND_LINUX_SUDO, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
