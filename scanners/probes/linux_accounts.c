/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may sign in to this Linux, and what may be said of their passwords without knowing them:
 * passwd(5) and shadow(5). Of the field of a password only its first characters are looked at;
 * nothing of it goes into a fact. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/linux_text.h"

#define FIELDS       9
#define ACCOUNTS_MAX ((size_t)5000)
#define LAST_DAY     ((long)365 * 600)
#define NOT_A_UID    NUMBER_ABSENT

extern const struct probe probe_linux_accounts;

struct shadow {
	const char *name, *password, *form;
	int64_t changed;
};

/* Fields parted by ':'; their number. */
static size_t fields(char *line, char *field[FIELDS])
{
	size_t n = 0;

	for (char *p = line; p && n < FIELDS; n++) {
		field[n] = p;
		p = strchr(p, ':');
		if (p)
			*p++ = '\0';
	}
	return n;
}

static int64_t number(const char *s, int64_t other)
{
	size_t n = strspn(s, "0123456789");

	return n && n < 11 && !s[n] ? (int64_t)strtoll(s, NULL, 10) : other;
}

/* crypt(5): "$1$" is MD5, thirteen characters without '$' are DES, "_" its long form. */
static const char *form_of(const char *p)
{
	if (!strncmp(p, "$1$", 3) || *p == '_' || (*p != '$' && strlen(p) == 13))
		return "old";
	return *p == '$' ? "usual" : NULL;
}

static void read_password(const char *p, struct shadow *ret)
{
	if (!*p) {
		ret->password = "none";
	} else if (*p == '!' || *p == '*' || !strcmp(p, "x")) {
		ret->password = "locked";
	} else {
		ret->form = form_of(p);
		ret->password = ret->form ? "set" : "unreadable";
	}
}

static size_t read_shadow(const struct probe_blob *blob, struct arena *a, struct shadow **ret)
{
	struct linux_text *t = arena_alloc(a, sizeof(*t));
	char *field[FIELDS];
	size_t n = 0, cap = 0;

	t->text = blob->data;
	while (n < ACCOUNTS_MAX && linux_line(t)) {
		struct shadow s = { .changed = TIME_ABSENT };
		size_t count = fields(t->line, field);
		int64_t day;

		if (count < 2 || !*field[0])
			continue;
		s.name = arena_strdup(a, field[0]);
		read_password(field[1], &s);
		day = count > 2 ? number(field[2], 0) : 0;
		if (day > 0 && day < LAST_DAY)
			s.changed = day * TIME_DAY;
		*ret = xgrow(*ret, n, &cap, sizeof(**ret), ACCOUNTS_MAX);
		(*ret)[n++] = s;
	}
	explicit_bzero(t->line, sizeof(t->line));
	return n;
}

static bool is_shell(const char *shell)
{
	return !strstr(shell, "nologin") && !strstr(shell, "/false") && !strstr(shell, "/sync") &&
	       !strstr(shell, "/halt") && !strstr(shell, "/shutdown");
}

static void add(char *field[FIELDS], const struct shadow *list, size_t n, struct facts *out)
{
	struct fact_linux_account *f;
	struct shadow own = { .password = "unreadable", .changed = TIME_ABSENT };

	f = FACTS_ADD(out, linux_account, LINUX_ACCOUNT, "/etc/passwd, /etc/shadow");
	if (!f)
		return;
	/* "x" leads to shadow; all else stands in passwd itself, as long ago. */
	if (strcmp(field[1], "x"))
		read_password(field[1], &own);
	for (size_t i = 0; i < n && !strcmp(field[1], "x"); i++)
		if (!strcmp(list[i].name, field[0]))
			own = list[i];
	f->fact.replayed = FLAG_NO;
	f->name = arena_strdup(out->arena, field[0]);
	f->uid = number(field[2], NOT_A_UID);
	f->signs_in = is_shell(field[6]) ? FLAG_YES : FLAG_NO;
	f->password = own.password;
	f->form = own.form;
	f->changed = own.changed;
}

static void read_passwd(const struct probe_blob *blob, const struct shadow *list, size_t n,
			struct facts *out)
{
	struct linux_text *t = arena_alloc(out->arena, sizeof(*t));
	char *field[FIELDS];

	t->text = blob->data;
	for (size_t lines = 0; lines < ACCOUNTS_MAX && linux_line(t); lines++)
		if (fields(t->line, field) >= 7 && *field[0])
			add(field, list, n, out);
	explicit_bzero(t->line, sizeof(t->line));
	if (t->pos < t->text.n || t->cut)
		linux_unseen(out, FACT_KIND_LINUX_ACCOUNT,
			     N_("because the list of user names is too long"));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct shadow *list = NULL;
	size_t n = 0;
	bool missing = false;

	for (size_t i = 0; i < in->n_blobs && i < 2; i++)
		missing = missing || !linux_blob(out, FACT_KIND_LINUX_ACCOUNT, &in->blob[i]);
	if (missing || in->n_blobs < 2) {
		linux_unseen(out, FACT_KIND_LINUX_ACCOUNT,
			     N_("because the list of user names or of their passwords could not be "
				"read"));
		return 0;
	}
	n = read_shadow(&in->blob[1], out->arena, &list);
	read_passwd(&in->blob[0], list, n, out);
	free(list);
	if (!facts_count(out, FACT_KIND_LINUX_ACCOUNT))
		linux_unseen(out, FACT_KIND_LINUX_ACCOUNT,
			     N_("because the list of user names or of their passwords could not be "
				"read"));
	return 0;
}

const struct probe probe_linux_accounts = {
	.id = "linux-accounts",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/passwd", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/shadow", 1 << 20, true } },
	.gives = { FACT_KIND_LINUX_ACCOUNT, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
