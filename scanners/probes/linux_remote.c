/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signing in over the network: sshd_config(5) with its folder, whether it starts with the system,
 * and whether fail2ban does. The first value of a word counts; behind "Match" stand rules for some. */
#include <string.h>
#include <strings.h>

#include "scanners/probes/linux_text.h"

extern const struct probe probe_linux_remote;

enum { CONFIG, FOLDER, PROGRAM, WANTED, SOCKETS };

struct reading {
	const struct probe_input *in;
	struct facts *out;
	const char *root; /* first values; NULL: not set */
	const char *passwords, *keyboard, *pam, *empty;
	bool match, exceptions, other_files, folder_read;
};

static void read_config(struct reading *r, struct bytes text, bool main_file);

static void read_file(void *arg, const struct probe_packed *file)
{
	read_config(arg, file->data, false);
}

static void include(struct reading *r, const char *path, bool main_file)
{
	if (!main_file || strcmp(path, "/etc/ssh/sshd_config.d/*.conf"))
		r->other_files = true;
	else if (!r->folder_read)
		linux_pack(r->out, FACT_KIND_LINUX_REMOTE, &r->in->blob[FOLDER], read_file, r);
	r->folder_read = r->folder_read || main_file;
}

static void for_some(struct reading *r, const char *word, const char *value)
{
	if ((!strcasecmp(word, "PermitRootLogin") && !strcasecmp(value, "yes")) ||
	    (!strcasecmp(word, "PasswordAuthentication") && !strcasecmp(value, "yes")) ||
	    (!strcasecmp(word, "PermitEmptyPasswords") && !strcasecmp(value, "yes")))
		r->exceptions = true;
}

static void for_all(struct reading *r, const char *word, const char *value)
{
	const struct {
		const char *word, **to;
	} words[] = {
		{ "PermitRootLogin", &r->root },
		{ "PasswordAuthentication", &r->passwords },
		{ "KbdInteractiveAuthentication", &r->keyboard },
		{ "ChallengeResponseAuthentication", &r->keyboard },
		{ "UsePAM", &r->pam },
		{ "PermitEmptyPasswords", &r->empty },
	};

	for (size_t i = 0; i < LEN(words); i++)
		if (!strcasecmp(word, words[i].word) && !*words[i].to)
			*words[i].to = arena_strdup(r->out->arena, value);
}

static void read_config(struct reading *r, struct bytes text, bool main_file)
{
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));
	bool before = r->match;
	char *word[3];

	t->text = text;
	while (linux_line(t)) {
		char *line = linux_trim(t->line), *equals = strchr(line, '=');

		if (*line == '#')
			continue;
		if (equals)
			*equals = ' ';
		if (linux_words(line, word, LEN(word)) < 2)
			continue;
		if (!strcasecmp(word[0], "Include"))
			include(r, word[1], main_file);
		else if (!strcasecmp(word[0], "Match"))
			r->match = strcasecmp(word[1], "all") != 0;
		else if (r->match)
			for_some(r, word[0], word[1]);
		else
			for_all(r, word[0], word[1]);
	}
	r->match = before;
}

static bool set(const char *value, bool other)
{
	return value ? linux_yes(value) : other;
}

static const char *root_of(const char *value)
{
	if (value && !strcasecmp(value, "yes"))
		return "yes";
	return value && !strcasecmp(value, "no") ? "no" : "keys";
}

/* A folder of what starts with the system; absent when it is not there to be asked. */
static enum flag starts(const struct probe_input *in, size_t list, const char *a, const char *b,
			struct arena *arena)
{
	if (in->blob[list].state != PROBE_BLOB_PRESENT)
		return in->blob[list].state == PROBE_BLOB_ABSENT ? FLAG_NO : FLAG_ABSENT;
	return linux_listed(&in->blob[list], a, arena) || linux_listed(&in->blob[list], b, arena)
		   ? FLAG_YES
		   : FLAG_NO;
}

static enum flag either(enum flag a, enum flag b)
{
	if (a == FLAG_YES || b == FLAG_YES)
		return FLAG_YES;
	return a == FLAG_ABSENT || b == FLAG_ABSENT ? FLAG_ABSENT : FLAG_NO;
}

static void add(struct reading *r)
{
	struct fact_linux_remote *f =
	    FACTS_ADD(r->out, linux_remote, LINUX_REMOTE, "/etc/ssh/sshd_config");
	const struct probe_input *in = r->in;

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->fact.written = in->blob[CONFIG].modified;
	f->installed = in->blob[PROGRAM].state == PROBE_BLOB_PRESENT ? FLAG_YES : FLAG_NO;
	f->starts = either(starts(in, WANTED, "ssh.service", "sshd.service", r->out->arena),
			   starts(in, SOCKETS, "ssh.socket", "sshd.socket", r->out->arena));
	f->guard = starts(in, WANTED, "fail2ban.service", "fail2ban.service", r->out->arena);
	f->root = root_of(r->root);
	f->passwords = set(r->passwords, true) || (set(r->keyboard, true) && set(r->pam, false))
			   ? FLAG_YES
			   : FLAG_NO;
	f->empty_passwords = set(r->empty, false) ? FLAG_YES : FLAG_NO;
	f->exceptions = r->exceptions ? FLAG_YES : FLAG_NO;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading r = { .in = in, .out = out };
	bool config;

	if (in->n_blobs <= SOCKETS)
		return 0;
	for (size_t i = PROGRAM; i <= SOCKETS; i++)
		linux_blob(out, FACT_KIND_LINUX_REMOTE, &in->blob[i]);
	config = linux_blob(out, FACT_KIND_LINUX_REMOTE, &in->blob[CONFIG]);
	if (config)
		read_config(&r, in->blob[CONFIG].data, true);
	if (config || in->blob[CONFIG].state == PROBE_BLOB_ABSENT)
		add(&r);
	if (r.other_files)
		linux_unseen(out, FACT_KIND_LINUX_REMOTE,
			     N_("because the rules lead on to a file that was not looked at"));
	linux_settle(out, FACT_KIND_LINUX_REMOTE);
	return 0;
}

const struct probe probe_linux_remote = {
	.id = "linux-remote",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/ssh/sshd_config", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/ssh/sshd_config.d/*.conf", 1 << 20, true },
		   { PROBE_WANT_NAMES, "usr/sbin/sshd", 0, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/multi-user.target.wants", 0, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/sockets.target.wants", 0, true } },
	.gives = { FACT_KIND_LINUX_REMOTE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
