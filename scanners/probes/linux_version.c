/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which Linux this is and who has an account: os-release(5) and passwd(5). Passwords are not in
 * either file. */
#include "scanners/probes/registry.h"

#include <ctype.h>

#define LINE_MAX_BYTES 4096
#define FIRST_PERSON   1000
#define LAST_PERSON    60000

extern const struct probe probe_linux_version;

/* Next line of a text, copied; NULL at the end. Longer lines are cut. */
static char *next_line(struct bytes text, size_t *pos, struct arena *a)
{
	const char *start = (const char *)text.p + *pos, *end;
	size_t n;

	if (*pos >= text.n)
		return NULL;
	end = memchr(start, '\n', text.n - *pos);
	n = end ? (size_t)(end - start) : text.n - *pos;
	*pos += n + 1;
	return arena_strndup(a, start, MIN(n, (size_t)LINE_MAX_BYTES));
}

/* The value of KEY=value, KEY="value" or KEY='value' with the shell's backslashes taken out. */
static const char *value_of(struct arena *a, const char *line, const char *key)
{
	size_t n = strlen(key);
	const char *p;
	char *value, quote, *to;

	if (strncmp(line, key, n) || line[n] != '=')
		return NULL;
	p = line + n + 1;
	quote = *p == '"' || *p == '\'' ? *p++ : '\0';
	value = to = arena_strdup(a, p);
	for (; *p && *p != quote && (quote || *p != ' '); p++) {
		if (*p == '\\' && p[1] && quote != '\'')
			p++;
		*to++ = *p;
	}
	*to = '\0';
	return *value ? value : NULL;
}

static void add_version(const struct probe_blob *blob, const char *source, struct facts *out)
{
	struct fact_linux_version *f = FACTS_ADD(out, linux_version, LINUX_VERSION, source);
	size_t pos = 0;
	char *line;

	while (f && (line = next_line(blob->data, &pos, out->arena))) {
		const char *id = value_of(out->arena, line, "ID");
		const char *name = value_of(out->arena, line, "PRETTY_NAME");
		const char *version = value_of(out->arena, line, "VERSION_ID");

		f->id = id ? id : f->id;
		f->pretty_name = name ? name : f->pretty_name;
		f->version_id = version ? version : f->version_id;
	}
	if (f) {
		f->fact.replayed = FLAG_NO;
		f->fact.written = blob->modified;
	}
	if (f && !f->id && !f->pretty_name) {
		struct phrase reason =
		    PHRASE(N_("because the version of Linux is not in its files"));

		facts_note(out, FACT_KIND_LINUX_VERSION, FACT_STATE_PARTIAL, &reason);
	}
}

static const char *take_field(char **line)
{
	char *field = *line, *colon;

	if (!field)
		return "";
	colon = strchr(field, ':');
	*line = colon ? colon + 1 : NULL;
	if (colon)
		*colon = '\0';
	return field;
}

static bool is_person(const char *uid, const char *shell)
{
	long id;

	if (!isdigit((unsigned char)*uid) || strlen(uid) > 9)
		return false;
	id = strtol(uid, NULL, 10);
	return id >= FIRST_PERSON && id < LAST_PERSON && !strstr(shell, "nologin") &&
	       !strstr(shell, "/false");
}

static void add_user(char *line, struct facts *out)
{
	const char *name = take_field(&line), *uid, *home, *shell, *slash;
	struct fact_user *f;

	take_field(&line);
	uid = take_field(&line);
	take_field(&line);
	take_field(&line);
	home = take_field(&line);
	shell = take_field(&line);
	if (!*name || !is_person(uid, shell))
		return;
	f = FACTS_ADD(out, user, USER, "/etc/passwd");
	if (!f)
		return;
	slash = strrchr(home, '/');
	f->fact.replayed = FLAG_NO;
	f->name = name;
	f->profile = slash && slash[1] ? slash + 1 : NULL;
}

static void add_users(const struct probe_blob *blob, struct facts *out)
{
	struct phrase reason =
	    phrase_of(N_("because the file {0} could not be read"), 1, PHRASE_TEXT("/etc/passwd"));
	size_t pos = 0;
	char *line;

	if (blob->state != PROBE_BLOB_PRESENT) {
		facts_note(out, FACT_KIND_USER, FACT_STATE_FAILED,
			   blob->reason.id ? &blob->reason : &reason);
		return;
	}
	while ((line = next_line(blob->data, &pos, out->arena)))
		add_user(line, out);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const sources[] = { "/etc/os-release", "/usr/lib/os-release" };
	struct phrase reason = phrase_of(N_("because the file {0} could not be read"), 1,
					 PHRASE_TEXT("/etc/os-release"));
	bool found = false;

	for (size_t i = 0; i < LEN(sources) && i < in->n_blobs && !found; i++) {
		if (in->blob[i].state != PROBE_BLOB_PRESENT || !in->blob[i].data.n)
			continue;
		add_version(&in->blob[i], sources[i], out);
		found = true;
	}
	if (!found)
		facts_note(out, FACT_KIND_LINUX_VERSION, FACT_STATE_FAILED, &reason);
	if (in->n_blobs > 2)
		add_users(&in->blob[2], out);
	return 0;
}

const struct probe probe_linux_version = {
	.id = "linux-version",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/os-release", 65536, true },
		   { PROBE_WANT_FILE, "usr/lib/os-release", 65536, true },
		   { PROBE_WANT_FILE, "etc/passwd", 1 << 20, true } },
	.gives = { FACT_KIND_LINUX_VERSION, FACT_KIND_USER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
